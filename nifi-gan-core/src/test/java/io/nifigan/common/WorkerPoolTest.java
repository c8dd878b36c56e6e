// SPDX-License-Identifier: Apache-2.0
package io.nifigan.common;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class WorkerPoolTest {
    @Test
    void everyWorkerRunsEveryTaskOnce() {
        final AtomicIntegerArray done = new AtomicIntegerArray(3);
        try (WorkerPool workers = new WorkerPool(3)) {
            for (int i = 1; i <= 500; i++) {
                workers.run(done::incrementAndGet);
                for (int worker = 0; worker < 3; worker++) {
                    assertEquals(i, done.get(worker));
                }
            }
        }
    }

    @Test
    void aWorkersFailureReachesTheCaller() {
        try (WorkerPool workers = new WorkerPool(2)) {
            final IllegalStateException thrown = assertThrows(
                    IllegalStateException.class,
                    () -> workers.run(worker -> {
                        if (worker == 1) {
                            throw new IllegalArgumentException("planted");
                        }
                    }));
            assertTrue(thrown.getCause() instanceof IllegalArgumentException);
        }
    }
}
