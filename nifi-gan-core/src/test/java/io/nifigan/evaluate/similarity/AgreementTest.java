// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.similarity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.common.WorkerPool;
import io.nifigan.evaluate.Evaluator;
import io.nifigan.evaluate.FixedPair;
import io.nifigan.evaluate.attack.ClosestRecordMeasure;
import io.nifigan.evaluate.attack.InferenceAttack;
import io.nifigan.evaluate.attack.LinkabilityAttack;
import io.nifigan.evaluate.attack.Measured;
import io.nifigan.evaluate.attack.SinglingOutAttack;
import io.nifigan.evaluate.result.Attack;
import io.nifigan.evaluate.result.ColumnMeasure;
import io.nifigan.evaluate.result.Evaluation;
import io.nifigan.evaluate.result.EvaluationSettings;
import io.nifigan.evaluate.result.Rate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Tests that the measures agree with those of other programs on the fixed pair of files.
 * nifi-gan-benchmarks/reference/figures.py computed the reference values with SDMetrics 0.32.0, scikit-learn 1.9.1 (for
 * measures that SDMetrics lacks) and anonymeter 1.1.0.
 */
@Tag("slow")
class AgreementTest {
    private static final double AGREED = .005;

    private static Evaluation evaluation;
    private static WorkerPool workers;

    @BeforeAll
    static void evaluate() {
        workers = new WorkerPool(2);
        evaluation = new Evaluator(EvaluationSettings.defaults().withThreads(2))
                .evaluate(FixedPair.table("train"), FixedPair.table("synthetic"), FixedPair.table("test"), null);
    }

    @AfterAll
    static void close() {
        workers.close();
    }

    private static EvaluationData subject(final long seed) {
        return FixedPair.subject(EvaluationSettings.defaults().withSeed(seed), workers);
    }

    @Test
    void shapesAreThoseOfSdMetrics() {
        assertEquals(.94004, evaluation.overall().shape(), AGREED);
        final Map<String, Double> shapes = new HashMap<>(Map.of(
                "age", .973, "income", .907, "balance", .863, "hours", .9335, "score", .93597, "region", .966, "job",
                .9699, "visits", .982, "member", .93));
        for (final ColumnMeasure column : evaluation.columns()) {
            assertEquals(shapes.remove(column.name()), column.similarity(), AGREED, column.name());
        }
        assertTrue(shapes.isEmpty());
    }

    @Test
    void pairTrendsAreThoseOfSdMetrics() {
        assertEquals(.92098, evaluation.overall().trend(), AGREED);
        assertEquals(.92420, evaluation.overall().trendAssociated(), AGREED);
        final List<String> names =
                evaluation.columns().stream().map(ColumnMeasure::name).toList();
        final Map<String, Double> some = Map.of(
                "age income",
                .92645,
                "income balance",
                .93265,
                "hours score",
                .99083,
                "age member",
                .9135,
                "job visits",
                .95,
                "region member",
                .92);
        assertEquals(
                some.size(),
                evaluation.pairs().stream()
                        .filter(pair -> {
                            final Double theirs = some.get(names.get(pair.first()) + " " + names.get(pair.second()));
                            if (theirs != null) {
                                assertEquals(
                                        theirs,
                                        pair.similarity(),
                                        AGREED,
                                        names.get(pair.first()) + " " + names.get(pair.second()));
                            }
                            return theirs != null;
                        })
                        .count());
    }

    @Test
    void coverageValidityAndNewRowsAreThoseOfSdMetrics() {
        assertEquals(.99365, evaluation.coverage().columns(), AGREED);
        assertEquals(.99855, evaluation.overall().validity(), AGREED);
        assertEquals(.95, 1 - evaluation.copies().exact(), 1e-9);
        assertEquals(.0015, evaluation.overall().missingError(), 1e-9);
    }

    /**
     * The random folds give scikit-learn's value a standard deviation of .006, so means of twenty runs are compared.
     */
    @Test
    void twoSampleTestIsThatOfHistGradientBoosting() {
        final double mean = IntStream.range(0, 20)
                .mapToDouble(seed -> TwoSampleMeasure.measure(subject(seed)).auc())
                .average()
                .orElseThrow();
        assertEquals(.57387, mean, AGREED);
    }

    @Test
    void usefulnessIsThatOfHistGradientBoosting() {
        usefulness(8, .67961, .68224);
        usefulness(6, .60678, .59777);
        usefulness(1, .26018, .23956);
    }

    private static void usefulness(final int target, final double synthetic, final double real) {
        final EvaluationData data = subject(1);
        assertEquals(
                synthetic, UsefulnessMeasure.measure(data, target, new int[0]).synthetic(), AGREED);
        assertEquals(real, UsefulnessMeasure.measure(data, target, new int[0]).real(), AGREED);
    }

    /**
     * Random samples of 1,000 rows give the reference value a standard deviation of .016, so means of twenty runs are
     * compared.
     */
    @Test
    void closestRecordIsThatOfTheScorer() {
        final double mean = IntStream.range(0, 20)
                .mapToDouble(seed ->
                        ClosestRecordMeasure.measure(subject(seed)).share().value())
                .average()
                .orElseThrow();
        assertEquals(.55100, mean, AGREED);
    }

    /** Equally many real and held-out rows, the first thousand, all of which are attacked. */
    private static EvaluationData asMany(final int attacks) {
        final EvaluationData all =
                FixedPair.subject(EvaluationSettings.defaults().withAttacks(attacks), workers);
        return new EvaluationData(
                all.real().select(IntStream.range(0, 1_000).toArray()),
                all.synthetic(),
                all.heldOut(),
                all.compared(),
                all.settings(),
                workers);
    }

    @Test
    void singlingOutIsWithinTheIntervalsOfAnonymeter() {
        final Attack univariate = SinglingOutAttack.measure(asMany(4_000), Attack.Kind.SINGLING_OUT_UNIVARIATE);
        within(univariate.risk(), .02644, .01888, .03399);
        within(univariate.success(), .04344, .04344 - .00630, .04344 + .00630);
        within(univariate.control(), .01746, .01746 - .00403, .01746 + .00403);
        final Attack multivariate = SinglingOutAttack.measure(asMany(4_000), Attack.Kind.SINGLING_OUT_MULTIVARIATE);
        within(multivariate.risk(), .05345, .01413, .09276);
        within(multivariate.success(), .20613, .20613 - .02500, .20613 + .02500);
        within(multivariate.control(), .16130, .16130 - .02272, .16130 + .02272);
    }

    @Test
    void linkabilityIsWithinTheIntervalsOfAnonymeter() {
        final Attack attack = LinkabilityAttack.measure(asMany(1_000)).figure();
        assertEquals("age, balance, score, job, member", attack.against());
        within(attack.risk(), .19682, .17197, .22167);
        within(attack.success(), .19916, .19916 - .02468, .19916 + .02468);
        within(attack.control(), .00291, .00291 - .00273, .00291 + .00273);
    }

    @Test
    void inferenceIsWithinTheIntervalsOfAnonymeter() {
        // The risk with its interval, the rates of success against training and against held-out rows.
        final Map<String, double[]> theirs = Map.of(
                "age",
                new double[] {.19215, .15346, .23084, .30475, .13939},
                "income",
                new double[] {.19788, .16606, .22969, .25295, .06866},
                "balance",
                new double[] {.20945, .17514, .24375, .28184, .09157},
                "hours",
                new double[] {.20630, .17013, .24246, .29479, .11149},
                "score",
                new double[] {.18060, .15168, .20952, .21808, .04575},
                "region",
                new double[] {.24356, .19292, .29421, .44621, .26789},
                "job",
                new double[] {.21177, .16037, .26317, .42529, .27088},
                "visits",
                new double[] {.20106, .13322, .26890, .53686, .42031},
                "member",
                new double[] {.18783, .09714, .27851, .65540, .57571});
        final List<Attack> ours = InferenceAttack.measure(asMany(1_000)).stream()
                .map(Measured::figure)
                .toList();
        assertEquals(theirs.keySet(), ours.stream().map(Attack::against).collect(Collectors.toSet()));
        for (final Attack attack : ours) {
            final double[] figures = theirs.get(attack.against());
            within(attack.risk(), figures[0], figures[1], figures[2]);
            if (attack.against().equals("balance")) {
                // Anonymeter divides by the secret instead of its absolute value, so it counts every guess of a
                // negative
                // secret (4 % of them) as correct.
                continue;
            }
            assertEquals(
                    figures[3],
                    attack.success().value(),
                    attack.success().high() - attack.success().value(),
                    attack.against());
            assertEquals(
                    figures[4],
                    attack.control().value(),
                    attack.control().high() - attack.control().value(),
                    attack.against());
        }
    }

    private static void within(final Rate ours, final double theirs, final double low, final double high) {
        assertTrue(
                ours.value() >= low && ours.value() <= high, "%s is not within %s and %s".formatted(ours, low, high));
        assertTrue(theirs >= ours.low() && theirs <= ours.high(), "%s is not within %s".formatted(theirs, ours));
    }
}
