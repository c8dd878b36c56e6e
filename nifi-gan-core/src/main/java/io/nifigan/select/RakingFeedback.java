// SPDX-License-Identifier: Apache-2.0
package io.nifigan.select;

import java.util.List;

/**
 * Counts the kept rows in the tables of a {@link RakingModel}, and says what these tables still lack. A row's logit is
 * the sum of what was fitted for its slots. Its lift is the sum over its slots of what the kept rows lack there, each
 * times a fixed step. Keeping rows by their lift corrects what the fitted logits leave, and makes the tables of the
 * kept rows vary less than those of independent rows (herding, Welling 2009). Not thread-safe.
 */
final class RakingFeedback {
    /** Chosen on the tables of docs/figures.md, as the next. */
    private static final double SINGLE_STEP = .1;

    private static final double PAIR_STEP = .04;
    /**
     * The most that one slot adds to a lift. Where the generator draws too few rows for a slot, a row's other slots
     * must still count.
     */
    private static final double MAX_PER_SLOT = 4;
    /** Numbers in {@link #slots} for each slot. */
    private static final int STATE = 3;

    /** {@code [tables]}: how much a missing row of a slot adds to a lift. */
    private final double[] step;
    /** {@code [tables]}: where each begins among the slots of all. */
    private final int[] begin;
    /** {@code [slots of all tables, 3]}: fitted logit, target share, and number of kept rows. */
    private final double[] slots;

    private long kept;
    private double lift;

    /** @param isFollowed whether lifts follow the kept rows; false makes every lift 0 */
    RakingFeedback(final List<RakingTable> tables, final boolean isFollowed) {
        this.step = new double[tables.size()];
        this.begin = new int[step.length + 1];
        for (int t = 0; t < step.length; t++) {
            begin[t + 1] = begin[t] + tables.get(t).targets().length;
            step[t] = !isFollowed ? 0 : tables.get(t).second() < 0 ? SINGLE_STEP : PAIR_STEP;
        }
        this.slots = new double[STATE * begin[step.length]];
        for (int t = 0; t < step.length; t++) {
            for (int i = begin[t]; i < begin[t + 1]; i++) {
                slots[STATE * i] = tables.get(t).logits()[i - begin[t]];
                slots[STATE * i + 1] = tables.get(t).targets()[i - begin[t]];
            }
        }
    }

    /**
     * The logit of a row, the logarithm of a factor on its weight. Finds its {@link #lift} in the same pass.
     *
     * @param found {@code [tables][rows]}: the slot of each row in each table
     */
    double logit(final char[][] found, final int row) {
        double learnt = 0;
        double lacking = 0;
        for (int t = 0; t < found.length; t++) {
            final int at = STATE * (begin[t] + found[t][row]);
            learnt += slots[at];
            final double lack = step[t] * (kept * slots[at + 1] - slots[at + 2]);
            lacking += lack > MAX_PER_SLOT ? MAX_PER_SLOT : Math.max(lack, -MAX_PER_SLOT);
        }
        lift = lacking;
        return learnt;
    }

    /** The lift of the row that {@link #logit} was last asked for. */
    double lift() {
        return lift;
    }

    /** Counts a row that was kept. */
    void kept(final char[][] found, final int row) {
        kept++;
        for (int t = 0; t < found.length; t++) {
            slots[STATE * (begin[t] + found[t][row]) + 2]++;
        }
    }
}
