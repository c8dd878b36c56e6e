// SPDX-License-Identifier: Apache-2.0
package io.nifigan.common;

/** The Kolmogorov-Smirnov statistic: the largest difference between the distribution functions of two samples. */
public final class KolmogorovSmirnov {
    private KolmogorovSmirnov() {}

    /**
     * The statistic of two samples, 0 to 1; 1 if only one of them is empty.
     *
     * @param a the values of one sample, ascending
     * @param b those of the other
     */
    public static double of(final double[] a, final double[] b) {
        if (a.length == 0 || b.length == 0) {
            return a.length == b.length ? 0 : 1;
        }
        double max = 0;
        int i = 0;
        int j = 0;
        while (i < a.length && j < b.length) {
            final double value = Math.min(a[i], b[j]);
            while (i < a.length && a[i] <= value) {
                i++;
            }
            while (j < b.length && b[j] <= value) {
                j++;
            }
            max = Math.max(max, Math.abs((double) i / a.length - (double) j / b.length));
        }
        return max;
    }
}
