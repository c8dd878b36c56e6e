// SPDX-License-Identifier: Apache-2.0
package io.nifigan.calibrate;

import java.util.Arrays;
import java.util.List;

/**
 * The calibration of a generator's continuous outputs: for each one a monotone map from the output to the share of rows
 * below it, learnt after the training. (The biases of one-hot choices, learnt alongside, are added to the generator's
 * own.)
 *
 * @param maps one array for each block of the layout, null for blocks without a continuous number: ascending outputs at
 *     the shares that {@link #shareAt} gives for equal steps from 0 to 1
 * @param mending whether values in a wrong order are exchanged, because hardly any row keeps all orders
 */
public record Calibration(List<float[]> maps, boolean mending) {
    private static final int MAX_KNOTS = 10_000;

    public Calibration {
        maps = java.util.Collections.unmodifiableList(new java.util.ArrayList<>(maps));
        for (final float[] map : maps) {
            if (map != null && (map.length < 2 || map.length > MAX_KNOTS)) {
                throw new IllegalArgumentException(
                        "A calibration map has %d knots; it must have 2 to %d".formatted(map.length, MAX_KNOTS));
            }
            for (int i = 0; map != null && i < map.length; i++) {
                if (!Float.isFinite(map[i]) || i > 0 && Float.compare(map[i], map[i - 1]) < 0) {
                    throw new IllegalArgumentException(
                            "Knot %d of a calibration map is not finite or not rising".formatted(i));
                }
            }
        }
    }

    /** A calibration of rows that are not changed. */
    public Calibration(final List<float[]> maps) {
        this(maps, false);
    }

    /** The same calibration with mending or without. */
    public Calibration withMending(final boolean other) {
        return new Calibration(maps, other);
    }

    /**
     * The share of rows that lie below an output.
     *
     * @param uniform a uniform random number, which places an output among the many that are equal to a knot
     */
    public double share(final int block, final float output, final double uniform) {
        final float[] map = maps.get(block);
        final int last = map.length - 1;
        double position;
        // In the order of the search below, -0 comes before 0 and NaN after all other numbers.
        if (Float.compare(output, map[0]) < 0) {
            position = 0;
        } else if (Float.compare(output, map[last]) > 0) {
            position = last;
        } else {
            int at = Arrays.binarySearch(map, output);
            if (at >= 0) {
                int low = at;
                while (low > 0 && map[low - 1] == output) {
                    low--;
                }
                while (at < last && map[at + 1] == output) {
                    at++;
                }
                position = low + uniform * (at - low);
            } else {
                at = -at - 2;
                position = at + (output - map[at]) / (map[at + 1] - map[at]);
            }
        }
        return shareAt(position / last);
    }

    /**
     * The share of rows below a knot at a relative position in a map: knots are fifty times denser at the ends than in
     * an even map.
     */
    static double shareAt(final double position) {
        return position - .98 / (2 * Math.PI) * Math.sin(2 * Math.PI * position);
    }
}
