// SPDX-License-Identifier: Apache-2.0
package io.nifigan.identifier;

import java.util.List;
import java.util.random.RandomGenerator;

/** Weights of the parts of a cell, and the checks of parts from a model file. */
final class Parts {
    private Parts() {}

    static List<Double> checkWeights(final List<Double> weights, final int count) {
        final List<Double> copy = List.copyOf(weights);
        if (copy.size() != count
                || count == 0
                || count > TextPart.MAX_PARTS
                || copy.stream().anyMatch(weight -> !(weight > 0 && weight <= 1e15))) {
            throw new IllegalArgumentException(
                    "A part of a cell has %d weights for %d choices; each of 1 to %d choices needs one above 0"
                            .formatted(copy.size(), count, TextPart.MAX_PARTS));
        }
        return copy;
    }

    static int draw(final List<Double> weights, final RandomGenerator random) {
        double left = random.nextDouble()
                * weights.stream().mapToDouble(Double::doubleValue).sum();
        for (int i = 0; i < weights.size(); i++) {
            left -= weights.get(i);
            if (left < 0) {
                return i;
            }
        }
        return weights.size() - 1;
    }

    static long size(final List<TextPart> parts) {
        return 1 + parts.stream().mapToLong(TextPart::size).sum();
    }

    static void checkLabels(final String... labels) {
        for (final String label : labels) {
            if (label == null || label.length() > TextPart.MAX_LABEL) {
                throw new IllegalArgumentException("A fixed text of a cell has %s characters; it may have %,d"
                        .formatted(label == null ? "no" : label.length(), TextPart.MAX_LABEL));
            }
        }
    }
}
