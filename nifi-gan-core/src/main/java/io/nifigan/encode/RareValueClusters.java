// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import io.nifigan.common.RandomStream;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Puts the many rare values of a category into groups of those that go with the same values of other columns, so that
 * the networks can learn what a rare value goes with though each by itself has a handful of rows.
 *
 * <p>A mixture of products of histograms over the few columns that the category says most about, fitted by drawing each
 * value's group in turn from its posterior (stochastic EM; Celeux and Diebolt 1985). Drawn and not the likeliest: a
 * value with two rows would otherwise be taken to go with just those, and the category would come out saying more about
 * the other columns than it does.
 */
final class RareValueClusters {
    private static final GroupingOptions OPTIONS = GroupingOptions.DEFAULT;
    private static final int MAX_GROUPS = CategoryEncoding.MAX_GROUPS;

    /** A column's bins and how much rows of the same value agree on them. */
    private record Telling(int[] bins, double agreement) {}

    private final int[][] rowsOf;
    private final int[][] bins;
    private final RandomStream random;

    private RareValueClusters(final int[][] rowsOf, final int[][] bins, final long seed) {
        this.rowsOf = rowsOf;
        this.bins = bins;
        this.random = new RandomStream(seed);
    }

    /**
     * @param table the rows that are learnt
     * @param value of each row, the number of its rare value, -1 where it has none
     * @param values how many rare values there are
     * @param excluded columns not to go by, the category itself among them
     * @return of each rare value, the number of its group: 0 and rising without gaps, the largest group first
     */
    static int[] of(final Table table, final int[] value, final int values, final Set<Integer> excluded) {
        final int[][] rowsOf = rowsOf(value, values);
        final int rows = Arrays.stream(rowsOf).mapToInt(own -> own.length).sum();
        final int groups = Math.min(MAX_GROUPS, rows / OPTIONS.rowsPerGroup());
        final int[][] bins = groups < 2 ? new int[0][] : informative(table, rowsOf, excluded);
        return bins.length == 0 ? new int[values] : new RareValueClusters(rowsOf, bins, values).fit(groups);
    }

    private static int[][] rowsOf(final int[] value, final int values) {
        final int[] sizes = new int[values];
        for (final int v : value) {
            if (v >= 0) {
                sizes[v] = Math.min(OPTIONS.maxRows(), sizes[v] + 1);
            }
        }
        final int[][] rows = new int[values][];
        Arrays.setAll(rows, v -> new int[sizes[v]]);
        for (int r = 0; r < value.length; r++) {
            if (value[r] >= 0 && sizes[value[r]] > 0) {
                rows[value[r]][--sizes[value[r]]] = r;
            }
        }
        return rows;
    }

    /** The bins of the columns on which rows of the same value agree most. */
    private static int[][] informative(final Table table, final int[][] rowsOf, final Set<Integer> excluded) {
        final List<Telling> telling = new ArrayList<>();
        for (int c = 0; c < table.columns().size(); c++) {
            if (!excluded.contains(c)) {
                final int[] bins = bins(table, c);
                final double agreement = agreement(rowsOf, bins);
                if (agreement > 0) {
                    telling.add(new Telling(bins, agreement));
                }
            }
        }
        telling.sort(Comparator.comparingDouble(Telling::agreement).reversed());
        return telling.stream().limit(OPTIONS.maxColumns()).map(Telling::bins).toArray(int[][]::new);
    }

    /** Numbers in equal shares, categories by themselves with the rare ones in one bin. */
    private static int[] bins(final Table table, final int column) {
        final int[] bins = new int[table.rows()];
        if (table.numbers(column) != null) {
            final double[] values = table.numbers(column);
            final double[] sorted =
                    Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
            final double[] edges = new double[OPTIONS.bins() - 2];
            Arrays.setAll(
                    edges,
                    i -> sorted.length == 0 ? 0 : sorted[(int) ((i + 1L) * sorted.length / (OPTIONS.bins() - 1))]);
            for (int r = 0; r < bins.length; r++) {
                int bin = 0;
                while (bin < edges.length && values[r] >= edges[bin]) {
                    bin++;
                }
                bins[r] = Double.isNaN(values[r]) ? OPTIONS.bins() - 1 : bin;
            }
            return bins;
        }
        final int[] counts = new int[table.dictionary(column).size() + 1];
        for (final int code : table.codes(column)) {
            counts[code + 1]++;
        }
        final int[] order = IntStream.range(0, counts.length)
                .boxed()
                .sorted((a, b) -> counts[b] - counts[a])
                .mapToInt(Integer::intValue)
                .toArray();
        final int[] bin = new int[counts.length];
        for (int i = 0; i < order.length; i++) {
            bin[order[i]] = Math.min(i, OPTIONS.bins() - 1);
        }
        Arrays.setAll(bins, r -> bin[table.codes(column)[r] + 1]);
        return bins;
    }

    /**
     * How much more often neighbouring rows of a value agree than any two rows, of what is left to chance; 0 where it
     * may be chance.
     */
    private static double agreement(final int[][] rowsOf, final int[] bins) {
        final double[] shares = new double[OPTIONS.bins()];
        double rows = 0;
        double pairs = 0;
        double agreeing = 0;
        for (final int[] own : rowsOf) {
            for (int i = 0; i < own.length; i++) {
                shares[bins[own[i]]]++;
                rows++;
                if (i > 0) {
                    pairs++;
                    agreeing += bins[own[i]] == bins[own[i - 1]] ? 1 : 0;
                }
            }
        }
        double chance = 0;
        for (final double share : shares) {
            chance += share / rows * (share / rows);
        }
        final double error = Math.sqrt(chance * (1 - chance) / Math.max(1, pairs));
        final double more = agreeing / Math.max(1, pairs) - chance;
        return chance < 1 && more > OPTIONS.evidence() * error ? more / (1 - chance) : 0;
    }

    private int[] fit(final int groups) {
        final int[] group = start(groups);
        final double[] posterior = new double[groups];
        final long work =
                (long) Arrays.stream(rowsOf).mapToInt(own -> own.length).sum() * groups * bins.length;
        final long rounds = Math.clamp(OPTIONS.maxWork() / work, OPTIONS.minRounds(), OPTIONS.rounds());
        for (long round = 0; round < rounds; round++) {
            final double[][] logs = logs(group, groups);
            for (int v = 0; v < group.length; v++) {
                double max = Double.NEGATIVE_INFINITY;
                for (int g = 0; g < groups; g++) {
                    posterior[g] = logs[groups][g];
                    for (final int row : rowsOf[v]) {
                        for (int c = 0; c < bins.length; c++) {
                            posterior[g] += logs[g][c * OPTIONS.bins() + bins[c][row]];
                        }
                    }
                    max = Math.max(max, posterior[g]);
                }
                group[v] = draw(posterior, max);
            }
        }
        return numbered(group, groups);
    }

    private int draw(final double[] posterior, final double max) {
        double sum = 0;
        for (int g = 0; g < posterior.length; g++) {
            posterior[g] = Math.exp(posterior[g] - max);
            sum += posterior[g];
        }
        double left = random.nextDouble() * sum;
        for (int g = 0; g < posterior.length; g++) {
            left -= posterior[g];
            if (left < 0) {
                return g;
            }
        }
        return posterior.length - 1;
    }

    /** Values begin together whose rows mostly lie in the same bins of the most telling columns. */
    private int[] start(final int groups) {
        final Map<String, Integer> sizes = new HashMap<>();
        final String[] keys = new String[rowsOf.length];
        for (int v = 0; v < keys.length; v++) {
            final StringBuilder key = new StringBuilder();
            for (int c = 0; c < Math.min(2, bins.length); c++) {
                final int[] counts = new int[OPTIONS.bins()];
                int mode = 0;
                for (final int row : rowsOf[v]) {
                    counts[bins[c][row]]++;
                    mode = counts[bins[c][row]] > counts[mode] ? bins[c][row] : mode;
                }
                key.append(mode).append(' ');
            }
            keys[v] = key.toString();
            sizes.merge(keys[v], rowsOf[v].length, Integer::sum);
        }
        final List<String> largest = sizes.keySet().stream()
                .sorted(Comparator.<String>comparingInt(sizes::get).reversed().thenComparing(Comparator.naturalOrder()))
                .limit(groups)
                .toList();
        final Map<String, Integer> index = new HashMap<>();
        largest.forEach(key -> index.put(key, index.size()));
        final int[] group = new int[keys.length];
        Arrays.setAll(group, v -> index.containsKey(keys[v]) ? index.get(keys[v]) : random.nextInt(groups));
        return group;
    }

    /**
     * {@code [groups][columns * bins]}: the logarithms of each group's shares of each bin; last, those of the groups
     * themselves.
     */
    private double[][] logs(final int[] group, final int groups) {
        final double[][] counts = new double[groups + 1][];
        Arrays.setAll(counts, g -> new double[g < groups ? bins.length * OPTIONS.bins() : groups]);
        final double[] all = new double[bins.length * OPTIONS.bins()];
        final double[] rows = new double[groups];
        double total = 0;
        for (int v = 0; v < group.length; v++) {
            counts[groups][group[v]]++;
            rows[group[v]] += rowsOf[v].length;
            total += rowsOf[v].length;
            for (final int row : rowsOf[v]) {
                for (int c = 0; c < bins.length; c++) {
                    counts[group[v]][c * OPTIONS.bins() + bins[c][row]]++;
                    all[c * OPTIONS.bins() + bins[c][row]]++;
                }
            }
        }
        for (int g = 0; g < groups; g++) {
            for (int i = 0; i < all.length; i++) {
                // One row's worth of what all groups have, so that no bin is impossible.
                counts[g][i] = Math.log((counts[g][i] + all[i] / total + 1e-9) / (rows[g] + 1));
            }
            counts[groups][g] = Math.log((counts[groups][g] + 1) / (group.length + groups));
        }
        return counts;
    }

    private static int[] numbered(final int[] group, final int groups) {
        final int[] sizes = new int[groups];
        for (final int g : group) {
            sizes[g]++;
        }
        final int[] order = IntStream.range(0, groups)
                .filter(g -> sizes[g] > 0)
                .boxed()
                .sorted((a, b) -> sizes[b] - sizes[a])
                .mapToInt(Integer::intValue)
                .toArray();
        final int[] number = new int[groups];
        for (int i = 0; i < order.length; i++) {
            number[order[i]] = i;
        }
        return Arrays.stream(group).map(g -> number[g]).toArray();
    }
}
