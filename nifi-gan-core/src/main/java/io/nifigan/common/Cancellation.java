// SPDX-License-Identifier: Apache-2.0
package io.nifigan.common;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * A request to end work early. Workers check it between pieces of work and end with the results so far. A class and not
 * an interface, so that a lambda that means "continue" is never passed where "stop" is expected.
 */
public final class Cancellation {
    private static final Cancellation NEVER = new Cancellation(() -> false);

    private final BooleanSupplier cancelled;

    private Cancellation(final BooleanSupplier cancelled) {
        this.cancelled = cancelled;
    }

    /** A cancellation that never happens. */
    public static Cancellation never() {
        return NEVER;
    }

    /** A cancellation as soon as a condition is true. */
    public static Cancellation when(final BooleanSupplier cancelled) {
        return new Cancellation(cancelled);
    }

    /** A cancellation as soon as this one or the other one happens. */
    public Cancellation or(final Cancellation other) {
        return new Cancellation(() -> isCancelled() || other.isCancelled());
    }

    /**
     * This cancellation for work that several threads share: only the calling thread checks the condition, until it is
     * true; the other threads see the result.
     */
    public Cancellation shared() {
        final Thread checker = Thread.currentThread();
        final AtomicBoolean seen = new AtomicBoolean();
        return new Cancellation(() -> {
            if (!seen.get() && Thread.currentThread() == checker && isCancelled()) {
                seen.set(true);
            }
            return seen.get();
        });
    }

    /** Whether the work must end now. */
    public boolean isCancelled() {
        return cancelled.getAsBoolean();
    }
}
