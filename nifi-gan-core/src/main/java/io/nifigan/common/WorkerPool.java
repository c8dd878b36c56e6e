// SPDX-License-Identifier: Apache-2.0
package io.nifigan.common;

import java.util.function.IntSupplier;
import java.util.function.IntToDoubleFunction;

/**
 * Members that do the same job side by side, again and again. Each has a thread of its own, member 0 the calling one;
 * where fewer threads may be busy, each of these does the work of several members. Allocates nothing for a job.
 */
public final class WorkerPool implements AutoCloseable {
    /** One member's part of a job. */
    public interface Task {
        void run(int member);
    }

    private final int size;
    private final IntSupplier max;
    private Task task;
    private int round;
    private int threads;
    private int busy;
    private boolean closed;
    private Throwable failure;

    /** @param size how many members, the calling thread included */
    public WorkerPool(final int size) {
        this(size, () -> size);
    }

    /**
     * @param size how many members, the calling thread included
     * @param max how many threads may be busy, 1 or more; asked before every job
     */
    public WorkerPool(final int size, final IntSupplier max) {
        this.size = size;
        this.max = max;
        for (int i = 1; i < size; i++) {
            final int member = i;
            Thread.ofPlatform().daemon().name("nifi-gan-crew-" + member).start(() -> work(member));
        }
    }

    /** A crew that takes its fair share of the processors among the trainings that run. */
    public static WorkerPool ofTraining(final int size) {
        return new WorkerPool(size, TrainingThreads::allotted);
    }

    /** How many members there are. */
    public int size() {
        return size;
    }

    /**
     * Runs a job on every member and returns when all are done.
     *
     * @throws IllegalStateException where a thread of the crew's own failed
     */
    public void run(final Task next) {
        final int busyThreads = Math.clamp(max.getAsInt(), 1, size);
        synchronized (this) {
            task = next;
            threads = busyThreads;
            busy = busyThreads - 1;
            round++;
            notifyAll();
        }
        RuntimeException own = null;
        try {
            run(next, 0, busyThreads);
        } catch (final RuntimeException e) {
            own = e;
        }
        synchronized (this) {
            boolean interrupted = false;
            while (busy > 0) {
                try {
                    wait();
                } catch (final InterruptedException e) {
                    // The others still write to shared buffers: wait for them, and let the caller see the interrupt.
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            if (own != null) {
                throw own;
            }
            if (failure != null) {
                throw new IllegalStateException("A thread of the training failed", failure);
            }
        }
    }

    /** Runs the job of every member that falls to a thread. */
    private void run(final Task next, final int thread, final int of) {
        for (int member = thread; member < size; member += of) {
            next.run(member);
        }
    }

    private void work(final int thread) {
        int done = 0;
        while (true) {
            final Task current;
            final int of;
            synchronized (this) {
                while ((round == done || thread >= threads) && !closed) {
                    done = round;
                    try {
                        wait();
                    } catch (final InterruptedException e) {
                        return;
                    }
                }
                if (closed) {
                    return;
                }
                done = round;
                current = task;
                of = threads;
            }
            Throwable thrown = null;
            try {
                run(current, thread, of);
            } catch (final RuntimeException | Error e) {
                thrown = e;
            }
            synchronized (this) {
                if (thrown != null) {
                    failure = thrown;
                }
                if (--busy == 0) {
                    notifyAll();
                }
            }
        }
    }

    /** A number of each of so many things, found by all threads. */
    public double[] numbers(final int count, final IntToDoubleFunction number) {
        final double[] numbers = new double[count];
        run(member -> {
            for (int i = member; i < count; i += size()) {
                numbers[i] = number.applyAsDouble(i);
            }
        });
        return numbers;
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
