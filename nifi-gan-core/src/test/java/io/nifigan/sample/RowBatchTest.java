// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.nifigan.select.RowCells;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Table;
import io.nifigan.table.TestTable;
import io.nifigan.table.ValueType;
import org.junit.jupiter.api.Test;

class RowBatchTest {
    private static final Table TABLE =
            TestTable.of(ValueType.DOUBLE, "x", ColumnKind.DECIMAL).rows(4, r -> new Object[] {10. + r});

    private static RowBatch batch(final float[] logWeights) {
        return RowBatch.of(new RawRows(4, null, null, null), logWeights, 90);
    }

    @Test
    void hasAsManyRowsAsWereDrawnUntilTheyAreDecoded() {
        assertEquals(4, batch(null).rows());
        final RowBatch decoded = batch(null).with(TABLE);
        assertEquals(4, decoded.rows());
        assertNull(decoded.raw());
        assertArrayEquals(new long[] {90}, decoded.counts());
    }

    @Test
    void keptRowsBringTheirWeightsAndAreCounted() {
        final RowBatch batch = batch(new float[] {0, 1, 2, 3, 99}).with(TABLE);
        final RowBatch kept = batch.keeping(new int[] {1, 3});
        assertArrayEquals(new double[] {11, 13}, kept.table().numbers(0));
        assertArrayEquals(new float[] {1, 3}, kept.logWeights());
        assertArrayEquals(new long[] {90, 2}, kept.counts());
        final RowBatch last = kept.keeping(new int[] {1});
        assertArrayEquals(new double[] {13}, last.table().numbers(0));
        assertArrayEquals(new float[] {3}, last.logWeights());
        assertArrayEquals(new long[] {90, 2, 1}, last.counts());
        assertArrayEquals(new long[] {90}, batch.counts(), "the batch before is as it was");
    }

    @Test
    void whereAllRowsAreKeptTheirTableIsNotCopied() {
        final RowBatch kept = batch(null).with(TABLE).keeping(new int[] {0, 1, 2, 3});
        assertSame(TABLE, kept.table());
        assertArrayEquals(new long[] {90, 4}, kept.counts());
    }

    @Test
    void cellsAndLogitsOfOtherRowsAreLeftBehind() {
        final RowCells cells = new RowCells(new byte[0][], new char[0][], 4, new int[] {0, 1, 2, 3});
        final RowBatch scored = batch(null).with(TABLE).with(cells, new float[4]);
        assertSame(cells, scored.cells());
        assertNull(scored.keeping(new int[] {2}).cells());
        assertNull(scored.keeping(new int[] {2}).logits());
    }
}
