// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import io.nifigan.encode.Block;
import io.nifigan.encode.MemberLabels;
import io.nifigan.encode.TableEncoder;
import io.nifigan.table.Structure;
import java.util.List;

/**
 * Makes nested values agree with the presence of the record that holds them. The generator chooses both whether a
 * record has an address and which city it has, and may contradict itself. Here the choice of the outer record stays: no
 * city without an address, and no address without a city where every training record's address has one.
 */
public final class PresenceGuard {
    private final List<Block> blocks;
    private final int[] guards;
    private final int[] absent;
    private final boolean[] always;
    private final boolean[][] there;

    /** @param rows the maximum number of rows */
    public PresenceGuard(final TableEncoder encoder, final int rows) {
        blocks = encoder.layout().blocks();
        guards = new int[blocks.size()];
        absent = new int[guards.length];
        always = new boolean[guards.length];
        there = new boolean[encoder.columns().size()][];
        final Structure structure = encoder.structure();
        for (int b = 0; b < guards.length; b++) {
            final int column = blocks.get(b).column();
            guards[b] = structure.guard(column);
            final boolean isPresence = encoder.columns().get(column).field().marksPresence();
            absent[b] = isPresence
                    ? MemberLabels.of(encoder, blocks.get(b)).indexOf(MemberLabels.VALUE + "false")
                    : encoder.encodings()
                            .get(column)
                            .missingMember(blocks.get(b).part());
            always[b] = encoder.columns().get(column).field().path() != null
                    && encoder.columns().get(column).field().path().always();
            if (isPresence) {
                there[column] = new boolean[rows];
            }
        }
    }

    /** Whether no member of a block is ever changed and no other block depends on it, so that it need not be asked. */
    boolean isFree(final int block) {
        return guards[block] < 0 && there[blocks.get(block).column()] == null;
    }

    /**
     * Chooses the member of a row. Blocks must be asked in their order: an outer record comes before its fields.
     *
     * @param block the block's number
     * @param row the row's number
     * @param chosen the member that the generator chose
     * @param raw the generator's output
     * @param gumbel the noise of the choice
     * @param from where the row's block begins in both
     */
    public int member(
            final int block, final int row, final int chosen, final float[] raw, final float[] gumbel, final int from) {
        final int members = blocks.get(block).members();
        int member = chosen;
        final boolean[] around = guards[block] < 0 ? null : there[guards[block]];
        if (around != null && absent[block] >= 0 && members > 1) {
            if (!around[row]) {
                member = absent[block];
            } else if (always[block] && chosen == absent[block]) {
                member = second(raw, gumbel, from, members, chosen);
            }
        }
        final boolean[] own = there[blocks.get(block).column()];
        if (own != null) {
            own[row] = member != absent[block];
        }
        return member;
    }

    private static int second(
            final float[] raw, final float[] gumbel, final int from, final int members, final int first) {
        int best = -1;
        for (int i = 0; i < members; i++) {
            if (i != first && (best < 0 || raw[from + i] + gumbel[from + i] > raw[from + best] + gumbel[from + best])) {
                best = i;
            }
        }
        return best;
    }
}
