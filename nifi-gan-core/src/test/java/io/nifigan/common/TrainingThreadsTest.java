// SPDX-License-Identifier: Apache-2.0
package io.nifigan.common;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.encode.EncodedTable;
import io.nifigan.encode.EncoderFitter;
import io.nifigan.model.TrainedModels;
import io.nifigan.table.Table;
import io.nifigan.train.TrainingStep;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class TrainingThreadsTest {
    @Test
    void trainingsShareTheProcessorsEqually() {
        assertEquals(2, TrainingThreads.allotted(2, 0));
        assertEquals(2, TrainingThreads.allotted(2, 1));
        assertEquals(1, TrainingThreads.allotted(2, 2));
        assertEquals(1, TrainingThreads.allotted(2, 5));
        assertEquals(3, TrainingThreads.allotted(8, 3));
        assertEquals(2, TrainingThreads.allotted(8, 4));
    }

    @Test
    void aTrainingGetsItsProcessorsBackWhenAnotherEnds() {
        final int processors = Runtime.getRuntime().availableProcessors();
        final int before = TrainingThreads.allotted();
        final TrainingThreads.Running[] others = new TrainingThreads.Running[processors];
        for (int i = 0; i < others.length; i++) {
            others[i] = TrainingThreads.begin();
        }
        assertEquals(1, TrainingThreads.allotted());
        for (final TrainingThreads.Running other : others) {
            other.close();
        }
        assertEquals(before, TrainingThreads.allotted());
    }

    @Test
    void fewerThreadsRunAllWorkers() {
        final AtomicInteger max = new AtomicInteger();
        final AtomicIntegerArray done = new AtomicIntegerArray(5);
        try (WorkerPool workers = new WorkerPool(5, max::get)) {
            for (int round = 1; round <= 300; round++) {
                max.set(1 + round % 6);
                final Set<Thread> threads = ConcurrentHashMap.newKeySet();
                workers.run(worker -> {
                    threads.add(Thread.currentThread());
                    done.incrementAndGet(worker);
                });
                assertEquals(Math.min(5, max.get()), threads.size());
                assertTrue(threads.contains(Thread.currentThread()));
                for (int worker = 0; worker < 5; worker++) {
                    assertEquals(round, done.get(worker));
                }
            }
        }
    }

    /** Other trainings begin and end meanwhile; the sums and their order stay the same. */
    @Test
    void theResultDoesNotDependOnTheNumberOfThreads() {
        assertArrayEquals(trainedParameters(false), trainedParameters(true));
    }

    private static float[] trainedParameters(final boolean disturbed) {
        final Table table = TrainedModels.table(300, 1);
        final EncodedTable encoded = EncoderFitter.fit(table, Set.of()).encode(table);
        try (TrainingStep trained =
                new TrainingStep(encoded, TrainedModels.SMALL.withBatchSize(256).withThreads(3), null, null)) {
            for (int step = 0; step < 20; step++) {
                final TrainingThreads.Running[] others = new TrainingThreads.Running
                        [disturbed ? step % 4 * Runtime.getRuntime().availableProcessors() : 0];
                for (int i = 0; i < others.length; i++) {
                    others[i] = TrainingThreads.begin();
                }
                trained.run(1e-3);
                for (final TrainingThreads.Running other : others) {
                    other.close();
                }
            }
            return trained.generatorParameters();
        }
    }
}
