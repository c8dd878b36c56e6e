// SPDX-License-Identifier: Apache-2.0
package io.nifigan.fit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nifigan.common.Cancellation;
import io.nifigan.common.RandomStream;
import io.nifigan.encode.EncodedColumns;
import io.nifigan.encode.EncodedFile;
import io.nifigan.encode.EncoderFitter;
import io.nifigan.encode.TableEncoder;
import io.nifigan.model.GANModel;
import io.nifigan.model.TrainedModels;
import io.nifigan.network.Graphs;
import io.nifigan.table.Field;
import io.nifigan.table.LargeTable;
import io.nifigan.table.OpenFiles;
import io.nifigan.table.SpillException;
import io.nifigan.table.SpillSettings;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
import io.nifigan.table.ValueType;
import io.nifigan.train.Checkpoints;
import io.nifigan.train.TrainingListener;
import io.nifigan.train.TrainingSettings;
import io.nifigan.train.TrainingStoppedException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class LargeFitTest {
    private static final int ROWS = 30_000;
    private static final TrainingSettings TINY =
            TrainedModels.SMALL.withTargets(List.of()).withMaxSteps(12).withRefined(false);
    private static final TrainingListener PATIENT = new TrainingListener() {};

    @TempDir
    private Path directory;

    private static TableBuilder fill(final TableBuilder builder) {
        final SplittableRandom random = new SplittableRandom(3);
        for (int r = 0; r < ROWS; r++) {
            final double x = random.nextDouble();
            builder.add(new Object[] {
                x < .2 ? null : (Object) (1_000 * x * random.nextDouble()),
                "city" + (int) (300 * x * x),
                (int) (9 * x),
                x > .5
            });
        }
        return builder;
    }

    private static TableBuilder builder() {
        return new TableBuilder(
                List.of(
                        new Field("amount", ValueType.DOUBLE),
                        new Field("city", ValueType.STRING),
                        new Field("level", ValueType.INT),
                        new Field("high", ValueType.BOOLEAN)),
                Map.of());
    }

    /** With a sample of 5,000 rows. */
    private LargeTable large() {
        return fill(builder().spilling(new SpillSettings(directory, 40_000, 20_000)))
                .buildLarge(new RandomStream(1));
    }

    @Test
    void rowsOnDiskHaveTheCodesThatTheyHaveInMemory() throws Exception {
        final Table table = fill(builder()).build();
        final TableEncoder encoder = EncoderFitter.fit(table, Set.of());
        final int[] without = {29_999, 0, 8_192, 77};
        try (LargeTable large = large();
                EncodedFile onDisk = new LargeTables(large, 2, PATIENT).encode(encoder, without)) {
            final int[] rows = IntStream.range(0, ROWS)
                    .filter(r -> r != 0 && r != 77 && r != 8_192 && r != 29_999)
                    .toArray();
            final EncodedColumns inMemory = encoder.encode(table.select(rows));
            assertEquals(inMemory.rows(), onDisk.rows());
            final float[] jitter = new float[encoder.layout().blocks().size()];
            final float[] expected = new float[encoder.layout().rowSize()];
            final float[] found = new float[expected.length];
            final RandomStream random = new RandomStream(9);
            for (int r = 0; r < rows.length; r++) {
                random.uniform(jitter, jitter.length);
                inMemory.write(r, jitter, 0, expected, 0);
                onDisk.write(r, jitter, 0, found, 0);
                assertArrayEquals(expected, found, "row " + r);
            }
            for (int b = 0; b < jitter.length; b++) {
                if (inMemory.memberShares(b) != null) {
                    assertArrayEquals(inMemory.memberShares(b), onDisk.memberShares(b), 1e-9);
                }
            }
        }
    }

    @Test
    void trainsOnAllRowsTheSameWithAnyNumberOfThreads() throws Exception {
        final GANModel[] models = new GANModel[2];
        for (int i = 0; i < 2; i++) {
            try (LargeTable large = large()) {
                models[i] = new ModelFitter(TINY.withThreads(1 + i)).fit(large, PATIENT, Checkpoints.none());
                assertEquals(
                        500,
                        HeldOutRows.of(models[i], large.sample(), large.rows())
                                .heldOut()
                                .rows());
            }
        }
        assertEquals(ROWS, models[0].provenance().rows());
        assertArrayEquals(Graphs.parameters(models[0].generator()), Graphs.parameters(models[1].generator()), 2e-4f);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void nothingIsOpenAfterATrainingOrAStop() throws Exception {
        try (LargeTable large = large()) {
            new ModelFitter(TINY).fit(large, PATIENT, Checkpoints.none());
            // That of the table itself.
            assertEquals(1, OpenFiles.of(directory).size());
            final TrainingListener impatient = new TrainingListener() {
                private boolean begun;

                @Override
                public void prepared() {
                    begun = true;
                }

                @Override
                public Cancellation cancellation() {
                    return Cancellation.when(() -> begun);
                }
            };
            assertThrows(
                    TrainingStoppedException.class,
                    () -> new ModelFitter(TINY).fit(large, impatient, Checkpoints.none()));
            assertEquals(1, OpenFiles.of(directory).size());
        }
        assertEquals(0, OpenFiles.of(directory).size());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void failuresOfTheDiskReachTheCallerFromAnyThread() throws Exception {
        final TableEncoder encoder = EncoderFitter.fit(fill(builder()).build(), Set.of());
        final LargeTable large = large();
        large.close();
        for (int threads = 1; threads <= 2; threads++) {
            final LargeTables closed = new LargeTables(large, threads, PATIENT);
            assertThrows(SpillException.class, () -> closed.encode(encoder, new int[0]));
        }
        assertEquals(0, OpenFiles.of(directory).size());
    }

    @Test
    void fingerprintsOfDifferentTablesDiffer() throws Exception {
        final TableEncoder encoder = EncoderFitter.fit(fill(builder()).build(), Set.of());
        try (LargeTable large = large();
                EncodedFile one = new LargeTables(large, 1, PATIENT).encode(encoder, new int[] {1});
                EncodedFile other = new LargeTables(large, 2, PATIENT).encode(encoder, new int[] {2});
                EncodedFile again = new LargeTables(large, 2, PATIENT).encode(encoder, new int[] {1})) {
            assertArrayEquals(digest(one), digest(again));
            assertFalse(Arrays.equals(digest(one), digest(other)));
        }
    }

    private static byte[] digest(final EncodedFile encoded) throws Exception {
        final MessageDigest digest = MessageDigest.getInstance("SHA-256");
        encoded.update(digest);
        return digest.digest();
    }
}
