// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nifigan.common.Cancellation;
import io.nifigan.sample.condition.SamplingException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A test hangs, and fails by its timeout, if a thread waits for something that never comes. */
@Timeout(60)
class ReadAheadTest {
    private static final int PIECES = 200;

    private final Set<Thread> askers = ConcurrentHashMap.newKeySet();
    private final AtomicInteger made = new AtomicInteger();

    /** Numbers from 0 on, then null. */
    private Integer number() {
        askers.add(Thread.currentThread());
        final int next = made.getAndIncrement();
        return next < PIECES ? next : null;
    }

    private Thread other() {
        assertEquals(1, askers.size(), "one thread alone asks the source");
        return askers.iterator().next();
    }

    @BeforeEach
    void needsASecondProcessor() {
        assumeTrue(Runtime.getRuntime().availableProcessors() > 1);
    }

    @Test
    void givesAllPiecesInTheirOrderAndThenNone() throws Exception {
        try (ReadAhead<Integer, RuntimeException> pieces = new ReadAhead<>(this::number, 3, Cancellation.never())) {
            for (int i = 0; i < PIECES; i++) {
                assertEquals(i, pieces.next());
            }
            assertNull(pieces.next());
            assertNull(pieces.next());
        }
        assertEquals(PIECES + 1, made.get(), "after the last the source is not asked again");
        assertNotSame(Thread.currentThread(), other());
        assertFalse(other().isAlive());
    }

    @Test
    void makesEachPieceOnTheCallersThreadWhereNoneIsToBeReady() throws Exception {
        try (ReadAhead<Integer, RuntimeException> pieces = new ReadAhead<>(this::number, 0, Cancellation.never())) {
            assertEquals(0, made.get());
            assertEquals(0, pieces.next());
            assertEquals(1, pieces.next());
            assertEquals(2, made.get());
        }
        assertSame(Thread.currentThread(), other());
    }

    @Test
    void makesNoMorePiecesThanMayLieReady() throws Exception {
        try (ReadAhead<Integer, RuntimeException> pieces = new ReadAhead<>(this::number, 3, Cancellation.never())) {
            for (int taken = 1; taken <= 20; taken++) {
                pieces.next();
                while (made.get() < taken + 4 || other().getState() != Thread.State.WAITING) {
                    Thread.onSpinWait();
                }
                assertEquals(taken + 4, made.get(), "those taken, three ready and the one in hand");
            }
        }
        assertFalse(other().isAlive(), "closing ends a thread that waits for room");
    }

    @Test
    void throwsWhatTheSourceThrewAfterThePiecesBefore() throws Exception {
        final SamplingException fault = new SamplingException("Only 3 of 9 rows were like those learnt");
        try (ReadAhead<Integer, SamplingException> pieces = new ReadAhead<>(
                () -> {
                    if (made.get() == 3) {
                        throw fault;
                    }
                    return number();
                },
                3,
                Cancellation.never())) {
            for (int i = 0; i < 3; i++) {
                assertEquals(i, pieces.next());
            }
            assertSame(fault, assertThrows(SamplingException.class, pieces::next));
        }
        assertFalse(other().isAlive());
    }

    @Test
    void throwsFaultsAndErrorsAsTheyAreToo() {
        for (final Throwable fault :
                new Throwable[] {new IllegalArgumentException("no such column"), new OutOfMemoryError("heap")}) {
            try (ReadAhead<Integer, SamplingException> pieces = new ReadAhead<>(
                    () -> {
                        if (fault instanceof Error error) {
                            throw error;
                        }
                        throw (RuntimeException) fault;
                    },
                    2,
                    Cancellation.never())) {
                assertSame(fault, assertThrows(fault.getClass(), pieces::next));
            }
        }
    }

    /** A source that makes nothing until it is interrupted. */
    private Integer never() {
        askers.add(Thread.currentThread());
        try {
            new CountDownLatch(1).await();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return null;
    }

    private void awaitAsker() {
        while (askers.isEmpty()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aStopEndsTheWaitForAPieceThatDoesNotCome() {
        final AtomicBoolean scheduled = new AtomicBoolean(true);
        try (ReadAhead<Integer, RuntimeException> pieces =
                new ReadAhead<>(this::never, 2, Cancellation.when(() -> !scheduled.get()))) {
            Thread.ofVirtual().start(() -> {
                awaitAsker();
                scheduled.set(false);
            });
            assertThrows(ProcessorStoppedException.class, pieces::next);
        }
        assertFalse(other().isAlive());
    }

    @Test
    void givesNothingMoreOnceStopped() throws Exception {
        final AtomicBoolean scheduled = new AtomicBoolean(true);
        try (ReadAhead<Integer, RuntimeException> pieces =
                new ReadAhead<>(this::number, 2, Cancellation.when(() -> !scheduled.get()))) {
            assertEquals(0, pieces.next());
            scheduled.set(false);
            assertThrows(ProcessorStoppedException.class, pieces::next);
        }
    }

    @Test
    void anInterruptEndsTheWaitAndIsSeenByTheCaller() {
        try (ReadAhead<Integer, RuntimeException> pieces = new ReadAhead<>(this::never, 2, Cancellation.never())) {
            final Thread caller = Thread.currentThread();
            Thread.ofVirtual().start(() -> {
                awaitAsker();
                caller.interrupt();
            });
            assertThrows(ProcessorStoppedException.class, pieces::next);
        }
        assertTrue(Thread.interrupted(), "also after closing, which waits for the other thread");
        assertFalse(other().isAlive());
    }

    @Test
    void closingWaitsForASourceThatTakesNoNoticeOfAnInterrupt() {
        final CountDownLatch goOn = new CountDownLatch(1);
        final AtomicBoolean inUse = new AtomicBoolean();
        final ReadAhead<Integer, RuntimeException> pieces = new ReadAhead<>(
                () -> {
                    inUse.set(true);
                    askers.add(Thread.currentThread());
                    boolean waiting = true;
                    while (waiting) {
                        try {
                            goOn.await();
                            waiting = false;
                        } catch (final InterruptedException e) {
                            // As native code does.
                            goOn.countDown();
                        }
                    }
                    inUse.set(false);
                    return 1;
                },
                2,
                Cancellation.never());
        awaitAsker();
        pieces.close();
        assertFalse(inUse.get(), "what the source works on may be let go of");
        assertFalse(other().isAlive());
    }
}
