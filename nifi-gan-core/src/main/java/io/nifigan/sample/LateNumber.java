// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import io.nifigan.calibrate.Calibration;
import io.nifigan.encode.NumberEncoding;
import java.util.Arrays;

/**
 * A numeric column whose bins are found from the generator's output, without decoding values. A value never falls as
 * the output rises, so each bin begins at some output. Decoding a value takes far longer, and only kept rows need it.
 * Thread-safe.
 */
final class LateNumber {
    /**
     * Equal parts of the range of outputs, each with the first bin to look at (Chen and Asau 1974): several times as
     * many as a column has bins.
     */
    private static final int PARTS = 1_024;

    private final int block;
    private final Calibration calibration;
    private final NumberEncoding number;
    private final double step;
    private final double[] edges;
    /** Rising: for each edge that values reach, the least output whose value is at the edge or above. */
    private final float[] begins;

    private final float first;
    private final float parts;
    /** {@code [parts]}: the number of bins that begin in the parts before. */
    private final int[] begun;

    /**
     * @param block the index of the column's block, whose calibration map is strictly rising
     * @param step the step of the column's grid
     * @param edges the edges of the column's bins, rising
     */
    LateNumber(
            final int block,
            final Calibration calibration,
            final NumberEncoding number,
            final double step,
            final double[] edges) {
        this.block = block;
        this.calibration = calibration;
        this.number = number;
        this.step = step;
        this.edges = edges;
        this.begins = begins();
        int finite = 0;
        while (finite < begins.length && begins[finite] == Float.NEGATIVE_INFINITY) {
            finite++;
        }
        this.first = finite < begins.length ? begins[finite] : 0;
        this.parts = finite < begins.length ? PARTS / (begins[begins.length - 1] - first) : 0;
        this.begun = new int[PARTS];
        int count = 0;
        for (int i = 0; i < PARTS; i++) {
            while (count < begins.length && part(begins[count]) < i) {
                count++;
            }
            begun[i] = count;
        }
    }

    private float[] begins() {
        final float[] found = new float[edges.length];
        final double max = value(Float.POSITIVE_INFINITY);
        int low = order(Float.NEGATIVE_INFINITY);
        int count = 0;
        while (count < found.length && edges[count] <= max) {
            int high = order(Float.POSITIVE_INFINITY);
            while (low < high) {
                final int middle = (int) (((long) low + high) >> 1);
                if (edges[count] <= value(ofOrder(middle))) {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            found[count++] = ofOrder(low);
        }
        return Arrays.copyOf(found, count);
    }

    /** An integer for each float, in the order of the floats. */
    private static int order(final float value) {
        return flip(Float.floatToRawIntBits(value));
    }

    private static float ofOrder(final int order) {
        return Float.intBitsToFloat(flip(order));
    }

    private static int flip(final int bits) {
        return bits ^ bits >> 31 & Integer.MAX_VALUE;
    }

    private int part(final float output) {
        return Math.max(0, Math.min(PARTS - 1, (int) ((output - first) * parts)));
    }

    int block() {
        return block;
    }

    /** The value of an output. */
    double value(final float output) {
        return number.valueAt(calibration.share(block, output, 0), step);
    }

    /** The bin of an output's value. */
    int bin(final float output) {
        int count = begun[part(output)];
        while (count < begins.length && begins[count] <= output) {
            count++;
        }
        return count + 1;
    }

    /** A lower limit of the values in a bin. */
    double min(final int bin) {
        return bin == 1 ? number.min() : edges[bin - 2];
    }

    /** An upper limit of the values in a bin. */
    double max(final int bin) {
        return bin <= edges.length ? edges[bin - 1] : number.max();
    }
}
