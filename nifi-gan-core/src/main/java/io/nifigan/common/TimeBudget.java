// SPDX-License-Identifier: Apache-2.0
package io.nifigan.common;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Time that may be spent, by one clock. Immutable. What is handed out of a budget asks the same clock. */
public final class TimeBudget {
    /** Long enough for anything, short enough that sums of nanoseconds do not overflow. */
    private static final Duration LONGEST = Duration.ofDays(3_650);

    private final LongSupplier clock;
    private final long begin;
    private final long end;

    private TimeBudget(final LongSupplier clock, final long begin, final long end) {
        this.clock = clock;
        this.begin = begin;
        this.end = end;
    }

    /** A budget that begins now, by the system's clock. */
    public static TimeBudget of(final Duration length) {
        return of(length, System::nanoTime);
    }

    /**
     * A budget that begins now.
     *
     * @param clock in nanoseconds, such as {@link System#nanoTime()}
     */
    public static TimeBudget of(final Duration length, final LongSupplier clock) {
        final long now = clock.getAsLong();
        return new TimeBudget(clock, now, now + nanos(length));
    }

    /** As much time as there is. */
    public static TimeBudget unlimited() {
        return of(LONGEST);
    }

    private static long nanos(final Duration duration) {
        return (duration.compareTo(LONGEST) < 0 ? duration : LONGEST).toNanos();
    }

    /** A budget of the same length that began so long before now. */
    public TimeBudget spent(final Duration before) {
        final long began = now() - nanos(before);
        return new TimeBudget(clock, began, began + end - begin);
    }

    /** The same budget, ending earlier by what is kept back, later where that is negative. */
    public TimeBudget keeping(final Duration back) {
        return new TimeBudget(clock, begin, end - nanos(back));
    }

    /** A part of the time that is left, from now on: the share must be 0 to 1. */
    public TimeBudget share(final double share) {
        final long now = now();
        return new TimeBudget(clock, now, now + (long) (share * Math.max(0, end - now)));
    }

    /** The time that is left, from now on, but no more than so much. */
    public TimeBudget atMost(final Duration max) {
        final long now = now();
        return new TimeBudget(clock, now, Math.min(end, now + nanos(max)));
    }

    /** How long the budget is as a whole; negative where more was kept back than there was. */
    public Duration length() {
        return Duration.ofNanos(end - begin);
    }

    /** The time since the budget began. */
    public Duration elapsed() {
        return Duration.ofNanos(now() - begin);
    }

    /** The time that is left, 0 where the budget is over. */
    public Duration left() {
        return Duration.ofNanos(Math.max(0, end - now()));
    }

    /** Whether all time is used up. */
    public boolean isOver() {
        return now() >= end;
    }

    /** Cancels work when the budget is over. */
    public Cancellation cancellation() {
        return Cancellation.when(this::isOver);
    }

    /** What the budget's clock says, in nanoseconds. */
    public long now() {
        return clock.getAsLong();
    }
}
