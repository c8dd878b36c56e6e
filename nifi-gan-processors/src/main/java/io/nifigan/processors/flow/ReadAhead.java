// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.flow;

import io.nifigan.common.Cancellation;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Pieces of work in their order, of which the next ones are made on a thread of its own while the caller is still busy
 * with those before. One thread alone asks the source, so that it gives the same as without. To be closed after use by
 * the thread that takes the pieces; then the other one has ended.
 *
 * @param <T> the pieces
 * @param <E> what making them may throw, which the caller gets in place of the piece
 */
public final class ReadAhead<T, E extends Exception> implements AutoCloseable {
    /** How often it is asked, while the caller waits, whether it may go on. */
    private static final long PATIENCE_MILLIS = 100;

    private final Source<T, E> source;
    private final int max;
    private final Cancellation cancellation;
    private final Deque<T> made = new ArrayDeque<>();
    /** Null where the caller's thread makes the pieces. */
    private final Thread thread;

    private Throwable failure;
    private boolean ended;
    private boolean closed;

    /** Makes pieces. */
    @FunctionalInterface
    public interface Source<T, E extends Exception> {
        /** @return the next piece; null after the last, and then it is not asked again */
        T next() throws E;
    }

    /**
     * Begins to make pieces.
     *
     * @param source asked for one piece after the other; closing interrupts it, and waits for it where it takes no
     *     notice
     * @param max how many pieces may lie ready, besides one that the source has just made; 0, or a machine of one
     *     processor: none is made before it is asked for
     * @param cancellation of the caller
     */
    public ReadAhead(final Source<T, E> source, final int max, final Cancellation cancellation) {
        this.source = source;
        this.max = max;
        this.cancellation = cancellation;
        this.thread = max > 0 && Runtime.getRuntime().availableProcessors() > 1
                ? Thread.ofPlatform().daemon().name("nifi-gan-ahead").unstarted(this::work)
                : null;
        if (thread != null) {
            thread.start();
        }
    }

    /**
     * The next piece.
     *
     * @return null after the last
     * @throws E what the source threw, after the pieces before
     * @throws ProcessorStoppedException where the caller was stopped, or is interrupted while it waits
     */
    public T next() throws E, ProcessorStoppedException {
        if (cancellation.isCancelled()) {
            throw new ProcessorStoppedException();
        }
        return thread == null ? source.next() : take();
    }

    private synchronized T take() throws E, ProcessorStoppedException {
        while (made.isEmpty() && !ended) {
            try {
                wait(PATIENCE_MILLIS);
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ProcessorStoppedException();
            }
            if (cancellation.isCancelled()) {
                throw new ProcessorStoppedException();
            }
        }
        if (made.isEmpty() && failure != null) {
            rethrow(failure);
        }
        notifyAll();
        return made.poll();
    }

    /** Throws it as it is, so that whoever knows what to do about it does so. */
    @SuppressWarnings("unchecked")
    private void rethrow(final Throwable thrown) throws E {
        switch (thrown) {
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw (E) thrown;
        }
    }

    private void work() {
        Throwable thrown = null;
        try {
            T piece = source.next();
            while (piece != null && put(piece)) {
                piece = source.next();
            }
        } catch (final InterruptedException e) {
            // Only closing interrupts, and then nobody takes anything.
            Thread.currentThread().interrupt();
        } catch (final Exception | Error e) {
            thrown = e;
        }
        synchronized (this) {
            failure = thrown;
            ended = true;
            notifyAll();
        }
    }

    /** Waits for room; false where there will be none. */
    private synchronized boolean put(final T piece) throws InterruptedException {
        while (made.size() >= max && !closed) {
            wait();
        }
        made.add(piece);
        notifyAll();
        return !closed;
    }

    /** Ends the other thread, and waits until what it is about to make is made or given up. */
    @Override
    public void close() {
        if (thread == null) {
            return;
        }
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (final InterruptedException e) {
                // What the source works on is let go of next, so this cannot be cut short.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
