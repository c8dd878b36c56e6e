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
    private static final long HOUR = 3_600_000;
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
    void tellsTheHourAndTheWeekdayOfATimestamp() {
        final double time = LocalDate.of(2024, 3, 1).toEpochDay() * 24. * HOUR + 17.5 * HOUR;
        final Table table = table(3, List.of(ColumnKind.TIMESTAMP), r -> r == 0 ? time : r == 1 ? -HOUR : Double.NaN);
        assertArrayEquals(
                new double[] {17, 23, Double.NaN},
                ComputedFeature.of(Kind.HOUR, 0).values(table));
        assertArrayEquals(
                new double[] {4, 2, Double.NaN},
                ComputedFeature.of(Kind.WEEKDAY, 0).values(table),
                "Friday, Wednesday");
    }

    @Test
    void timestampsHaveHoursAndWeekdaysAndDatesHaveWeekdays() {
        final Table readings = table(
                24 * 600, List.of(ColumnKind.TIMESTAMP), r -> FIRST.toEpochDay() * 24. * HOUR + (double) r * HOUR);
        assertEquals(Set.of(Kind.HOUR, Kind.WEEKDAY), kinds(readings));
        final Table orders = table(600, List.of(ColumnKind.DATE), r -> FIRST.toEpochDay() + (double) r);
        assertEquals(Set.of(Kind.WEEKDAY), kinds(orders));
    }

    @Test
    void aColumnThatTellsTheSameIsNotComputedAgain() {
        final Table table = table(
                24 * 600,
                List.of(ColumnKind.TIMESTAMP, ColumnKind.INTEGER),
                r -> FIRST.toEpochDay() * 24. * HOUR + (double) r * HOUR,
                r -> r % 24 + 1);
        assertEquals(Set.of(Kind.WEEKDAY), kinds(table));
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
        assertThrows(IllegalArgumentException.class, () -> ComputedFeature.of(Kind.HOUR, 1, 2, 3));
        assertThrows(IllegalArgumentException.class, () -> ComputedFeature.of(Kind.WEEKDAY, -1));
        assertThrows(IllegalArgumentException.class, () -> ComputedFeature.of(Kind.WEEKDAY, 1, 2));
    }
}
