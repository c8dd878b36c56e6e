// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational;

import io.nifigan.relational.rows.Frame;
import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Table;
import java.util.Arrays;

/**
 * The features of a row for the classifier of real and generated children: its values, and their differences from the
 * row before.
 */
final class RowFeatures {
    private RowFeatures() {}

    /**
     * The features of rows.
     *
     * @param rows the rows
     * @param time {@code [rows]}: the value of the ordering column
     * @param known the table of earlier rows, with the same columns and codes
     * @param before {@code [rows]}: the row before, -1 for none
     * @param order the kind of the ordering column; null for none
     */
    static Table of(
            final Table rows, final double[] time, final Table known, final int[] before, final ColumnKind order) {
        final Frame frame = new Frame(rows.rows());
        for (int c = 0; c < rows.columns().size(); c++) {
            final Column column = rows.column(c);
            if (column.field().marksForm() || column.kind() == ColumnKind.IDENTIFIER) {
                continue;
            }
            frame.add(rows, c);
            final double[] change = new double[rows.rows()];
            if (column.kind().isNumeric()) {
                final double[] now = rows.numbers(c);
                final double[] earlier = known.numbers(c);
                Arrays.setAll(change, r -> before[r] < 0 ? Double.NaN : now[r] - earlier[before[r]]);
            } else {
                final int[] now = rows.codes(c);
                final int[] earlier = known.codes(c);
                Arrays.setAll(change, r -> before[r] < 0 ? Double.NaN : now[r] == earlier[before[r]] ? 1 : 0);
            }
            frame.add(Frame.number(column.name() + " change", ColumnKind.DECIMAL), change);
            if (order != null
                    && column.kind() == order
                    && (order == ColumnKind.DATE || order == ColumnKind.TIMESTAMP)) {
                final double[] distance = new double[rows.rows()];
                final double[] at = rows.numbers(c);
                Arrays.setAll(distance, r -> at[r] - time[r]);
                frame.add(Frame.number(column.name() + " distance", ColumnKind.DECIMAL), distance);
            }
        }
        if (order != null) {
            frame.add(Frame.number("time", ColumnKind.DECIMAL), time);
            ContextBuilder.addCalendar(frame, "time ", time, order);
        }
        return frame.table();
    }
}
