// SPDX-License-Identifier: Apache-2.0
package io.nifigan.privacy;

/**
 * The tail of a column beyond a threshold: a generalized Pareto distribution (Pickands 1975). The shape is -1 for a
 * uniform tail, 0 for an exponential tail, and above 0 for a heavy tail.
 *
 * @param shape the shape, -1 or more
 * @param scale the scale, above 0, in the column's unit
 */
record Tail(double shape, double scale) {
    private static final TailOptions OPTIONS = TailOptions.DEFAULT;

    /**
     * Fits a tail to noisy counts, by least squares weighted by the noise, with a prior on the shape.
     *
     * @param ends the ascending bounds of the cells, from the threshold outward; the last is the bound of the column
     * @param counts the noisy counts of the cells
     * @param deviation the standard deviation of the noise on each count
     * @param expected the shape that the prior expects
     */
    static Tail fitted(final double[] ends, final double[] counts, final double deviation, final double expected) {
        final double room = ends[ends.length - 1] - ends[0];
        final double[] weights = new double[counts.length];
        for (int i = 0; i < weights.length; i++) {
            final double count = Math.max(0, counts[i]);
            weights[i] = 1 / (deviation * deviation + count + OPTIONS.misfit() * OPTIONS.misfit() * count * count + 1);
        }
        Tail best = null;
        double min = Double.POSITIVE_INFINITY;
        for (int i = 0; i < OPTIONS.shapes(); i++) {
            final double shape =
                    OPTIONS.minShape() + (OPTIONS.maxShape() - OPTIONS.minShape()) * i / (OPTIONS.shapes() - 1);
            final double deviationOfShape = (shape - expected) / OPTIONS.spreadOfShapes();
            // A heavy-tailed prior, since some columns do end sharply.
            final double prior = 2 * Math.log1p(deviationOfShape * deviationOfShape / 2);
            for (int j = 0; j < OPTIONS.scales(); j++) {
                final Tail tail = new Tail(
                        shape,
                        room
                                * OPTIONS.minScale()
                                * Math.pow(OPTIONS.maxScale() / OPTIONS.minScale(), j / (OPTIONS.scales() - 1.)));
                final double off = prior + tail.squaredErrors(ends, counts, weights);
                if (off < min) {
                    min = off;
                    best = tail;
                }
            }
        }
        return best;
    }

    /**
     * The expected shape of a tail, by the distances between the quantiles beyond which as many records lie as in the
     * tail, twice as many, four times as many, and so on.
     *
     * @param ends the bounds of all cells, from the middle outward
     * @param beyond the number of records beyond the beginning of each cell
     * @param first the index of the tail's first cell
     */
    static double expected(final double[] ends, final double[] beyond, final int first) {
        final double[] quantiles = new double[OPTIONS.maxDoublings()];
        quantiles[0] = ends[first];
        int count = 1;
        for (double wanted = 2 * beyond[first];
                count < OPTIONS.maxDoublings() && wanted <= .55 * beyond[0];
                wanted *= 2) {
            int cell = first;
            while (beyond[cell] < wanted) {
                cell--;
            }
            final double inside = (beyond[cell] - wanted) / Math.max(1e-9, beyond[cell] - beyond[cell + 1]);
            quantiles[count++] = ends[cell] + inside * (ends[cell + 1] - ends[cell]);
        }
        // Weighted regression of the logarithms of gaps: those nearer to the middle have less noise.
        double weights = 0;
        double x = 0;
        double y = 0;
        double xx = 0;
        double xy = 0;
        for (int i = 0; i + 1 < count; i++) {
            final double gap = quantiles[i] - quantiles[i + 1];
            if (gap <= 0) {
                return 0;
            }
            final double weight = Math.scalb(1, i);
            final double value = Math.log(gap) / Math.log(2);
            weights += weight;
            x += weight * i;
            y += weight * value;
            xx += weight * i * i;
            xy += weight * i * value;
        }
        return count < 3
                ? 0
                : Math.max(
                        OPTIONS.minBelieved(),
                        Math.min(
                                OPTIONS.maxShape(),
                                -OPTIONS.belief() * (xy - x * y / weights) / (xx - x * x / weights)));
    }

    /** The weighted sum of squared errors, with the best number of records. */
    private double squaredErrors(final double[] ends, final double[] counts, final double[] weights) {
        double both = 0;
        double own = 0;
        double squares = 0;
        double before = 1;
        for (int i = 0; i < counts.length; i++) {
            final double after = survival(ends[i + 1] - ends[0]);
            final double share = before - after;
            both += weights[i] * share * counts[i];
            own += weights[i] * share * share;
            squares += weights[i] * counts[i] * counts[i];
            before = after;
        }
        return both > 0 ? squares - both * both / own : squares;
    }

    /** The share of the tail beyond a distance. */
    double survival(final double away) {
        return Math.abs(shape) < OPTIONS.flat()
                ? Math.exp(-away / scale)
                : Math.pow(Math.max(0, 1 + shape * away / scale), -1 / shape);
    }

    /** The distance beyond which a share of the tail lies. */
    double quantile(final double survival) {
        return Math.abs(shape) < OPTIONS.flat()
                ? -scale * Math.log(survival)
                : scale / shape * (Math.pow(survival, -shape) - 1);
    }
}
