// SPDX-License-Identifier: Apache-2.0
package io.nifigan.score;

import io.nifigan.encode.CalendarEncoding;
import io.nifigan.encode.CategoryEncoding;
import io.nifigan.encode.ComputedEncoding;
import io.nifigan.encode.DependentEncoding;
import io.nifigan.encode.Encoding;
import io.nifigan.encode.NumberEncoding;
import io.nifigan.encode.PartialEncoding;
import io.nifigan.encode.PredictedEncoding;
import io.nifigan.model.GANModel;
import io.nifigan.rule.FormulaRule;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How likely a further real row is to have a value that the training rows did not have. Where that is hardly ever the
 * case, a new value is impossible.
 */
final class Novelty {
    /** The share of real rows that may be called impossible for a number or date that is out of range. */
    private static final double OUT_OF_RANGE = .01;
    /** The share of real rows that may be called impossible for an unknown value. */
    private static final double UNKNOWN = .02;
    /** The share of the rows beyond the point from which the length of a tail is taken. */
    private static final double TAIL = .05;
    /** The extremes that a model does not hold, if it protects them. */
    private static final int PROTECTED_EXTREMES = 5;

    private final List<Encoding> encodings;
    private final double rows;
    private final double minCount;
    private final double extremes;
    private final int ranges;

    Novelty(final GANModel model) {
        this.encodings = model.encoder().encodings();
        this.rows = Math.max(1, model.provenance().rows() - model.provenance().heldOut());
        this.minCount = model.settings().protection().minimumCount();
        this.extremes = model.settings().protection().protectExtremes() ? PROTECTED_EXTREMES : 1;
        this.ranges = Math.max(1, (int) encodings.stream()
                .filter(encoding -> encoding instanceof NumberEncoding number && number.others() != null
                        || encoding instanceof CalendarEncoding
                        || encoding instanceof PartialEncoding
                        || encoding instanceof PredictedEncoding
                        || encoding instanceof ComputedEncoding)
                .count());
    }

    /**
     * For each column whether an unknown value is impossible: those that real rows most seldom have, as long as all
     * together are seldom enough.
     */
    boolean[] unknownIsImpossible() {
        final double[] shares =
                encodings.stream().mapToDouble(this::unknownShare).toArray();
        final boolean[] impossible = new boolean[shares.length];
        double total = 0;
        for (final int c : IntStream.range(0, shares.length)
                .boxed()
                .sorted(Comparator.comparingDouble(c -> shares[c]))
                .toList()) {
            total += shares[c];
            impossible[c] = total <= UNKNOWN;
        }
        return impossible;
    }

    /**
     * The expected share of further rows with an unknown value: that of the training rows whose value is the only one
     * of its kind (Good 1953). If rare values were suppressed, the rarest known ones stand for them.
     */
    private double unknownShare(final Encoding encoding) {
        return switch (encoding) {
            case CategoryEncoding category -> rareShare(category.shares());
            case NumberEncoding number -> number.others() == null ? rareShare(number.atomShares()) : 0;
            case CalendarEncoding calendar ->
                calendar.parts().stream().mapToDouble(this::unknownShare).sum();
            case PartialEncoding partial -> unknownShare(partial.own());
            case PredictedEncoding predicted -> unknownShare(predicted.own());
            case DependentEncoding dependent -> {
                final double[] shares = ((CategoryEncoding) encodings.get(dependent.determinant())).shares();
                final Map<String, Double> ofValues = new HashMap<>();
                for (int i = 0; i < shares.length; i++) {
                    ofValues.merge(dependent.values().get(i), shares[i], Double::sum);
                }
                yield rareShare(ofValues.values().stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray());
            }
            default ->
                Arrays.stream(encoding.sources())
                        .mapToObj(encodings::get)
                        .filter(source -> !source.blocks().isEmpty())
                        .mapToDouble(this::unknownShare)
                        .sum();
        };
    }

    private double rareShare(final double[] shares) {
        final double rare = (2 * minCount - .5) / rows;
        return Arrays.stream(shares).filter(share -> share < rare).sum();
    }

    /**
     * The range of a column. Further real values may lie somewhat outside the known range, most of all where there are
     * few rows: the tails are taken to be exponential.
     */
    Range range(final int column, final double step) {
        return range(encodings.get(column), step);
    }

    private Range range(final Encoding encoding, final double step) {
        return switch (encoding) {
            case NumberEncoding number when number.others() != null -> ofNumbers(number, step);
            case NumberEncoding number -> Range.without(number.min(), number.max());
            case CalendarEncoding calendar -> {
                final double[] far = calendar.far().clone();
                Arrays.sort(far);
                yield widened(calendar.min(), calendar.max(), far);
            }
            case ComputedEncoding computed
            when computed.rule() instanceof FormulaRule formula -> widened(formula.min(), formula.max(), new double[0]);
            case PartialEncoding partial -> range(partial.own(), step);
            case PredictedEncoding predicted -> range(predicted.own(), step);
            default -> Range.without(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        };
    }

    private Range ofNumbers(final NumberEncoding number, final double step) {
        final double first = number.valueAt(0, step);
        final double last = number.valueAt(1, step);
        // A far atom, such as 99999 for unknown, says nothing about the range of the others.
        final double min = first - number.min() > last - first ? first : number.min();
        final double max = number.max() - last > last - first ? last : number.max();
        return new Range(
                min,
                max,
                min - margin(number.valueAt(TAIL, step) - min),
                max + margin(max - number.valueAt(1 - TAIL, step)),
                number.atoms());
    }

    private Range widened(final double min, final double max, final double[] far) {
        final double margin = margin(TAIL * (max - min));
        return new Range(min, max, min - margin, max + margin, far);
    }

    /** @param tail the distance from the point where the tail begins to the last value */
    private double margin(final double tail) {
        final double beyond = extremes / rows;
        final double allowed = OUT_OF_RANGE / 2 / ranges;
        if (beyond <= allowed) {
            return 0;
        }
        // With very few rows the tail is shorter than its scale.
        final double scale = Math.max(0, tail) / Math.max(1, Math.log(TAIL / beyond));
        return scale * Math.log(beyond / allowed);
    }
}
