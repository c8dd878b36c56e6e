// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import io.nifigan.processors.sample.SampleGenerator;
import io.nifigan.processors.score.ScoreDiscriminator;
import io.nifigan.processors.train.TrainGAN;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.apache.nifi.processor.Processor;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starting, stopping and deploying anew, twenty times each, leaves nothing behind. */
@Tag("slow")
class LeaksTest {
    private static final int ROUNDS = 20;
    private static final int MIB = 1 << 20;

    @TempDir
    private Path folder;

    private static long files() {
        return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getOpenFileDescriptorCount();
    }

    /**
     * Threads that the engine or its libraries started; NiFi's mock has some of its own. Those of an earlier test may
     * still be about to end.
     */
    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("nifi-gan")
                        || name.startsWith("Deallocator")
                        || name.startsWith("JavaCPP")
                        || name.startsWith("HttpClient"))
                .count();
    }

    private static long classes() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().equals("Metaspace"))
                .mapToLong(pool -> pool.getUsage().getUsed())
                .sum();
    }

    private static boolean await(final BooleanSupplier seen) throws InterruptedException {
        final Instant patience = Instant.now().plus(Duration.ofSeconds(20));
        while (!seen.getAsBoolean() && Instant.now().isBefore(patience)) {
            System.gc();
            Thread.sleep(50);
        }
        return seen.getAsBoolean();
    }

    /**
     * The JDK's own method handles for comparing and hashing records (java.lang.runtime.ObjectMethods) remember softly
     * the last class that they were made to fit, and so one deployment at most, until one of another archive takes its
     * place or memory is short. A garbage collection alone may leave it for a quarter of an hour. What is held only so
     * goes before the JVM throws, or at a later try where a thread about to end held it too; what leaks stays.
     */
    private static boolean isGone(final WeakReference<?> held) {
        assertThrows(OutOfMemoryError.class, () -> Objects.requireNonNull(new long[Integer.MAX_VALUE - 8]));
        return held.get() == null;
    }

    /** Memory outside the heap, after a garbage collection. */
    private static long outside() throws InterruptedException {
        System.gc();
        Thread.sleep(100);
        System.gc();
        Thread.sleep(100);
        Pointer.deallocateReferences();
        return Pointer.totalBytes();
    }

    private void work(final TestRunner trainer, final TestRunner sampler, final TestRunner scorer) throws Exception {
        trainer.enqueue(Customers.csv(200));
        trainer.run();
        final MockFlowFile model = trainer.getFlowFilesForRelationship("model").getFirst();
        final Path file = Files.write(folder.resolve("model.zip"), model.toByteArray());
        sampler.enqueue(model.toByteArray());
        sampler.run();
        scorer.setProperty("Model Location", file.toString());
        scorer.enqueue(Customers.csv(50));
        scorer.run();
        sampler.assertTransferCount("success", 1);
        scorer.assertTransferCount("scored", 1);
        List.of(trainer, sampler, scorer).forEach(TestRunner::clearTransferState);
    }

    private static TestRunner trainer(final Processor processor) {
        final TestRunner runner = Flow.runner(processor);
        Flow.csvReader(runner);
        Flow.set(runner, Customers.QUICK);
        return runner;
    }

    private static TestRunner sampler(final Processor processor) {
        final TestRunner runner = Flow.runner(processor);
        runner.setProperty("Number of Records", "50");
        Flow.jsonWriter(runner);
        return runner;
    }

    private static TestRunner scorer() {
        final TestRunner runner = Flow.runner(new ScoreDiscriminator());
        Flow.csvReader(runner);
        Flow.jsonWriter(runner);
        runner.setProperty("Routing Strategy", "All To Scored");
        return runner;
    }

    @Test
    void startingAndStoppingLeavesNothing() throws Exception {
        final TestRunner trainer = trainer(new TrainGAN());
        final TestRunner sampler = sampler(new SampleGenerator());
        final TestRunner scorer = scorer();
        // Each round has another one, so that nothing is cached from the round before.
        trainer.setProperty("Random Seed", "99");
        work(trainer, sampler, scorer);
        final long threads = threads();
        final long files = files();
        final long outside = outside();
        for (int i = 0; i < ROUNDS; i++) {
            trainer.setProperty("Random Seed", Integer.toString(i));
            work(trainer, sampler, scorer);
        }
        assertTrue(
                await(() -> threads() <= threads),
                () -> Thread.getAllStackTraces().keySet().toString());
        assertTrue(files() <= files + 3, files + " open files became " + files());
        final long grown = outside() - outside;
        assertTrue(grown < MIB, "%,d bytes more outside the heap".formatted(grown));
    }

    @Test
    void deployingAnewLetsGoOfTheOldClassesThreadsAndLibraries() throws Exception {
        final ClassLoader before = Thread.currentThread().getContextClassLoader();
        WeakReference<ClassLoader> last = new WeakReference<>(null);
        final long threads = threads();
        long files = 0;
        long classes = 0;
        for (int i = 0; i < ROUNDS; i++) {
            try (Nar nar = new Nar()) {
                Thread.currentThread().setContextClassLoader(nar);
                deploy(nar);
                last = new WeakReference<>(nar);
            } finally {
                Thread.currentThread().setContextClassLoader(before);
            }
            final WeakReference<ClassLoader> deployed = last;
            assertTrue(
                    await(() -> threads() <= threads),
                    () -> "threads stay: " + Thread.getAllStackTraces().keySet());
            assertTrue(await(() -> isGone(deployed)), "the classes stay");
            if (i == 0) {
                files = files();
                classes = classes();
            }
        }
        assertNull(last.get());
        // JavaCPP's library opens /proc/self/statm and never closes it.
        assertTrue(files() <= files + ROUNDS, files + " open files became " + files());
        assertTrue(classes() < classes + 4 * MIB, "%,d bytes of classes became %,d".formatted(classes, classes()));
    }

    private static void deploy(final Nar nar) throws Exception {
        final Processor training = nar.processor(TrainGAN.class);
        final TestRunner trainer = trainer(training);
        trainer.enqueue(Customers.csv(200));
        trainer.run();
        trainer.assertTransferCount("model", 1);
        final Processor sampling = nar.processor(SampleGenerator.class);
        final TestRunner sampler = sampler(sampling);
        sampler.enqueue(trainer.getFlowFilesForRelationship("model").getFirst().toByteArray());
        sampler.run();
        sampler.assertTransferCount("success", 1);
        Flow.remove(training);
        Flow.remove(sampling);
    }
}
