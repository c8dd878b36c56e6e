// SPDX-License-Identifier: Apache-2.0
package io.nifigan.privacy;

import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * The only access to the records of a private training. It returns noisy counts and private choices only, and charges
 * each to the ledger before it answers. The guarantee depends on this class, {@link Ledger},
 * {@link ConcentratedPrivacy} and {@link ExactSampler} alone.
 *
 * <p>A person is one record, or all records with the same key, of which the first k are used. So a person changes the
 * counts of a table by at most k in sum, and thus in Euclidean norm. Noise is scaled by k.
 */
final class PrivateDataAccess {
    /** Utilities of choices are integers, in this many parts of a record. */
    private static final double PARTS = 1 << 16;
    /** A factor for the sensitivity that rounding utilities to parts may add. */
    private static final double ROUNDING = 1 + 4 / PARTS;

    private final int perPerson;
    private final double[][] numbers;
    private final int[][] cells;
    private final Cells[] cellsOf;
    private final int rows;
    private final Ledger ledger;
    private final ExactSampler sampler;
    private final Map<MarginalQuery, int[]> counted = new HashMap<>();

    /**
     * @param table the records, in the columns that are to be learnt
     * @param limits for each column its bounds {min, max}; null for a category
     * @param values for each column the cell of each dictionary entry, -1 for missing; null for numbers
     * @param count for each category its number of values
     * @param mayMiss for each column whether values may be missing; records with missing values in other columns are
     *     left out
     * @param persons for each record the number of its person, -1 to leave it out; null if each record is a person
     * @param perPerson the most records of a person that are used, k
     */
    PrivateDataAccess(
            final Table table,
            final double[][] limits,
            final int[][] values,
            final int[] count,
            final boolean[] mayMiss,
            final int[] persons,
            final int perPerson,
            final Ledger ledger,
            final BitSource bits) {
        this.perPerson = persons == null ? 1 : perPerson;
        this.ledger = ledger;
        this.sampler = new ExactSampler(bits);
        final int[] kept = kept(table, values, mayMiss, persons, this.perPerson);
        this.rows = kept.length;
        final int width = limits.length;
        this.numbers = new double[width][];
        this.cells = new int[width][];
        this.cellsOf = new Cells[width];
        for (int c = 0; c < width; c++) {
            if (limits[c] == null) {
                cellsOf[c] = new Cells(null, count[c], mayMiss[c]);
                cells[c] = new int[rows];
            } else {
                numbers[c] = new double[rows];
            }
            for (int r = 0; r < rows; r++) {
                if (limits[c] == null) {
                    final int code = table.codes(c)[kept[r]];
                    final int cell = code < 0 ? -1 : values[c][code];
                    cells[c][r] = cell < 0 ? cellsOf[c].count() - 1 : cell;
                } else {
                    // NaN stays NaN.
                    numbers[c][r] = Math.max(limits[c][0], Math.min(limits[c][1], table.numbers(c)[kept[r]]));
                }
            }
        }
    }

    /**
     * The indices of the records that are used. Whether a record is used depends on its own values and on the same
     * person's earlier records only, not on other persons.
     */
    private static int[] kept(
            final Table table,
            final int[][] values,
            final boolean[] mayMiss,
            final int[] persons,
            final int perPerson) {
        final Map<Integer, Integer> before = new HashMap<>();
        final int[] kept = new int[table.rows()];
        int count = 0;
        for (int r = 0; r < kept.length; r++) {
            boolean usable = persons == null || persons[r] >= 0;
            for (int c = 0; c < mayMiss.length && usable; c++) {
                usable =
                        mayMiss[c] || !(table.isMissing(c, r) || values[c] != null && values[c][table.codes(c)[r]] < 0);
            }
            if (usable && (persons == null || before.merge(persons[r], 1, Integer::sum) <= perPerson)) {
                kept[count++] = r;
            }
        }
        return Arrays.copyOf(kept, count);
    }

    /** Cuts a numeric column into cells, at public or privately chosen edges. */
    void discretize(final int column, final double[] edges, final boolean mayMiss) {
        cellsOf[column] = new Cells(edges, 0, mayMiss);
        cells[column] = new int[rows];
        for (int r = 0; r < rows; r++) {
            final double value = numbers[column][r];
            cells[column][r] = Double.isNaN(value) ? cellsOf[column].count() - 1 : cellsOf[column].of(value);
        }
    }

    Cells cells(final int column) {
        return cellsOf[column];
    }

    /** The noisy number of records. */
    long count(final double rho) {
        final long units = units(rho);
        charge(units, "the number of records");
        return rows + sampler.discreteGaussian(units);
    }

    /**
     * Measures a table of counts with noise of the same variance on each.
     *
     * @param subject the name of the table in the ledger
     * @param rho the cost
     */
    NoisyTable table(final MarginalQuery query, final Grouping grouping, final String subject, final double rho) {
        final long units = units(rho);
        charge(units, subject);
        final int[] counts = counts(query, grouping);
        final double[] noisy = new double[counts.length];
        for (int i = 0; i < counts.length; i++) {
            noisy[i] = counts[i] + sampler.discreteGaussian(units);
        }
        return new NoisyTable(query, noisy, (double) units / ExactSampler.VARIANCE_UNITS);
    }

    /** The least variance, in the sampler's units, with at most this cost. */
    private long units(final double rho) {
        return (long) Math.ceil(ExactSampler.VARIANCE_UNITS * (double) perPerson * perPerson / (2 * rho) * (1 + 1e-12));
    }

    private void charge(final long units, final String subject) {
        final double variance = (double) units / ExactSampler.VARIANCE_UNITS;
        ledger.charge(new Charge(
                Mechanism.GAUSSIAN,
                subject,
                Math.sqrt(variance),
                ConcentratedPrivacy.ofGaussian(variance) * perPerson * perPerson));
    }

    private int[] counts(final MarginalQuery query, final Grouping grouping) {
        return counted.computeIfAbsent(query, asked -> TableCounts.of(cells, rows, asked, grouping));
    }

    /**
     * Selects a query whose true table is far from an expected one, by the exponential mechanism. The utility is the
     * sum of absolute differences, less a penalty for the noise, times a weight.
     *
     * @param expected for each query the expected table
     * @param noisePenalties for each query the penalty for the noise of its measurement
     * @param weights for each query its weight, at most 1
     * @param rho the cost
     * @param allowed whether a query may be selected, by public facts only
     * @return the index of the query, -1 if none is allowed
     */
    int farthest(
            final List<MarginalQuery> queries,
            final Grouping grouping,
            final double[][] expected,
            final double[] noisePenalties,
            final double[] weights,
            final double rho,
            final IntPredicate allowed) {
        final double epsilon = Math.sqrt(8 * rho) * (1 - 1e-12);
        ledger.charge(new Charge(
                Mechanism.EXPONENTIAL,
                "a choice among %d tables".formatted(queries.size()),
                epsilon,
                ConcentratedPrivacy.ofExponential(epsilon)));
        final long[] utilities = new long[queries.size()];
        for (int q = 0; q < utilities.length; q++) {
            final int[] counts = counts(queries.get(q), grouping);
            double distance = -noisePenalties[q];
            for (int i = 0; i < counts.length; i++) {
                distance += Math.abs(counts[i] - expected[q][i]);
            }
            utilities[q] = (long) Math.floor(PARTS * weights[q] * distance);
        }
        return sampler.choose(utilities, epsilon / (2 * perPerson * PARTS * ROUNDING), allowed);
    }

    /**
     * Chooses edges privately that cut a numeric column into cells with about the same number of records: first the
     * median, then the median of each half, and so on. The outermost cells are halved a few more times. The choices of
     * one depth concern different records, so together they cost as much as one choice.
     *
     * @param candidates the public candidate edges, ascending
     * @param depth the depth of halving, which gives 2^depth cells
     * @param tails how often the outermost cells are halved again
     * @param subject the name of the query in the ledger
     * @param rho the cost
     */
    double[] edges(
            final int column,
            final double[] candidates,
            final int depth,
            final int tails,
            final String subject,
            final double rho) {
        final int levels = depth + tails;
        final double epsilon = Math.sqrt(8 * rho / levels) * (1 - 1e-12);
        for (int level = 0; level < levels; level++) {
            ledger.charge(new Charge(
                    Mechanism.EXPONENTIAL,
                    "%s, level %d".formatted(subject, level + 1),
                    epsilon,
                    ConcentratedPrivacy.ofExponential(epsilon)));
        }
        final double[] sorted = Arrays.stream(numbers[column])
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        final int[] below = new int[candidates.length];
        for (int i = 0; i < below.length; i++) {
            below[i] = below(sorted, candidates[i]);
        }
        final Halving halving = new Halving(candidates, below, epsilon / (2 * perPerson));
        halving.halve(0, candidates.length, 0, sorted.length, depth, tails, tails);
        return halving.edges.stream()
                .mapToDouble(i -> candidates[i])
                .sorted()
                .distinct()
                .toArray();
    }

    /** The number of values below a bound. */
    private static int below(final double[] sorted, final double bound) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            final int middle = (low + high) >>> 1;
            if (sorted[middle] < bound) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The recursive halving of a column's records. */
    private final class Halving {
        private final double[] candidates;
        private final int[] below;
        private final double rate;
        private final List<Integer> edges = new ArrayList<>();

        Halving(final double[] candidates, final int[] below, final double rate) {
            this.candidates = candidates;
            this.below = below;
            this.rate = rate;
        }

        void halve(
                final int from,
                final int to,
                final int min,
                final int max,
                final int depth,
                final int lower,
                final int upper) {
            if (depth <= 0 && lower <= 0 && upper <= 0 || from >= to) {
                return;
            }
            final long[] utilities = new long[to - from];
            for (int i = from; i < to; i++) {
                utilities[i - from] = -Math.abs((long) (below[i] - min) - (max - below[i]));
            }
            final int chosen = from + sampler.choose(utilities, rate, any -> true);
            edges.add(chosen);
            final boolean outermost = depth <= 0;
            // If only the tails are left, the half towards the middle needs no more edges.
            if (!outermost || lower > 0) {
                halve(from, chosen, min, below[chosen], depth - 1, outermost ? lower - 1 : from == 0 ? lower : 0, 0);
            }
            if (!outermost || upper > 0) {
                halve(
                        chosen + 1,
                        to,
                        below[chosen],
                        max,
                        depth - 1,
                        0,
                        outermost ? upper - 1 : to == candidates.length ? upper : 0);
            }
        }
    }
}
