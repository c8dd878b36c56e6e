// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.record;

import io.nifigan.common.RandomStream;
import io.nifigan.processors.flow.NumberRange;
import io.nifigan.table.SpillSettings;
import java.nio.file.Path;
import java.util.List;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.expression.ExpressionLanguageScope;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.util.StandardValidators;

/** The properties that say which tables are written to disk, and where. */
public final class SpillProperties {
    public static final PropertyDescriptor CELLS = new PropertyDescriptor.Builder()
            .name("Cells In Memory")
            .description("""
                    The maximum number of values, records times columns, in memory, at about 30 bytes each. Larger \
                    tables are written to Spill Directory. The networks still learn all records; column kinds, rules \
                    and the choice among records are then based on a sample.""")
            .required(true)
            .defaultValue(Long.toString(SpillSettings.CELLS))
            .addValidator(NumberRange.whole(1, Integer.MAX_VALUE))
            .expressionLanguageSupported(ExpressionLanguageScope.ENVIRONMENT)
            .build();

    public static final PropertyDescriptor DIRECTORY = new PropertyDescriptor.Builder()
            .name("Spill Directory")
            .description("""
                    An existing directory on a local disk for tables that do not fit into memory, at about 10 bytes \
                    a value. Only NiFi's user can read the file, which has no name and disappears when the training \
                    ends or NiFi stops or crashes. Blank uses Java's directory for temporary files.""")
            .required(false)
            .addValidator(StandardValidators.NON_BLANK_VALIDATOR)
            .expressionLanguageSupported(ExpressionLanguageScope.ENVIRONMENT)
            .build();

    /** The seed of the sample of records on disk. It is fixed, so that the same records always give the same sample. */
    private static final long SAMPLE = 11;

    private SpillProperties() {}

    /** Both properties. */
    public static List<PropertyDescriptor> all() {
        return List.of(CELLS, DIRECTORY);
    }

    /** The settings that result. */
    public static SpillSettings of(final ProcessContext context) {
        final String directory =
                context.getProperty(DIRECTORY).evaluateAttributeExpressions().getValue();
        final SpillSettings defaults = directory == null || directory.isBlank()
                ? SpillSettings.defaults()
                : SpillSettings.in(Path.of(directory.strip()));
        return new SpillSettings(
                defaults.directory(),
                context.getProperty(CELLS).evaluateAttributeExpressions().asLong(),
                defaults.sample());
    }

    /** The random stream of the sample of records on disk. */
    public static RandomStream sample() {
        return new RandomStream(SAMPLE);
    }
}
