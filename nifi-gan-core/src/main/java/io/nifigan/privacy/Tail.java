// SPDX-License-Identifier: Apache-2.0
package io.nifigan.privacy;

/**
 * A generalized Pareto distribution (Pickands 1975) of how far records lie beyond a point. Its shape is -1 where they
 * lie evenly up to an end, 0 where each stretch holds the same share of what is left, and above 0 where the tail is
 * heavy.
 *
 * @param shape from -1 on
 * @param scale above 0, in the numbers' unit
 */
record Tail(double shape, double scale) {
    private static final TailOptions OPTIONS = TailOptions.DEFAULT;

    /**
     * The tail that explains noisy counts best: least squares by the noise, with what is usual as if it had been
     * measured once.
     *
     * @param ends of the cells, from the tail's beginning outward, ascending; the last is as far as a value can be
     * @param counts noisy, one fewer
     * @param deviation of the noise on each
     * @param usual the shape to expect before these counts are seen
     */
    static Tail fitted(final double[] ends, final double[] counts, final double deviation, final double usual) {
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
            final double unusual = (shape - usual) / OPTIONS.spreadOfShapes();
            // A long way off is hardly less likely than a little less: some columns do end sharply.
            final double prior = 2 * Math.log1p(unusual * unusual / 2);
            for (int j = 0; j < OPTIONS.scales(); j++) {
                final Tail tail = new Tail(
                        shape,
                        room
                                * OPTIONS.minScale()
                                * Math.pow(OPTIONS.maxScale() / OPTIONS.minScale(), j / (OPTIONS.scales() - 1.)));
                final double off = prior + tail.misses(ends, counts, weights);
                if (off < min) {
                    min = off;
                    best = tail;
                }
            }
        }
        return best;
    }

    /**
     * The shape to expect of a tail, by how far apart the values are beyond which as many records lie as in the tail,
     * twice, four times ... as many.
     *
     * @param ends of all cells outward
     * @param beyond how many records lie beyond the beginning of each cell
     * @param first the tail's first cell
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
        // Weighted regression of the gaps' logarithms: the nearer to the middle, the more records and the less noise.
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

    /** The weighted squares of what is left unexplained when the number of records is the best one. */
    private double misses(final double[] ends, final double[] counts, final double[] weights) {
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

    /** The share that lies farther away. */
    double survival(final double away) {
        return Math.abs(shape) < OPTIONS.flat()
                ? Math.exp(-away / scale)
                : Math.pow(Math.max(0, 1 + shape * away / scale), -1 / shape);
    }

    /** How far away it is beyond which a share lies. */
    double quantile(final double survival) {
        return Math.abs(shape) < OPTIONS.flat()
                ? -scale * Math.log(survival)
                : scale / shape * (Math.pow(survival, -shape) - 1);
    }
}
