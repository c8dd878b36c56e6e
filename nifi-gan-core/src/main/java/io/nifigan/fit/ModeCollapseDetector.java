// SPDX-License-Identifier: Apache-2.0
package io.nifigan.fit;

import io.nifigan.evaluate.similarity.TableComparison;
import io.nifigan.table.Column;
import java.util.Arrays;
import java.util.List;

/**
 * Notices a column that was learnt well and then is lost: the generator has come to make the same few values over and
 * over.
 */
final class ModeCollapseDetector {
    /** In percent. */
    private static final double GOOD = 15;

    private static final double LOST = 50;

    private final List<Column> columns;
    private final double[] best;

    ModeCollapseDetector(final List<Column> columns) {
        this.columns = columns;
        this.best = new double[columns.size()];
        Arrays.fill(best, Double.POSITIVE_INFINITY);
    }

    /** What is wrong and what to change; null where no column is lost. */
    String find(final TableComparison measured) {
        for (int c = 0; c < best.length; c++) {
            final double error = measured.shapeError(c);
            if (best[c] <= GOOD && error >= LOST) {
                return ("the column \"%s\" has collapsed: its error has gone from %.0f %% to %.0f %%. Raise "
                                + "the gradient penalty, lower the learning rate or " + "allow fewer steps")
                        .formatted(columns.get(c).name(), best[c], error);
            }
            best[c] = Math.min(best[c], error);
        }
        return null;
    }
}
