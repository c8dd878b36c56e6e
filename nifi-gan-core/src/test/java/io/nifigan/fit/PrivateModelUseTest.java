// SPDX-License-Identifier: Apache-2.0
package io.nifigan.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.augment.Balancer;
import io.nifigan.augment.ClassShares;
import io.nifigan.evaluate.Evaluator;
import io.nifigan.evaluate.result.Evaluation;
import io.nifigan.evaluate.result.EvaluationSettings;
import io.nifigan.evaluate.result.PrivacyTest;
import io.nifigan.model.GANModel;
import io.nifigan.model.TrainedModels;
import io.nifigan.privacy.BitSource;
import io.nifigan.privacy.PrivacySettings;
import io.nifigan.privacy.PrivateSynthesis;
import io.nifigan.privacy.PublicSchema;
import io.nifigan.sample.SampleSettings;
import io.nifigan.sample.Sampler;
import io.nifigan.sample.condition.Condition;
import io.nifigan.score.Scorer;
import io.nifigan.table.Field;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
import io.nifigan.table.ValueType;
import io.nifigan.train.TrainingException;
import io.nifigan.train.TrainingListener;
import io.nifigan.train.TrainingSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A private model does what any other does; the records that it stands for cannot be told from others by it. */
@Tag("slow")
class PrivateModelUseTest {
    private static final String SCHEMA = """
            {"rows": 4000, "columns": {
              "age": {"min": 0, "max": 120},
              "since": {"min": 0, "max": 120},
              "plan": {"values": ["basic", "plus", "gold"]},
              "income": {"min": 0, "max": 10000, "decimals": 2}}}
            """;
    private static final List<Field> FIELDS = Stream.of("age", "since", "plan", "income")
            .map(name -> new Field(name, ValueType.STRING))
            .toList();
    private static final TrainingSettings QUICK =
            TrainedModels.SMALL.withTargets(List.of()).withMaxSteps(200);
    private static final int ROWS = 4_000;
    private static final int AGE = 0;
    private static final int SINCE = 1;
    private static final int PLAN = 2;
    private static GANModel shared;

    /** Nobody is a customer for longer than alive; plans and incomes go with age. */
    private static Table table(final long seed) throws Exception {
        final TableBuilder builder =
                TableBuilder.forColumns(PrivateSynthesis.columns(FIELDS, PublicSchema.parse(SCHEMA)));
        final SplittableRandom random = new SplittableRandom(seed);
        for (int r = 0; r < ROWS; r++) {
            final int age = 18 + random.nextInt(70);
            builder.add(new Object[] {
                Integer.toString(age),
                Integer.toString(random.nextInt(age)),
                age < 40 ? "basic" : random.nextInt(5) > 0 ? "plus" : "gold",
                "%.2f".formatted(50 * age + 1_000 * random.nextDouble())
            });
        }
        return builder.build();
    }

    private static GANModel fitted(final List<String> rules) throws Exception {
        return new PrivateFitter(
                        QUICK.withRules(rules),
                        new PrivacySettings(
                                4, 0, PublicSchema.parse(SCHEMA), List.of("plan"), null, 1, BitSource.secure()))
                .fit(table(1), new TrainingListener() {});
    }

    private static synchronized GANModel model() throws Exception {
        if (shared == null) {
            shared = fitted(List.of("since <= age"));
        }
        return shared;
    }

    @Test
    void usersRulesHoldInEveryRowAndRulesThatNeedRecordsAreRefused() throws Exception {
        try (Sampler sampler = new Sampler(model(), 1, 0)) {
            final Table rows = sampler.next(3_000);
            for (int r = 0; r < rows.rows(); r++) {
                assertTrue(rows.numbers(SINCE)[r] <= rows.numbers(AGE)[r]);
            }
        }
        final TrainingException refused = assertThrows(TrainingException.class, () -> fitted(List.of("age -> plan")));
        assertTrue(
                refused.getMessage().contains("only records can tell")
                        || refused.getMessage().contains("age -> plan"),
                refused::getMessage);
    }

    @Test
    void rowsCanBeSampledUnderConditions() throws Exception {
        try (Sampler sampler = new Sampler(
                model(),
                SampleSettings.of(2)
                        .withConditions(List.of(new Condition("plan", "basic"), new Condition("age", "20..30"))))) {
            final Table rows = sampler.next(300);
            for (int r = 0; r < rows.rows(); r++) {
                assertTrue("basic".equals(rows.value(PLAN, r))
                        && rows.numbers(AGE)[r] >= 20
                        && rows.numbers(AGE)[r] <= 30);
            }
            assertEquals(300, rows.rows());
        }
    }

    @Test
    void classesCanBeBalanced() throws Exception {
        final Table real = table(2);
        final long[] counts = new long[3];
        final List<String> plans = List.of("basic", "plus", "gold");
        try (Balancer balancer = new Balancer(model(), "plan", ClassShares.parse(""), 1)) {
            balancer.count(real);
            final Map<String, Long> additions = balancer.plan();
            assertTrue(additions.getOrDefault("gold", 0L) > 0, additions::toString);
            for (int r = 0; r < real.rows(); r++) {
                counts[plans.indexOf(real.value(PLAN, r))]++;
            }
            while (!balancer.isDone()) {
                final Table made = balancer.next();
                for (int r = 0; r < made.rows(); r++) {
                    counts[plans.indexOf(made.value(PLAN, r))]++;
                }
            }
        }
        assertEquals(1, Arrays.stream(counts).distinct().count(), () -> Arrays.toString(counts));
    }

    @Test
    void realismScoresSeparateRecordsFromNonsenseButNotLearntFromOtherRecords() throws Exception {
        final Table learnt = table(1);
        final Table others = table(3);
        final TableBuilder nonsense = TableBuilder.forColumns(learnt.columns());
        for (int r = 0; r < ROWS; r++) {
            nonsense.add(new Object[] {
                learnt.value(AGE, r),
                learnt.value(SINCE, r),
                learnt.value(PLAN, (r + 7) % ROWS),
                learnt.value(3, (r + 11) % ROWS)
            });
        }
        try (Scorer scorer = new Scorer(model())) {
            final double[] real = scorer.scores(learnt);
            assertTrue(auc(real, scorer.scores(nonsense.build())) > .65, "fields of others do not go together");
            assertEquals(.5, auc(real, scorer.scores(others)), .03, "membership");
        }
    }

    private static double auc(final double[] higher, final double[] lower) {
        double wins = 0;
        for (final double a : higher) {
            for (final double b : lower) {
                wins += a > b ? 1 : a == b ? .5 : 0;
            }
        }
        return wins / higher.length / lower.length;
    }

    @Test
    void attacksGainNothingOverRecordsThatWereNotLearnt() throws Exception {
        final Table rows;
        try (Sampler sampler = new Sampler(model(), 4, 0)) {
            rows = sampler.next(ROWS);
        }
        final Evaluation evaluation = new Evaluator(
                        EvaluationSettings.defaults().withAttacks(500).withThreads(1))
                .evaluate(table(1), rows, table(3), model());
        assertFalse(evaluation.privacyTests().isEmpty());
        for (final PrivacyTest attack : evaluation.privacyTests()) {
            // The noise is different in each run: a test must not fail by chance, and a leak is far beyond it.
            assertTrue(attack.chance() > 1e-4, attack::toString);
        }
        assertTrue(
                evaluation.membership().auc().low() < .51,
                () -> evaluation.membership().toString());
        assertEquals(.5, evaluation.closestRecord().share().value(), .06);
    }
}
