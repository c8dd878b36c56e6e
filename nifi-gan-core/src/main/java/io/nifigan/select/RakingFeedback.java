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
    private static final float MAX_PER_SLOT = 4;
    /** Numbers in {@link #slots} for each slot. */
    private static final int STATE = 3;
    /**
     * The number of kept rows after which the lacks of all slots are computed anew. More would cost precision, as lacks
     * are sums of floats; fewer would cost time.
     */
    private static final int RENEWAL = 1_024;

    /** {@code [tables]}: how much a missing row of a slot adds to a lift. */
    private final float[] step;
    /** {@code [tables]}: where each begins among the slots of all. */
    private final int[] begin;
    /**
     * {@code [slots of all tables, 3]}: the fitted logit; the lack, which is complete only after the gains of the rows
     * kept {@link #since} are added; and the gain, which is what each kept row adds to the lack of every slot. They are
     * floats, as the time goes into reading them.
     */
    private final float[] slots;

    /** {@code [slots of all tables]}: the numbers of kept rows, and the target shares. */
    private final long[] counts;

    private final float[] targets;
    /** The number of rows kept before the lacks were computed. */
    private long kept;
    /** The number of rows kept since the lacks were computed. */
    private int since;

    private double lift;

    /** @param isFollowed whether lifts follow the kept rows; false makes every lift 0 */
    RakingFeedback(final List<RakingTable> tables, final boolean isFollowed) {
        this.step = new float[tables.size()];
        this.begin = new int[step.length + 1];
        for (int t = 0; t < step.length; t++) {
            begin[t + 1] = begin[t] + tables.get(t).targets().length;
            step[t] = !isFollowed ? 0 : (float) (tables.get(t).second() < 0 ? SINGLE_STEP : PAIR_STEP);
        }
        this.counts = new long[begin[step.length]];
        this.targets = new float[counts.length];
        this.slots = new float[STATE * counts.length];
        for (int t = 0; t < step.length; t++) {
            for (int i = begin[t]; i < begin[t + 1]; i++) {
                slots[STATE * i] = tables.get(t).logits()[i - begin[t]];
                targets[i] = tables.get(t).targets()[i - begin[t]];
                slots[STATE * i + 2] = step[t] * targets[i];
            }
        }
    }

    /**
     * The logit of a row, the logarithm of a factor on its weight. Finds its {@link #lift} in the same pass.
     *
     * @param found {@code [tables][rows]}: the slot of each row in each table
     */
    double logit(final char[][] found, final int row) {
        float fitted = 0;
        float lacking = 0;
        for (int t = 0; t < found.length; t++) {
            final int at = STATE * (begin[t] + found[t][row]);
            fitted += slots[at];
            final float lack = slots[at + 1] + since * slots[at + 2];
            lacking += lack > MAX_PER_SLOT ? MAX_PER_SLOT : lack < -MAX_PER_SLOT ? -MAX_PER_SLOT : lack;
        }
        lift = lacking;
        return fitted;
    }

    /** The lift of the row that {@link #logit} was last asked for. */
    double lift() {
        return lift;
    }

    /** Counts a row that was kept. */
    void kept(final char[][] found, final int row) {
        since++;
        for (int t = 0; t < found.length; t++) {
            final int slot = begin[t] + found[t][row];
            counts[slot]++;
            slots[STATE * slot + 1] -= step[t];
        }
        if (since == RENEWAL) {
            renew();
        }
    }

    /** Computes the lacks from the counts, so that rounding errors do not add up. */
    private void renew() {
        kept += since;
        since = 0;
        for (int t = 0; t < step.length; t++) {
            for (int i = begin[t]; i < begin[t + 1]; i++) {
                slots[STATE * i + 1] = (float) (step[t] * ((double) kept * targets[i] - counts[i]));
            }
        }
    }
}
