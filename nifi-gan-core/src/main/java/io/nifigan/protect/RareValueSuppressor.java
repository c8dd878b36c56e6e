// SPDX-License-Identifier: Apache-2.0
package io.nifigan.protect;

import io.nifigan.common.RandomStream;
import io.nifigan.rule.Dependencies;
import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.DistinctValues;
import io.nifigan.table.FormColumns;
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
 * Replaces values that few rows have, before training. The rows stay, so that their other columns are still learnt.
 *
 * <p>A column that another determines gets the value that fits the replacement: where a rare city is replaced by
 * another city, its state is replaced by that city's state. Identifiers stay, because they are generated anew in any
 * case. In a numeric column of few distinct values a rare one becomes the nearest common one, which keeps orders
 * between columns better than a random one.
 */
public final class RareValueSuppressor {
    /** Rank of the smallest and of the largest value that numbers are clipped to. */
    static final int EXTREME_RANK = 5;

    private static final int UNCHANGED = -1;
    private static final int NO_SOURCE = -2;

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
     * The table with rare values replaced; the same table where the settings replace nothing.
     *
     * @param table the training rows, identifiers included
     * @param seed the seed for drawing common values
     */
    public static Table protect(final Table table, final Protection protection, final long seed) {
        return protection.replaces() && table.rows() > 0
                ? new RareValueSuppressor(table, protection, seed).protect()
                : table;
    }

    private static Map<Integer, Integer> determinants(final Table table) {
        final Map<Integer, Integer> found = new HashMap<>();
        for (final Dependencies.Dependency dependency : Dependencies.find(table, identifiers(table))) {
            found.put(dependency.dependent(), dependency.determinant());
        }
        return found;
    }

    /** The indices of a table's identifier columns. */
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
        final Set<Integer> allDeterminants = new HashSet<>(determinants.values());
        // For each changed column and each row, the row that the value was copied from.
        final Map<Integer, int[]> sources = new HashMap<>();
        for (int c = 0; c < table.columns().size(); c++) {
            if (!identifiers.contains(c) && !determinants.containsKey(c)) {
                sources.put(c, replace(c, allDeterminants.contains(c)));
            }
        }
        determinants.forEach((column, determinant) -> follow(column, sources.get(determinant)));
        return new Table(table.columns(), table.rows(), numbers, codes, dictionaries);
    }

    private int[] replace(final int column, final boolean determines) {
        final int[] source = new int[table.rows()];
        Arrays.fill(source, UNCHANGED);
        if (table.column(column).field().marksForm()) {
            loseRareForms(column);
        } else if (protection.minimumCount() > 1) {
            if (numbers[column] != null && !determines) {
                replaceByNearest(column);
            } else {
                replaceRare(column, source);
            }
        }
        // Clipped last, because clipping makes the extreme values common.
        if (numbers[column] != null && protection.protectExtremes()) {
            clip(column, source);
        }
        return source;
    }

    /** A value in a rare form takes the most common form; a rare word, which has no value, is missing. */
    private void loseRareForms(final int column) {
        final List<String> without =
                FormColumns.withoutValue(table.columns(), FormColumns.written(table.columns(), column));
        final int[] counts = new int[dictionaries.get(column).size()];
        for (final int code : codes[column]) {
            if (code >= 0) {
                counts[code]++;
            }
        }
        for (int r = 0; r < codes[column].length; r++) {
            final int code = codes[column][r];
            if (code >= 0 && counts[code] < protection.minimumCount()) {
                codes[column][r] = without.contains(dictionaries.get(column).get(code)) ? -1 : 0;
            }
        }
    }

    /** Clips the extremes to values that occur, and notes the source rows. */
    private void clip(final int column, final int[] source) {
        final double[] values = numbers[column];
        final int[] order = IntStream.range(0, values.length)
                .filter(r -> !Double.isNaN(values[r]))
                .boxed()
                .sorted((a, b) -> Double.compare(values[a], values[b]))
                .mapToInt(Integer::intValue)
                .toArray();
        final int skipped = Math.min(EXTREME_RANK - 1, (order.length - 1) / 2);
        for (int i = 0; i < skipped && order.length > 0; i++) {
            copyValue(column, order[i], order[skipped], source);
            copyValue(column, order[order.length - 1 - i], order[order.length - 1 - skipped], source);
        }
    }

    private void copyValue(final int column, final int row, final int from, final int[] source) {
        if (numbers[column] != null) {
            numbers[column][row] = numbers[column][from];
        } else {
            codes[column][row] = codes[column][from];
        }
        source[row] = source[from] == UNCHANGED ? from : source[from];
    }

    /** Replaces rare numbers of a column with few distinct ones by the nearest common number, or by missing. */
    private void replaceByNearest(final int column) {
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

    /** A table of one column in its current state. */
    private Table table(final int column) {
        return new Table(
                List.of(table.column(column)),
                table.rows(),
                new double[][] {numbers[column]},
                new int[][] {codes[column]},
                java.util.Collections.singletonList(dictionaries.get(column)));
    }

    private void replaceRare(final int column, final int[] source) {
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
        final Replacement replacement =
                protection.replacement() == Replacement.OTHER && !canHoldText(table.column(column))
                        ? Replacement.REDISTRIBUTE
                        : protection.replacement();
        final int other = replacement == Replacement.OTHER && rareRows.length > 0 ? otherCode(column) : -1;
        for (final int r : rareRows) {
            if (other >= 0) {
                codes[column][r] = other;
                source[r] = NO_SOURCE;
            } else if (replacement == Replacement.REDISTRIBUTE && commonRows.length > 0) {
                copyValue(column, r, commonRows[random.nextInt(commonRows.length)], source);
            } else if (missingRows.length > 0) {
                copyValue(column, r, missingRows[0], source);
            } else {
                setMissing(column, r);
                source[r] = NO_SOURCE;
            }
        }
    }

    private static boolean canHoldText(final Column column) {
        return column.kind() == ColumnKind.CATEGORY && column.field().type() == ValueType.STRING;
    }

    /** The code of the text for rare values, which is added where the dictionary does not have it. */
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

    /** Replaces a dependent column's values to fit the replacements in its determinant. */
    private void follow(final int column, final int[] source) {
        final boolean others = protection.replacement() == Replacement.OTHER && canHoldText(table.column(column));
        final int other = others && Arrays.stream(source).anyMatch(from -> from == NO_SOURCE) ? otherCode(column) : -1;
        for (int r = 0; r < source.length; r++) {
            if (source[r] >= 0) {
                if (numbers[column] == null) {
                    codes[column][r] = table.codes(column)[source[r]];
                } else {
                    numbers[column][r] = table.numbers(column)[source[r]];
                }
            } else if (source[r] == NO_SOURCE && other >= 0) {
                codes[column][r] = other;
            } else if (source[r] == NO_SOURCE) {
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

    /** Removes rare values that are left: a missing determinant, for example, may itself be rare. */
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
