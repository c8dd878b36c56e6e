// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

import io.nifigan.encode.MemberShares;

/**
 * Where games meet that each play on their own share of the rows. All have the same layout, sizes and number of steps, and begin with the same parameters.
 */
public interface Meeting {
    /** Between two meetings there are so many steps, 1 or more; all meet after the last step too. */
    int period();

    /**
     * Waits until all have come, before the first step.
     *
     * @param own what this game's rows are
     * @return what all games' rows are together
     * @throws TrainingException where one does not come
     */
    MemberShares join(MemberShares own) throws TrainingException;

    /**
     * Waits until all have done so many steps.
     *
     * @param step steps done
     * @param own  what this game has come to
     * @return what all go on from
     * @throws TrainingException where one does not come
     */
    GameParameters meet(int step, GameParameters own) throws TrainingException;
}
