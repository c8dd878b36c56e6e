// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.flow;

import io.nifigan.common.Cancellation;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Makes pieces of work on a second thread while the caller processes earlier ones. Only that thread asks the source, so
 * the pieces and their order are the same as without it. The thread that takes the pieces closes this; then the second
 * thread has ended.
 *
 * @param <T> the pieces
 * @param <E> what making a piece may throw; the caller gets it instead of the piece
 */
public final class ReadAhead<T, E extends Exception> implements AutoCloseable {
    /** How often a waiting caller checks whether it was cancelled. */
    private static final long PATIENCE_MILLIS = 100;

    private final Source<T, E> source;
    private final int max;
    private final Cancellation cancellation;
    private final Deque<T> made = new ArrayDeque<>();
    /** Null if the caller's thread makes the pieces. */
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
     * @param source asked for one piece after the other; closing interrupts it and waits until it returns
     * @param max the maximum number of pieces that wait for the caller, besides the one in work; with 0, or on a
     *     machine of one processor, each piece is made when the caller asks for it
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
     * @throws ProcessorStoppedException if the caller was cancelled, or is interrupted while it waits
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

    /** Rethrows an exception of the source unchanged. */
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
            // Only closing interrupts, and then no piece is needed.
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

    /** Waits for room; false if this was closed. */
    private synchronized boolean put(final T piece) throws InterruptedException {
        while (made.size() >= max && !closed) {
            wait();
        }
        made.add(piece);
        notifyAll();
        return !closed;
    }

    /** Ends the second thread, and waits until the source has returned. */
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
                // The caller frees what the source uses next, so this must wait.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
