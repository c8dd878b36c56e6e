// SPDX-License-Identifier: Apache-2.0
package io.nifigan.trees;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Field;
import io.nifigan.table.Table;
import io.nifigan.table.ValueType;
import io.nifigan.trees.ComputedFeature.Kind;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ComputedFeatureTest {
    private static final LocalDate FIRST = LocalDate.of(2023, 1, 1);

    private static Table table(final int rows, final List<ColumnKind> kinds, final IntToDoubleFunction... values) {
        return new Table(
                IntStream.range(0, kinds.size())
                        .mapToObj(c -> new Column(new Field("c" + c, ValueType.DOUBLE), kinds.get(c), 0, null))
                        .toList(),
                rows,
                Arrays.stream(values)
                        .map(of -> IntStream.range(0, rows).mapToDouble(of).toArray())
                        .toArray(double[][]::new),
                new int[kinds.size()][],
                Arrays.asList(new List[kinds.size()]));
    }

    private static Set<Kind> kinds(final Table table) {
        return RowBinsFitter.fitWithFeatures(table, c -> true).columns().stream()
                .filter(ColumnBins::isComputed)
                .map(bins -> bins.feature().kind())
                .collect(Collectors.toSet());
    }

    @Test
    void findsTheColumnsOfADateByTheDaysThatDoNotExist() {
        final int rows = 24 * 600;
        final List<ColumnKind> kinds = List.of(ColumnKind.INTEGER, ColumnKind.INTEGER, ColumnKind.INTEGER);
        final Table parts = table(
                rows,
                kinds,
                r -> FIRST.plusDays(r / 24).getDayOfMonth(),
                r -> FIRST.plusDays(r / 24).getYear(),
                r -> FIRST.plusDays(r / 24).getMonthValue());
        final RowBins bins = RowBinsFitter.fitWithFeatures(parts, c -> true);
        final ComputedFeature date = bins.columns().stream()
                .map(ColumnBins::feature)
                .filter(feature -> feature != null && feature.kind() == Kind.DATE)
                .findFirst()
                .orElseThrow();
        assertArrayEquals(new int[] {1, 2, 0}, date.columns(), "year, month, day");
        assertEquals(FIRST.plusDays(100).toEpochDay(), date.values(parts)[2_400]);
        final SplittableRandom random = new SplittableRandom(1);
        final Table apart = table(rows, kinds, r -> 1 + random.nextInt(31), r -> 2_023, r -> 1 + random.nextInt(12));
        assertEquals(Set.of(), kinds(apart), "numbers of the same ranges that are no dates");
    }

    @Test
    void refusesFeaturesThatCannotBeComputed() {
        assertThrows(IllegalArgumentException.class, () -> ComputedFeature.of(Kind.DATE, 1, 2));
        assertThrows(IllegalArgumentException.class, () -> ComputedFeature.of(Kind.DATE, 1, 2, -1));
    }
}
