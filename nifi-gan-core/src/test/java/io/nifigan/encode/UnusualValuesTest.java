// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.nifigan.common.PiecewiseCdf;
import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Field;
import io.nifigan.table.Table;
import io.nifigan.table.ValueType;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnusualValuesTest {
    private static final Column NUMBER = new Column(new Field("n", ValueType.DOUBLE), ColumnKind.DECIMAL, 0, null);
    private static final Column TEXT = new Column(new Field("t", ValueType.STRING), ColumnKind.CATEGORY, 0, null);

    private static void assertCounts(final int[] expected, final Encoding encoding, final Table table) {
        final TableEncoder encoder = new TableEncoder(table.columns(), List.of(encoding), List.of());
        assertArrayEquals(expected, encoder.unusual(table));
    }

    private static Table numbers(final double... values) {
        return new Table(
                List.of(NUMBER), values.length, new double[][] {values}, new int[1][], Arrays.asList((List<String>)
                        null));
    }

    @Test
    void countsNumbersOutOfRangeMissingOrBetweenAtoms() {
        final double[] values = {1, 5, 3, .999, 5.001, Double.NaN, -0., 1e300};
        final PiecewiseCdf others = new PiecewiseCdf(new double[] {1, 5}, new double[] {0, 1});
        assertCounts(
                new int[] {0, 0, 0, 1, 1, 1, 1, 1},
                new NumberEncoding(new double[] {3}, new double[] {.4}, 0, others, 1, 5),
                numbers(values));
        assertCounts(
                new int[] {0, 0, 0, 1, 1, 0, 1, 1},
                new NumberEncoding(new double[] {3}, new double[] {.4}, .1, others, 1, 5),
                numbers(values));
        assertCounts(
                new int[] {0, 0, 1, 1, 1, 1, 1, 1},
                new NumberEncoding(new double[] {1, 5}, new double[] {.4, .6}, 0, null, 1, 5),
                numbers(values));
    }

    @Test
    void numericCategoriesAreMatchedByText() {
        final double[] values = {1, 2, 0, -0., 3, Double.NaN, 1.5};
        final CategoryEncoding category = new CategoryEncoding(
                Arrays.asList("1.0", "2.0", "0.0", "3", "1.50"), 5, new double[] {.3, .3, .2, .1, .1}, new int[0]);
        // No number is written as 3 or as 1.50: such texts come from a file that was made by others.
        assertCounts(new int[] {0, 0, 0, 1, 1, 1, 1}, category, numbers(values));
        assertCounts(
                new int[] {0, 1, 1, 1, 1, 0, 1},
                new CategoryEncoding(Arrays.asList("1.0", null), 2, new double[] {.5, .5}, new int[0]),
                numbers(values));
    }

    @Test
    void countsUnknownTextsAndUnexpectedMissingValues() {
        final Table table = new Table(
                List.of(TEXT), 5, new double[1][], new int[][] {{0, 1, 2, -1, 0}}, List.of(List.of("a", "b", "c")));
        assertCounts(
                new int[] {0, 1, 0, 1, 0},
                new CategoryEncoding(List.of("a", "c"), 2, new double[] {.5, .5}, new int[0]),
                table);
        assertCounts(
                new int[] {0, 1, 0, 0, 0},
                new CategoryEncoding(Arrays.asList("c", null, "a"), 3, new double[] {.3, .3, .4}, new int[0]),
                table);
    }
}
