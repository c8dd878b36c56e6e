// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import io.nifigan.calibrate.Calibration;
import io.nifigan.common.RandomStream;
import io.nifigan.encode.Block;
import io.nifigan.encode.TableEncoder;
import io.nifigan.encode.ValueDecoder;
import io.nifigan.table.Table;
import io.nifigan.train.GumbelSoftmaxHead;
import io.nifigan.trees.RowBins;
import java.util.BitSet;
import java.util.List;

/** Decodes raw output of the generator into rows of the table. Thread-safe. */
public final class RowDecoder {
    private final TableEncoder encoder;
    private final Calibration calibration;
    private final CombinationGuard combinations;
    /** Null where all numbers are decoded at once. */
    private final LateNumbers late;
    /** Null where rows are not changed. */
    private final OrderMender mender;

    public RowDecoder(final TableEncoder encoder, final Calibration calibration) {
        this(encoder, calibration, null);
    }

    /** @param bins the bins that {@link #candidates} are to be put into; null where all values are decoded at once */
    public RowDecoder(final TableEncoder encoder, final Calibration calibration, final RowBins bins) {
        this.encoder = encoder;
        this.calibration = calibration;
        this.combinations = new CombinationGuard(encoder);
        this.mender = calibration.mending() ? new OrderMender(encoder) : null;
        this.late = bins == null
                ? null
                : new LateNumbers(encoder, calibration, bins, mender == null ? new BitSet() : mender.columns());
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
        return decode(
                rows, raw, gumbel, random, new float[encoder.layout().blocks().size()][]);
    }

    /** Decodes the same rows as candidates, which have late numbers where the decoder knows the bins. */
    public Candidates candidates(final int rows, final float[] raw, final float[] gumbel, final RandomStream random) {
        if (late == null) {
            return Candidates.of(decode(rows, raw, gumbel, random));
        }
        final float[][] outputs = new float[late.numbers().length][];
        final float[][] byBlock = new float[encoder.layout().blocks().size()][];
        for (int i = 0; i < outputs.length; i++) {
            if (late.numbers()[i] != null) {
                outputs[i] = new float[rows];
                byBlock[late.numbers()[i].block()] = outputs[i];
            }
        }
        return Candidates.of(late, decode(rows, raw, gumbel, random, byBlock), outputs);
    }

    /**
     * @param outputs {@code [blocks][rows]}: null for blocks whose values are decoded; written for others, NaN where
     *     the value is decoded all the same
     */
    private Table decode(
            final int rows,
            final float[] raw,
            final float[] gumbel,
            final RandomStream random,
            final float[][] outputs) {
        final ValueDecoder values = new ValueDecoder(encoder, rows);
        final PresenceGuard presence = new PresenceGuard(encoder, rows);
        final CombinationGuard.Rows together = combinations.rows(rows);
        final List<Block> blocks = encoder.layout().blocks();
        for (int b = 0; b < blocks.size(); b++) {
            final Block block = blocks.get(b);
            // Where a rule decides which rows miss the value, the member of missing values cannot be chosen.
            final int never = encoder.plan().never(block);
            final boolean isFree = presence.isFree(b) && together.isFree(b);
            for (int r = 0; r < rows; r++) {
                final int from = r * encoder.layout().rawSize() + block.rawOffset();
                final int chosen = block.members() == 0
                        ? block.others()
                        : GumbelSoftmaxHead.choose(raw, gumbel, from, block.members(), never);
                final int member = isFree
                        ? chosen
                        : together.member(b, r, presence.member(b, r, chosen, raw, gumbel, from), raw, gumbel, from);
                final boolean continuous = block.continuous() && member == block.others();
                if (outputs[b] != null) {
                    outputs[b][r] = continuous ? raw[from + block.members()] : Float.NaN;
                }
                if (outputs[b] == null || Float.isNaN(outputs[b][r])) {
                    final double share =
                            continuous ? calibration.share(b, raw[from + block.members()], random.nextDouble()) : 0;
                    values.set(block, r, member, share, random);
                }
            }
        }
        final Table table = values.table();
        if (mender != null) {
            mender.mend(table);
        }
        return table;
    }
}
