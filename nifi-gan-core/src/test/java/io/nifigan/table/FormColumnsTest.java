// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.common.RandomStream;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormColumnsTest {
    private static final int ROWS = 400;

    private static List<String> texts(final IntFunction<String> text) {
        final List<String> texts = new ArrayList<>();
        for (int r = 0; r < ROWS; r++) {
            texts.add(text.apply(r));
        }
        return texts;
    }

    private static Table table(final List<String> texts) {
        final TableBuilder builder = new TableBuilder(List.of(new Field("x", ValueType.STRING)), Map.of());
        texts.forEach(text -> builder.add(new Object[] {text}));
        return builder.build();
    }

    private static List<Object> values(final Table table) {
        final List<Object> values = new ArrayList<>();
        for (int r = 0; r < table.rows(); r++) {
            values.add(table.value(0, r));
        }
        return values;
    }

    private static String moment(final int row) {
        return LocalDateTime.of(2023, 1, 1, 0, 0).plusMinutes(1_231L * row).withSecond(1 + row % 59)
                + (row % 3 == 0 ? "+02:00" : "+01:00");
    }

    private static String income(final int row) {
        return row % 20 == 7 ? "N/A" : row % 20 == 8 ? null : "%d.%02d".formatted(1_000 + 37 * row, row % 100);
    }

    @Test
    void aColumnWithSeveralOffsetsIsATimeAndAForm() {
        final List<String> texts = texts(FormColumnsTest::moment);

        final Table table = table(texts);

        assertEquals(2, table.columns().size());
        assertEquals(ColumnKind.TIMESTAMP, table.column(0).kind());
        assertEquals("x (form)", table.column(1).name());
        assertEquals(ColumnKind.CATEGORY, table.column(1).kind());
        assertEquals(2, table.column(1).field().symbols().size());
        assertEquals(texts, values(table));
    }

    @Test
    void wordsAmongNumbersAreNotMissing() {
        final List<String> texts = texts(FormColumnsTest::income);

        final Table table = table(texts);

        assertEquals(ColumnKind.DECIMAL, table.column(0).kind());
        assertTrue(table.isMissing(0, 7) && table.isMissing(0, 8) && table.isMissing(1, 8));
        assertFalse(table.isMissing(1, 7));
        assertEquals(texts, values(table));
        assertEquals(2, FormColumns.withoutValue(table.columns(), 0).size());
    }

    @Test
    void blanksAloneAreAWord() {
        final List<String> texts = texts(row -> row % 10 == 3 ? " " : income(row));

        final Table table = table(texts);

        assertEquals(ColumnKind.DECIMAL, table.column(0).kind());
        assertEquals(texts, values(table));
    }

    @Test
    void furtherRowsAreReadByTheSameForms() {
        final Table learnt = table(texts(FormColumnsTest::income));
        final TableBuilder builder = TableBuilder.forColumns(learnt.columns());
        final List<String> further = List.of("N/A", "12.50", "7.25");
        further.forEach(text -> builder.add(new Object[] {text}));

        final Table table = builder.build();

        assertEquals(learnt.columns(), table.columns());
        assertEquals(further, values(table));
    }

    @Test
    void rowsOnDiskHaveTheSameForms(@TempDir final Path folder) {
        final TableBuilder builder = new TableBuilder(List.of(new Field("x", ValueType.STRING)), Map.of())
                .spilling(new SpillSettings(folder, 300, ROWS));
        final List<String> texts = texts(FormColumnsTest::income);
        texts.forEach(text -> builder.add(new Object[] {text}));

        try (LargeTable large = builder.buildLarge(new RandomStream(1))) {
            final List<Object> all = new ArrayList<>();
            for (int block = 0; block < large.blocks(); block++) {
                all.addAll(values(large.block(block)));
            }
            assertEquals(texts, all);
        }
    }

    @Test
    void rareWordsAreMissing() {
        final Table table = table(texts(r -> r == 5 ? "unknown" : "%d.5".formatted(10 + r)));

        assertEquals(1, table.columns().size());
        assertTrue(table.isMissing(0, 5));
    }

    @Test
    void aValueThatTakesAnotherFormIsSaid() {
        final TableBuilder builder = new TableBuilder(List.of(new Field("x", ValueType.STRING)), Map.of());
        texts(r -> r == 5 ? "2023-05-05T10:00:07+05:00" : moment(r)).forEach(text -> builder.add(new Object[] {text}));

        assertEquals("2023-05-05T10:00:07+01:00", builder.build().value(0, 5));
        assertTrue(builder.warnings().stream().anyMatch(said -> said.contains("1 value is in a form that few others")));
    }

    @Test
    void fewValuesWithWordsAreACategory() {
        final Table table = table(texts(r -> List.of("S", "M", "38", "40", "42").get(r % 5)));

        assertEquals(ColumnKind.CATEGORY, table.column(0).kind());
    }

    @Test
    void aFormMustComeAfterTheFieldsAndFitItsColumn() {
        final Table table = table(texts(FormColumnsTest::moment));
        final Column other = new Column(new Field("y", ValueType.STRING), ColumnKind.CATEGORY, 0, null);

        assertThrows(
                IllegalArgumentException.class, () -> Structure.of(List.of(table.column(0), table.column(1), other)));
        assertThrows(IllegalArgumentException.class, () -> Structure.of(List.of(other, table.column(1))));
    }
}
