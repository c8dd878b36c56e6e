// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nifigan.relational.rows.Families;
import io.nifigan.relational.rows.Frame;
import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Field;
import io.nifigan.table.Table;
import io.nifigan.table.ValueType;
import java.util.List;
import org.junit.jupiter.api.Test;

class FamilySummaryTest {
    private static final double NONE = Double.NaN;
    private static final int[] PARENTS = {2, 0, 2, 2, -1, 0};

    private static final Table CHILDREN = new Frame(6)
            .add(Frame.number("amount", ColumnKind.DECIMAL), new double[] {1, 10, 2, 6, 99, NONE})
            .add(
                    new Column(new Field("day", ValueType.DATE), ColumnKind.DATE, 1, null),
                    new double[] {30, 5, 20, 24, 1, 5})
            .add(Frame.category("kind"), new int[] {0, 1, 0, 1, 1, 1}, List.of("a", "b"))
            .table();

    @Test
    void groupsRowsInOrder() {
        final Families families = Families.of(PARENTS, Families.order(CHILDREN, new int[] {1}));
        assertArrayEquals(new int[] {0, 2, -1}, families.parent());
        assertArrayEquals(new int[] {0, 2, 5, 6}, families.start());
        // Rows 1 and 5 have the same day and stay as they come; 2, 3 and 0 come by day.
        assertArrayEquals(new int[] {1, 5, 2, 3, 0, 4}, families.rows());
    }

    @Test
    void sumsUpFamilies() {
        final Frame frame = new Frame(3);
        final FamilySummary summary = new FamilySummary(CHILDREN, PARENTS, 3, frame, "c.");
        summary.addCount();
        summary.addOrder(1);
        summary.addNumber(0, true);
        summary.addKinds(2);
        final Table table = frame.table();
        assertColumn(table, "c.n", 2, 0, 3);
        assertColumn(table, "c.first", 5, NONE, 20);
        assertColumn(table, "c.span", 0, NONE, 10);
        assertColumn(table, "c.amount.mean", 10, NONE, 3);
        assertColumn(table, "c.amount.sd", NONE, NONE, Math.sqrt(7));
        assertColumn(table, "c.kind.kinds", 1, NONE, 2);
        assertEquals(ColumnKind.DATE, table.column(1).kind());
    }

    private static void assertColumn(final Table table, final String name, final double... values) {
        assertArrayEquals(values, table.numbers(Frame.index(table.columns(), name)), 1e-12, name);
    }
}
