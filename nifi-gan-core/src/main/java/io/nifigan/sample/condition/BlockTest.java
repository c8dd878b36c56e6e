// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample.condition;

import io.nifigan.calibrate.Calibration;
import io.nifigan.encode.Block;
import io.nifigan.encode.Encoding;
import io.nifigan.train.GumbelSoftmaxHead;

/**
 * Tests one block of the generator's raw output for a condition, before the row is decoded. A row passes where only
 * decoding can decide: among values without a member of their own, and where many outputs share a knot of the
 * calibration.
 */
final class BlockTest {
    private final Block block;
    private final boolean[] members;
    private final ColumnTest continuous;
    private final Encoding.BlockValues values;
    private final Calibration calibration;
    private final int index;

    private BlockTest(
            final Block block,
            final int index,
            final boolean[] members,
            final ColumnTest continuous,
            final Encoding.BlockValues values,
            final Calibration calibration) {
        this.block = block;
        this.index = index;
        this.members = members;
        this.continuous = continuous;
        this.values = values;
        this.calibration = calibration;
    }

    /** @param members for each one-hot member whether it meets the condition */
    static BlockTest ofMembers(final Block block, final boolean[] members) {
        return new BlockTest(block, -1, members, null, null, null);
    }

    /**
     * @param index the block's index in the layout
     * @param values the numbers that the block encodes
     */
    static BlockTest ofNumber(
            final Block block,
            final int index,
            final Encoding.BlockValues values,
            final ColumnTest test,
            final Calibration calibration) {
        final boolean[] members = new boolean[block.members()];
        for (int i = 0; i < members.length; i++) {
            members[i] = i == block.others() || test.accepts(values.at(i, Double.NaN));
        }
        return new BlockTest(block, index, members, test, values, calibration);
    }

    /**
     * Whether a row may meet the condition.
     *
     * @param row where the row begins in the raw output and in the noise
     */
    boolean mayMeet(final float[] raw, final float[] gumbel, final int row) {
        final int from = row + block.rawOffset();
        if (block.members() > 0) {
            final int member = GumbelSoftmaxHead.choose(raw, gumbel, from, block.members());
            if (!block.continuous() || member != block.others()) {
                return members[member];
            }
        }
        final float output = raw[from + block.members()];
        final double min = calibration.share(index, output, 0);
        final double max = calibration.share(index, output, 1);
        return continuous.accepts(values.at(block.others(), min)) || min != max;
    }
}
