// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.sample;

import io.nifigan.processors.flow.ColumnProperty;
import io.nifigan.processors.flow.GANAttributes;
import io.nifigan.processors.flow.NodeSeeds;
import io.nifigan.processors.flow.NumberRange;
import io.nifigan.processors.model.FairnessProperties;
import io.nifigan.processors.model.ModelProvider;
import io.nifigan.sample.SampleSettings;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.expression.ExpressionLanguageScope;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.serialization.RecordSetWriterFactory;

/** The properties of SampleGenerator. */
final class SampleProperties {
    /** Keys of 17 digits leave room for as many more. */
    private static final long MAX_KEY = 99_999_999_999_999_999L;

    static final PropertyDescriptor NUMBER_OF_RECORDS = new PropertyDescriptor.Builder()
            .name("Number of Records")
            .description("The number of records to generate, for each incoming FlowFile or, without an incoming "
                    + "connection, each time the processor runs.")
            .required(true)
            .defaultValue("1000")
            .addValidator(NumberRange.whole(1, Long.MAX_VALUE))
            .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
            .build();

    static final PropertyDescriptor SCALE = new PropertyDescriptor.Builder()
            .name("Scale")
            .description("For a model of a database, instead of Number of Records: how many rows to generate for each "
                    + "real row of a table without parents, such as 0.1 or 5. Rows of other tables follow from these.")
            .required(true)
            .defaultValue("1")
            .addValidator(NumberRange.decimal(1e-6, 1_000))
            .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
            .build();

    static final PropertyDescriptor RECORDS_PER_FLOW_FILE = new PropertyDescriptor.Builder()
            .name("Records Per FlowFile")
            .description("The maximum number of records in each FlowFile. Blank or 0 puts all records into one.")
            .required(false)
            .addValidator(NumberRange.whole(0, Long.MAX_VALUE))
            .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
            .build();

    static final PropertyDescriptor RANDOM_SEED = new PropertyDescriptor.Builder()
            .name("Random Seed")
            .description("A whole number. The same model and seed give the same records each time. Blank gives "
                    + "different records each time, and writes their seed to the attribute "
                    + GANAttributes.SEED + ".")
            .required(false)
            .addValidator(NumberRange.whole(Long.MIN_VALUE, Long.MAX_VALUE))
            .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
            .build();

    static final PropertyDescriptor SEED_SCOPE = NodeSeeds.scope(RANDOM_SEED);

    static final PropertyDescriptor MINIMUM_REALISM = new PropertyDescriptor.Builder()
            .name("Minimum Realism")
            .description("The minimum realism score, from 0 to 0.99; records with a lower score are discarded "
                    + "and others generated instead. Higher values remove odd records, but also rare ones that "
                    + "are right, and take longer. Blank keeps all.")
            .required(false)
            .addValidator(NumberRange.decimal(0, .99))
            .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
            .build();

    static final PropertyDescriptor TEMPERATURE = new PropertyDescriptor.Builder()
            .name("Temperature")
            .description("How varied the records are, from 0.1 to 2. At 1 they are as varied as the real ones. "
                    + "Below 1 they are more typical, and rare values become rarer; above 1 they are more "
                    + "varied, and odd records more frequent. With any other value than 1 the records are no "
                    + "longer distributed like the real ones; the additional details say how far.")
            .required(true)
            .defaultValue("1")
            .addValidator(NumberRange.decimal(SampleSettings.MIN_TEMPERATURE, SampleSettings.MAX_TEMPERATURE))
            .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
            .build();

    static final PropertyDescriptor START_KEYS_AT = new PropertyDescriptor.Builder()
            .name("Start Keys At")
            .description("The smallest number of keys that count up, such as 1, 2, 3 or CUST-000001, CUST-000002. "
                    + "Blank begins after the largest real one. All columns of such keys have it, as far as they do "
                    + "not begin later by themselves.")
            .required(false)
            .addValidator(NumberRange.whole(0, MAX_KEY))
            .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
            .build();

    static final PropertyDescriptor CONTINUE_KEYS = new PropertyDescriptor.Builder()
            .name("Continue Keys")
            .description("Whether keys that count up go on from one FlowFile or run to the next, on all nodes of a "
                    + "cluster, so that a second batch fits into the same database table. The next numbers are kept "
                    + "in the processor's state, by the names of columns; Clear State begins anew. A Random Seed then "
                    + "gives the same records with other keys.")
            .required(true)
            .allowableValues("true", "false")
            .defaultValue("false")
            .build();

    static final PropertyDescriptor CHOOSE_RECORDS = new PropertyDescriptor.Builder()
            .name("Choose Among Records")
            .description("Whether several candidates are generated for each record, and those kept that fit, if the "
                    + "model learnt to choose. 'false' keeps every candidate: faster, for load tests, but much less "
                    + "realistic. Rules and conditions hold in either case.")
            .required(true)
            .allowableValues("true", "false")
            .defaultValue("true")
            .build();

    static final PropertyDescriptor RECORDS_ON_STOP = new PropertyDescriptor.Builder()
            .name("Records On Stop")
            .description("What becomes of the records that are written already when the processor is stopped.")
            .required(true)
            .allowableValues(StopStrategy.class)
            .defaultValue(StopStrategy.DISCARD)
            .build();

    static final PropertyDescriptor RECORD_WRITER = new PropertyDescriptor.Builder()
            .name("Record Writer")
            .description("Writes the records. With 'Inherit Record Schema' they have the schema of the records "
                    + "that the model was trained on.")
            .required(true)
            .identifiesControllerService(RecordSetWriterFactory.class)
            .build();

    private static final List<PropertyDescriptor> ALL = Stream.concat(
                    ModelProvider.ofContentToo().properties().stream(),
                    Stream.of(
                            NUMBER_OF_RECORDS,
                            SCALE,
                            RECORDS_PER_FLOW_FILE,
                            RANDOM_SEED,
                            SEED_SCOPE,
                            MINIMUM_REALISM,
                            TEMPERATURE,
                            CHOOSE_RECORDS,
                            FairnessProperties.FAIR_TARGET,
                            FairnessProperties.SENSITIVE_COLUMNS,
                            START_KEYS_AT,
                            CONTINUE_KEYS,
                            RECORDS_ON_STOP,
                            RECORD_WRITER))
            .toList();

    private SampleProperties() {}

    /** All properties, in the order in which they are shown. */
    static List<PropertyDescriptor> all() {
        return ALL;
    }

    /** The property for a condition, named as {@link ColumnProperty} says. */
    static PropertyDescriptor descriptor(final String property) {
        return ColumnProperty.column(property)
                .map(column -> new PropertyDescriptor.Builder()
                        .name(property)
                        .dynamic(true)
                        .description("The condition for the column '%s'".formatted(column))
                        .addValidator(new ConditionSyntax())
                        .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
                        .build())
                .orElseGet(() -> ColumnProperty.misnamed(property));
    }

    /** The conditions that are set, by name. */
    static List<PropertyDescriptor> conditions(final ProcessContext context) {
        return context.getProperties().keySet().stream()
                .filter(PropertyDescriptor::isDynamic)
                .sorted(Comparator.comparing(PropertyDescriptor::getName))
                .toList();
    }
}
