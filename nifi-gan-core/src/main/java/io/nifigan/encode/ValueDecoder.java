// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import io.nifigan.common.RandomStream;
import io.nifigan.rule.FormulaRule;
import io.nifigan.rule.NullRule;
import io.nifigan.table.Table;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Decodes chosen members and shares to the values of a table. Columns that others determine are looked up or computed,
 * and set to missing where a rule requires it; identifiers stay missing. Not thread-safe.
 */
public final class ValueDecoder {
    private final TableEncoder encoder;
    private final int rows;
    private final ColumnDecoder[] decoders;

    /**
     * Creates a decoder.
     *
     * @param rows the number of rows
     */
    public ValueDecoder(final TableEncoder encoder, final int rows) {
        this.encoder = encoder;
        this.rows = rows;
        this.decoders =
                encoder.codecs().stream().map(codec -> codec.decoder(rows)).toArray(ColumnDecoder[]::new);
    }

    /**
     * Sets a row's value of a block's column, or of the block's part of it.
     *
     * @param member the chosen member
     * @param share for a continuous number, the share of rows below it
     * @param random draws one of the values of a group
     */
    public void set(final Block block, final int row, final int member, final double share, final RandomStream random) {
        decoders[block.column()].set(block.part(), row, member, share, random);
    }

    /** The table of all values set. */
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
            for (final FormulaRule formula : encoder.plan().whereKnown(c).reversed()) {
                Arrays.setAll(decoded.table().numbers(c), formula.numbers(decoded.table())::applyAsDouble);
            }
        }
        return decoded.table();
    }
}
