// SPDX-License-Identifier: Apache-2.0
package io.nifigan.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.model.GANModel;
import io.nifigan.model.TrainedModel;
import io.nifigan.processors.Customers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SharedModelsTest {
    private static GANModel load() throws IOException {
        return GANModel.read(new ByteArrayInputStream(Customers.model()));
    }

    @Test
    void manyWhoAskAtOnceGetOneCopyThatIsLoadedOnce() throws Exception {
        final AtomicInteger loads = new AtomicInteger();
        try (ExecutorService threads = Executors.newFixedThreadPool(24)) {
            final Callable<TrainedModel> ask = () -> SharedModels.get("once", () -> {
                loads.incrementAndGet();
                return load();
            });
            final List<Future<TrainedModel>> answers = threads.invokeAll(Collections.nCopies(24, ask));
            for (final Future<TrainedModel> answer : answers) {
                assertSame(answers.getFirst().get(), answer.get());
            }
        }
        assertEquals(1, loads.get());
    }

    @Test
    void aFailureIsToldAndNotRemembered() throws IOException {
        assertThrows(
                IOException.class,
                () -> SharedModels.get("failing", () -> {
                    throw new IOException("not now");
                }));
        assertSame(SharedModels.get("failing", SharedModelsTest::load).getClass(), GANModel.class);
    }

    @Test
    void aModelThatNobodyHoldsIsFreed() throws Exception {
        final TrainedModel held = SharedModels.get("held", SharedModelsTest::load);
        final WeakReference<TrainedModel> free = new WeakReference<>(SharedModels.get("free", SharedModelsTest::load));
        for (int i = 0; i < 100 && free.get() != null; i++) {
            System.gc();
            Thread.sleep(20);
        }
        assertSame(null, free.get());
        final int before = SharedModels.size();
        assertSame(held, SharedModels.get("held", SharedModelsTest::load));
        assertNotSame(held, SharedModels.get("free", SharedModelsTest::load));
        assertTrue(before >= 1);
    }
}
