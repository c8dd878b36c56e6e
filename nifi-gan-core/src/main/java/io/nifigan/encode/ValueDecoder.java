// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import io.nifigan.common.RandomStream;
import io.nifigan.rule.NullRule;
import io.nifigan.table.Table;
import java.util.function.IntPredicate;

/**
 * The way back: from chosen members and shares to the values of a table. Columns that follow from others are looked up
 * or computed, and missing where a rule says so; identifiers stay missing.
 */
public final class ValueDecoder {
    private final TableEncoder encoder;
    private final int rows;
    private final ColumnDecoder[] decoders;

    /** @param rows how many rows will be set */
    public ValueDecoder(final TableEncoder encoder, final int rows) {
        this.encoder = encoder;
        this.rows = rows;
        this.decoders =
                encoder.codecs().stream().map(codec -> codec.decoder(rows)).toArray(ColumnDecoder[]::new);
    }

    /**
     * Sets the value of a block's column, or of the part of it that the block is for.
     *
     * @param member the chosen member
     * @param share for a continuous number, the share of rows below it
     * @param random draws among the values that share a member
     */
    public void set(final Block block, final int row, final int member, final double share, final RandomStream random) {
        decoders[block.column()].set(block.part(), row, member, share, random);
    }

    /** The table of what was set. */
    public Table table() {
        final DecodedTable decoded = new DecodedTable(encoder.columns(), rows);
        for (final int c : encoder.plan().order()) {
            final NullRule rule = encoder.plan().missing(c);
            if (rule != null) {
                final IntPredicate absent = rule.absent(decoded.table());
                for (int r = 0; r < rows; r++) {
                    if (absent.test(r)) {
                        decoders[c].setMissing(r);
                    }
                }
            }
            decoders[c].write(decoded);
        }
        return decoded.table();
    }
}
