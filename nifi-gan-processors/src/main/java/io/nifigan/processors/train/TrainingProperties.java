// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import io.nifigan.encode.RuleText;
import io.nifigan.processors.flow.NumberRange;
import io.nifigan.train.TrainingSettings;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.PropertyValue;
import org.apache.nifi.components.ValidationContext;
import org.apache.nifi.components.ValidationResult;
import org.apache.nifi.components.Validator;
import org.apache.nifi.expression.ExpressionLanguageScope;
import org.apache.nifi.processor.util.StandardValidators;

/** The properties that say how to train, and the engine's settings that they make. Defaults are the engine's. */
final class TrainingProperties {
    private static final TrainingSettings DEFAULTS = TrainingSettings.defaults();

    static final PropertyDescriptor TIME_BUDGET = described("Time Budget", """
            The longest that training may take, such as '5 min'. More time gives records that are nearer to the real ones, up to a point: five \
            minutes suit a table of 10,000 to 100,000 records on two cores. Training ends here or at Maximum Steps, whichever comes first.""")
            .defaultValue(DEFAULTS.timeBudget().toMinutes() + " min")
            .addValidator(StandardValidators.createTimePeriodValidator(1, TimeUnit.SECONDS, 30, TimeUnit.DAYS))
            .build();

    static final PropertyDescriptor MAXIMUM_STEPS = number("Maximum Steps", """
            The most training steps to do; in each, one batch of records is learnt from. Where this ends the training, and not Time Budget, the same \
            records and settings give the same model again. Fewer than 10,000 records end it earlier, lest they be learnt by heart: 1,000 after about 1,100 \
            steps of the default size.""", DEFAULTS.maxSteps(), NumberRange.whole(1, 10_000_000));

    static final PropertyDescriptor PATIENCE = described("Stop Without Improvement", """
            After how many steps without made records coming nearer to the held-out ones the training ends, such as 4000; the model is then that of the \
            best step, and not of the last. It is looked at four times as often as that, which takes a second or so each time. Steps become smaller \
            towards the end and gain most there, so fewer than a fifth of Maximum Steps mostly end it too early. Blank or 0 never ends it so, and \
            keeps the last step.""")
            .required(false).addValidator(NumberRange.whole(0, 10_000_000)).build();

    static final PropertyDescriptor TARGET_COLUMNS = names("Target Columns", """
            Names, separated by commas, of the columns that matter most, such as the one that others are to be predicted from. They are kept whole \
            whatever their values look like.""");

    static final PropertyDescriptor IGNORED_COLUMNS = names("Columns To Ignore", """
            Names, separated by commas, of columns to leave out. The model knows nothing of them, and records made with it do not have them. \
            In nested fields, names are paths such as address.city; what is said of a record, an array or a map holds for all that is in it.""");

    static final PropertyDescriptor RULES = described("Rules", """
            Rules between columns that every made record has to keep, one a line, such as 'start <= end', 'total = net + tax', 'city -> state', \
            'spouse is null when status = single'. All records must keep them already. A rule with 'not ' before it is not kept even where all \
            records do. Names with blanks or signs stand in double quotes. The processor's page has all forms.""")
            .required(false).addValidator(TrainingProperties::validateRules).build();

    static final PropertyDescriptor FIND_RULES = new PropertyDescriptor.Builder().name("Find Rules")
            .description("""
                    Whether rules that hold in all records, with enough of them to prove it, are found and kept in every made record: one or two \
                    columns that tell another, orders, sums and differences, columns that are null together, categories that never occur together. \
                    Those in Rules are kept in either case.""")
            .required(true).allowableValues("true", "false").defaultValue("true").build();

    static final PropertyDescriptor CHOOSE_RECORDS = new PropertyDescriptor.Builder().name("Choose Among Records")
            .description("""
                    Whether, after the training, it is learnt which of the made records are right: a judge tells them from real ones, and tables say how \
                    often values occur, alone and in pairs. SampleGenerator then makes several records for each that it gives out, and keeps those \
                    that fit: much nearer to real records, and some five to twenty times slower to make. 'false' takes them as they come.""")
            .required(true).allowableValues("true", "false").defaultValue("true").build();

    static final PropertyDescriptor LATENT_PRIOR = new PropertyDescriptor.Builder().name("Latent Prior")
            .description("How the random numbers are spread that each made record starts from.")
            .required(true).allowableValues(LatentPrior.class).defaultValue(LatentPrior.GAUSSIAN).build();

    static final PropertyDescriptor LOSS = new PropertyDescriptor.Builder().name("Loss")
            .description("How the two networks are marked while one makes records and the other tells them from real ones.")
            .required(true).allowableValues(TrainingLoss.class).defaultValue(TrainingLoss.RELATIVISTIC).build();

    static final PropertyDescriptor LATENT_SIZE = number("Latent Size", """
            How many random numbers each made record starts from. More allow for more variety in tables of many columns that do not depend on each \
            other; fewer are a little faster.""", DEFAULTS.latentSize(), NumberRange.whole(1, 4_096));

    static final PropertyDescriptor LAYER_WIDTH = number("Layer Width", """
            How many units each layer of both networks has. More can learn finer relations between columns, and take time and memory that grow with \
            the square of it.""", DEFAULTS.width(), NumberRange.whole(8, 4_096));

    static final PropertyDescriptor DEPTH = number("Depth", """
            How many blocks of two layers each network has. More can learn more tangled relations between columns; fewer are faster, so that more \
            steps fit into Time Budget.""", DEFAULTS.blocks(), NumberRange.whole(0, 16));

    static final PropertyDescriptor BATCH_SIZE = number("Batch Size", """
            How many records are learnt from at once. More make each step steadier and slower; for a table of fewer than some 2,000 records, \
            fewer are better.""", DEFAULTS.batchSize(), NumberRange.whole(8, 100_000));

    static final PropertyDescriptor LEARNING_RATE = described("Learning Rate", """
            How far each step changes the networks, such as 0.0005. Higher learns in fewer steps but may miss the finer relations, and may \
            diverge; lower needs more steps. Blank chooses it by the number of steps.""")
            .required(false).addValidator(NumberRange.decimal(1e-7, 1)).build();

    static final PropertyDescriptor GRADIENT_PENALTY = number("Gradient Penalty", """
            How much the judging network is held back. More makes the training calmer and its records more alike; less gives sharper records and may \
            make it unsteady. 0 switches it off.""", DEFAULTS.penalty(), NumberRange.decimal(0, 1_000));

    static final PropertyDescriptor RANDOM_SEED = number("Random Seed", """
            A whole number that all chance in the training comes from, but for the noise of Privacy. The same records, settings and seed give the same \
            model, where Maximum Steps ends the training.""", DEFAULTS.seed(), NumberRange.whole(Long.MIN_VALUE, Long.MAX_VALUE));

    static final PropertyDescriptor HELD_OUT_SHARE = number("Held-Out Share", """
            The share of the records, from 0 to 0.5, that is not learnt from but kept to measure how good the model is. More measures better; less \
            leaves more to learn from.""", DEFAULTS.heldOutShare(), NumberRange.decimal(0, .5));

    static final PropertyDescriptor PROCESSOR_CORES = number("Processor Cores", """
            How many processor cores one training may use; 0 is all that the machine has, up to 8. Lower it where other work on this machine must \
            not wait, or where several trainings run at once.""", DEFAULTS.threads(), NumberRange.whole(0, 64));

    private TrainingProperties() {
    }

    static List<PropertyDescriptor> all() {
        final Stream<PropertyDescriptor> data = Stream.of(TIME_BUDGET, MAXIMUM_STEPS, PATIENCE, TARGET_COLUMNS, IGNORED_COLUMNS, RULES, FIND_RULES, CHOOSE_RECORDS);
        final Stream<PropertyDescriptor> networks = Stream.of(LATENT_PRIOR, LOSS, LATENT_SIZE, LAYER_WIDTH, DEPTH, BATCH_SIZE, LEARNING_RATE,
                GRADIENT_PENALTY, RANDOM_SEED, HELD_OUT_SHARE, PROCESSOR_CORES);
        return Stream.of(data, PrivacyProperties.all().stream(), ProtectionProperties.all().stream(), networks).flatMap(properties -> properties).toList();
    }

    private static PropertyDescriptor.Builder described(final String name, final String description) {
        return new PropertyDescriptor.Builder().name(name).description(description).required(true)
                .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES);
    }

    private static PropertyDescriptor number(final String name, final String description, final Number value, final Validator validator) {
        return described(name, description).defaultValue(value.toString()).addValidator(validator).build();
    }

    private static PropertyDescriptor names(final String name, final String description) {
        return described(name, description).required(false).addValidator(StandardValidators.NON_BLANK_VALIDATOR).build();
    }

    /**
     * The engine's settings.
     *
     * @param values each property's value, Expression Language evaluated
     * @throws IllegalArgumentException where Expression Language gave a value that is no number or out of range
     */
    static TrainingSettings settings(final Function<PropertyDescriptor, PropertyValue> values) {
        return TrainingSettings.defaults()
                .withTimeBudget(duration(values.apply(TIME_BUDGET)))
                .withMaxSteps(parsed(values, MAXIMUM_STEPS, Integer::valueOf))
                .withPatience(parsed(values, PATIENCE, text -> text.isEmpty() ? DEFAULTS.patience() : Integer.parseInt(text)))
                .withTargets(list(values.apply(TARGET_COLUMNS)))
                .withRules(rules(values.apply(RULES), values.apply(FIND_RULES).asBoolean()))
                .withRefined(values.apply(CHOOSE_RECORDS).asBoolean())
                .withPrior(values.apply(LATENT_PRIOR).asAllowableValue(LatentPrior.class).prior())
                .withLoss(values.apply(LOSS).asAllowableValue(TrainingLoss.class).loss())
                .withNetwork(parsed(values, LATENT_SIZE, Integer::valueOf), parsed(values, LAYER_WIDTH, Integer::valueOf),
                        parsed(values, DEPTH, Integer::valueOf))
                .withBatchSize(parsed(values, BATCH_SIZE, Integer::valueOf))
                .withLearningRate(parsed(values, LEARNING_RATE, text -> text.isEmpty() ? DEFAULTS.learningRate() : Double.parseDouble(text)))
                .withPenalty(parsed(values, GRADIENT_PENALTY, Double::valueOf))
                .withSeed(parsed(values, RANDOM_SEED, Long::valueOf))
                .withHeldOutShare(parsed(values, HELD_OUT_SHARE, Double::valueOf))
                .withThreads(parsed(values, PROCESSOR_CORES, Integer::valueOf))
                .withProtection(ProtectionProperties.protection(values));
    }

    /** The lines of a text, and that nothing else is to be found. */
    private static List<String> rules(final PropertyValue lines, final boolean find) {
        final Stream<String> given = lines.getValue() == null ? Stream.empty() : lines(lines.getValue());
        return Stream.concat(given, find ? Stream.empty() : Stream.of(RuleText.NONE)).toList();
    }

    private static Stream<String> lines(final String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty());
    }

    private static ValidationResult validateRules(final String subject, final String input, final ValidationContext context) {
        final ValidationResult.Builder result = new ValidationResult.Builder().subject(subject).input(input);
        if (!context.isExpressionLanguagePresent(input)) {
            try {
                lines(input).forEach(RuleText::check);
            } catch (final IllegalArgumentException e) {
                return result.valid(false).explanation(e.getMessage()).build();
            }
        }
        return result.valid(true).build();
    }

    private static Duration duration(final PropertyValue value) {
        try {
            return value.asDuration();
        } catch (final IllegalArgumentException e) {
            throw new IllegalArgumentException("Time Budget is '%s'; it must be a number and a unit, such as '5 min'".formatted(value.getValue()), e);
        }
    }

    static <T> T parsed(final Function<PropertyDescriptor, PropertyValue> values, final PropertyDescriptor property,
                                final Function<String, T> parser) {
        final String text = values.apply(property).getValue();
        try {
            return parser.apply(text == null ? "" : text.trim());
        } catch (final NumberFormatException e) {
            throw new IllegalArgumentException("%s is '%s'; it must be a number".formatted(property.getName(), text), e);
        }
    }

    /** The names in a list that is separated by commas; none where the property is not set. */
    static List<String> list(final PropertyValue value) {
        if (!value.isSet() || value.getValue() == null) {
            return List.of();
        }
        return Arrays.stream(value.getValue().split(",")).map(String::trim).filter(name -> !name.isEmpty()).distinct().toList();
    }
}
