// SPDX-License-Identifier: Apache-2.0
package io.nifigan.common;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The number of threads that each training in this process may keep busy, so that together they do not use more than
 * there are processors. More would be slower: threads of a {@link WorkerPool} wait for each other at every step, so
 * that one without a processor holds up the others. A training's result does not depend on the number of threads.
 */
public final class TrainingThreads {
    private static final AtomicInteger RUNNING = new AtomicInteger();

    private TrainingThreads() {}

    /** A running training; closing it marks its end. */
    public interface Running extends AutoCloseable {
        @Override
        void close();
    }

    /** Registers a training that begins now. */
    public static Running begin() {
        RUNNING.incrementAndGet();
        return RUNNING::decrementAndGet;
    }

    /** The number of threads that each training may keep busy now, 1 or more. */
    public static int allotted() {
        return allotted(Runtime.getRuntime().availableProcessors(), RUNNING.get());
    }

    /**
     * The quotient is rounded up: where processors cannot be shared evenly, some threads compete rather than leave a
     * processor idle.
     */
    static int allotted(final int processors, final int trainings) {
        final int sharing = Math.max(1, trainings);
        return Math.max(1, (processors + sharing - 1) / sharing);
    }
}
