// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class GameLengthTest {
    @Test
    void smallTablesAreGoneThroughLessOften() {
        assertEquals(986, Game.stepsBeforeMemory(500, 900));
        // 376 times 200 rows in batches of 100.
        assertEquals(753, Game.stepsBeforeMemory(100, 200));
        assertTrue(Game.stepsBeforeMemory(500, 9_999) >= 19_990, "hardly fewer than 10,000 rows are gone through a thousand times");
        assertEquals(Integer.MAX_VALUE, Game.stepsBeforeMemory(500, 10_000));
        assertEquals(Integer.MAX_VALUE, Game.stepsBeforeMemory(500, 1_000_000));
    }
}
