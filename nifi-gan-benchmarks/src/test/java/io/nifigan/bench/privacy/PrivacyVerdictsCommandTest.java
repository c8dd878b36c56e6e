// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench.privacy;

import static io.nifigan.bench.BenchRun.bench;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.bench.BenchRun;
import io.nifigan.bench.table.RegionTable;
import io.nifigan.common.RandomStream;
import io.nifigan.table.CsvTables;
import io.nifigan.table.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class PrivacyVerdictsCommandTest {
    @TempDir
    private Path folder;

    private static double figure(final List<String> lines, final String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void saysHowOftenVerdictsAreRight() throws IOException {
        final Path own = folder.resolve("own.csv");
        CsvTables.write(RegionTable.of(2_500, 9), own);
        final BenchRun run = bench(
                "privacy-verdicts",
                "regions",
                own.toString(),
                "--rows",
                "1000",
                "--held-out",
                ".5",
                "--splits",
                "2",
                "--copy-splits",
                "1",
                "--models",
                "1",
                "--steps",
                "5");
        assertEquals(0, run.code(), run.err());
        final List<String> lines = run.out().lines().toList();
        for (final String table : List.of("regions", "own")) {
            assertEquals(1_000, figure(lines, table + ".training.rows"));
            assertEquals(500, figure(lines, table + ".held.out.rows"));
            assertTrue(lines.contains(table + ".fresh good 2 fair 0 poor 0 of 2"), lines::toString);
            assertTrue(lines.contains(table + ".noisy.copies good 0 fair 1 poor 0 of 1"), lines::toString);
            assertTrue(lines.contains(table + ".memoriser good 0 fair 0 poor 1 of 1"), lines::toString);
            assertTrue(lines.contains(table + ".copies good 0 fair 0 poor 1 of 1"), lines::toString);
            assertTrue(lines.stream().anyMatch(line -> line.startsWith(table + ".model good ")), lines::toString);
            assertEquals(0, figure(lines, table + ".dose.0.0"));
            assertEquals(.1, figure(lines, table + ".dose.0.1"), .01);
            assertEquals(1, figure(lines, table + ".dose.1.0"), .03);
        }
    }

    @Test
    void noRowIsInTwoPartsOfASplit() {
        final Table table = RegionTable.of(1_000, 1);
        final SplitRows split = SplitRows.of(table, 300, .5, new RandomStream(1));
        assertEquals(300, split.training().rows());
        assertEquals(300, split.fresh().rows());
        assertEquals(150, split.heldOut().rows());
        final Set<String> rows = new HashSet<>();
        for (final Table part : List.of(split.training(), split.fresh(), split.heldOut())) {
            IntStream.range(0, part.rows()).forEach(r -> rows.add(row(part, r)));
        }
        assertEquals(750, rows.size());
        final Table copies = split.copies(.1, false, new RandomStream(2));
        assertEquals(300, copies.rows());
        assertEquals(
                30,
                IntStream.range(0, 300)
                        .filter(r -> IntStream.range(0, 300)
                                .anyMatch(t -> row(copies, r).equals(row(split.training(), t))))
                        .count());
        final Table noisy = split.copies(1, true, new RandomStream(2));
        assertTrue(IntStream.range(0, 300)
                        .filter(r -> row(noisy, r).equals(row(split.training(), r)))
                        .count()
                < 30);
    }

    private static String row(final Table table, final int row) {
        final StringBuilder text = new StringBuilder();
        for (int c = 0; c < table.columns().size(); c++) {
            text.append(table.value(c, row)).append('|');
        }
        return text.toString();
    }
}
