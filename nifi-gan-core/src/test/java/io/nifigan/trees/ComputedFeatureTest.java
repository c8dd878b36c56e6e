// SPDX-License-Identifier: Apache-2.0
package io.nifigan.trees;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
    void splitsATimestampIntoWhatItTells() {
        final double time = LocalDate.of(2024, 3, 1).toEpochDay() * 24. * HOUR + 17.5 * HOUR;
        final Table table = table(
                2, List.of(ColumnKind.TIMESTAMP), r -> r == 0 ? time : Double.NaN);
        assertArrayEquals(new double[] {17, Double.NaN}, new ComputedFeature(Kind.HOUR, 0).values(table));
        assertEquals(4, new ComputedFeature(Kind.WEEKDAY, 0).values(table)[0], "a Friday");
        assertEquals(1, new ComputedFeature(Kind.DAY, 0).values(table)[0]);
        assertEquals(61, new ComputedFeature(Kind.SEASON, 0).values(table)[0]);
        assertEquals(12 * 2024 + 2, new ComputedFeature(Kind.MONTH, 0).values(table)[0]);
    }

    @Test
    void readingsEveryHourHaveTablesByDays() {
        final Table table = table(
                24 * 600, List.of(ColumnKind.TIMESTAMP), r -> FIRST.toEpochDay() * 24. * HOUR + (double) r * HOUR);
        assertEquals(Set.of(Kind.HOUR, Kind.WEEKDAY, Kind.DAY, Kind.SEASON, Kind.MONTH), kinds(table));
    }

    @Test
    void ordersOfFewADayHaveNoTablesByDays() {
        final SplittableRandom random = new SplittableRandom(1);
        final Table table = table(
                3_000, List.of(ColumnKind.DATE), r -> FIRST.toEpochDay() + (double) random.nextInt(700));
        assertEquals(Set.of(Kind.WEEKDAY, Kind.DAY, Kind.SEASON), kinds(table));
    }

    @Test
    void aColumnThatTellsTheSameIsNotComputedAgain() {
        final Table table = table(
                24 * 600,
                List.of(ColumnKind.TIMESTAMP, ColumnKind.INTEGER),
                r -> FIRST.toEpochDay() * 24. * HOUR + (double) r * HOUR,
                r -> r % 24 + 1);
        assertEquals(Set.of(Kind.WEEKDAY, Kind.DAY, Kind.SEASON, Kind.MONTH), kinds(table));
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
        final Table apart =
                table(rows, kinds, r -> 1 + random.nextInt(31), r -> 2_023, r -> 1 + random.nextInt(12));
        assertEquals(Set.of(), kinds(apart), "numbers of the same ranges that are no dates");
    }

    @Test
    void findsWhatIsLeftOfANumberThatOthersNearlyDetermine() {
        final SplittableRandom random = new SplittableRandom(1);
        final double[][] sides = new double[3][4_000];
        for (final double[] side : sides) {
            Arrays.setAll(side, r -> 1 + 4 * random.nextDouble());
        }
        final double[] weight = new double[4_000];
        Arrays.setAll(
                weight, r -> 2 * sides[0][r] * sides[1][r] * sides[2][r] * Math.exp(.01 * random.nextDouble()));
        final Table table = table(
                4_000,
                List.of(ColumnKind.DECIMAL, ColumnKind.DECIMAL, ColumnKind.DECIMAL, ColumnKind.DECIMAL),
                r -> sides[0][r],
                r -> sides[1][r],
                r -> sides[2][r],
                r -> weight[r]);
        final List<ComputedFeature> features = RowBinsFitter.fitWithFeatures(table, c -> true).columns().stream()
                .map(ColumnBins::feature)
                .filter(feature -> feature != null)
                .toList();
        assertEquals(1, features.size());
        assertEquals(Kind.LOG_SUM, features.getFirst().kind());
        final double[] left = features.getFirst().values(table);
        final double range =
                Arrays.stream(left).max().orElseThrow() - Arrays.stream(left).min().orElseThrow();
        assertTrue(range < .02, "what is left ranges over " + range);
    }

    @Test
    void numbersThatDoNotGoTogetherHaveNoFeature() {
        final SplittableRandom random = new SplittableRandom(1);
        final Table table = table(
                2_000,
                List.of(ColumnKind.DECIMAL, ColumnKind.DECIMAL),
                r -> random.nextDouble(),
                r -> random.nextDouble());
        assertEquals(Set.of(), kinds(table));
    }

    @Test
    void refusesFeaturesThatCannotBeComputed() {
        final double[] weights = {1, Double.NaN};
        assertThrows(IllegalArgumentException.class, () -> new ComputedFeature(Kind.HOUR, 1, 2, 3));
        assertThrows(IllegalArgumentException.class, () -> new ComputedFeature(Kind.DAY, -1));
        assertThrows(IllegalArgumentException.class, () -> new ComputedFeature(Kind.DAY, 1, 2));
        assertThrows(IllegalArgumentException.class, () -> new ComputedFeature(Kind.SUM, 1, 2));
        assertThrows(
                IllegalArgumentException.class, () -> new ComputedFeature(Kind.SUM, new int[] {1, 2}, weights));
        assertThrows(
                IllegalArgumentException.class,
                () -> new ComputedFeature(Kind.SUM, new int[5], new double[5]),
                "too many terms");
        assertThrows(
                IllegalArgumentException.class, () -> new ComputedFeature(Kind.DAY, new int[1], new double[1]));
    }
}
