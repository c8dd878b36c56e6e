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
 * Clusters the rare values of a categorical column by their association with other columns, so that the networks can
 * learn the associations of values that have only a few rows each.
 *
 * <p>The model is a mixture of products of histograms over the few columns most associated with the category. It is
 * fitted by stochastic EM (Celeux and Diebolt 1985), which draws each value's group from its posterior. Taking the most
 * likely group instead would overfit values of few rows: the category would become more associated with the other
 * columns than it is.
 */
final class RareValueClusters {
    private static final GroupingOptions OPTIONS = GroupingOptions.DEFAULT;
    private static final int MAX_GROUPS = CategoryEncoding.MAX_GROUPS;

    /** A column's bin in each row, and how much rows of the same value agree on it. */
    private record InformativeColumn(int[] bins, double agreement) {}

    private final int[][] rowsOf;
    private final int[][] bins;
    private final RandomStream random;

    private RareValueClusters(final int[][] rowsOf, final int[][] bins, final long seed) {
        this.rowsOf = rowsOf;
        this.bins = bins;
        this.random = new RandomStream(seed);
    }

    /**
     * Clusters rare values.
     *
     * @param table the training rows
     * @param value the index of each row's rare value, -1 for rows without one
     * @param values the number of rare values
     * @param excluded columns not to cluster by, including the category itself
     * @return the group of each rare value, numbered from 0 without gaps by falling size
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

    /** The bins of the columns on which rows with the same value agree most. */
    private static int[][] informative(final Table table, final int[][] rowsOf, final Set<Integer> excluded) {
        final List<InformativeColumn> candidates = new ArrayList<>();
        for (int c = 0; c < table.columns().size(); c++) {
            if (!excluded.contains(c)) {
                final int[] bins = bins(table, c);
                final double agreement = agreement(rowsOf, bins);
                if (agreement > 0) {
                    candidates.add(new InformativeColumn(bins, agreement));
                }
            }
        }
        candidates.sort(Comparator.comparingDouble(InformativeColumn::agreement).reversed());
        return candidates.stream()
                .limit(OPTIONS.maxColumns())
                .map(InformativeColumn::bins)
                .toArray(int[][]::new);
    }

    /** Bins of equal shares for numbers; one bin for each category, with the rare ones in one bin. */
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
     * How much more often two rows of a value agree than two random rows, corrected for chance as Cohen's kappa is; 0
     * where it may be chance.
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
        final double excess = agreeing / Math.max(1, pairs) - chance;
        return chance < 1 && excess > OPTIONS.evidence() * error ? excess / (1 - chance) : 0;
    }

    private int[] fit(final int groups) {
        final int[] group = initialGroups(groups);
        final double[] posterior = new double[groups];
        final long work =
                (long) Arrays.stream(rowsOf).mapToInt(own -> own.length).sum() * groups * bins.length;
        final long rounds = Math.clamp(OPTIONS.maxWork() / work, OPTIONS.minRounds(), OPTIONS.rounds());
        for (long round = 0; round < rounds; round++) {
            final double[][] logShares = logShares(group, groups);
            for (int v = 0; v < group.length; v++) {
                double max = Double.NEGATIVE_INFINITY;
                for (int g = 0; g < groups; g++) {
                    posterior[g] = logShares[groups][g];
                    for (final int row : rowsOf[v]) {
                        for (int c = 0; c < bins.length; c++) {
                            posterior[g] += logShares[g][c * OPTIONS.bins() + bins[c][row]];
                        }
                    }
                    max = Math.max(max, posterior[g]);
                }
                group[v] = draw(posterior, max);
            }
        }
        return numberBySize(group, groups);
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

    /** The initial groups: values whose rows mostly have the same bins in the two most informative columns. */
    private int[] initialGroups(final int groups) {
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
     * The logarithms of each group's shares of each bin, {@code [groups][columns * bins]}; the last row has those of
     * the groups themselves.
     */
    private double[][] logShares(final int[] group, final int groups) {
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
                // Adds one row with the overall shares as a prior, so that no bin is impossible.
                counts[g][i] = Math.log((counts[g][i] + all[i] / total + 1e-9) / (rows[g] + 1));
            }
            counts[groups][g] = Math.log((counts[groups][g] + 1) / (group.length + groups));
        }
        return counts;
    }

    private static int[] numberBySize(final int[] group, final int groups) {
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

    /**
     * The options.
     *
     * @param rowsPerGroup minimum number of rows per group, which limits the number of groups
     * @param maxColumns maximum number of columns to cluster by: those most associated with the category
     * @param bins number of bins of each of these columns
     * @param rounds maximum number of rounds of stochastic EM
     * @param minRounds minimum number of rounds
     * @param maxWork maximum number of inner steps, some nanoseconds each
     * @param maxRows maximum number of rows of a value to use
     * @param evidence minimum agreement between rows of the same value above chance, in standard errors
     */
    private record GroupingOptions(
            int rowsPerGroup,
            int maxColumns,
            int bins,
            int rounds,
            int minRounds,
            long maxWork,
            int maxRows,
            double evidence) {
        /** Set by hand; ManyCategoriesTest has the columns whose associations they must keep. */
        static final GroupingOptions DEFAULT = new GroupingOptions(100, 4, 16, 40, 5, 2_000_000_000L, 40, 5);
    }
}
