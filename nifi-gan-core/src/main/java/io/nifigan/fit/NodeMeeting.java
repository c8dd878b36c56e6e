// SPDX-License-Identifier: Apache-2.0
package io.nifigan.fit;

import io.nifigan.refine.RealTables;
import io.nifigan.train.Meeting;
import io.nifigan.train.TrainingException;

/** Where nodes meet that each learn their own share of the rows: on the way, and once more to know by which tables generated rows are chosen. */
public interface NodeMeeting extends Meeting {
    /**
     * Waits until all have counted their rows, after the game.
     *
     * @param own tables of this node's rows, in bins that are the same on all
     * @return tables of all nodes' rows
     * @throws TrainingException where one does not come
     */
    RealTables count(RealTables own) throws TrainingException;
}
