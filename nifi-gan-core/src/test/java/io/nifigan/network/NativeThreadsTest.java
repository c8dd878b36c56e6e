// SPDX-License-Identifier: Apache-2.0
package io.nifigan.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.model.GANModel;
import io.nifigan.model.TrainedModels;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class NativeThreadsTest {
    private static final int MIB = 1 << 20;

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name -> name.startsWith("Deallocator") || name.startsWith("JavaCPP"))
                .count();
    }

    private static boolean await(final BooleanSupplier seen) throws InterruptedException {
        final Instant patience = Instant.now().plus(Duration.ofSeconds(20));
        while (!seen.getAsBoolean() && Instant.now().isBefore(patience)) {
            System.gc();
            Thread.sleep(50);
        }
        return seen.getAsBoolean();
    }

    private static void makeGarbage() throws IOException {
        final byte[] file = TrainedModels.bytes(TrainedModels.model());
        for (int i = 0; i < 60; i++) {
            assertEquals(
                    TrainedModels.model().id(),
                    GANModel.read(new ByteArrayInputStream(file)).id());
        }
    }

    @Test
    void threadsEndWithTheLastUserAndStartAgainForTheNext() throws Exception {
        makeGarbage();
        final long threads = threads();
        assertTrue(threads >= 3, "%d threads free native memory".formatted(threads));
        final Object one = new Object();
        final Object other = new Object();
        NativeThreads.use(one);
        NativeThreads.use(other);
        NativeThreads.use(other);
        NativeThreads.release(one);
        Thread.sleep(1_500);
        assertEquals(threads, threads(), "somebody is left");
        NativeThreads.release(other);
        assertTrue(await(() -> threads() == 0), "nobody is left");
        final long before = Pointer.totalBytes();
        makeGarbage();
        NativeThreads.use(one);
        assertEquals(threads, threads());
        assertTrue(
                await(() -> Pointer.totalBytes() < before + MIB),
                "%,d bytes more outside the heap".formatted(Pointer.totalBytes() - before));
        makeGarbage();
        assertTrue(
                await(() -> Pointer.totalBytes() < before + MIB),
                "%,d bytes more outside the heap".formatted(Pointer.totalBytes() - before));
    }
}
