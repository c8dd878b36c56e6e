// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate;

import static io.nifigan.evaluate.AssociatedTable.shuffled;
import static io.nifigan.evaluate.AssociatedTable.table;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.evaluate.result.Attack;
import io.nifigan.evaluate.result.Evaluation;
import io.nifigan.evaluate.result.EvaluationSettings;
import io.nifigan.evaluate.result.PredictionFairness;
import io.nifigan.evaluate.result.TwoSampleTest;
import io.nifigan.evaluate.result.Verdict;
import io.nifigan.evaluate.result.Verdict.Area;
import io.nifigan.evaluate.result.Verdict.Grade;
import io.nifigan.fit.ModelFitter;
import io.nifigan.model.GANModel;
import io.nifigan.sample.Sampler;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
import io.nifigan.train.TrainingException;
import io.nifigan.train.TrainingListener;
import io.nifigan.train.TrainingSettings;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Evaluations of tables whose figures and verdicts are known. */
@Tag("slow")
class EvaluatorTest {
    private static final EvaluationSettings SETTINGS =
            EvaluationSettings.defaults().withThreads(2).withAttacks(500);

    private static Grade grade(final Evaluation evaluation, final Area area) {
        return evaluation.verdict(area).orElseThrow().grade();
    }

    @Test
    void rowsOfTheSameOriginAreGoodAndRevealNothing() {
        final Table real = table(3_000, 1);
        final Evaluation evaluation =
                new Evaluator(SETTINGS.withTarget("answer")).evaluate(real, table(3_000, 2), table(1_000, 3), null);
        assertEquals(.98, evaluation.overall().shape(), .015);
        assertTrue(
                evaluation.overall().trend() > evaluation.overall().trendHeldOut() - .02,
                evaluation.overall().toString());
        assertEquals(.5, evaluation.twoSample().auc(), .03);
        assertEquals(List.of(), evaluation.twoSample().importances());
        assertEquals(evaluation.usefulness().real(), evaluation.usefulness().synthetic(), .03);
        assertTrue(evaluation.usefulness().real() > .7, evaluation.usefulness().toString());
        assertEquals(evaluation.coverage().rowsHeldOut(), evaluation.coverage().rows(), .03);
        assertEquals(0, evaluation.copies().exact());
        assertEquals(.5, evaluation.closestRecord().share().value(), .05);
        for (final Attack attack : evaluation.attacks()) {
            assertTrue(attack.risk().low() < .03, attack.toString());
        }
        assertEquals(
                List.of(Grade.GOOD, Grade.GOOD, Grade.GOOD, Grade.GOOD),
                evaluation.verdicts().stream().map(Verdict::grade).toList());
        assertEquals(
                List.of("group a", "group b", "group c"),
                new Evaluator(SETTINGS.withSubgroups(List.of("group")))
                        .evaluate(real, table(3_000, 2), null, null).subgroups().stream()
                                .map(group -> group.value())
                                .sorted()
                                .toList());
    }

    @Test
    void figuresAgainstHeldOutRowsStandBesideThoseAgainstTrainingRows() {
        final Table real = table(3_000, 1);
        final Evaluation same = new Evaluator(SETTINGS).evaluate(real, table(3_000, 2), table(1_000, 3), null);
        assertEquals(same.overall().shapeHeldOut(), same.overall().shapeFresh(), .02);
        assertEquals(same.overall().trendHeldOut(), same.overall().trendFresh(), .02);
        assertEquals(.5, same.twoSample().aucFresh(), .05);
        assertEquals(.5, same.twoSample().aucHeldOut(), .05);
        assertEquals(same.coverage().rowsHeldOut(), same.coverage().rowsFresh(), .05);
        // Copies of the training rows are nearer to these than to other real rows.
        final Evaluation copies = new Evaluator(SETTINGS).evaluate(real, real, table(1_000, 3), null);
        assertEquals(1, copies.overall().shape());
        assertTrue(copies.overall().shapeFresh() < .99, copies.overall().toString());
        assertEquals(copies.overall().shapeHeldOut(), copies.overall().shapeFresh(), .01);
        final Evaluation alone = new Evaluator(SETTINGS).evaluate(real, real, null, null);
        assertNull(alone.overall().shapeFresh());
        assertNull(alone.twoSample().aucFresh());
        assertNull(alone.coverage().rowsFresh());
    }

    @Test
    void aTargetThatCanBeForetoldIsPickedOrItIsSaidThatNoneCan() {
        final Evaluation picked =
                new Evaluator(SETTINGS).evaluate(table(3_000, 1), table(3_000, 2), table(1_000, 3), null);
        assertEquals("group", picked.usefulness().target());
        assertEquals(Grade.GOOD, grade(picked, Area.USEFULNESS));

        final Table noise = shuffled(table(3_000, 1), 5);
        final Evaluation none = new Evaluator(SETTINGS)
                .evaluate(noise, shuffled(table(3_000, 2), 6), shuffled(table(1_000, 3), 7), null);
        assertNull(none.usefulness());
        assertTrue(none.verdict(Area.USEFULNESS).isEmpty());
        assertTrue(
                none.reason("usefulness").orElseThrow().contains("no category can be foretold"),
                () -> none.reason("usefulness").orElseThrow());

        final Evaluation named = new Evaluator(SETTINGS.withTarget("answer"))
                .evaluate(noise, shuffled(table(3_000, 2), 6), shuffled(table(1_000, 3), 7), null);
        assertEquals(.5, named.usefulness().real(), .06);
        assertTrue(named.verdict(Area.USEFULNESS).isEmpty(), "chance has no grade");
        assertTrue(named.reason("usefulness").orElseThrow().contains("'answer' cannot be foretold"));
    }

    @Test
    void predictionsAreComparedBetweenSensitiveGroups() {
        final Table real = table(3_000, 1);
        final EvaluationSettings settings = SETTINGS.withTarget("answer").withSensitive(List.of("x", "group"));
        final PredictionFairness same = new Evaluator(settings)
                .evaluate(real, table(3_000, 2), table(1_000, 3), null)
                .usefulness()
                .fairness();
        assertEquals(List.of("x", "group"), same.sensitive());
        assertTrue(same.gapReal() > .1 && same.distanceReal() > .2, same.toString());
        assertEquals(same.gapReal(), same.gap(), .05);
        final PredictionFairness blind = new Evaluator(settings)
                .evaluate(real, shuffled(real, 5), table(1_000, 3), null)
                .usefulness()
                .fairness();
        assertTrue(blind.gap() < .5 * same.gap(), blind.toString());
    }

    @Test
    void shuffledColumnsHaveTheirShapesAndNothingElse() {
        final Table real = table(2_000, 1);
        final Evaluation evaluation =
                new Evaluator(SETTINGS.withTarget("answer")).evaluate(real, shuffled(real, 5), table(1_000, 3), null);
        assertEquals(1, evaluation.overall().shape(), 1e-9);
        assertTrue(
                evaluation.overall().trendAssociated() < .85,
                evaluation.overall().toString());
        assertTrue(evaluation.twoSample().auc() > .85, evaluation.twoSample().toString());
        assertTrue(
                evaluation.twoSample().importances().stream()
                        .limit(3)
                        .map(TwoSampleTest.ColumnImportance::column)
                        .toList()
                        .containsAll(List.of("x", "y")),
                evaluation.twoSample().toString());
        assertEquals(.5, evaluation.usefulness().synthetic(), .06);
        assertEquals(Grade.POOR, grade(evaluation, Area.FIDELITY));
        assertEquals(Grade.POOR, grade(evaluation, Area.USEFULNESS));
        // No row is repeated, but every value is, including those of a single person.
        assertTrue(evaluation.copies().near() < .01, evaluation.copies().toString());
        assertTrue(
                evaluation.metrics().get("risk.linkability") < .02,
                evaluation.metrics().toString());
        assertTrue(
                evaluation.metrics().get("risk.singling.out.univariate") > .9,
                evaluation.metrics().toString());
        assertEquals(Grade.POOR, grade(evaluation, Area.PRIVACY));
    }

    @Test
    void copiesOfTrainingRowsArePoorPrivacyAlsoWithNoise() {
        final Table real = table(1_000, 1);
        final Evaluation copied = new Evaluator(SETTINGS).evaluate(real, real, table(400, 3), null);
        assertEquals(1, copied.copies().exact());
        assertEquals(0, copied.copies().repeated());
        // 400 of the 1,000 training rows are used, as many as there are held-out rows: .4 + .6 / 2.
        assertEquals(.7, copied.closestRecord().share().value(), .05);
        assertTrue(
                copied.metrics().get("risk.linkability") > .9, copied.metrics().toString());
        assertTrue(
                copied.attacks().getFirst().risk().low() > .8, copied.attacks().toString());
        assertTrue(copied.attacks().get(1).risk().low() > .3, copied.attacks().toString());
        assertEquals(Grade.POOR, grade(copied, Area.PRIVACY));

        final TableBuilder moved = TableBuilder.forColumns(real.columns());
        final SplittableRandom random = new SplittableRandom(9);
        for (int r = 0; r < real.rows(); r++) {
            final Object[] row = new Object[real.columns().size()];
            for (int c = 0; c < row.length; c++) {
                final Object value = real.value(c, r);
                row[c] = value instanceof Double number ? (Object) (number + .005 * random.nextGaussian()) : value;
            }
            moved.add(row);
        }
        final Evaluation noisy = new Evaluator(SETTINGS).evaluate(real, moved.build(), table(1_000, 3), null);
        assertEquals(0, noisy.copies().exact());
        assertTrue(noisy.copies().near() > .95, noisy.copies().toString());
        assertEquals(Grade.POOR, grade(noisy, Area.PRIVACY));
        // Copies of a tenth of the rows are noticed, also without held-out rows.
        final Table tenth =
                Table.concatenate(List.of(real.select(IntStream.range(0, 100).toArray()), table(900, 4)));
        assertEquals(Grade.POOR, grade(new Evaluator(SETTINGS).evaluate(real, tenth, null, null), Area.PRIVACY));
    }

    /** Sixty rows, a thousand steps and no held-out rows, so that the model memorises its training rows. */
    @Test
    void modelThatMemorisedItsRowsIsNotGood() throws TrainingException, SamplingException {
        final Table tiny =
                FixedPair.table("train").select(IntStream.range(0, 60).toArray());
        final Table others = FixedPair.table("test");
        final GANModel model = new ModelFitter(TrainingSettings.defaults()
                        .withMaxSteps(1_000)
                        .withNetwork(32, 64, 2)
                        .withBatchSize(64)
                        .withThreads(2)
                        .withHeldOutShare(0)
                        .withPenalty(0))
                .fit(tiny, new TrainingListener() {});
        try (Sampler sampler = new Sampler(model, 1, 0)) {
            final Table rows = sampler.next(1_000);
            final Evaluation evaluation = new Evaluator(SETTINGS).evaluate(tiny, rows, others, model);
            assertTrue(
                    evaluation.closestRecord().share().low() > .56,
                    evaluation.closestRecord().toString());
            assertEquals(
                    Grade.POOR,
                    grade(evaluation, Area.PRIVACY),
                    () -> evaluation.privacyTests().toString());
            final Evaluation telling =
                    new Evaluator(SETTINGS).evaluate(tiny, rows, others, DiscriminatorOfTraining.of(model, tiny));
            assertEquals("discriminator", telling.membership().part());
            assertTrue(
                    telling.membership().auc().low() > .8, telling.membership().toString());
            assertEquals(Grade.POOR, grade(telling, Area.MODEL_PRIVACY));
            // The discriminator in the file does not tell; what selects rows does.
            assertEquals("selection weights", evaluation.membership().part());
            assertEquals(model.id(), evaluation.model().id());
            assertEquals("1000", evaluation.model().settings().get("maxSteps"));
        }
    }

    /** Independent tables have no risk at any size, although fewer guesses match when there are fewer held-out rows. */
    @Test
    void riskDoesNotComeFromHavingFewHeldOutRows() {
        final Evaluation evaluation = new Evaluator(SETTINGS.withAttacks(2_000))
                .evaluate(table(8_000, 1), table(8_000, 2), table(800, 3), null);
        for (final Attack attack : evaluation.attacks()) {
            assertTrue(attack.risk().low() < .03, attack.toString());
        }
        assertEquals(Grade.GOOD, grade(evaluation, Area.PRIVACY));
    }

    @Test
    void numberOfThreadsChangesNothing() {
        final Table real = table(500, 1);
        final Table synthetic = table(500, 2);
        final Evaluation one = new Evaluator(SETTINGS.withThreads(1).withTarget("group"))
                .evaluate(real, synthetic, table(300, 3), null);
        final Evaluation three = new Evaluator(SETTINGS.withThreads(3).withTarget("group"))
                .evaluate(real, synthetic, table(300, 3), null);
        assertEquals(one.metrics(), three.metrics());
        assertEquals(one.attacks(), three.attacks());
        assertEquals(one.projection(), three.projection());
        assertEquals(one.columns(), three.columns());
    }
}
