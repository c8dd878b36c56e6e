// SPDX-License-Identifier: Apache-2.0
package io.nifigan.common;

import java.util.function.IntSupplier;
import java.util.function.IntToDoubleFunction;

/**
 * A pool of workers that run the same task in parallel, again and again, without allocating memory for a run. Each
 * worker has a thread of its failureHere; worker 0 uses the calling thread. Where fewer threads may be busy, a thread
 * runs several workers in turn. One thread at a time may call {@link #run}.
 */
public final class WorkerPool implements AutoCloseable {
    /** The work of one worker in a run. */
    public interface Task {
        void run(int worker);
    }

    private final int size;
    private final IntSupplier max;
    private Task task;
    private int round;
    private int threads;
    private int busy;
    private boolean closed;
    private Throwable failure;

    /** @param size the number of workers, the calling thread included */
    public WorkerPool(final int size) {
        this(size, () -> size);
    }

    /**
     * @param size the number of workers, the calling thread included
     * @param max supplies the maximum number of busy threads, 1 or more; called before every run
     */
    public WorkerPool(final int size, final IntSupplier max) {
        this.size = size;
        this.max = max;
        for (int i = 1; i < size; i++) {
            final int worker = i;
            Thread.ofPlatform().daemon().name("nifi-gan-worker-" + worker).start(() -> work(worker));
        }
    }

    /** A pool for a training, limited to its share of the processors (see {@link TrainingThreads}). */
    public static WorkerPool ofTraining(final int size) {
        return new WorkerPool(size, TrainingThreads::allotted);
    }

    /** The number of workers. */
    public int size() {
        return size;
    }

    /**
     * Runs a task on every worker and returns when all are done.
     *
     * @throws IllegalStateException where the task failed on another thread than the calling one
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
        RuntimeException failureHere = null;
        try {
            run(next, 0, busyThreads);
        } catch (final RuntimeException e) {
            failureHere = e;
        }
        synchronized (this) {
            boolean interrupted = false;
            while (busy > 0) {
                try {
                    wait();
                } catch (final InterruptedException e) {
                    // The other workers still write to shared buffers: wait for them, and restore the interrupt for the
                    // caller.
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            if (failureHere != null) {
                throw failureHere;
            }
            if (failure != null) {
                throw new IllegalStateException("A worker thread of the training failed; the cause says why", failure);
            }
        }
    }

    /** Runs the task of every worker that a thread is responsible for. */
    private void run(final Task next, final int thread, final int of) {
        for (int worker = thread; worker < size; worker += of) {
            next.run(worker);
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

    /** Computes a number for each index from 0 to {@code count} - 1, in parallel. */
    public double[] numbers(final int count, final IntToDoubleFunction number) {
        final double[] numbers = new double[count];
        run(worker -> {
            for (int i = worker; i < count; i += size()) {
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
