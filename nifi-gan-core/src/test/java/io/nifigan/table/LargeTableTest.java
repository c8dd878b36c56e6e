// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LargeTableTest {
    private static final int ROWS = 20_000;
    private static final List<Field> FIELDS = List.of(
            new Field("whole", ValueType.INT),
            new Field("wide", ValueType.LONG),
            new Field("part", ValueType.DOUBLE),
            new Field("flag", ValueType.BOOLEAN),
            new Field("day", ValueType.DATE),
            new Field("moment", ValueType.TIMESTAMP),
            new Field("money", ValueType.STRING),
            new Field("mixed", ValueType.STRING),
            new Field("word", ValueType.STRING),
            new Field("empty", ValueType.STRING),
            new Field("price", ValueType.DECIMAL));

    @TempDir
    private Path directory;

    /** Values of all types, with gaps; the eighth column is numbers at first and texts later. */
    private static Object[] row(final SplittableRandom random, final int number) {
        final Object[] row = {
            random.nextInt(-5, 5),
            (long) Integer.MIN_VALUE + random.nextInt(9),
            random.nextInt(4) == 0 ? -0. : random.nextDouble(),
            random.nextBoolean(),
            LocalDate.of(2020, 1, 1).plusDays(random.nextInt(900)),
            LocalDateTime.of(2021, 1, 1, 0, 0).plusSeconds(random.nextInt(90_000_000)),
            random.nextInt(900) + ".50",
            number < 15_000 ? Integer.toString(random.nextInt(70)) : "zone " + random.nextInt(9),
            "wörd" + random.nextInt(12),
            null,
            new BigDecimal(random.nextInt(99_999)).movePointLeft(2)
        };
        row[random.nextInt(row.length)] = null;
        return row;
    }

    private static TableBuilder fill(final TableBuilder builder) {
        final SplittableRandom random = new SplittableRandom(5);
        for (int r = 0; r < ROWS; r++) {
            builder.add(row(random, r));
        }
        return builder;
    }

    private static void assertSame(final Table expected, final int from, final Table found) {
        for (int r = 0; r < found.rows(); r++) {
            for (int c = 0; c < FIELDS.size(); c++) {
                assertEquals(
                        expected.value(c, from + r),
                        found.value(c, r),
                        "row " + (from + r) + " of " + FIELDS.get(c).name());
            }
        }
    }

    @Test
    void rowsOnDiskEqualRowsInMemory() {
        final Table inMemory = fill(new TableBuilder(FIELDS, Map.of())).build();
        final TableBuilder builder = fill(new TableBuilder(FIELDS, Map.of())
                .spilling(new SpillSettings(directory, 50_000, ROWS * (long) FIELDS.size())));
        assertTrue(builder.isLarge());
        assertThrows(IllegalStateException.class, builder::build);
        try (LargeTable large = builder.buildLarge(new SplittableRandom(1))) {
            assertEquals(inMemory.columns(), large.columns());
            assertEquals(ROWS, large.rows());
            assertSame(inMemory, 0, large.sample());
            for (int block = 0; block < large.blocks(); block++) {
                assertEquals(
                        large.start(block + 1) - large.start(block),
                        large.block(block).rows());
                assertSame(inMemory, large.start(block), large.block(block));
                assertEquals(
                        large.block(block).value(6, 3), large.block(block, 6).value(0, 3));
            }
        }
    }

    @Test
    void theSampleCoversTheTableWithoutRepeats() {
        final TableBuilder builder = fill(new TableBuilder(FIELDS, Map.of())
                .spilling(new SpillSettings(directory, 50_000, 2_000L * FIELDS.size())));
        final Table inMemory = fill(new TableBuilder(FIELDS, Map.of())).build();
        try (LargeTable large = builder.buildLarge(new SplittableRandom(1))) {
            final int[] sampled = large.sampled();
            assertEquals(2_000, sampled.length);
            assertArrayEquals(Arrays.stream(sampled).distinct().sorted().toArray(), sampled);
            // 1,000 of each half are expected, with a standard deviation of 21.
            assertEquals(1_000, Arrays.stream(sampled).filter(r -> r < ROWS / 2).count(), 100);
            for (int i = 0; i < sampled.length; i += 7) {
                assertEquals(inMemory.value(5, sampled[i]), large.sample().value(5, i));
            }
        }
    }

    @Test
    void tablesWithinTheLimitStayInMemory() throws IOException {
        final TableBuilder builder = fill(new TableBuilder(FIELDS, Map.of()).spilling(SpillSettings.in(directory)));
        assertFalse(builder.isLarge());
        assertEquals(ROWS, builder.build().rows());
        assertTrue(OpenFiles.of(directory).isEmpty());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theFileIsUnlinkedAndPrivateAndClosedWithItsTable() throws IOException {
        final TableBuilder builder =
                fill(new TableBuilder(FIELDS, Map.of()).spilling(new SpillSettings(directory, 50_000, 9_000)));
        try (Stream<Path> named = Files.list(directory)) {
            assertEquals(0, named.count());
        }
        final List<Path> open = OpenFiles.of(directory);
        assertEquals(1, open.size());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(open.getFirst())));
        builder.buildLarge(new SplittableRandom(1)).close();
        assertEquals(0, OpenFiles.of(directory).size());
        fill(new TableBuilder(FIELDS, Map.of()).spilling(new SpillSettings(directory, 50_000, 9_000)))
                .discard();
        assertEquals(0, OpenFiles.of(directory).size());
    }

    @Test
    void reportsAMissingDirectoryAndLackOfSpace() {
        final TableBuilder builder = new TableBuilder(FIELDS, Map.of())
                .spilling(new SpillSettings(directory.resolve("none"), 50_000, 9_000));
        assertTrue(assertThrows(SpillException.class, () -> fill(builder))
                .getMessage()
                .contains("it does not exist"));
        try (ScratchFile file = new ScratchFile(directory)) {
            final String message = assertThrows(SpillException.class, () -> file.require(1L << 60))
                    .getMessage();
            assertTrue(message.contains("too little space") && message.contains("MB are free"), message);
        }
    }

    /** Writes rows and waits to be killed. */
    public static final class Victim {
        private Victim() {}

        public static void main(final String[] arguments) throws InterruptedException {
            final ScratchFile file = new ScratchFile(Path.of(arguments[0]));
            file.append(ByteBuffer.wrap("a real row".getBytes(StandardCharsets.UTF_8)));
            System.out.println("written");
            Thread.sleep(60_000);
            file.close();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aKilledProcessLeavesNoFile() throws Exception {
        final Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx32m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            assertEquals("written", out.readLine());
            // SIGKILL.
            process.destroyForcibly();
            assertEquals(137, process.waitFor());
        }
        try (Stream<Path> left = Files.list(directory)) {
            assertEquals(List.of(), left.toList());
        }
    }
}
