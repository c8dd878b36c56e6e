// SPDX-License-Identifier: Apache-2.0
package io.nifigan.common;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TimeBudgetTest {
    private final AtomicLong clock = new AtomicLong(-5_000_000_000L);
    private final TimeBudget ten = TimeBudget.of(Duration.ofSeconds(10), clock::get);

    private void pass(final double seconds) {
        clock.addAndGet((long) (seconds * 1e9));
    }

    @Test
    void endsWhenItsTimeIsOver() {
        assertEquals(Duration.ofSeconds(10), ten.left());
        pass(9.5);
        assertFalse(ten.isOver());
        assertFalse(ten.cancellation().isCancelled());
        assertEquals(Duration.ofMillis(9_500), ten.elapsed());
        pass(.5);
        assertTrue(ten.isOver());
        assertTrue(ten.cancellation().isCancelled());
        pass(3);
        assertEquals(Duration.ZERO, ten.left());
        assertEquals(Duration.ofSeconds(13), ten.elapsed());
    }

    @Test
    void givesSharesOfTheTimeLeft() {
        pass(2);
        final TimeBudget quarter = ten.share(.25);
        assertEquals(Duration.ofSeconds(2), quarter.left());
        assertEquals(Duration.ZERO, quarter.elapsed());
        pass(1);
        // What was not used of a share is there for the next.
        assertEquals(Duration.ofMillis(3_500), ten.share(.5).left());
        assertEquals(ten.left(), ten.share(1).left());
        assertEquals(Duration.ofSeconds(2), ten.atMost(Duration.ofSeconds(2)).left());
        assertEquals(ten.left(), ten.atMost(Duration.ofDays(1)).left());
        pass(100);
        assertTrue(ten.share(.5).isOver());
    }

    @Test
    void reservesTimeAndCountsTimeSpentBefore() {
        final TimeBudget less = ten.keeping(Duration.ofSeconds(3));
        assertEquals(Duration.ofSeconds(7), less.left());
        assertTrue(ten.keeping(Duration.ofSeconds(11)).isOver());
        pass(1);
        final TimeBudget resumed = ten.spent(Duration.ofSeconds(4));
        assertEquals(Duration.ofSeconds(4), resumed.elapsed());
        assertEquals(Duration.ofSeconds(6), resumed.left());
        assertEquals(ten.length(), resumed.length());
    }

    @Test
    void aSharedCancellationIsCheckedByOneThreadUntilItIsTrue() throws InterruptedException {
        final List<Thread> asking = new ArrayList<>();
        final Cancellation shared = Cancellation.never()
                .or(Cancellation.when(() -> {
                    asking.add(Thread.currentThread());
                    return asking.size() > 1;
                }))
                .shared();
        final List<Boolean> seen = new ArrayList<>();
        assertFalse(shared.isCancelled());
        Thread other = Thread.ofPlatform().start(() -> seen.add(shared.isCancelled()));
        other.join();
        assertTrue(shared.isCancelled());
        other = Thread.ofPlatform().start(() -> seen.add(shared.isCancelled()));
        other.join();
        assertTrue(shared.isCancelled());
        assertEquals(List.of(false, true), seen);
        assertEquals(List.of(Thread.currentThread(), Thread.currentThread()), asking);
    }
}
