// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class UsedTextsTest {
    @Test
    void knowsWhatWasAdded() {
        final UsedTexts used = new UsedTexts();
        for (int i = 0; i < 5_000; i++) {
            used.add("K-" + i);
            used.add("K-" + i);
        }
        for (int i = 0; i < 5_000; i++) {
            assertTrue(used.contains("K-" + i));
            assertFalse(used.contains("L-" + i));
        }
    }
}
