// SPDX-License-Identifier: Apache-2.0
package io.nifigan.common;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A period of time that work may take, measured by one clock. Immutable. Budgets derived from another use the same
 * clock.
 */
public final class TimeBudget {
    /** Long enough for any work, short enough that sums of nanoseconds do not overflow. */
    private static final Duration LONGEST = Duration.ofDays(3_650);

    private final LongSupplier clock;
    private final long begin;
    private final long end;

    private TimeBudget(final LongSupplier clock, final long begin, final long end) {
        this.clock = clock;
        this.begin = begin;
        this.end = end;
    }

    /** A budget that begins now, measured by the system's clock. */
    public static TimeBudget of(final Duration length) {
        return of(length, System::nanoTime);
    }

    /**
     * A budget that begins now.
     *
     * @param clock the time in nanoseconds, such as {@link System#nanoTime()}
     */
    public static TimeBudget of(final Duration length, final LongSupplier clock) {
        final long now = clock.getAsLong();
        return new TimeBudget(clock, now, now + nanos(length));
    }

    /** A budget that no work uses up. */
    public static TimeBudget unlimited() {
        return of(LONGEST);
    }

    private static long nanos(final Duration duration) {
        return (duration.compareTo(LONGEST) < 0 ? duration : LONGEST).toNanos();
    }

    /** A budget of the same length, of which the given time is already spent. */
    public TimeBudget spent(final Duration before) {
        final long began = now() - nanos(before);
        return new TimeBudget(clock, began, began + end - begin);
    }

    /**
     * The same budget with an earlier end.
     *
     * @param back how much earlier; a negative duration makes the end later
     */
    public TimeBudget keeping(final Duration back) {
        return new TimeBudget(clock, begin, end - nanos(back));
    }

    /**
     * A budget that begins now and has a share of the time that is left.
     *
     * @param share 0 to 1
     */
    public TimeBudget share(final double share) {
        final long now = now();
        return new TimeBudget(clock, now, now + (long) (share * Math.max(0, end - now)));
    }

    /** A budget that begins now and has the time that is left, but at most {@code max}. */
    public TimeBudget atMost(final Duration max) {
        final long now = now();
        return new TimeBudget(clock, now, Math.min(end, now + nanos(max)));
    }

    /** The time from the budget's begin to its end; negative where {@link #keeping} moved the end before the begin. */
    public Duration length() {
        return Duration.ofNanos(end - begin);
    }

    /** The time since the budget began. */
    public Duration elapsed() {
        return Duration.ofNanos(now() - begin);
    }

    /** The time that is left; 0 where the budget is used up. */
    public Duration left() {
        return Duration.ofNanos(Math.max(0, end - now()));
    }

    /** Whether the budget is used up. */
    public boolean isOver() {
        return now() >= end;
    }

    /** A cancellation that happens when the budget is used up. */
    public Cancellation cancellation() {
        return Cancellation.when(this::isOver);
    }

    /** The time of the budget's clock, in nanoseconds. */
    public long now() {
        return clock.getAsLong();
    }
}
