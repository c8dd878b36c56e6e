// SPDX-License-Identifier: Apache-2.0
package io.nifigan.common;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * Says whether work is to end early. Whoever works asks between pieces of work and ends with what was found so far. A
 * class and not an interface, so that a lambda that says whether to continue is never taken for one that says whether
 * to stop.
 */
public final class Cancellation {
    private static final Cancellation NEVER = new Cancellation(() -> false);

    private final BooleanSupplier cancelled;

    private Cancellation(final BooleanSupplier cancelled) {
        this.cancelled = cancelled;
    }

    /** Work that is never cancelled. */
    public static Cancellation never() {
        return NEVER;
    }

    /** Work that is cancelled as soon as a condition is true. */
    public static Cancellation when(final BooleanSupplier cancelled) {
        return new Cancellation(cancelled);
    }

    /** Work that is cancelled when this says so or another does. */
    public Cancellation or(final Cancellation other) {
        return new Cancellation(() -> isCancelled() || other.isCancelled());
    }

    /**
     * The same for work that several threads share: only the thread that calls this asks, until the answer is yes, and
     * the others see it.
     */
    public Cancellation shared() {
        final Thread asking = Thread.currentThread();
        final AtomicBoolean seen = new AtomicBoolean();
        return new Cancellation(() -> {
            if (!seen.get() && Thread.currentThread() == asking && isCancelled()) {
                seen.set(true);
            }
            return seen.get();
        });
    }

    /** Whether the work is to end now. */
    public boolean isCancelled() {
        return cancelled.getAsBoolean();
    }
}
