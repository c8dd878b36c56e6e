// SPDX-License-Identifier: Apache-2.0
package io.nifigan.common;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Shares the processors among the trainings that run in this process. More busy threads than processors do not make
 * trainings faster: threads of a {@link WorkerPool} wait for each other at every step, so that one that waits for a
 * processor holds up the others. A training's result does not depend on how many processors it gets.
 */
public final class TrainingThreads {
    private static final AtomicInteger RUNNING = new AtomicInteger();

    private TrainingThreads() {}

    /** A training that takes part, until it is closed. */
    public interface Running extends AutoCloseable {
        @Override
        void close();
    }

    /** Notes that a training begins. */
    public static Running begin() {
        RUNNING.incrementAndGet();
        return RUNNING::decrementAndGet;
    }

    /** How many threads each training may keep busy now, 1 or more. */
    public static int allotted() {
        return allotted(Runtime.getRuntime().availableProcessors(), RUNNING.get());
    }

    /**
     * Rounded up: with a processor too many for all to get the same, it is better that one is wanted twice than that
     * one is idle.
     */
    static int allotted(final int processors, final int trainings) {
        final int sharing = Math.max(1, trainings);
        return Math.max(1, (processors + sharing - 1) / sharing);
    }
}
