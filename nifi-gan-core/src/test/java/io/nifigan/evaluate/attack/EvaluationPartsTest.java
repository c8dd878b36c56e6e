// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.attack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.common.RocAuc;
import io.nifigan.evaluate.Evaluator;
import io.nifigan.evaluate.ModelMeasure;
import io.nifigan.evaluate.result.Evaluation;
import io.nifigan.evaluate.result.EvaluationJson;
import io.nifigan.evaluate.result.EvaluationSettings;
import io.nifigan.evaluate.result.Rate;
import io.nifigan.evaluate.result.TrainingPoint;
import io.nifigan.model.TrainedModels;
import io.nifigan.table.Table;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EvaluationPartsTest {
    /**
     * Wilson 1927, computed by hand: for 8 of 10 the midpoint is (8 + 1.9207) / 13.8415 and the interval .490 to .943.
     */
    @Test
    void intervalsAreThoseOfWilson() {
        final Rate rate = ConfidenceIntervals.wilson(8, 10);
        assertEquals(.7168, rate.value(), 1e-4);
        assertEquals(.4902, rate.low(), 1e-4);
        assertEquals(.9433, rate.high(), 1e-4);
        assertEquals(
                0,
                ConfidenceIntervals.risk(ConfidenceIntervals.wilson(5, 100), ConfidenceIntervals.wilson(10, 100))
                        .value());
        final Rate risk = ConfidenceIntervals.risk(new Rate(.6, .5, .7), new Rate(.2, .1, .3));
        assertEquals(.5, risk.value(), 1e-12);
        // The square root of (.1 / .8)^2 + (.4 / .64 * .1)^2.
        assertEquals(.5 - Math.sqrt(.015625 + .00390625), risk.low(), 1e-12);
    }

    /**
     * Half of the guesses match nobody, the others 1 person in 1,000: the share that matches exactly one of n rows is n
     * w (1 - w)^(n - 1).
     */
    @Test
    void matchesInOneTablePredictThoseInALargerOne() {
        final SplittableRandom random = new SplittableRandom(1);
        final int[] matches = new int[4_000];
        for (int i = 0; i < matches.length / 2; i++) {
            for (int r = 0; r < 1_000; r++) {
                matches[i] += random.nextInt(1_000) == 0 ? 1 : 0;
            }
        }
        final MatchRates rates = new MatchRates(matches);
        assertEquals(.5 * Math.exp(-1), rates.singlingOut(1), .02);
        assertEquals(.5 * 2 * Math.exp(-2), rates.singlingOut(2), .02);
        assertEquals(.5 * 4 * Math.exp(-4), rates.singlingOut(4), .03);
    }

    @Test
    void areaUnderTheCurveCountsTiesHalf() {
        assertEquals((.5 + 1 + 1 + 1 + 0 + .5) / 6, RocAuc.of(new double[] {3, 5, 2}, new double[] {3, 2}), 1e-12);
        // Pairs: (2,1) won, (2,2) tied, (2,4) lost, (3,1) won, (3,2) won, (3,4) lost.
        assertEquals(3.5 / 6, RocAuc.of(new double[] {3, 2}, new double[] {4, 1, 2}), 1e-12);
        assertEquals(1, RocAuc.of(new double[] {2, 3}, new double[] {0, 1, -5}));
        assertEquals(0, RocAuc.of(new double[] {0}, new double[] {1, 2}));
        assertEquals(.5, RocAuc.of(new double[0], new double[] {1}));
        assertEquals(.5, RocAuc.of(new double[] {1, 1}, new double[] {1}));
        // Hanley and McNeil 1982, table III: an area of .893 with 58 and 51 cases has a standard error of about .032.
        assertEquals(.032, RocAuc.error(.893, 51, 58), .001);
    }

    private static Evaluation evaluation() {
        final Table real = TrainedModels.table(TrainedModels.ROWS, 1);
        return new Evaluator(EvaluationSettings.defaults()
                        .withThreads(2)
                        .withAttacks(100)
                        .withTarget("tier"))
                .evaluate(real, TrainedModels.table(300, 5), TrainedModels.table(200, 6), TrainedModels.model());
    }

    @Test
    void modelTellsItsRulesAndWhereItComesFrom() {
        final Evaluation evaluation = evaluation();
        assertEquals(
                TrainedModels.model().provenance().steps(), evaluation.model().steps());
        assertEquals(
                TrainedModels.model().encoder().describeRules().size(),
                evaluation.rules().size());
        assertTrue(
                evaluation.rules().stream()
                        .anyMatch(rule ->
                                rule.text().contains("city") && rule.text().contains("country")),
                evaluation.rules().toString());
        evaluation.rules().forEach(rule -> assertEquals(0, rule.brokenReal(), rule.toString()));

        final Table real = TrainedModels.table(TrainedModels.ROWS, 1);
        final int city =
                real.columns().stream().map(column -> column.name()).toList().indexOf("city");
        final int[][] codes = new int[real.columns().size()][];
        final double[][] numbers = new double[codes.length][];
        final List<List<String>> dictionaries = new java.util.ArrayList<>();
        for (int c = 0; c < codes.length; c++) {
            numbers[c] = real.numbers(c);
            codes[c] = real.codes(c) == null ? null : real.codes(c).clone();
            dictionaries.add(real.codes(c) == null ? null : real.dictionary(c));
        }
        // One row has a city of another country.
        final int other = real.dictionary(city)
                .indexOf(
                        "Lyon".equals(real.value(city, 0))
                                ? "Bern"
                                : "Lyon".equals(real.value(city, 0)) ? "Graz" : "Turin");
        codes[city][0] =
                "Turin".equals(real.value(city, 0)) ? real.dictionary(city).indexOf("Bern") : other;
        final Table broken = new Table(real.columns(), real.rows(), numbers, codes, dictionaries);
        assertEquals(
                1,
                ModelMeasure.rules(TrainedModels.model(), real, broken).stream()
                        .filter(rule -> rule.text().contains("city"))
                        .mapToInt(rule -> rule.brokenSynthetic())
                        .max()
                        .orElseThrow());
    }

    @Test
    void evaluationComesBackFromJsonAsItWas() throws IOException {
        final Evaluation evaluation =
                evaluation().withProgress(List.of(new TrainingPoint(10, 1.5, .7, .6, 3.2, null)), 10);
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        EvaluationJson.write(evaluation, out);
        assertEquals(evaluation, EvaluationJson.read(new ByteArrayInputStream(out.toByteArray())));
        assertEquals(
                evaluation,
                EvaluationJson.read(
                        new ByteArrayInputStream(EvaluationJson.text(evaluation).getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void refusesJsonThatIsNoEvaluationWithoutQuotingIt() {
        final String good = EvaluationJson.text(evaluation());
        for (final String bad : List.of(
                "secret",
                "{\"secret\": 1}",
                "null",
                "[]",
                good.replaceFirst("\"version\":1", "\"version\":2"),
                good.replaceFirst("\"shape\":[0-9.]+", "\"shape\":17.5"),
                good.replaceFirst("\"second\":[0-9]+", "\"second\":99999"),
                good.substring(0, good.length() / 2))) {
            final IOException fault = assertThrows(
                    IOException.class,
                    () -> EvaluationJson.read(new ByteArrayInputStream(bad.getBytes(StandardCharsets.UTF_8))));
            assertFalse(fault.getMessage().contains("secret"), fault.getMessage());
        }
    }

    @Test
    void refusesSettingsThatMakeNoSense() {
        assertThrows(
                IllegalArgumentException.class,
                () -> EvaluationSettings.defaults().withRowBound(10));
        assertThrows(
                IllegalArgumentException.class,
                () -> EvaluationSettings.defaults().withAttacks(0));
        assertThrows(
                IllegalArgumentException.class,
                () -> EvaluationSettings.defaults().withExamples(21));
    }
}
