// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate;

import io.nifigan.evaluate.result.ColumnMeasure;
import io.nifigan.evaluate.result.Coverage;
import io.nifigan.network.StreamSeed;
import io.nifigan.table.Table;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/** How much of the real variety comes again. */
final class CoverageMeasure {
    private static final int MOST = 3_000;
    private static final int FEWEST = 30;
    private static final int K = 5;

    private CoverageMeasure() {
    }

    static Coverage measure(final Subject subject, final List<ColumnMeasure> columns) {
        final OptionalDouble mean = columns.stream().map(ColumnMeasure::coverage).filter(Objects::nonNull).mapToDouble(Double::doubleValue).average();
        final Table heldOut = subject.heldOut();
        int rows = Math.min(MOST, Math.min(subject.real().rows(), subject.synthetic().rows()));
        if (heldOut != null && heldOut.rows() >= FEWEST) {
            // The same number of rows, or the figures could not be set beside each other.
            rows = Math.min(rows, heldOut.rows());
        }
        final Double columnsCovered = mean.isPresent() ? (Double) mean.getAsDouble() : null;
        if (rows < FEWEST) {
            return new Coverage(columnsCovered, null, null, 0);
        }
        final RowSpace space = new RowSpace(subject.real(), subject.compared());
        final float[][] real = space.place(subject.sample(subject.real(), rows, StreamSeed.COVERAGE_REAL));
        final Neighbours balls = Neighbours.find(real, real, K, true, subject.crew());
        return new Coverage(columnsCovered, covered(subject, real, balls, space.place(subject.sample(subject.synthetic(), rows, StreamSeed.COVERAGE_SYNTHETIC))),
                heldOut == null || heldOut.rows() < FEWEST ? null : covered(subject, real, balls, space.place(subject.sample(heldOut, rows, StreamSeed.COVERAGE_HELD_OUT))), rows);
    }

    /** The share of real rows whose ball to the fifth-nearest real row holds one of the others. */
    private static Double covered(final Subject subject, final float[][] real, final Neighbours balls, final float[][] others) {
        final float[] nearest = Neighbours.find(real, others, 1, false, subject.crew()).nearest();
        int covered = 0;
        for (int r = 0; r < nearest.length; r++) {
            covered += nearest[r] <= balls.distances()[(r + 1) * K - 1] ? 1 : 0;
        }
        return (double) covered / nearest.length;
    }
}
