// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational;

import io.nifigan.common.Normal;
import io.nifigan.common.RandomStream;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Encodes contexts for the networks. A number becomes the standard normal quantile of its rank, and where some are
 * missing a mark for missing; a category becomes a one-hot vector of its frequent values.
 */
final class ContextEncoder {
    private static final int KNOTS = 200;
    private static final int MAX_MEMBERS = 24;

    /** For each column the distinct quantiles of its numbers; null for categories. */
    private final List<double[]> knots = new ArrayList<>();
    /** For each column its frequent texts; null for numbers. */
    private final List<Map<String, Integer>> members = new ArrayList<>();

    private final int[] offsets;
    private final int size;

    /** Creates an encoder from the contents of a model file. */
    ContextEncoder(final State state) {
        offsets = new int[state.knots.size()];
        int next = 0;
        for (int c = 0; c < offsets.length; c++) {
            offsets[c] = next;
            final boolean numeric = state.knots.get(c) != null;
            knots.add(state.knots.get(c));
            final List<String> texts = state.members.get(c);
            members.add(
                    numeric
                            ? null
                            : IntStream.range(0, texts.size()).boxed().collect(Collectors.toMap(texts::get, i -> i)));
            next += numeric ? 2 : texts.size();
        }
        size = next;
    }

    /** Fits the encoder to the contexts of training rows. */
    static ContextEncoder fit(final Table contexts) {
        final List<double[]> knots = new ArrayList<>();
        final List<List<String>> members = new ArrayList<>();
        for (int c = 0; c < contexts.columns().size(); c++) {
            final boolean numeric = contexts.column(c).kind().isNumeric();
            knots.add(numeric ? knots(contexts.sortedNumbers(c)) : null);
            members.add(numeric ? null : frequent(contexts.codes(c), contexts.dictionary(c)));
        }
        return new ContextEncoder(new State(knots, members));
    }

    /** What a model file keeps. */
    State state() {
        final List<List<String>> texts = new ArrayList<>();
        for (final Map<String, Integer> member : members) {
            texts.add(
                    member == null
                            ? null
                            : member.entrySet().stream()
                                    .sorted(Map.Entry.comparingByValue())
                                    .map(Map.Entry::getKey)
                                    .toList());
        }
        return new State(knots, texts);
    }

    /**
     * What is known of the columns of contexts.
     *
     * @param knots for each column the quantiles of its numbers, ascending; null for categories
     * @param members for each column its frequent texts; null for numbers
     */
    record State(List<double[]> knots, List<List<String>> members) {
        State {
            if (knots.size() != members.size()) {
                throw new IllegalArgumentException(
                        "Contexts have knots of %d columns and members of %d".formatted(knots.size(), members.size()));
            }
            for (int c = 0; c < knots.size(); c++) {
                if (knots.get(c) == null
                        ? members.get(c).size() > MAX_MEMBERS
                        : members.get(c) != null || !isAscending(knots.get(c))) {
                    throw new IllegalArgumentException("Column %d of contexts is not valid".formatted(c));
                }
            }
        }

        private static boolean isAscending(final double[] values) {
            return values.length <= KNOTS + 1
                    && IntStream.range(0, values.length)
                            .allMatch(i -> Double.isFinite(values[i]) && (i == 0 || values[i - 1] <= values[i]));
        }
    }

    private static double[] knots(final double[] sorted) {
        if (sorted.length == 0) {
            return new double[0];
        }
        final int count = Math.min(KNOTS + 1, sorted.length);
        return IntStream.range(0, count)
                .mapToDouble(i -> sorted[(int) ((long) i * (sorted.length - 1) / Math.max(1, count - 1))])
                .toArray();
    }

    private static List<String> frequent(final int[] codes, final List<String> dictionary) {
        final int[] counts = new int[dictionary.size()];
        for (final int code : codes) {
            if (code >= 0) {
                counts[code]++;
            }
        }
        return IntStream.range(0, counts.length)
                .filter(i -> counts[i] > 0)
                .boxed()
                .sorted(Comparator.comparingInt((Integer i) -> -counts[i]).thenComparing(dictionary::get))
                .limit(MAX_MEMBERS)
                .map(i -> (String) dictionary.get(i))
                .toList();
    }

    /** The numbers of one context. */
    int size() {
        return size;
    }

    /** {@code [rows, size]}: the contexts of a table with the same columns. */
    float[] encode(final Table contexts) {
        final float[] encoded = new float[contexts.rows() * size];
        for (int c = 0; c < offsets.length; c++) {
            if (knots.get(c) != null) {
                final double[] values = contexts.numbers(c);
                for (int r = 0; r < values.length; r++) {
                    final int at = r * size + offsets[c];
                    if (Double.isNaN(values[r])) {
                        encoded[at + 1] = 1;
                    } else {
                        encoded[at] = (float) score(knots.get(c), values[r]);
                    }
                }
            } else {
                final List<String> dictionary = contexts.dictionary(c);
                final int[] member = new int[dictionary.size()];
                for (int i = 0; i < member.length; i++) {
                    member[i] = members.get(c).getOrDefault(dictionary.get(i), -1);
                }
                final int[] codes = contexts.codes(c);
                for (int r = 0; r < codes.length; r++) {
                    if (codes[r] >= 0 && member[codes[r]] >= 0) {
                        encoded[r * size + offsets[c] + member[codes[r]]] = 1;
                    }
                }
            }
        }
        return encoded;
    }

    /** The standard normal quantile of a value's rank; equal values have the middle of their ranks. */
    private static double score(final double[] knots, final double value) {
        if (knots.length < 2) {
            return 0;
        }
        final double low = rank(knots, value, false);
        final double high = rank(knots, value, true);
        final double share = (low + high) / 2 / (knots.length - 1);
        // The ends are half a step off 0 and 1, which have no quantile.
        final double edge = .5 / knots.length;
        return Normal.quantile(Math.clamp(share, edge, 1 - edge));
    }

    /** The position of a value among the knots, from 0; of the first or the last of equal knots. */
    private static double rank(final double[] knots, final double value, final boolean last) {
        int from = 0;
        int to = knots.length;
        while (from < to) {
            final int middle = (from + to) >>> 1;
            if (knots[middle] < value || last && knots[middle] == value) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        if (from == 0) {
            return 0;
        }
        if (from == knots.length) {
            return knots.length - 1.;
        }
        if (last && knots[from - 1] == value) {
            return from - 1.;
        }
        final double below = knots[from - 1];
        return from - 1 + (knots[from] > below ? (value - below) / (knots[from] - below) : 0);
    }

    /**
     * Numbers with noise: each one moves by about {@code amount} standard deviations among the others, so that what is
     * learnt from it does not depend on its last digits.
     */
    static double[] blur(final double[] values, final double amount, final RandomStream random) {
        final double[] sorted = Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        final double[] knots = knots(sorted);
        final double[] blurred = values.clone();
        if (knots.length < 2) {
            return blurred;
        }
        for (int r = 0; r < values.length; r++) {
            if (!Double.isNaN(values[r])) {
                final double score = score(knots, values[r]);
                final double share = Normal.share(score + amount * random.nextGaussian());
                final double base = Normal.share(score);
                final double moved = at(knots, share) - at(knots, base);
                blurred[r] = values[r] + moved;
            }
        }
        return blurred;
    }

    private static double at(final double[] knots, final double share) {
        final double position = Math.clamp(share, 0, 1) * (knots.length - 1);
        final int low = Math.min(knots.length - 2, (int) position);
        return knots[low] + (position - low) * (knots[low + 1] - knots[low]);
    }
}
