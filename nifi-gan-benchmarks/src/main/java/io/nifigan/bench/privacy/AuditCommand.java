// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench.privacy;

import io.nifigan.bench.common.Results;
import io.nifigan.common.RandomStream;
import io.nifigan.fit.PrivateFitter;
import io.nifigan.model.GANModel;
import io.nifigan.privacy.BitSource;
import io.nifigan.privacy.PrivacyException;
import io.nifigan.privacy.PrivacySettings;
import io.nifigan.privacy.PrivateSynthesis;
import io.nifigan.privacy.PublicSchema;
import io.nifigan.sample.Sampler;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.table.Field;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
import io.nifigan.table.ValueType;
import io.nifigan.train.TrainingException;
import io.nifigan.train.TrainingListener;
import io.nifigan.train.TrainingSettings;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The command {@code audit}: tests the privacy guarantee by distinguishing models trained with and without a planted
 * record.
 */
@Command(
        name = "audit",
        description = "Trains many small private models on two tables that differ in one planted record, and "
                + "estimates how well the two kinds of models can be distinguished. The result must be below "
                + "epsilon, and above it with hardly any noise.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class AuditCommand implements Callable<Integer> {
    private static final String SCHEMA = """
            {"rows": 1000, "columns": {"a": {"values": ["x", "y", "z"]}, "b": {"values": ["x", "y", "z"]}, "c": \
            {"values": ["x", "y", "z"]}}}""";
    private static final List<Field> FIELDS = Stream.of("a", "b", "c")
            .map(name -> new Field(name, ValueType.STRING))
            .toList();
    private static final int ROWS = 1_000;
    private static final double DELTA = 1e-5;
    /** An epsilon so large that the noise hides nothing. */
    private static final double OFF = 1_000;

    @CommandLine.Mixin
    private Results results;

    @Option(
            names = "--models",
            description = "number of models of each kind (default ${DEFAULT-VALUE})",
            defaultValue = "100")
    private int models;

    @Option(names = "--steps", description = "steps of each training (default ${DEFAULT-VALUE})", defaultValue = "100")
    private int steps;

    @Option(names = "--epsilon", description = "epsilon of the models (default ${DEFAULT-VALUE})", defaultValue = "1")
    private double epsilon;

    @Override
    public Integer call() throws PrivacyException, TrainingException, SamplingException {
        if (models < 4) {
            throw new IllegalArgumentException("--models is %d; it must be 4 or more".formatted(models));
        }
        final PrintWriter out = results.out();
        final AuditResult claimedResult = measure(epsilon);
        final AuditResult off = measure(OFF);
        print(out, "", epsilon, claimedResult);
        print(out, "noise_off_", OFF, off);
        out.println("audit "
                + (claimedResult.epsilon() > epsilon
                        ? "failed: the models reveal more than epsilon allows"
                        : off.epsilon() <= epsilon
                                ? "inconclusive: it would not have noticed a violation; use more --models"
                                : "passed"));
        out.flush();
        return claimedResult.epsilon() > epsilon ? 1 : 0;
    }

    private static void print(
            final PrintWriter out, final String prefix, final double claimed, final AuditResult result) {
        out.println(prefix + "epsilon_claimed " + claimed);
        out.println(prefix + "epsilon_at_least " + String.format(Locale.ROOT, "%.3f", result.epsilon()));
        out.println(prefix + "hits %d of %d".formatted(result.hits(), result.models()));
        out.println(prefix + "false_alarms %d of %d".formatted(result.alarms(), result.models()));
    }

    private AuditResult measure(final double claimed) throws PrivacyException, TrainingException, SamplingException {
        final int[] with = new int[models];
        final int[] without = new int[models];
        for (int i = 0; i < models; i++) {
            with[i] = found(true, claimed, i);
            without[i] = found(false, claimed, models + i);
        }
        return AuditResult.of(with, without, DELTA);
    }

    /** The number of values in a model's rows that only the planted record has. */
    private int found(final boolean plant, final double claimed, final int number)
            throws PrivacyException, TrainingException, SamplingException {
        final PublicSchema schema = PublicSchema.parse(SCHEMA);
        final TableBuilder builder = TableBuilder.forColumns(PrivateSynthesis.columns(FIELDS, schema));
        for (int r = 0; r < ROWS; r++) {
            builder.add(new Object[] {r % 2 == 0 ? "x" : "y", r % 3 == 0 ? "x" : "y", r % 5 == 0 ? "x" : "y"});
        }
        if (plant) {
            builder.add(new Object[] {"z", "z", "z"});
        }
        final TrainingSettings settings = TrainingSettings.defaults()
                .withMaxSteps(steps)
                .withNetwork(8, 32, 1)
                .withBatchSize(128)
                .withThreads(1)
                .withTimeBudget(Duration.ofMinutes(1))
                .withSeed(RandomStream.stream(number, 1));
        final GANModel model = new PrivateFitter(
                        settings, new PrivacySettings(claimed, DELTA, schema, List.of(), null, 1, BitSource.secure()))
                .fit(builder.build(), new TrainingListener() {});
        try (Sampler sampler = new Sampler(model, number, 0)) {
            final Table rows = sampler.next(2 * ROWS);
            int count = 0;
            for (int c = 0; c < FIELDS.size(); c++) {
                for (int r = 0; r < rows.rows(); r++) {
                    count += "z".equals(rows.value(c, r)) ? 1 : 0;
                }
            }
            return count;
        }
    }
}
