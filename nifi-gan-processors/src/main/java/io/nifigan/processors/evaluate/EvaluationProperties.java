// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.evaluate;

import io.nifigan.evaluate.result.EvaluationSettings;
import io.nifigan.processors.flow.GanAttributes;
import io.nifigan.processors.flow.NumberRange;
import io.nifigan.processors.model.ModelProperties;
import io.nifigan.processors.record.SpillProperties;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.PropertyValue;
import org.apache.nifi.context.PropertyContext;
import org.apache.nifi.expression.ExpressionLanguageScope;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.util.StandardValidators;
import org.apache.nifi.serialization.RecordReaderFactory;

/** What EvaluateSynthetic is told, but for the gate's thresholds. */
final class EvaluationProperties {
    static final PropertyDescriptor RECORD_READER = new PropertyDescriptor.Builder().name("Record Reader")
            .description("Reads the real and held-out records, and the synthetic ones unless Synthetic Record Reader is set.")
            .required(true).identifiesControllerService(RecordReaderFactory.class).build();
    static final PropertyDescriptor SYNTHETIC_SOURCE = new PropertyDescriptor.Builder().name("Synthetic Records")
            .description("Where the synthetic records come from.")
            .required(true).allowableValues(SyntheticSource.class).defaultValue(SyntheticSource.FLOW_FILE).build();
    static final PropertyDescriptor SYNTHETIC_READER = new PropertyDescriptor.Builder().name("Synthetic Record Reader")
            .description("Reads the synthetic records where they are in another format than the real ones. Blank takes Record Reader.")
            .required(false).identifiesControllerService(RecordReaderFactory.class).dependsOn(SYNTHETIC_SOURCE, SyntheticSource.FLOW_FILE).build();
    static final PropertyDescriptor NUMBER_OF_RECORDS = new PropertyDescriptor.Builder().name("Number of Records")
            .description("How many synthetic records to make. Blank makes as many as there are real ones, at most Row Bound.")
            .required(false).addValidator(NumberRange.whole(20, 1_000_000)).expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
            .dependsOn(SYNTHETIC_SOURCE, SyntheticSource.MODEL).build();
    static final PropertyDescriptor MODEL_USE = new PropertyDescriptor.Builder().name("Model")
            .description("Where the model is that made the synthetic records. With it, the report has where they come from, checks the model's rules and asks its discriminator.")
            .required(true).allowableValues(ModelUse.class).defaultValue(ModelUse.NONE).build();
    static final PropertyDescriptor MODEL_LOCATION = ModelProperties.location().dependsOn(MODEL_USE, ModelUse.LOCATION).build();
    static final PropertyDescriptor HELD_OUT = new PropertyDescriptor.Builder().name("Held-Out Records")
            .description("Real records that no model has learnt. They show what can be expected at best, and what an attack gets from anybody: without them, privacy is hardly measured.")
            .required(true).allowableValues(HeldOutSource.class).defaultValue(HeldOutSource.NONE).build();
    static final PropertyDescriptor ROLE_ATTRIBUTE = new PropertyDescriptor.Builder().name("Role Attribute")
            .description("Name of the attribute that says what a flow file is: real, synthetic, held-out or model. TrainGAN and SampleGenerator set "
                    + GanAttributes.ROLE + ".")
            .required(true).defaultValue(GanAttributes.ROLE).addValidator(StandardValidators.ATTRIBUTE_KEY_VALIDATOR)
            .expressionLanguageSupported(ExpressionLanguageScope.ENVIRONMENT).build();
    static final PropertyDescriptor PAIRING_ATTRIBUTE = new PropertyDescriptor.Builder().name("Pairing Attribute")
            .description("Name of the attribute whose value those flow files share that belong together. TrainGAN and SampleGenerator set "
                    + GanAttributes.MODEL_ID + ".")
            .required(true).defaultValue(GanAttributes.MODEL_ID).addValidator(StandardValidators.ATTRIBUTE_KEY_VALIDATOR)
            .expressionLanguageSupported(ExpressionLanguageScope.ENVIRONMENT).build();
    static final PropertyDescriptor MAXIMUM_WAIT = new PropertyDescriptor.Builder().name("Maximum Wait")
            .description("How long a flow file waits in the queue for those that belong to it, before it goes to 'failure'.")
            .required(true).defaultValue("1 hour").addValidator(StandardValidators.TIME_PERIOD_VALIDATOR)
            .expressionLanguageSupported(ExpressionLanguageScope.ENVIRONMENT).build();
    static final PropertyDescriptor TARGET_COLUMN = new PropertyDescriptor.Builder().name("Target Column")
            .description("Name of a column that is to be foretold from the others: the report says how well that is learnt from synthetic instead of real records, and compares its groups. "
                    + "Takes held-out records.")
            .required(false).addValidator(StandardValidators.NON_BLANK_VALIDATOR).expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES).build();
    static final PropertyDescriptor SUBGROUP_COLUMNS = new PropertyDescriptor.Builder().name("Subgroup Columns")
            .description("Names of columns, with commas between, whose categories are compared each by itself. Blank takes Target Column.")
            .required(false).addValidator(StandardValidators.NON_BLANK_VALIDATOR).expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES).build();
    static final PropertyDescriptor IGNORED_COLUMNS = new PropertyDescriptor.Builder().name("Columns To Ignore")
            .description("Names of columns, with commas between, that are not compared. With a model, its columns are compared and no others.")
            .required(false).addValidator(StandardValidators.NON_BLANK_VALIDATOR).expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
            .dependsOn(MODEL_USE, ModelUse.NONE).build();
    static final PropertyDescriptor ROW_BOUND = new PropertyDescriptor.Builder().name("Row Bound")
            .description("The most records of each kind that are looked at; of more, as many are drawn by chance. The report states it.")
            .required(true).defaultValue("30000").addValidator(NumberRange.whole(100, 1_000_000))
            .expressionLanguageSupported(ExpressionLanguageScope.ENVIRONMENT).build();
    static final PropertyDescriptor ATTACKS = new PropertyDescriptor.Builder().name("Number of Attacks")
            .description("How often each attack is tried. More make the intervals narrower and take longer.")
            .required(true).defaultValue("2000").addValidator(NumberRange.whole(100, 100_000))
            .expressionLanguageSupported(ExpressionLanguageScope.ENVIRONMENT).build();
    static final PropertyDescriptor SEED = new PropertyDescriptor.Builder().name("Random Seed")
            .description("A whole number that all chance comes from: the same records give the same figures.")
            .required(true).defaultValue("42").addValidator(NumberRange.whole(Long.MIN_VALUE, Long.MAX_VALUE))
            .expressionLanguageSupported(ExpressionLanguageScope.ENVIRONMENT).build();
    static final PropertyDescriptor CORES = new PropertyDescriptor.Builder().name("Processor Cores")
            .description("How many processor cores to use; 0 uses all, at most 8.")
            .required(true).defaultValue("0").addValidator(NumberRange.whole(0, 64)).expressionLanguageSupported(ExpressionLanguageScope.ENVIRONMENT).build();

    static final PropertyDescriptor CELLS = new PropertyDescriptor.Builder().fromPropertyDescriptor(SpillProperties.CELLS)
            .description("""
                    The most values, records times columns, of each kind of records that are held in memory, some 30 bytes each. Where there are more, they go to Spill \
                    Directory while they are read, and a sample of them is looked at. Where Held-Out Records is "As In Training" it has to be what TrainGAN has.""").build();
    static final PropertyDescriptor SPILL_DIRECTORY = new PropertyDescriptor.Builder().fromPropertyDescriptor(SpillProperties.DIRECTORY)
            .description("""
                    An existing directory on a local disk for what does not fit into memory, about 10 bytes a value. Only NiFi's user can read it, it has no name there, and \
                    it goes when all is read, NiFi stops or crashes. Blank takes Java's directory for temporary files.""").build();

    private EvaluationProperties() {
    }

    static List<PropertyDescriptor> all() {
        return List.of(RECORD_READER, SYNTHETIC_SOURCE, SYNTHETIC_READER, NUMBER_OF_RECORDS, MODEL_USE, MODEL_LOCATION, HELD_OUT, TARGET_COLUMN,
                SUBGROUP_COLUMNS, IGNORED_COLUMNS,
                ROLE_ATTRIBUTE, PAIRING_ATTRIBUTE, MAXIMUM_WAIT, ROW_BOUND, CELLS, SPILL_DIRECTORY, ATTACKS, SEED, CORES);
    }

    /**
     * The engine's settings.
     *
     * @param values the properties' values, with their Expression Language evaluated
     */
    static EvaluationSettings settings(final Function<PropertyDescriptor, PropertyValue> values) {
        return EvaluationSettings.defaults().withRowBound(values.apply(ROW_BOUND).asInteger()).withAttacks(values.apply(ATTACKS).asInteger())
                .withSeed(values.apply(SEED).asLong()).withThreads(values.apply(CORES).asInteger())
                .withTarget(blankToNull(values.apply(TARGET_COLUMN).getValue())).withSubgroups(list(values.apply(SUBGROUP_COLUMNS)));
    }

    private static String blankToNull(final String text) {
        return text == null || text.isBlank() ? null : text.trim();
    }

    /** A list's entries; none where the property is blank. */
    static List<String> list(final PropertyValue property) {
        final String value = property.getValue();
        return value == null ? List.of() : Arrays.stream(value.split(",")).map(String::trim).filter(name -> !name.isEmpty()).distinct().toList();
    }

    /** A property's value for a flow file. */
    static PropertyValue evaluated(final PropertyContext context, final PropertyDescriptor property, final FlowFile flowFile) {
        return evaluated(context, property, value -> value.evaluateAttributeExpressions(flowFile));
    }

    /** A property's value, evaluated as its scope allows. */
    static PropertyValue evaluated(final PropertyContext context, final PropertyDescriptor property, final UnaryOperator<PropertyValue> evaluation) {
        final PropertyValue value = context.getProperty(property);
        return switch (property.getExpressionLanguageScope()) {
            case NONE -> value;
            case ENVIRONMENT -> value.evaluateAttributeExpressions();
            case FLOWFILE_ATTRIBUTES -> evaluation.apply(value);
        };
    }
}
