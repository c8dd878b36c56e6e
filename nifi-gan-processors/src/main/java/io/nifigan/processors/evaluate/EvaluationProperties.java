// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.evaluate;

import io.nifigan.evaluate.result.EvaluationSettings;
import io.nifigan.processors.flow.GANAttributes;
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

/** The properties of EvaluateSynthetic, except the thresholds of its gate. */
final class EvaluationProperties {
    static final PropertyDescriptor RECORD_READER = new PropertyDescriptor.Builder()
            .name("Record Reader")
            .description("Reads the real and held-out records, and the synthetic ones unless Synthetic Record "
                    + "Reader is set.")
            .required(true)
            .identifiesControllerService(RecordReaderFactory.class)
            .build();
    static final PropertyDescriptor SYNTHETIC_SOURCE = new PropertyDescriptor.Builder()
            .name("Synthetic Records")
            .description("Where the synthetic records come from.")
            .required(true)
            .allowableValues(SyntheticSource.class)
            .defaultValue(SyntheticSource.FLOW_FILE)
            .build();
    static final PropertyDescriptor SYNTHETIC_READER = new PropertyDescriptor.Builder()
            .name("Synthetic Record Reader")
            .description("Reads the synthetic records if they have another format than the real ones. Blank uses "
                    + "Record Reader.")
            .required(false)
            .identifiesControllerService(RecordReaderFactory.class)
            .dependsOn(SYNTHETIC_SOURCE, SyntheticSource.FLOW_FILE)
            .build();
    static final PropertyDescriptor NUMBER_OF_RECORDS = new PropertyDescriptor.Builder()
            .name("Number of Records")
            .description("The number of synthetic records to generate. Blank generates as many as there are real "
                    + "ones, at most Maximum Records.")
            .required(false)
            .addValidator(NumberRange.whole(20, 1_000_000))
            .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
            .dependsOn(SYNTHETIC_SOURCE, SyntheticSource.MODEL)
            .build();
    static final PropertyDescriptor MODEL_USE = new PropertyDescriptor.Builder()
            .name("Model")
            .description("Where the model of the synthetic records is. With it, the report names their origin, "
                    + "checks the model's rules and tests whether its file tells who was learnt.")
            .required(true)
            .allowableValues(ModelUse.class)
            .defaultValue(ModelUse.NONE)
            .build();
    static final PropertyDescriptor MODEL_LOCATION =
            ModelProperties.location().dependsOn(MODEL_USE, ModelUse.LOCATION).build();
    static final PropertyDescriptor MODEL_STORE =
            ModelProperties.store().dependsOn(MODEL_USE, ModelUse.STORE).build();
    static final PropertyDescriptor MODEL_NAME =
            ModelProperties.name().dependsOn(MODEL_USE, ModelUse.STORE).build();
    static final PropertyDescriptor MODEL_VERSION =
            ModelProperties.version().dependsOn(MODEL_USE, ModelUse.STORE).build();
    static final PropertyDescriptor HELD_OUT = new PropertyDescriptor.Builder()
            .name("Held-Out Records")
            .description("Real records that the model has not learnt. They show the best that can be expected, "
                    + "and what an attack reveals about anybody; without them, privacy can hardly be measured.")
            .required(true)
            .allowableValues(HeldOutSource.class)
            .defaultValue(HeldOutSource.NONE)
            .build();
    static final PropertyDescriptor ROLE_ATTRIBUTE = new PropertyDescriptor.Builder()
            .name("Role Attribute")
            .description("The attribute that says what a FlowFile holds: real, synthetic, held-out or model. "
                    + "TrainGAN and SampleGenerator set " + GANAttributes.ROLE + ".")
            .required(true)
            .defaultValue(GANAttributes.ROLE)
            .addValidator(StandardValidators.ATTRIBUTE_KEY_VALIDATOR)
            .expressionLanguageSupported(ExpressionLanguageScope.ENVIRONMENT)
            .build();
    static final PropertyDescriptor PAIRING_ATTRIBUTE = new PropertyDescriptor.Builder()
            .name("Pairing Attribute")
            .description("The attribute whose value the FlowFiles of one evaluation share. TrainGAN and "
                    + "SampleGenerator set " + GANAttributes.MODEL_ID + ".")
            .required(true)
            .defaultValue(GANAttributes.MODEL_ID)
            .addValidator(StandardValidators.ATTRIBUTE_KEY_VALIDATOR)
            .expressionLanguageSupported(ExpressionLanguageScope.ENVIRONMENT)
            .build();
    static final PropertyDescriptor MAXIMUM_WAIT = new PropertyDescriptor.Builder()
            .name("Maximum Wait")
            .description("How long a FlowFile waits in the queue for the others of its evaluation before it goes "
                    + "to 'failure'.")
            .required(true)
            .defaultValue("1 hour")
            .addValidator(StandardValidators.TIME_PERIOD_VALIDATOR)
            .expressionLanguageSupported(ExpressionLanguageScope.ENVIRONMENT)
            .build();
    static final PropertyDescriptor TARGET_COLUMN = new PropertyDescriptor.Builder()
            .name("Target Column")
            .description("A column to predict from the others: the report says how well a classifier that learns "
                    + "from synthetic instead of real records predicts it, and compares its groups. Blank takes "
                    + "the category that can be foretold best, if one can. Needs held-out records.")
            .required(false)
            .addValidator(StandardValidators.NON_BLANK_VALIDATOR)
            .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
            .build();
    static final PropertyDescriptor SUBGROUP_COLUMNS = new PropertyDescriptor.Builder()
            .name("Subgroup Columns")
            .description("The columns whose categories are each compared separately, separated by commas. Blank "
                    + "uses Target Column.")
            .required(false)
            .addValidator(StandardValidators.NON_BLANK_VALIDATOR)
            .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
            .build();
    static final PropertyDescriptor SENSITIVE_COLUMNS = new PropertyDescriptor.Builder()
            .name("Sensitive Columns")
            .description(
                    "The columns on which predictions of Target Column should not depend, separated by commas: the "
                            + "report says how far they do, with synthetic and with real records. For records "
                            + "with a Fair "
                            + "Target, '${gan.fair.sensitive}', and '${gan.fair.target}' as Target Column.")
            .required(false)
            .addValidator(StandardValidators.NON_BLANK_VALIDATOR)
            .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
            .build();
    static final PropertyDescriptor IGNORED_COLUMNS = new PropertyDescriptor.Builder()
            .name("Columns To Ignore")
            .description("The columns that are not compared, separated by commas. With a model, exactly its "
                    + "columns are compared.")
            .required(false)
            .addValidator(StandardValidators.NON_BLANK_VALIDATOR)
            .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
            .dependsOn(MODEL_USE, ModelUse.NONE)
            .build();
    static final PropertyDescriptor ROW_BOUND = new PropertyDescriptor.Builder()
            .name("Maximum Records")
            .description("The maximum number of records of each role that are evaluated; of more, a random "
                    + "sample of this size. The report states it.")
            .required(true)
            .defaultValue("30000")
            .addValidator(NumberRange.whole(100, 1_000_000))
            .expressionLanguageSupported(ExpressionLanguageScope.ENVIRONMENT)
            .build();
    static final PropertyDescriptor ATTACKS = new PropertyDescriptor.Builder()
            .name("Number of Attacks")
            .description("How often each attack is tried. More attacks give narrower intervals and take longer.")
            .required(true)
            .defaultValue("2000")
            .addValidator(NumberRange.whole(100, 100_000))
            .expressionLanguageSupported(ExpressionLanguageScope.ENVIRONMENT)
            .build();
    static final PropertyDescriptor SEED = new PropertyDescriptor.Builder()
            .name("Random Seed")
            .description("The seed of all random numbers: the same records and seed give the same figures.")
            .required(true)
            .defaultValue("42")
            .addValidator(NumberRange.whole(Long.MIN_VALUE, Long.MAX_VALUE))
            .expressionLanguageSupported(ExpressionLanguageScope.ENVIRONMENT)
            .build();
    static final PropertyDescriptor CORES = new PropertyDescriptor.Builder()
            .name("Processor Cores")
            .description("The maximum number of processor cores to use; 0 uses all cores of the machine, up to 8.")
            .required(true)
            .defaultValue("0")
            .addValidator(NumberRange.whole(0, 64))
            .expressionLanguageSupported(ExpressionLanguageScope.ENVIRONMENT)
            .build();

    static final PropertyDescriptor CELLS = new PropertyDescriptor.Builder()
            .fromPropertyDescriptor(SpillProperties.CELLS)
            .description("""
                    The maximum number of values, records times columns, of each role in memory, at about 30 bytes \
                    each. Larger tables are written to Spill Directory while they are read, and a sample is \
                    evaluated. If Held-Out Records is "As In Training", use the value of TrainGAN.""")
            .build();
    static final PropertyDescriptor SPILL_DIRECTORY = new PropertyDescriptor.Builder()
            .fromPropertyDescriptor(SpillProperties.DIRECTORY)
            .description("""
                    An existing directory on a local disk for tables that do not fit into memory, at about 10 bytes \
                    a value. Only NiFi's user can read the file, which has no name and disappears when all is read \
                    or NiFi stops or crashes. Blank uses Java's directory for temporary files.""")
            .build();

    private EvaluationProperties() {}

    static List<PropertyDescriptor> all() {
        return List.of(
                RECORD_READER,
                SYNTHETIC_SOURCE,
                SYNTHETIC_READER,
                NUMBER_OF_RECORDS,
                MODEL_USE,
                MODEL_LOCATION,
                MODEL_STORE,
                MODEL_NAME,
                MODEL_VERSION,
                HELD_OUT,
                TARGET_COLUMN,
                SUBGROUP_COLUMNS,
                SENSITIVE_COLUMNS,
                IGNORED_COLUMNS,
                ROLE_ATTRIBUTE,
                PAIRING_ATTRIBUTE,
                MAXIMUM_WAIT,
                ROW_BOUND,
                CELLS,
                SPILL_DIRECTORY,
                ATTACKS,
                SEED,
                CORES);
    }

    /**
     * The engine's settings.
     *
     * @param values the properties' values, with their Expression Language evaluated
     */
    static EvaluationSettings settings(final Function<PropertyDescriptor, PropertyValue> values) {
        return EvaluationSettings.defaults()
                .withRowBound(values.apply(ROW_BOUND).asInteger())
                .withAttacks(values.apply(ATTACKS).asInteger())
                .withSeed(values.apply(SEED).asLong())
                .withThreads(values.apply(CORES).asInteger())
                .withTarget(blankToNull(values.apply(TARGET_COLUMN).getValue()))
                .withSubgroups(list(values.apply(SUBGROUP_COLUMNS)))
                .withSensitive(list(values.apply(SENSITIVE_COLUMNS)));
    }

    private static String blankToNull(final String text) {
        return text == null || text.isBlank() ? null : text.trim();
    }

    /** A list's entries; none if the property is blank. */
    static List<String> list(final PropertyValue property) {
        final String value = property.getValue();
        return value == null
                ? List.of()
                : Arrays.stream(value.split(","))
                        .map(String::trim)
                        .filter(name -> !name.isEmpty())
                        .distinct()
                        .toList();
    }

    /** A property's value for a FlowFile. */
    static PropertyValue evaluated(
            final PropertyContext context, final PropertyDescriptor property, final FlowFile flowFile) {
        return evaluated(context, property, value -> value.evaluateAttributeExpressions(flowFile));
    }

    /** A property's value, evaluated as its scope allows. */
    static PropertyValue evaluated(
            final PropertyContext context,
            final PropertyDescriptor property,
            final UnaryOperator<PropertyValue> evaluation) {
        final PropertyValue value = context.getProperty(property);
        return switch (property.getExpressionLanguageScope()) {
            case NONE -> value;
            case ENVIRONMENT -> value.evaluateAttributeExpressions();
            case FLOWFILE_ATTRIBUTES -> evaluation.apply(value);
        };
    }
}
