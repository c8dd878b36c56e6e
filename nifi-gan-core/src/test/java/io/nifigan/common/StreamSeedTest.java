// SPDX-License-Identifier: Apache-2.0
package io.nifigan.common;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StreamSeedTest {
    /** Rows that are drawn by them and trees that are grown by them have nothing to do with each other. */
    private static final List<Set<StreamSeed>> HARMLESS = List.of(
            Set.of(StreamSeed.USEFULNESS_SYNTHETIC_TREES, StreamSeed.CLOSEST_TRAINING),
            Set.of(StreamSeed.USEFULNESS_REAL_TREES, StreamSeed.CLOSEST_HELD_OUT));

    @Test
    void streamsOfOneSeedDoNotOverlap() {
        for (final StreamSeed a : StreamSeed.values()) {
            for (final StreamSeed b : StreamSeed.values()) {
                if (a != b && a.base() == b.base() && !HARMLESS.contains(Set.of(a, b))) {
                    assertTrue(
                            a.first() + a.count() <= b.first() || b.first() + b.count() <= a.first(), a + " and " + b);
                }
            }
        }
    }

    @Test
    void seedsAreDerivedFromTheStreamsNumber() {
        assertEquals(RandomStream.stream(42, 7_001), StreamSeed.PROTECTION.of(42));
        assertEquals(RandomStream.stream(42, 2_003), StreamSeed.DRAWS.of(42, 3));
        assertThrows(IllegalArgumentException.class, () -> StreamSeed.DRAWS.of(42, 4));
    }
}
