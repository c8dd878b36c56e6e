// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.similarity;

import io.nifigan.common.StreamSeed;
import io.nifigan.evaluate.result.ColumnMeasure;
import io.nifigan.evaluate.result.Coverage;
import io.nifigan.table.Table;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/** The part of the real rows' variety that the synthetic rows cover (Naeem et al. 2020). */
public final class CoverageMeasure {
    private static final int MAX = 3_000;
    private static final int MIN = 30;
    private static final int K = 5;

    private CoverageMeasure() {}

    public static Coverage measure(final EvaluationData data, final List<ColumnMeasure> columns) {
        final OptionalDouble mean = columns.stream()
                .map(ColumnMeasure::coverage)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .average();
        final Table heldOut = data.heldOut();
        int rows = Math.min(MAX, Math.min(data.real().rows(), data.synthetic().rows()));
        if (heldOut != null && heldOut.rows() >= MIN) {
            // Equal numbers of rows, so that the two values can be compared.
            rows = Math.min(rows, heldOut.rows());
        }
        final Double columnsCovered = mean.isPresent() ? (Double) mean.getAsDouble() : null;
        if (rows < MIN) {
            return new Coverage(columnsCovered, null, null, null, 0);
        }
        final RowSpace space = new RowSpace(data.real(), data.compared());
        final float[][] real = space.place(data.sample(data.real(), rows, StreamSeed.COVERAGE_REAL));
        final Neighbours balls = Neighbours.find(real, real, K, true, data.workers());
        final float[][] synthetic = space.place(data.sample(data.synthetic(), rows, StreamSeed.COVERAGE_SYNTHETIC));
        final float[][] fresh = heldOut == null || heldOut.rows() < MIN
                ? null
                : space.place(data.sample(heldOut, rows, StreamSeed.COVERAGE_HELD_OUT));
        return new Coverage(
                columnsCovered,
                covered(data, real, balls, synthetic),
                fresh == null ? null : covered(data, real, balls, fresh),
                fresh == null
                        ? null
                        : covered(data, fresh, Neighbours.find(fresh, fresh, K, true, data.workers()), synthetic),
                rows);
    }

    /** The share of real rows whose ball up to the fifth-nearest real row contains one of the other rows. */
    private static Double covered(
            final EvaluationData data, final float[][] real, final Neighbours balls, final float[][] others) {
        final float[] nearest =
                Neighbours.find(real, others, 1, false, data.workers()).nearest();
        int covered = 0;
        for (int r = 0; r < nearest.length; r++) {
            covered += nearest[r] <= balls.distances()[(r + 1) * K - 1] ? 1 : 0;
        }
        return (double) covered / nearest.length;
    }
}
