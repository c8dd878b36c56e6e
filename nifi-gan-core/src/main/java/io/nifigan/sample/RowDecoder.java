// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import io.nifigan.calibrate.Calibration;
import io.nifigan.common.RandomStream;
import io.nifigan.encode.Block;
import io.nifigan.encode.TableEncoder;
import io.nifigan.encode.ValueDecoder;
import io.nifigan.table.Table;
import io.nifigan.train.GumbelSoftmaxHead;
import java.util.List;

/** Decodes raw output of the generator into rows of the table. Thread-safe. */
public final class RowDecoder {
    private final TableEncoder encoder;
    private final Calibration calibration;
    private final CombinationGuard combinations;

    public RowDecoder(final TableEncoder encoder, final Calibration calibration) {
        this.encoder = encoder;
        this.calibration = calibration;
        this.combinations = new CombinationGuard(encoder);
    }

    /**
     * Decodes rows.
     *
     * @param rows the number of rows
     * @param raw {@code [rows, layout.rawSize()]}: the generator's output
     * @param gumbel {@code [rows, layout.rawSize()]}: standard Gumbel noise, which decides between members
     * @param random decides what the output leaves open
     * @return the rows, identifiers still missing
     */
    public Table decode(final int rows, final float[] raw, final float[] gumbel, final RandomStream random) {
        final ValueDecoder values = new ValueDecoder(encoder, rows);
        final PresenceGuard presence = new PresenceGuard(encoder, rows);
        final CombinationGuard.Rows together = combinations.rows(rows);
        final List<Block> blocks = encoder.layout().blocks();
        for (int b = 0; b < blocks.size(); b++) {
            final Block block = blocks.get(b);
            // Where a rule decides which rows miss the value, the member of missing values cannot be chosen.
            final int never = encoder.plan().never(block);
            for (int r = 0; r < rows; r++) {
                final int from = r * encoder.layout().rawSize() + block.rawOffset();
                final int chosen = block.members() == 0
                        ? block.others()
                        : GumbelSoftmaxHead.choose(raw, gumbel, from, block.members(), never);
                final int member =
                        together.member(b, r, presence.member(b, r, chosen, raw, gumbel, from), raw, gumbel, from);
                final double share = block.continuous() && member == block.others()
                        ? calibration.share(b, raw[from + block.members()], random.nextDouble())
                        : 0;
                values.set(block, r, member, share, random);
            }
        }
        return values.table();
    }
}
