// SPDX-License-Identifier: Apache-2.0
package io.nifigan.fit;

import io.nifigan.evaluate.similarity.TableComparison;
import io.nifigan.table.Column;
import java.util.Arrays;
import java.util.List;

/**
 * A detector of mode collapse: a column that was learnt well is lost later, because the generator produces the same few
 * values again and again.
 */
final class ModeCollapseDetector {
    /** The shape error in percent up to which a column counts as learnt. */
    private static final double MAX_LEARNT_ERROR = 15;

    /** The shape error in percent from which a learnt column counts as lost. */
    private static final double MIN_LOST_ERROR = 50;

    private final List<Column> columns;
    private final double[] best;

    ModeCollapseDetector(final List<Column> columns) {
        this.columns = columns;
        this.best = new double[columns.size()];
        Arrays.fill(best, Double.POSITIVE_INFINITY);
    }

    /** The problem and what to change; null if no column is lost. */
    String find(final TableComparison measured) {
        for (int c = 0; c < best.length; c++) {
            final double error = measured.shapeError(c);
            if (best[c] <= MAX_LEARNT_ERROR && error >= MIN_LOST_ERROR) {
                return ("the column \"%s\" has collapsed: its error has gone from %.0f %% to %.0f %%. Raise "
                                + "the gradient penalty, lower the learning rate or " + "allow fewer steps")
                        .formatted(columns.get(c).name(), best[c], error);
            }
            best[c] = Math.min(best[c], error);
        }
        return null;
    }
}
