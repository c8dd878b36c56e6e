// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nifigan.encode.EncoderFitter;
import io.nifigan.encode.TableEncoder;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Table;
import io.nifigan.table.TestTable;
import io.nifigan.table.ValueType;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RuleFilterTest {
    private static RowBatch batch(final double[]... rows) {
        final Table table = TestTable.of(ValueType.DOUBLE, "width", ColumnKind.DECIMAL)
                .and(ValueType.DOUBLE, "length", ColumnKind.DECIMAL)
                .and(ValueType.DOUBLE, "height", ColumnKind.DECIMAL)
                .rows(rows.length, r -> new Object[] {rows[r][0], rows[r][1], rows[r][2]});
        return RowBatch.of(null, null, rows.length).with(table);
    }

    @Test
    void leavesOutRowsThatBreakARuleAndNamesTheRuleThatMostBreak() {
        final SplittableRandom random = new SplittableRandom(4);
        final Table table = TestTable.of(ValueType.DOUBLE, "width", "length", "height")
                .rows(2_000, r ->
                        new Object[] {random.nextDouble(), 1 + random.nextDouble(), 2.5 + random.nextDouble()});
        final TableEncoder encoder =
                EncoderFitter.fit(table, table, Set.of(), List.of("none", "width < length", "length < height"));
        assertEquals(List.of("width < length", "length < height"), encoder.describeRules());
        final RuleFilter filter = new RuleFilter(new Rules(encoder));
        assertEquals("Train anew, for longer, or forbid rules that hold by chance", filter.advice());
        final RowBatch kept = filter.apply(batch(
                new double[] {1, 2, 3},
                new double[] {2, 1, 3},
                new double[] {1, 3, 2},
                new double[] {1, 2, 9},
                new double[] {1, 8, 2}));
        assertArrayEquals(new double[] {3, 9}, kept.table().numbers(2));
        assertArrayEquals(new long[] {5, 2}, kept.counts());
        assertEquals(
                "Most broke 'length < height'. Train anew, for longer, or forbid rules that hold by chance",
                filter.advice());
        filter.apply(batch(new double[] {3, 2, 4}, new double[] {3, 1, 4}));
        assertEquals(
                "Most broke 'width < length'. Train anew, for longer, or forbid rules that hold by chance",
                filter.advice());
    }
}
