// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.processors.augment.AugmentRecords;
import io.nifigan.processors.score.ScoreDiscriminator;
import io.nifigan.processors.train.TrainGAN;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.nifi.processor.Processor;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Mutated CSV and JSON through NiFi's own readers: each FlowFile is processed or goes to failure with a reason; none is
 * lost, and nothing is thrown. Memory and threads do not grow. The system property nifigan.fuzz sets the number of
 * inputs, a few by default; {@code ./check fuzz} runs 10,000.
 */
@Tag("slow")
class InputFuzzTest {
    private static final int FEW = 150;
    private static final int SHOWN = 10;
    private static final int AT_ONCE = 50;
    private static final long MAX_GROWTH = 64L << 20;
    private static final Duration LONGEST = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private final List<String> failures = new ArrayList<>();
    private int failed;

    private TestRunner runner(final int which, final boolean json) {
        final Processor processor = switch (which) {
            case 0 -> new TrainGAN();
            case 1 -> new AugmentRecords();
            default -> new ScoreDiscriminator();
        };
        final TestRunner runner = Flow.runner(processor);
        if (json) {
            Flow.jsonReader(runner);
        } else {
            Flow.csvReader(runner);
        }
        if (which == 0) {
            Flow.set(runner, Customers.QUICK);
            Flow.set(runner, Map.of("Maximum Steps", "2", "Choose Among Records", "false"));
            return runner;
        }
        Flow.jsonWriter(runner);
        runner.setProperty("Model Location", folder.resolve("model.zip").toString());
        if (which == 1) {
            Flow.set(runner, Map.of("Class Column", "city", "Class Shares", "Bergen=30%", "Random Seed", "1"));
        } else {
            Flow.set(
                    runner,
                    Map.of(
                            "Routing Strategy",
                            "All To Scored",
                            "Reasons Field",
                            "reasons",
                            "Unusual Values Field",
                            "unusual"));
        }
        return runner;
    }

    private void check(final TestRunner runner, final int number, final byte[] input) {
        final long started = System.nanoTime();
        try {
            runner.enqueue(input);
            runner.run(1, true, true);
            final List<MockFlowFile> refused = runner.getFlowFilesForRelationship("failure");
            assertEquals(
                    1,
                    refused.size()
                            + runner.getFlowFilesForRelationship("original").size());
            assertEquals(0, runner.getQueueSize().getObjectCount());
            for (final MockFlowFile flowFile : refused) {
                final String error = flowFile.getAttribute("gan.error");
                assertTrue(
                        error != null && error.length() > 15 && error.length() < 5_000 && !error.contains("io.nifigan"),
                        error);
                flowFile.assertContentEquals(input);
            }
            assertTrue(System.nanoTime() - started < LONGEST.toNanos(), "it takes too long");
        } catch (final IOException | RuntimeException | Error e) {
            failed++;
            if (failures.size() < SHOWN) {
                Throwable cause = e;
                while (cause.getCause() != null) {
                    cause = cause.getCause();
                }
                failures.add("case %d in %s: %s at %s"
                        .formatted(
                                number,
                                runner.getProcessor().getClass().getSimpleName(),
                                cause,
                                cause.getStackTrace().length == 0 ? "?" : cause.getStackTrace()[0]));
            }
        }
    }

    @Test
    void mutatedInputsAreWorkedOnOrRefused() throws Exception {
        Files.write(folder.resolve("model.zip"), Customers.model());
        final int cases = Integer.getInteger("nifigan.fuzz", FEW);
        final String sound = Customers.csv(40);
        long[] before = null;
        for (int i = 0; i < cases; i += AT_ONCE) {
            if (before == null && i >= cases / 5) {
                before = size();
            }
            final SplittableRandom choice = new SplittableRandom(i);
            final boolean json = choice.nextBoolean();
            // A training takes longest, so it is the rarest.
            final TestRunner runner = runner(Math.min(4, choice.nextInt(5)), json);
            for (int k = i; k < Math.min(cases, i + AT_ONCE); k++) {
                final WildRecords wild = new WildRecords(new SplittableRandom(k));
                check(runner, k, json ? wild.json(sound) : wild.csv(sound));
                runner.clearTransferState();
                runner.clearProvenanceEvents();
            }
            // Otherwise the engine would count it as a user for ever.
            Flow.remove(runner.getProcessor());
        }
        final long[] after = size();
        Files.writeString(
                Files.createDirectories(Path.of("target/fuzz")).resolve("inputs.txt"),
                "%d %d%n%s%n".formatted(cases - failed, failed, String.join("\n", failures)));
        assertTrue(failures.isEmpty(), "%d of %d failed:%n%s".formatted(failed, cases, String.join("\n", failures)));
        assertTrue(
                after[0] < before[0] + MAX_GROWTH && after[1] < before[1] + MAX_GROWTH && after[2] <= before[2] + 3,
                "heap, native memory and threads went from %s to %s"
                        .formatted(Arrays.toString(before), Arrays.toString(after)));
    }

    private static long[] size() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(50);
        }
        return new long[] {
            Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory(),
            Pointer.totalBytes(),
            ManagementFactory.getThreadMXBean().getThreadCount()
        };
    }
}
