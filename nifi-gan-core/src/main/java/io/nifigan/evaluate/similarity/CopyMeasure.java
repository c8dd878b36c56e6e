// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.similarity;

import io.nifigan.common.StreamSeed;
import io.nifigan.evaluate.result.Copies;
import io.nifigan.table.Table;
import java.util.HashSet;
import java.util.Set;

/** A search for exact and near copies of real rows. */
public final class CopyMeasure {
    private static final int MAX_SEARCHED = 4_000;
    /** The greatest difference of numbers in near copies, as a share of the middle nine tenths of the column. */
    public static final double NEAR = .01;

    private final EvaluationData data;
    private final int[] columns;
    private final NearRows rows;

    private CopyMeasure(final EvaluationData data) {
        this.data = data;
        this.columns = data.compared();
        this.rows = new NearRows(data.real(), columns, NEAR);
    }

    public static Copies measure(final EvaluationData data) {
        return new CopyMeasure(data).measure();
    }

    private Copies measure() {
        final Table real = data.real();
        final Table synthetic = data.synthetic();
        final Table heldOut = data.heldOut();
        final Set<RowKey> known = new HashSet<>();
        final double repeatedReal = repeated(real, known);
        final double repeated = repeated(synthetic, new HashSet<>());
        return new Copies(
                exact(synthetic, known),
                heldOut == null ? null : (Double) exact(heldOut, known),
                near(synthetic, StreamSeed.NEAR_COPIES_SYNTHETIC, false),
                heldOut == null ? null : (Double) near(heldOut, StreamSeed.NEAR_COPIES_HELD_OUT, false),
                near(real, StreamSeed.NEAR_COPIES_REAL, true),
                repeated,
                repeatedReal,
                Math.min(MAX_SEARCHED, synthetic.rows()));
    }

    /** The share of rows that equal an earlier row; adds all rows to the set. */
    private double repeated(final Table table, final Set<RowKey> seen) {
        int again = 0;
        for (int r = 0; r < table.rows(); r++) {
            again += seen.add(RowKey.of(table, columns, r)) ? 0 : 1;
        }
        return (double) again / table.rows();
    }

    private double exact(final Table table, final Set<RowKey> known) {
        int copies = 0;
        for (int r = 0; r < table.rows(); r++) {
            copies += known.contains(RowKey.of(table, columns, r)) ? 1 : 0;
        }
        return (double) copies / table.rows();
    }

    private double near(final Table table, final StreamSeed stream, final boolean excludeSelf) {
        final int[] asked = EvaluationData.draw(table.rows(), MAX_SEARCHED, data.seed(stream));
        final boolean[] found = new boolean[asked.length];
        data.workers().run(member -> {
            for (int i = member; i < asked.length; i += data.workers().size()) {
                found[i] = rows.find(table, asked[i], excludeSelf ? asked[i] : -1, new int[1]) > 0;
            }
        });
        int count = 0;
        for (final boolean near : found) {
            count += near ? 1 : 0;
        }
        return (double) count / asked.length;
    }
}
