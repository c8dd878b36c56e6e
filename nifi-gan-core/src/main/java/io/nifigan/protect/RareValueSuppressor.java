// SPDX-License-Identifier: Apache-2.0
package io.nifigan.protect;

import io.nifigan.common.RandomStream;
import io.nifigan.rule.Dependencies;
import io.nifigan.rule.Dependency;
import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.DistinctValues;
import io.nifigan.table.Table;
import io.nifigan.table.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Replaces values that would tell of few rows before anything is learnt. The rows stay, so their other columns are
 * learnt all the same.
 *
 * <p>A column that another determines follows what it is replaced by: a rare city that becomes another city gets that
 * city's state. Identifiers are left alone, as they are made anew anyway. Among numbers of few different values a rare
 * one becomes the nearest common one, which keeps orders between columns better than a drawn one.
 */
public final class RareValueSuppressor {
    /** Which smallest and greatest value numbers are clipped to. */
    static final int EXTREME = 5;

    private static final int UNCHANGED = -1;
    private static final int NO_MODEL = -2;

    private final Table table;
    private final Protection protection;
    private final RandomStream random;
    private final Map<Integer, Integer> determinants;
    private final double[][] numbers;
    private final int[][] codes;
    private final List<List<String>> dictionaries;

    private RareValueSuppressor(final Table table, final Protection protection, final long seed) {
        this.table = table;
        this.protection = protection;
        this.random = new RandomStream(seed);
        this.determinants = determinants(table);
        final int width = table.columns().size();
        this.numbers = new double[width][];
        this.codes = new int[width][];
        this.dictionaries = new ArrayList<>();
        for (int c = 0; c < width; c++) {
            numbers[c] = table.numbers(c) == null ? null : table.numbers(c).clone();
            codes[c] = table.codes(c) == null ? null : table.codes(c).clone();
            dictionaries.add(table.dictionary(c));
        }
    }

    /**
     * The rows to learn in the place of others; the same table where nothing is to be protected.
     *
     * @param table rows to learn from, identifiers included
     * @param seed by which common values are drawn
     */
    public static Table protect(final Table table, final Protection protection, final long seed) {
        return protection.replaces() && table.rows() > 0
                ? new RareValueSuppressor(table, protection, seed).protect()
                : table;
    }

    private static Map<Integer, Integer> determinants(final Table table) {
        final Map<Integer, Integer> found = new HashMap<>();
        for (final Dependency dependency : Dependencies.find(table, identifiers(table))) {
            found.put(dependency.dependent(), dependency.determinant());
        }
        return found;
    }

    public static Set<Integer> identifiers(final Table table) {
        final Set<Integer> identifiers = new HashSet<>();
        for (int c = 0; c < table.columns().size(); c++) {
            if (table.column(c).kind() == ColumnKind.IDENTIFIER) {
                identifiers.add(c);
            }
        }
        return identifiers;
    }

    private Table protect() {
        final Set<Integer> identifiers = identifiers(table);
        final Set<Integer> determining = new HashSet<>(determinants.values());
        // For each column that was changed, the row that each row's value comes from.
        final Map<Integer, int[]> sources = new HashMap<>();
        for (int c = 0; c < table.columns().size(); c++) {
            if (!identifiers.contains(c) && !determinants.containsKey(c)) {
                sources.put(c, replace(c, determining.contains(c)));
            }
        }
        determinants.forEach((column, determinant) -> follow(column, sources.get(determinant)));
        return new Table(table.columns(), table.rows(), numbers, codes, dictionaries);
    }

    private int[] replace(final int column, final boolean determines) {
        final int[] source = new int[table.rows()];
        Arrays.fill(source, UNCHANGED);
        if (protection.minimumCount() > 1) {
            if (numbers[column] != null && !determines) {
                nearest(column);
            } else {
                standIn(column, source);
            }
        }
        // Last, as what is clipped makes its end look common.
        if (numbers[column] != null && protection.protectExtremes()) {
            clip(column, source);
        }
        return source;
    }

    /** Clips to values that really occur, and says in which rows. */
    private void clip(final int column, final int[] source) {
        final double[] values = numbers[column];
        final int[] order = IntStream.range(0, values.length)
                .filter(r -> !Double.isNaN(values[r]))
                .boxed()
                .sorted((a, b) -> Double.compare(values[a], values[b]))
                .mapToInt(Integer::intValue)
                .toArray();
        final int skipped = Math.min(EXTREME - 1, (order.length - 1) / 2);
        for (int i = 0; i < skipped && order.length > 0; i++) {
            move(column, order[i], order[skipped], source);
            move(column, order[order.length - 1 - i], order[order.length - 1 - skipped], source);
        }
    }

    private void move(final int column, final int row, final int from, final int[] source) {
        if (numbers[column] != null) {
            numbers[column][row] = numbers[column][from];
        } else {
            codes[column][row] = codes[column][from];
        }
        source[row] = source[from] == UNCHANGED ? from : source[from];
    }

    /** Moves rare numbers among few different ones to the nearest common one, or makes them missing. */
    private void nearest(final int column) {
        final double[] values = numbers[column];
        final DistinctValues distinct = DistinctValues.of(table(column), 0, DistinctValues.FEW_NUMBERS + 1)
                .orElse(null);
        if (distinct == null) {
            return;
        }
        final double[] common = IntStream.range(0, distinct.count())
                .filter(l -> !distinct.isMissing(l) && distinct.size(l) >= protection.minimumCount())
                .mapToDouble(distinct::number)
                .toArray();
        for (int r = 0; r < values.length; r++) {
            final int level = distinct.codes()[r];
            if (distinct.isMissing(level) || distinct.size(level) >= protection.minimumCount()) {
                continue;
            }
            double best = Double.NaN;
            for (final double value : common) {
                if (protection.replacement() != Replacement.MISSING
                        && !(Math.abs(value - values[r]) >= Math.abs(best - values[r]))) {
                    best = value;
                }
            }
            values[r] = best;
        }
    }

    /** A table of one column as it is by now. */
    private Table table(final int column) {
        return new Table(
                List.of(table.column(column)),
                table.rows(),
                new double[][] {numbers[column]},
                new int[][] {codes[column]},
                java.util.Collections.singletonList(dictionaries.get(column)));
    }

    private void standIn(final int column, final int[] source) {
        final DistinctValues distinct =
                DistinctValues.of(table(column), 0, Integer.MAX_VALUE).orElseThrow();
        final IntPredicate rare = r -> !distinct.isMissing(distinct.codes()[r])
                && distinct.size(distinct.codes()[r]) < protection.minimumCount();
        final int[] commonRows = IntStream.range(0, table.rows())
                .filter(r -> !rare.test(r) && !distinct.isMissing(distinct.codes()[r]))
                .toArray();
        final int[] missingRows = IntStream.range(0, table.rows())
                .filter(r -> distinct.isMissing(distinct.codes()[r]))
                .limit(1)
                .toArray();
        final int[] rareRows = IntStream.range(0, table.rows()).filter(rare).toArray();
        final Replacement by = protection.replacement() == Replacement.OTHER && !takesTexts(table.column(column))
                ? Replacement.REDISTRIBUTE
                : protection.replacement();
        final int other = by == Replacement.OTHER && rareRows.length > 0 ? otherCode(column) : -1;
        for (final int r : rareRows) {
            if (other >= 0) {
                codes[column][r] = other;
                source[r] = NO_MODEL;
            } else if (by == Replacement.REDISTRIBUTE && commonRows.length > 0) {
                move(column, r, commonRows[random.nextInt(commonRows.length)], source);
            } else if (missingRows.length > 0) {
                move(column, r, missingRows[0], source);
            } else {
                setMissing(column, r);
                source[r] = NO_MODEL;
            }
        }
    }

    private static boolean takesTexts(final Column column) {
        return column.kind() == ColumnKind.CATEGORY && column.field().type() == ValueType.STRING;
    }

    /** The code of the text for other values, which is added where the column does not have it. */
    private int otherCode(final int column) {
        final int known = dictionaries.get(column).indexOf(protection.other());
        if (known >= 0) {
            return known;
        }
        final List<String> longer = new ArrayList<>(dictionaries.get(column));
        longer.add(protection.other());
        dictionaries.set(column, List.copyOf(longer));
        return longer.size() - 1;
    }

    private void setMissing(final int column, final int row) {
        if (numbers[column] == null) {
            codes[column][row] = -1;
        } else {
            numbers[column][row] = Double.NaN;
        }
    }

    /** Gives a dependent column the values that go with what its determinant was replaced by. */
    private void follow(final int column, final int[] source) {
        final boolean others = protection.replacement() == Replacement.OTHER && takesTexts(table.column(column));
        final int other = others && Arrays.stream(source).anyMatch(from -> from == NO_MODEL) ? otherCode(column) : -1;
        for (int r = 0; r < source.length; r++) {
            if (source[r] >= 0) {
                if (numbers[column] == null) {
                    codes[column][r] = table.codes(column)[source[r]];
                } else {
                    numbers[column][r] = table.numbers(column)[source[r]];
                }
            } else if (source[r] == NO_MODEL && other >= 0) {
                codes[column][r] = other;
            } else if (source[r] == NO_MODEL) {
                setMissing(column, r);
            }
        }
        if (protection.minimumCount() > 1) {
            dropRare(column, other);
        }
        if (numbers[column] != null && protection.protectExtremes()) {
            clip(column, new int[source.length]);
        }
    }

    /** What few rows have may still be left where it goes with a missing determinant, of which there may be few. */
    private void dropRare(final int column, final int other) {
        final DistinctValues distinct =
                DistinctValues.of(table(column), 0, Integer.MAX_VALUE).orElseThrow();
        for (int r = 0; r < table.rows(); r++) {
            final int level = distinct.codes()[r];
            if (distinct.size(level) < protection.minimumCount() && (other < 0 || codes[column][r] != other)) {
                setMissing(column, r);
            }
        }
    }
}
