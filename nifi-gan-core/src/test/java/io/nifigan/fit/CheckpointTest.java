// SPDX-License-Identifier: Apache-2.0
package io.nifigan.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.common.Cancellation;
import io.nifigan.model.GANModel;
import io.nifigan.model.TrainedModels;
import io.nifigan.table.Table;
import io.nifigan.train.Checkpoints;
import io.nifigan.train.Progress;
import io.nifigan.train.TrainingException;
import io.nifigan.train.TrainingListener;
import io.nifigan.train.TrainingSettings;
import io.nifigan.train.TrainingStoppedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class CheckpointTest {
    private static final Duration NEVER = Duration.ofDays(1);
    private static final TrainingSettings SETTINGS =
            TrainedModels.SMALL.withMaxSteps(200).withTimeBudget(Duration.ofMinutes(10));
    private static final Table TABLE = TrainedModels.table(TrainedModels.ROWS, 1);

    @TempDir
    private Path folder;

    /** Notes at which steps there were reports, and crashes at one of them. */
    private static final class Reports implements TrainingListener {
        private final int crash;
        private final List<Integer> steps = new ArrayList<>();

        Reports(final int crash) {
            this.crash = crash;
        }

        @Override
        public void progress(final Progress progress) {
            steps.add(progress.step());
            if (progress.step() >= crash) {
                throw new IllegalStateException("killed");
            }
        }
    }

    /** Stops after it was asked so many times; counts what it is asked, and keeps what it is told. */
    private static final class Breaking implements TrainingListener {
        private final int after;
        private final List<String> notes = new ArrayList<>();
        private int asked;
        private int kept;

        Breaking(final int after) {
            this.after = after;
        }

        @Override
        public Cancellation cancellation() {
            return Cancellation.when(() -> ++asked > after);
        }

        @Override
        public void note(final String what) {
            notes.add(what);
        }

        @Override
        public void kept(final int step) {
            kept = step;
        }
    }

    private static Breaking whole() {
        return new Breaking(Integer.MAX_VALUE);
    }

    private GANModel fit(final TrainingListener listener, final Duration period) throws TrainingException {
        return fit(SETTINGS, listener, period);
    }

    private GANModel fit(final TrainingSettings settings, final TrainingListener listener, final Duration period)
            throws TrainingException {
        return new ModelFitter(settings).fit(TABLE, listener, new Checkpoints(folder, period));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        }
    }

    private Path only() throws IOException {
        assertEquals(1, files().size());
        return files().getFirst();
    }

    private static String withoutBreak() throws TrainingException {
        return new ModelFitter(SETTINGS).fit(TABLE, new TrainingListener() {}).id();
    }

    @Test
    void resumesAfterStopsAndGivesTheSameModelBitForBit() throws Exception {
        goesOnAfterStops(SETTINGS);
    }

    @Test
    void resumesATrainingWithEarlyStoppingBitForBit() throws Exception {
        final TrainingSettings watched =
                SETTINGS.withMaxSteps(2_000).withLearningRate(.02).withPatience(40);
        final Breaking listener = whole();
        final GANModel model = new ModelFitter(watched).fit(TABLE, listener);
        assertTrue(
                model.provenance().steps() < 1_000,
                "it stopped after " + model.provenance().steps());
        assertEquals(model.provenance().steps() - 40, listener.kept);
        goesOnAfterStops(watched);
    }

    private void goesOnAfterStops(final TrainingSettings settings) throws Exception {
        final Breaking undisturbed = whole();
        final String id = new ModelFitter(settings).fit(TABLE, undisturbed).id();
        final SplittableRandom random = new SplittableRandom(8);
        for (int trial = 0; trial < 3; trial++) {
            int stops = 0;
            final Breaking last = whole();
            for (int i = 0; i < 4; i++) {
                // Some stops come while it is measured or after the training.
                final Breaking stopped = new Breaking(random.nextInt(i == 3 ? undisturbed.asked : 90));
                try {
                    assertEquals(id, fit(settings, stopped, NEVER).id());
                } catch (final TrainingStoppedException e) {
                    stops++;
                }
            }
            assertTrue(stops > 0);
            assertEquals(id, fit(settings, last, NEVER).id());
            assertTrue(last.asked < undisturbed.asked, "it began anew");
            assertEquals(List.of(), last.notes);
            assertEquals(undisturbed.kept, last.kept);
        }
    }

    @Test
    void resumesFromTheLastSaveAfterACrash() throws Exception {
        final String id = withoutBreak();
        for (final int step : new int[] {60, 100, 180}) {
            final Reports crash = new Reports(step);
            assertThrows(IllegalStateException.class, () -> fit(crash, Duration.ZERO));
            assertEquals(20, crash.steps.getFirst());
            final Reports rest = new Reports(Integer.MAX_VALUE);
            assertEquals(id, fit(rest, NEVER).id());
            assertEquals(step, rest.steps.getFirst(), "where it went on");
            Files.delete(only());
        }
    }

    @Test
    void isKeptUntilTheCallerDiscardsIt() throws Exception {
        final Checkpoints checkpoints = new Checkpoints(folder, NEVER);
        final GANModel model = new ModelFitter(SETTINGS).fit(TABLE, whole(), checkpoints);
        final Breaking again = whole();
        assertEquals(model.id(), fit(again, NEVER).id());
        assertEquals(SETTINGS.maxSteps(), model.provenance().steps());
        checkpoints.discard();
        assertEquals(List.of(), files());
    }

    @Test
    void otherRowsOrSettingsHaveOtherCheckpoints() throws Exception {
        assertThrows(TrainingStoppedException.class, () -> fit(new Breaking(50), NEVER));
        final Path first = only();
        final byte[] bytes = Files.readAllBytes(first);
        assertThrows(
                TrainingStoppedException.class,
                () -> new ModelFitter(SETTINGS.withSeed(3))
                        .fit(TABLE, new Breaking(50), new Checkpoints(folder, NEVER)));
        assertThrows(
                TrainingStoppedException.class,
                () -> new ModelFitter(SETTINGS)
                        .fit(
                                TrainedModels.table(TrainedModels.ROWS, 2),
                                new Breaking(50),
                                new Checkpoints(folder, NEVER)));
        assertEquals(3, files().size());
        assertEquals(bytes.length, Files.readAllBytes(first).length);
    }

    @Test
    void aChangedCheckpointIsRefusedAndTheTrainingBeginsAnew() throws Exception {
        final String id = withoutBreak();
        assertThrows(TrainingStoppedException.class, () -> fit(new Breaking(50), NEVER));
        final Path file = only();
        final byte[] good = Files.readAllBytes(file);
        final List<byte[]> bad = new ArrayList<>(List.of(
                new byte[0],
                Arrays.copyOf(good, good.length - 1),
                Arrays.copyOf(good, good.length + 1),
                new byte[good.length]));
        final SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 6; i++) {
            final byte[] flipped = good.clone();
            flipped[i < 3 ? 20 * i : random.nextInt(good.length)] ^= 4;
            bad.add(flipped);
        }
        for (final byte[] content : bad) {
            Files.write(file, content);
            final Breaking listener = new Breaking(60);
            assertThrows(TrainingStoppedException.class, () -> fit(listener, NEVER));
            assertEquals(1, listener.notes.size());
            assertTrue(listener.notes.getFirst().contains("begins anew"), listener.notes::toString);
        }
        assertEquals(id, fit(whole(), NEVER).id());
    }

    @Test
    void numbersThatAHostileFileMayHoldAreChecked() throws Exception {
        assertThrows(TrainingStoppedException.class, () -> fit(new Breaking(50), NEVER));
        final Path file = only();
        final byte[] good = Files.readAllBytes(file);
        // Step, rollbacks, budget, elapsed, progress, the shuffle's next, the best's two steps, a noise, a row, the
        // last parameter: each with a right checksum.
        final int[] places = {40, 44, 56, 64, 84, 92, 96, 100, 112, 176, good.length - 36};
        for (final int place : places) {
            final byte[] bad = good.clone();
            if (place == 112) {
                Arrays.fill(bad, place, place + 32, (byte) 0);
            } else {
                // A number below zero; of the last parameter, one that is none.
                ByteBuffer.wrap(bad).putInt(place, place == good.length - 36 ? 0x7fc00000 : -5);
            }
            final byte[] hash = MessageDigest.getInstance("SHA-256").digest(Arrays.copyOf(bad, bad.length - 32));
            System.arraycopy(hash, 0, bad, bad.length - 32, 32);
            Files.write(file, bad);
            final Breaking listener = new Breaking(60);
            assertThrows(TrainingStoppedException.class, () -> fit(listener, NEVER));
            assertEquals(1, listener.notes.size(), "at " + place);
        }
    }

    @Test
    void theDirectoryDoesNotFillUp() throws Exception {
        for (int i = 0; i < 30; i++) {
            final Path file =
                    Files.writeString(folder.resolve("training-%02d.checkpoint".formatted(i)), "of somebody else");
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofHours(12L * i))));
        }
        final Path foreign = Files.writeString(folder.resolve("notes.txt"), "not ours");
        final Path abandoned =
                Files.writeString(folder.resolve(".unfinished-abandoned"), "of a writer that was killed");
        Files.setLastModifiedTime(abandoned, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        final Path written = Files.writeString(folder.resolve(".unfinished-written"), "of a writer that is at it");
        assertThrows(TrainingStoppedException.class, () -> fit(new Breaking(50), NEVER));
        assertTrue(Files.exists(foreign));
        assertTrue(Files.exists(written));
        // Those of the last week, the new one, what is being written, and what is not ours.
        assertEquals(14 + 1 + 1 + 1, files().size());
    }

    @Test
    void anUnwritableDirectoryIsReportedOnceAndTheTrainingContinues() throws Exception {
        final Path file = Files.writeString(folder.resolve("file"), "no directory");
        final Breaking listener = whole();
        final GANModel model =
                new ModelFitter(SETTINGS).fit(TABLE, listener, new Checkpoints(file.resolve("below"), Duration.ZERO));
        assertEquals(withoutBreak(), model.id());
        assertEquals(1, listener.notes.size());
        assertTrue(listener.notes.getFirst().contains("No checkpoint can be saved"), listener.notes::toString);
    }

    @Test
    void aDivergedTrainingIsRolledBackAndContinuesAtALowerRate() throws Exception {
        final TrainingSettings deep = SETTINGS.withNetwork(8, 16, 12).withPenalty(0);
        final Breaking calm = whole();
        new ModelFitter(deep).fit(TABLE, calm);
        assertEquals(List.of(), calm.notes);
        final Breaking mended = whole();
        new ModelFitter(deep.withLearningRate(.1)).fit(TABLE, mended);
        assertFalse(mended.notes.isEmpty());
        assertTrue(
                mended.notes.getFirst().contains("went back to step 0 to go on with half the learning rate"),
                mended.notes::toString);
    }

    @Test
    void aTrainingThatKeepsDivergingFailsAndSaysWhatToChange() {
        final Breaking listener = whole();
        final TrainingSettings wild =
                SETTINGS.withNetwork(8, 16, 12).withPenalty(0).withLearningRate(1);
        final String message = assertThrows(TrainingException.class, () -> new ModelFitter(wild).fit(TABLE, listener))
                .getMessage();
        assertTrue(
                message.contains("going back 3 times")
                        && message.endsWith("Lower the learning rate or raise the penalty"),
                message);
        assertEquals(3, listener.notes.size());
    }
}
