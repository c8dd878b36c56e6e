// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

/** Threads that do the same job side by side, again and again: the calling thread is one of them. Allocates nothing for a job. */
public final class Crew implements AutoCloseable {
    /** One member's part of a job. */
    public interface Job {
        void run(int member);
    }

    private final int size;
    private Job job;
    private int round;
    private int busy;
    private boolean closed;
    private Throwable failure;

    /** @param size how many members, the calling thread included */
    public Crew(final int size) {
        this.size = size;
        for (int i = 1; i < size; i++) {
            final int member = i;
            Thread.ofPlatform().daemon().name("nifi-gan-crew-" + member).start(() -> work(member));
        }
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
    public void run(final Job next) {
        synchronized (this) {
            job = next;
            busy = size - 1;
            round++;
            notifyAll();
        }
        RuntimeException own = null;
        try {
            next.run(0);
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

    private void work(final int member) {
        int done = 0;
        while (true) {
            final Job current;
            synchronized (this) {
                while (round == done && !closed) {
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
                current = job;
            }
            Throwable thrown = null;
            try {
                current.run(member);
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

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
