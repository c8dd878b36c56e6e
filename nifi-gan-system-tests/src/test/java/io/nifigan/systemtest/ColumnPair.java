// SPDX-License-Identifier: Apache-2.0
package io.nifigan.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The texts of a column in the real and the synthetic records, and how a person compares them.
 *
 * @param name the column's name
 * @param real the real texts, null where a value is missing
 * @param synthetic the synthetic texts
 */
record ColumnPair(String name, List<String> real, List<String> synthetic) {
    /** Tolerance of a share: three standard deviations of a share of .1 among 600 records. */
    private static final double SHARE_TOLERANCE = .04;
    /** The largest distance of two distribution functions, after a training of a few steps. */
    private static final double DISTANCE = .2;

    /** The pair of a field in rows of values by name. */
    static ColumnPair of(
            final String name, final List<? extends Map<String, ?>> real, final List<? extends Map<String, ?>> made) {
        return new ColumnPair(name, texts(name, real), texts(name, made));
    }

    private static List<String> texts(final String name, final List<? extends Map<String, ?>> rows) {
        return rows.stream().map(row -> Objects.toString(row.get(name), null)).collect(Collectors.toList());
    }

    /** A text with 9 in place of digits and a in place of letters; a run of them counts once. */
    static String shape(final String text) {
        return text.replaceAll("\\p{L}+", "a").replaceAll("\\d+", "9");
    }

    /** Asserts that texts are written in the real forms, each with about its real share. */
    void assertForms(final UnaryOperator<String> form) {
        assertShares(text -> text == null ? "" : form.apply(text));
    }

    /** Asserts that all kinds of values are real ones, each with about its real share. */
    void assertShares(final Function<String, String> kind) {
        final Map<String, Double> before = shares(real, kind);
        final Map<String, Double> after = shares(synthetic, kind);
        final Set<String> unknown = new TreeSet<>(after.keySet());
        unknown.removeAll(before.keySet());
        assertEquals(Set.of(), unknown, () -> name + " is written as no real value is");
        before.forEach((written, share) -> assertEquals(
                share,
                after.getOrDefault(written, 0.),
                SHARE_TOLERANCE,
                () -> "%s: share of '%s'".formatted(name, written)));
    }

    private static Map<String, Double> shares(final List<String> texts, final Function<String, String> kind) {
        final Map<String, Double> shares = new TreeMap<>();
        texts.forEach(text -> shares.merge(kind.apply(text), 1. / texts.size(), Double::sum));
        return shares;
    }

    /**
     * Asserts that values lie where the real ones lie, and are distributed alike.
     *
     * @param reading the value of a text, NaN for one that has none
     */
    void assertValues(final ToDoubleFunction<String> reading) {
        final double[] before = values(real, reading);
        final double[] after = values(synthetic, reading);
        assertTrue(after.length > 0, () -> name + " has no value");
        assertTrue(
                after[0] >= before[0] && after[after.length - 1] <= before[before.length - 1],
                () -> "%s: %s to %s, real values %s to %s"
                        .formatted(name, after[0], after[after.length - 1], before[0], before[before.length - 1]));
        double distance = 0;
        for (final double value : before) {
            distance = Math.max(distance, Math.abs(share(before, value) - share(after, value)));
        }
        assertEquals(0, distance, DISTANCE, () -> name + ": distance of the distributions");
    }

    private static double[] values(final List<String> texts, final ToDoubleFunction<String> reading) {
        return texts.stream()
                .filter(Objects::nonNull)
                .mapToDouble(reading)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
    }

    /** The share of sorted values up to a bound. */
    private static double share(final double[] values, final double bound) {
        return Arrays.stream(values).filter(value -> value <= bound).count() / (double) values.length;
    }
}
