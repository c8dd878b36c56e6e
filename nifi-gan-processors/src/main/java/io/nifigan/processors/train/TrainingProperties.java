// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import io.nifigan.processors.flow.NumberRange;
import io.nifigan.rule.RuleText;
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

/** The properties of the training itself, and the engine's settings that result. Defaults are the engine's. */
final class TrainingProperties {
    private static final TrainingSettings DEFAULTS = TrainingSettings.defaults();

    static final PropertyDescriptor TIME_BUDGET = described("Time Budget", """
            The maximum time of a training, such as '5 min'. More time gives more realistic records, up to a point: \
            five minutes suit a table of 10,000 to 100,000 records on two cores. The training ends here or at \
            Maximum Steps, whichever comes first.""")
            .defaultValue(DEFAULTS.timeBudget().toMinutes() + " min")
            .addValidator(StandardValidators.createTimePeriodValidator(1, TimeUnit.SECONDS, 30, TimeUnit.DAYS))
            .build();

    static final PropertyDescriptor MAXIMUM_STEPS =
            number("Maximum Steps", """
            The maximum number of training steps; each step learns from one batch of records. If a training ends by \
            its steps and not by Time Budget, the same records and settings give the same model again. Tables of \
            fewer than 10,000 records end earlier, so that the model does not memorise them: 1,000 records after \
            about 1,100 steps of the default size.""", DEFAULTS.maxSteps(), NumberRange.whole(1, 10_000_000));

    static final PropertyDescriptor PATIENCE = described("Stop Without Improvement", """
            The number of steps, such as 4000, after which the training ends if the synthetic records come no closer \
            to the held-out records. The model is then that of the best step instead of the last. The records are \
            measured four times in so many steps, which takes about a second each time. The training gains most in \
            its last steps, so a value below a fifth of Maximum Steps usually ends it too early. Blank or 0 trains \
            to the end and keeps the last step.""")
            .required(false)
            .addValidator(NumberRange.whole(0, 10_000_000))
            .build();

    static final PropertyDescriptor TARGET_COLUMNS = names("Target Columns", """
            The most important columns, separated by commas, such as a class that is to be predicted. They are \
            learnt in full even if their values look like identifiers.""");

    static final PropertyDescriptor IGNORED_COLUMNS = names("Columns To Ignore", """
            The columns to leave out, separated by commas. The model does not know them, and synthetic records do \
            not have them. The name of a nested field is its path, such as address.city; the name of a record, an \
            array or a map stands for everything in it.""");

    static final PropertyDescriptor UNLEARNABLE = new PropertyDescriptor.Builder()
            .name("What Cannot Be Learnt")
            .description("""
                    What happens to fields that no columns can stand for: arrays of different lengths that \
                    are not sets of a few texts, records nested more than 15 deep, fields that are a \
                    record here and a text there. A private training always fails.""")
            .required(true)
            .allowableValues(UnlearnableFields.class)
            .defaultValue(UnlearnableFields.LEAVE_OUT)
            .build();

    static final PropertyDescriptor RULES = described("Rules", """
            Rules between columns that every synthetic record must keep, one per line, such as 'start <= end', \
            'total = net + tax', 'city -> state', 'spouse is null when status = single'. All real records must keep \
            them too. A line that starts with 'not ' excludes a rule that would be found otherwise. Put names with \
            blanks or signs into double quotes. The additional details show the forms.""")
            .required(false)
            .addValidator(TrainingProperties::validateRules)
            .build();

    static final PropertyDescriptor FIND_RULES = new PropertyDescriptor.Builder()
            .name("Find Rules")
            .description("""
                    Whether to find the rules that all records keep, if there are enough records to be sure, and to \
                    apply them to synthetic records: one or two columns that determine another, orders, sums and \
                    differences, columns that are null together, categories that never occur together. The rules in \
                    Rules apply in either case.""")
            .required(true)
            .allowableValues("true", "false")
            .defaultValue("true")
            .build();

    static final PropertyDescriptor CHOOSE_RECORDS = new PropertyDescriptor.Builder()
            .name("Choose Among Records")
            .description("""
                    Whether to learn, after the networks, which synthetic records are realistic: boosted trees learn \
                    to distinguish them from real ones, and tables count how often values occur, alone and in pairs. \
                    SampleGenerator then generates several candidates for each record and keeps those that fit. Such \
                    records are much more realistic, and take five to twenty times longer. 'false' keeps every \
                    generated record.""")
            .required(true)
            .allowableValues("true", "false")
            .defaultValue("true")
            .build();

    static final PropertyDescriptor PROTECT_FILE = new PropertyDescriptor.Builder()
            .name("Protect Model File")
            .description("""
                    Whether the model file hardly tells which records were learnt: it holds no counts of pairs of \
                    columns, and fewer and smaller trees. Choose 'true' where the model file, and not only synthetic \
                    records, is given away. The records are then less similar to the real ones, but chosen faster.""")
            .required(true)
            .allowableValues("true", "false")
            .defaultValue("false")
            .dependsOn(CHOOSE_RECORDS, "true")
            .build();

    static final PropertyDescriptor LATENT_PRIOR = new PropertyDescriptor.Builder()
            .name("Latent Prior")
            .description("The distribution of the random numbers from which the generator makes a record.")
            .required(true)
            .allowableValues(LatentPrior.class)
            .defaultValue(LatentPrior.GAUSSIAN)
            .build();

    static final PropertyDescriptor LOSS = new PropertyDescriptor.Builder()
            .name("Loss")
            .description("The function that generator and discriminator optimise.")
            .required(true)
            .allowableValues(TrainingLoss.class)
            .defaultValue(TrainingLoss.RELATIVISTIC)
            .build();

    static final PropertyDescriptor LATENT_SIZE =
            number("Latent Size", """
            How many random numbers the generator makes a record from. More allow more variety in tables of many \
            independent columns; fewer are a little faster.""", DEFAULTS.latentSize(), NumberRange.whole(1, 4_096));

    static final PropertyDescriptor LAYER_WIDTH =
            number("Layer Width", """
            The number of units in each layer of both networks. More can learn finer relations between columns; time \
            and memory grow with the square.""", DEFAULTS.width(), NumberRange.whole(8, 4_096));

    static final PropertyDescriptor DEPTH = number("Depth", """
            The number of residual blocks, of two layers each, in each network. More can learn more complex \
            relations between columns; fewer are faster, so that more steps fit into Time \
            Budget.""", DEFAULTS.blocks(), NumberRange.whole(0, 16));

    static final PropertyDescriptor BATCH_SIZE =
            number("Batch Size", """
            How many records each step learns from. More make each step steadier and slower; for a table of fewer \
            than about 2,000 records, fewer are better.""", DEFAULTS.batchSize(), NumberRange.whole(8, 100_000));

    static final PropertyDescriptor LEARNING_RATE = described("Learning Rate", """
            How far each step changes the networks, such as 0.0005. A higher rate learns in fewer steps, but may \
            miss finer relations or diverge; a lower rate needs more steps. Blank chooses the rate by the number of \
            steps.""")
            .required(false)
            .addValidator(NumberRange.decimal(1e-7, 1))
            .build();

    static final PropertyDescriptor GRADIENT_PENALTY =
            number("Gradient Penalty", """
            The weight of the penalty on the discriminator's gradients. More makes the training steadier and the \
            records less varied; less gives sharper records and may make the training unstable. 0 switches it \
            off.""", DEFAULTS.penalty(), NumberRange.decimal(0, 1_000));

    static final PropertyDescriptor RANDOM_SEED =
            number("Random Seed", """
            The seed of all random numbers, except the noise of Privacy. The same records, settings and seed give \
            the same model if Maximum Steps ends the \
            training.""", DEFAULTS.seed(), NumberRange.whole(Long.MIN_VALUE, Long.MAX_VALUE));

    static final PropertyDescriptor HELD_OUT_SHARE =
            number("Held-Out Share", """
            The share of the records, from 0 to 0.5, that the model does not learn from, so that its quality can be \
            measured on them. A larger share measures better and leaves fewer records to learn \
            from.""", DEFAULTS.heldOutShare(), NumberRange.decimal(0, .5));

    static final PropertyDescriptor PROCESSOR_CORES =
            number("Processor Cores", """
            The maximum number of processor cores for one training; 0 uses all cores of the machine, up to 8. Lower \
            it if other work on this machine must not wait, or if several trainings run at \
            once.""", DEFAULTS.threads(), NumberRange.whole(0, 64));

    private TrainingProperties() {}

    private static PropertyDescriptor.Builder described(final String name, final String description) {
        return new PropertyDescriptor.Builder()
                .name(name)
                .description(description)
                .required(true)
                .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES);
    }

    private static PropertyDescriptor number(
            final String name, final String description, final Number value, final Validator validator) {
        return described(name, description)
                .defaultValue(value.toString())
                .addValidator(validator)
                .build();
    }

    private static PropertyDescriptor names(final String name, final String description) {
        return described(name, description)
                .required(false)
                .addValidator(StandardValidators.NON_BLANK_VALIDATOR)
                .build();
    }

    /**
     * The engine's settings.
     *
     * @param values each property's value, Expression Language evaluated
     * @throws IllegalArgumentException if Expression Language gave a value that is no number or out of range
     */
    static TrainingSettings settings(final Function<PropertyDescriptor, PropertyValue> values) {
        return TrainingSettings.defaults()
                .withTimeBudget(duration(values.apply(TIME_BUDGET)))
                .withMaxSteps(parsed(values, MAXIMUM_STEPS, Integer::valueOf))
                .withPatience(
                        parsed(values, PATIENCE, text -> text.isEmpty() ? DEFAULTS.patience() : Integer.parseInt(text)))
                .withTargets(list(values.apply(TARGET_COLUMNS)))
                .withRules(rules(values.apply(RULES), values.apply(FIND_RULES).asBoolean()))
                .withRefined(values.apply(CHOOSE_RECORDS).asBoolean())
                .withPrior(values.apply(LATENT_PRIOR)
                        .asAllowableValue(LatentPrior.class)
                        .prior())
                .withLoss(
                        values.apply(LOSS).asAllowableValue(TrainingLoss.class).loss())
                .withNetwork(
                        parsed(values, LATENT_SIZE, Integer::valueOf),
                        parsed(values, LAYER_WIDTH, Integer::valueOf),
                        parsed(values, DEPTH, Integer::valueOf))
                .withBatchSize(parsed(values, BATCH_SIZE, Integer::valueOf))
                .withLearningRate(parsed(
                        values,
                        LEARNING_RATE,
                        text -> text.isEmpty() ? DEFAULTS.learningRate() : Double.parseDouble(text)))
                .withPenalty(parsed(values, GRADIENT_PENALTY, Double::valueOf))
                .withSeed(parsed(values, RANDOM_SEED, Long::valueOf))
                .withHeldOutShare(parsed(values, HELD_OUT_SHARE, Double::valueOf))
                .withThreads(parsed(values, PROCESSOR_CORES, Integer::valueOf))
                .withProtection(ProtectionProperties.protection(values))
                .withProtectFile(values.apply(CHOOSE_RECORDS).asBoolean()
                        && values.apply(PROTECT_FILE).asBoolean());
    }

    /** The user's rules; if no others are to be found, with a line that says so. */
    private static List<String> rules(final PropertyValue lines, final boolean find) {
        final Stream<String> given = lines.getValue() == null ? Stream.empty() : lines(lines.getValue());
        return Stream.concat(given, find ? Stream.empty() : Stream.of(RuleText.NONE))
                .toList();
    }

    private static Stream<String> lines(final String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty());
    }

    private static ValidationResult validateRules(
            final String subject, final String input, final ValidationContext context) {
        final ValidationResult.Builder result =
                new ValidationResult.Builder().subject(subject).input(input);
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
            throw new IllegalArgumentException(
                    "Time Budget is '%s'; it must be a number and a unit, such as '5 min'".formatted(value.getValue()),
                    e);
        }
    }

    static <T> T parsed(
            final Function<PropertyDescriptor, PropertyValue> values,
            final PropertyDescriptor property,
            final Function<String, T> parser) {
        final String text = values.apply(property).getValue();
        try {
            return parser.apply(text == null ? "" : text.trim());
        } catch (final NumberFormatException e) {
            throw new IllegalArgumentException(
                    "%s is '%s'; it must be a number".formatted(property.getName(), text), e);
        }
    }

    /** The names in a list that is separated by commas; none if the property is not set. */
    static List<String> list(final PropertyValue value) {
        if (!value.isSet() || value.getValue() == null) {
            return List.of();
        }
        return Arrays.stream(value.getValue().split(","))
                .map(String::trim)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }
}
