// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate;

import static io.nifigan.evaluate.AssociatedTable.table;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.evaluate.result.ColumnMeasure;
import io.nifigan.evaluate.result.Evaluation;
import io.nifigan.evaluate.result.EvaluationSettings;
import io.nifigan.evaluate.result.Verdict;
import io.nifigan.evaluate.result.Verdict.Area;
import io.nifigan.evaluate.result.Verdict.Grade;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Field;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
import io.nifigan.table.ValueType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Evaluations in which there is little to measure, or nothing. */
@Tag("slow")
class PartialEvaluationTest {
    private static final EvaluationSettings SETTINGS =
            EvaluationSettings.defaults().withThreads(2).withAttacks(500);

    @Test
    void saysWhatWasNotMeasuredAndWhy() {
        final Evaluation evaluation = new Evaluator(SETTINGS).evaluate(table(200, 1), table(200, 2), null, null);
        for (final String part : List.of("usefulness", "closestRecord", "membership", "rules", "model", "subgroups")) {
            assertTrue(evaluation.reason(part).orElseThrow().length() > 15, part);
        }
        assertNull(evaluation.closestRecord());
        assertNull(evaluation.usefulness());
        // Without held-out rows the verdict on privacy is never good.
        assertEquals(Grade.FAIR, evaluation.verdict(Area.PRIVACY).orElseThrow().grade());
        assertFalse(evaluation.attacks().isEmpty());
        assertEquals(List.of(), evaluation.privacyTests());
        assertTrue(evaluation.reason("privacyTests").orElseThrow().contains("held-out"));
        evaluation.attacks().forEach(attack -> assertNull(attack.control()));
        for (final Verdict verdict : evaluation.verdicts()) {
            assertFalse(
                    (verdict.sentence() + verdict.basis())
                            .toLowerCase(Locale.ROOT)
                            .contains("anonym"),
                    verdict.toString());
        }
    }

    @Test
    void looksAtNoMoreRowsThanTheBound() {
        final Evaluation evaluation =
                new Evaluator(SETTINGS.withRowBound(500)).evaluate(table(1_200, 1), table(400, 2), table(700, 3), null);
        assertEquals(
                "RowCounts[realGiven=1200, realUsed=500, syntheticGiven=400, syntheticUsed=400, "
                        + "heldOutGiven=700, heldOutUsed=500, bound=500]",
                evaluation.rows().toString());
        assertEquals(400, evaluation.twoSample().rows());
    }

    @Test
    void identifiersAreLeftOutAndDatesAreMeasuredAsNumbers() {
        final Evaluation evaluation = new Evaluator(SETTINGS).evaluate(table(400, 1), table(400, 2), null, null);
        final ColumnMeasure id = evaluation.columns().get(0);
        assertNull(id.similarity());
        assertNull(id.distribution());
        assertEquals(400, id.distinctReal());
        assertTrue(evaluation.pairs().stream().noneMatch(pair -> pair.first() == 0));
        final ColumnMeasure day = evaluation.columns().get(4);
        assertTrue(day.similarity() > .85 && day.similarity() < 1, day.toString());
        assertTrue(
                day.distribution().labels().getFirst().startsWith("2020-01"),
                day.distribution().labels().toString());
        assertEquals(
                1,
                day.distribution().real().stream()
                        .mapToDouble(Double::doubleValue)
                        .sum(),
                1e-9);
    }

    @Test
    void measuresTablesOfHardlyAnything() {
        final List<Field> fields = List.of(
                new Field("empty", ValueType.DOUBLE),
                new Field("none", ValueType.STRING),
                new Field("same", ValueType.INT),
                new Field("word", ValueType.STRING),
                new Field("many", ValueType.STRING));
        final Map<String, ColumnKind> kinds = Map.of(
                "empty",
                ColumnKind.DECIMAL,
                "none",
                ColumnKind.CATEGORY,
                "same",
                ColumnKind.INTEGER,
                "word",
                ColumnKind.CATEGORY,
                "many",
                ColumnKind.CATEGORY);
        for (final int rows : new int[] {1, 2, 29, 200}) {
            final TableBuilder builder = new TableBuilder(fields, kinds);
            for (int r = 0; r < rows; r++) {
                builder.add(new Object[] {null, null, 7, "word", "value " + r});
            }
            final Table table = builder.build();
            final Evaluation evaluation = new Evaluator(
                            SETTINGS.withTarget("word").withSubgroups(List.of("word", "many")))
                    .evaluate(table, table, table, null);
            assertEquals(1, evaluation.overall().shape(), 1e-9);
            assertEquals(1, evaluation.overall().trend(), 1e-9);
            assertEquals(1, evaluation.columns().get(0).missingReal());
            assertNull(evaluation.columns().get(0).distribution());
            assertNull(evaluation.columns().get(0).validity());
            assertEquals(1, evaluation.columns().get(2).validity());
            assertEquals(
                    List.of(1.),
                    evaluation.columns().get(3).distribution().real().stream()
                            .filter(share -> share > 0)
                            .toList());
            // Values of fewer than five rows are not shown.
            assertEquals(
                    List.of("all others"),
                    evaluation.columns().get(4).distribution().labels());
            assertNull(evaluation.usefulness());
            assertEquals(rows < 30, evaluation.twoSample() == null);
        }
    }

    @Test
    void tableOfIdentifiersHasNothingToCompare() {
        final TableBuilder builder =
                new TableBuilder(List.of(new Field("id", ValueType.STRING)), Map.of("id", ColumnKind.IDENTIFIER));
        IntStream.range(0, 50).forEach(r -> builder.add(new Object[] {"K" + r}));
        final Evaluation evaluation = new Evaluator(SETTINGS).evaluate(builder.build(), builder.build(), null, null);
        assertNull(evaluation.overall().shape());
        assertNull(evaluation.copies());
        assertEquals(List.of(), evaluation.verdicts());
        assertTrue(evaluation.reason("twoSample").orElseThrow().contains("identifier"));
    }

    @Test
    void refusesTablesThatDoNotBelongTogether() {
        final Table real = table(50, 1);
        final TableBuilder other = new TableBuilder(List.of(new Field("x", ValueType.DOUBLE)), Map.of());
        other.add(new Object[] {1.});
        final Evaluator evaluator = new Evaluator(SETTINGS);
        assertTrue(
                assertThrows(IllegalArgumentException.class, () -> evaluator.evaluate(real, other.build(), null, null))
                        .getMessage()
                        .contains("synthetic rows have 1 columns, but the real rows have 7"));
        assertTrue(assertThrows(
                        IllegalArgumentException.class,
                        () -> evaluator.evaluate(real.select(new int[0]), real, null, null))
                .getMessage()
                .contains("no real rows"));
        assertTrue(assertThrows(
                        IllegalArgumentException.class,
                        () -> new Evaluator(SETTINGS.withTarget("nothing")).evaluate(real, real, null, null))
                .getMessage()
                .contains("no column 'nothing'"));
    }
}
