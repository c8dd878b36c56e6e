// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench;

import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.List;

/**
 * Images with labels, out of a table.
 *
 * @param labels one an image
 * @param pixels {@code [images][pixels]}, row by row
 */
record Images(String[] labels, double[][] pixels) {
    /** Images that are compared with all others at most: it takes as many squared comparisons. */
    private static final int MOST_COMPARED = 2_000;

    /** @param table of a column of labels and one a pixel; missing pixels are 0 */
    static Images of(final Table table) {
        final String[] labels = new String[table.rows()];
        final double[][] pixels = new double[table.rows()][table.columns().size() - 1];
        for (int r = 0; r < labels.length; r++) {
            labels[r] = String.valueOf(table.value(0, r));
            for (int p = 0; p < pixels[r].length; p++) {
                pixels[r][p] = table.isMissing(1 + p, r) ? 0 : table.numbers(1 + p)[r];
            }
        }
        return new Images(labels, pixels);
    }

    int count() {
        return labels.length;
    }

    /** The numbers of the first images of a label. */
    List<Integer> first(final String label, final int most) {
        final List<Integer> found = new ArrayList<>();
        for (int i = 0; i < labels.length && found.size() < most; i++) {
            if (labels[i].equals(label)) {
                found.add(i);
            }
        }
        return found;
    }

    /** The mean of a label's images. */
    double[] mean(final String label) {
        final double[] mean = new double[pixels[0].length];
        int count = 0;
        for (int i = 0; i < labels.length; i++) {
            if (labels[i].equals(label)) {
                count++;
                for (int p = 0; p < mean.length; p++) {
                    mean[p] += pixels[i][p];
                }
            }
        }
        for (int p = 0; p < mean.length; p++) {
            mean[p] /= Math.max(1, count);
        }
        return mean;
    }

    /**
     * How these images lie among others.
     *
     * @param distance  the mean distance to the nearest of the others
     * @param sameLabel the share whose nearest one has the same label
     */
    record Nearness(double distance, double sameLabel) {
    }

    /** @param others may be these very images: none is then its own neighbour */
    Nearness near(final Images others) {
        final int count = Math.min(MOST_COMPARED, count());
        double sum = 0;
        int same = 0;
        for (int i = 0; i < count; i++) {
            int nearest = -1;
            double least = Double.POSITIVE_INFINITY;
            for (int j = 0; j < Math.min(MOST_COMPARED, others.count()); j++) {
                final double distance = others == this && i == j ? Double.POSITIVE_INFINITY : distance(pixels[i], others.pixels[j], least);
                if (distance < least) {
                    least = distance;
                    nearest = j;
                }
            }
            sum += Math.sqrt(least);
            same += nearest >= 0 && labels[i].equals(others.labels[nearest]) ? 1 : 0;
        }
        return new Nearness(sum / count, (double) same / count);
    }

    /** The squared distance, or something above a bound where it is above that. */
    private static double distance(final double[] a, final double[] b, final double bound) {
        double sum = 0;
        for (int p = 0; p < a.length && sum <= bound; p++) {
            sum += (a[p] - b[p]) * (a[p] - b[p]);
        }
        return sum;
    }
}
