// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench.augment;

import static io.nifigan.bench.BenchRun.bench;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.bench.BenchRun;
import io.nifigan.bench.SmallTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class AugmentCommandsTest {
    @TempDir
    private Path folder;

    @Test
    void imputesHiddenCellsAndComparesWithRealRows() throws IOException {
        final BenchRun outcome = bench(
                "impute",
                SmallTable.model(folder),
                SmallTable.in(folder),
                "--train",
                SmallTable.in(folder),
                "--share",
                .3);
        assertEquals(0, outcome.code(), outcome.err());
        final Map<String, Double> figures = outcome.out()
                .lines()
                .map(line -> line.split(" "))
                .collect(Collectors.toMap(line -> line[0], line -> Double.valueOf(line[1])));
        for (final String name : List.of("typical", "random", "mean_mode", "nearest_real_rows")) {
            assertTrue(figures.get(name + "_accuracy") > .1 && figures.get(name + "_accuracy") <= 1, outcome.out());
            assertTrue(figures.get(name + "_nrmse") > 0 && figures.get(name + "_nrmse") < 2, outcome.out());
        }
        assertEquals(1, figures.get("mean_mode_nrmse"), .1);
        bench("impute", folder.resolve("model.zip"), SmallTable.in(folder), "--share", 1)
                .isOneLineWith("--share is 1.0");
        bench("impute", folder.resolve("none.zip"), SmallTable.in(folder)).isOneLineWith("none.zip is not a file");
    }

    @Test
    void balancesTheClassesOfAFile() throws IOException {
        final Path out = folder.resolve("balanced.csv");
        final BenchRun outcome = bench(
                "balance",
                SmallTable.model(folder),
                SmallTable.in(folder),
                out,
                "--column",
                "kind",
                "--shares",
                "0=50%,1=25%,2=25%");
        assertEquals(0, outcome.code(), outcome.err());
        // The 200 rows have 67, 67 and 66 of the three kinds.
        assertTrue(outcome.out().contains("rows 200\nadded 0 67\nadded 2 1\n"), outcome.out());
        assertEquals(
                Files.readString(SmallTable.in(folder)).lines().limit(201).toList(),
                Files.readString(out).lines().limit(201).toList());
        assertEquals(
                134,
                Files.readString(out)
                        .lines()
                        .filter(line -> line.endsWith(",0"))
                        .count());
        bench("balance", folder.resolve("model.zip"), SmallTable.in(folder), out, "--column", "id")
                .isOneLineWith("instead of classes");
    }
}
