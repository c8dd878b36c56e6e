// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.similarity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nifigan.table.Field;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
import io.nifigan.table.ValueType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableComparisonTest {
    private static final List<Field> FIELDS = List.of(
            new Field("x", ValueType.DOUBLE), new Field("y", ValueType.DOUBLE), new Field("c", ValueType.STRING));

    private static Table table(final Object[]... rows) {
        final TableBuilder builder = new TableBuilder(
                FIELDS,
                Map.of(
                        "c",
                        io.nifigan.table.ColumnKind.CATEGORY,
                        "x",
                        io.nifigan.table.ColumnKind.DECIMAL,
                        "y",
                        io.nifigan.table.ColumnKind.DECIMAL));
        for (final Object[] row : rows) {
            builder.add(row);
        }
        return builder.build();
    }

    @Test
    void tableIsLikeItself() {
        final Table table = table(new Object[] {1., 2., "a"}, new Object[] {2., 5., "b"}, new Object[] {3., 1., null});
        final TableComparison comparison = new TableComparison(table, table);
        assertEquals(0, comparison.shapeError(), 1e-9);
        assertEquals(0, comparison.trendError(), 1e-9);
    }

    /**
     * Computed by hand: KS of x .5, of y 0, distance of c .25; correlations 1 and -1; joint tables (x, c) and (y, c)
     * below.
     */
    @Test
    void errorsAreThoseOfTheDefinitions() {
        final Table real =
                table(new Object[] {0., 0., "a"}, new Object[] {1., 1., "a"}, new Object[] {2., 2., "b"}, new Object[] {
                    3., 3., "b"
                });
        final Table other =
                table(new Object[] {2., 3., "a"}, new Object[] {3., 2., "b"}, new Object[] {4., 1., "b"}, new Object[] {
                    5., 0., "b"
                });
        final TableComparison comparison = new TableComparison(real, other);
        assertEquals(100 * (.5 + 0 + .25) / 3, comparison.shapeError(), 1e-9);
        // Ten bins over each table's own range: x 0, 3, 6, 9 in both; (x, c): real a a b b, other a b b b: one of
        // four cells differs.
        // y: 0, 3, 6, 9 with a a b b against b b b a for 0, 3, 6, 9: (0,a) (3,a) (9,b) against (0,b) (3,b) (9,a)
        // differ.
        assertEquals(100 * (1 + .25 + .75) / 3, comparison.trendError(), 1e-9);
    }
}
