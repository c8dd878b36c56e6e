// SPDX-License-Identifier: Apache-2.0
package io.nifigan.common;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class WorkerPoolTest {
    @Test
    void everyMemberDoesEveryJobOnce() {
        final AtomicIntegerArray done = new AtomicIntegerArray(3);
        try (WorkerPool workers = new WorkerPool(3)) {
            for (int i = 1; i <= 500; i++) {
                workers.run(done::incrementAndGet);
                for (int member = 0; member < 3; member++) {
                    assertEquals(i, done.get(member));
                }
            }
        }
    }

    @Test
    void failureOfAMemberReachesTheCaller() {
        try (WorkerPool workers = new WorkerPool(2)) {
            final IllegalStateException thrown = assertThrows(
                    IllegalStateException.class,
                    () -> workers.run(member -> {
                        if (member == 1) {
                            throw new IllegalArgumentException("planted");
                        }
                    }));
            assertTrue(thrown.getCause() instanceof IllegalArgumentException);
        }
    }
}
