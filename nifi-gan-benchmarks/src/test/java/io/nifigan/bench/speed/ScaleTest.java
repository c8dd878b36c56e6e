// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench.speed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.bench.BenchRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class ScaleTest {
    @TempDir
    private Path folder;

    private static String succeeds(final Object... arguments) {
        final BenchRun run = BenchRun.bench(arguments);
        assertEquals(0, run.code(), run.err());
        return run.out() + "\n" + run.err();
    }

    @Test
    void learnsFromAFileOfRowsThatDoNotFitIntoMemory() throws IOException {
        final Path train = Files.writeString(
                folder.resolve("train.csv"),
                "amount,kind\n"
                        + IntStream.range(0, 2_000)
                                .mapToObj(r -> r % 700 / 4. + ",k" + r % 3 + "\n")
                                .collect(Collectors.joining()));
        final Path synthetic = folder.resolve("synthetic.csv");
        final Path spill = Files.createDirectory(folder.resolve("spill"));
        final String said = succeeds(
                "fit",
                train,
                synthetic,
                "--steps",
                "20",
                "--width",
                "16",
                "--batch",
                "32",
                "--unrefined",
                "--cells",
                "1000",
                "--spill",
                spill);
        assertTrue(said.contains("The table has 2,000 rows"), said);
        assertEquals(2_001, Files.readAllLines(synthetic).size());
        try (Stream<Path> left = Files.list(spill)) {
            assertEquals(0, left.count());
        }
    }

    @Test
    void measuresEachSizeInAProcessOfItsOwn() throws IOException {
        final Path csv = folder.resolve("scale.csv");
        succeeds("scale", "--rows", "400", "--columns", "3", "--steps", "2", "--heap", "512m", "--csv", csv);
        final List<String> lines = Files.readAllLines(csv);
        assertEquals(3, lines.size());
        assertTrue(
                lines.get(0)
                        .startsWith("rows,columns,large,read_seconds,read_heap_mb,read_rss_mb,read_mapped_mb,"
                                + "encode_seconds"),
                lines.get(0));
        assertTrue(lines.get(1).startsWith("400,20,0,"), lines.get(1));
        assertTrue(lines.get(2).startsWith("20000,3,0,"), lines.get(2));
    }
}
