// SPDX-License-Identifier: Apache-2.0
package io.nifigan.select;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class RakingFeedbackTest {
    private static final List<RakingTable> TABLES = List.of(
            new RakingTable(0, -1, new int[] {0, 1, 2}, new float[] {.5f, .25f, .25f}, new float[] {.5f, 1, 1.5f}),
            new RakingTable(0, 1, new int[] {0, 1}, new float[] {.75f, .25f}, new float[] {-.25f, .25f}));
    /** Two rows: the first in the first slots of both tables, the second in their second ones. */
    private static final char[][] FOUND = {{0, 1}, {0, 1}};

    @Test
    void theLogitIsTheSumOverTheRowsSlots() {
        final RakingFeedback feedback = new RakingFeedback(TABLES, true);
        assertEquals(.25, feedback.logit(FOUND, 0));
        assertEquals(0, feedback.lift(), "nothing is lacking yet");
        assertEquals(1.25, feedback.logit(FOUND, 1));
    }

    @Test
    void theLiftIsWhatTheKeptRowsLackTimesAStep() {
        final RakingFeedback feedback = new RakingFeedback(TABLES, true);
        for (int i = 0; i < 8; i++) {
            feedback.kept(FOUND, 0);
        }
        assertEquals(.25, feedback.logit(FOUND, 0), "logits stay as they were fitted");
        // Of eight kept rows, four and two are too many in the first slots, and two each are missing in the second
        // ones.
        assertEquals(.1 * -4 + .04 * -2, feedback.lift(), 1e-6);
        feedback.logit(FOUND, 1);
        assertEquals(.1 * 2 + .04 * 2, feedback.lift(), 1e-6);
    }

    @Test
    void noSlotAddsMoreThanFourToALift() {
        final RakingFeedback feedback = new RakingFeedback(TABLES, true);
        for (int i = 0; i < 200; i++) {
            feedback.kept(FOUND, 0);
        }
        feedback.logit(FOUND, 0);
        // Single: 100 too many, times .1, cut; pair: 50 too many, times .04.
        assertEquals(-4 - 2, feedback.lift(), 1e-5);
        feedback.logit(FOUND, 1);
        assertEquals(4 + 2, feedback.lift(), 1e-5);
    }

    @Test
    void theLiftStaysTheSameOverManyRows() {
        final RakingFeedback feedback = new RakingFeedback(TABLES, true);
        // Of every four rows two are in the first slot; its share in the second table is 3 in 4.
        final char[][] found = {{0, 0, 1, 2}, {0, 0, 0, 1}};
        for (int i = 0; i < 4 * 5_000 + 2; i++) {
            feedback.kept(found, i % 4);
        }
        feedback.logit(found, 0);
        assertEquals(.1 * (1 - 2) + .04 * (1.5 - 2), feedback.lift(), 1e-3);
        feedback.logit(found, 3);
        assertEquals(.1 * .5 + .04 * .5, feedback.lift(), 1e-3);
    }

    @Test
    void liftsAreNoneWhereTheyDoNotFollowTheKeptRows() {
        final RakingFeedback feedback = new RakingFeedback(TABLES, false);
        feedback.kept(FOUND, 0);
        assertEquals(1.25, feedback.logit(FOUND, 1));
        assertEquals(0, feedback.lift());
    }
}
