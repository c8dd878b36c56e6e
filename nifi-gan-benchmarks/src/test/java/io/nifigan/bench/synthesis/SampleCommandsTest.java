// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench.synthesis;

import static io.nifigan.bench.BenchRun.bench;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.bench.BenchRun;
import io.nifigan.bench.SmallTable;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.CsvTables;
import io.nifigan.table.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class SampleCommandsTest {
    @TempDir
    private Path folder;

    @Test
    void samplesFairRowsOfAModel() throws IOException {
        final Path model = SmallTable.model(folder);
        final Path synthetic = folder.resolve("synthetic.csv");
        final BenchRun fair =
                bench("sample", model, synthetic, "--rows", 40, "--fair-target", "kind", "--sensitive", "amount");
        assertEquals(0, fair.code(), fair.err());
        assertTrue(fair.out().lines().anyMatch(line -> line.startsWith("fair_gap ")), fair.out());
        assertEquals(41, Files.readAllLines(synthetic).size());
        bench("sample", model, synthetic, "--fair-target", "kind").isOneLineWith("need each other");
        bench("sample", model, synthetic, "--fair-target", "id", "--sensitive", "kind")
                .isOneLineWith("2 to 20 different values");
    }

    @Test
    void samplesOnConditionsAndSaysHowFast() throws IOException {
        final Path model = SmallTable.model(folder);
        final Path out = folder.resolve("some.csv");
        final BenchRun outcome = bench("condition", model, "kind=2", "amount=[1..3)", "--rows", 300, "--out", out);

        assertEquals(0, outcome.code(), outcome.err());
        assertTrue(outcome.out().contains("condition kind: 2 (category; met by about 3"), outcome.out());
        for (final String name : List.of("unconditional_rows_per_second", "rows_per_second", "acceptance")) {
            assertTrue(outcome.out().lines().anyMatch(line -> line.matches(name + " [-0-9.e+]+")), outcome.out());
        }
        final Table table =
                CsvTables.read(out, Map.of("kind", ColumnKind.CATEGORY)).build();
        assertEquals(300, table.rows());
        for (int r = 0; r < 300; r++) {
            assertEquals("2", table.value(2, r));
            assertTrue(table.numbers(1)[r] >= 1 && table.numbers(1)[r] < 3);
        }
        bench("condition", model, "kind=7").isOneLineWith("never saw the value '7'");
        bench("condition", model, "kind").isOneLineWith("write COLUMN=CONDITION");
        bench("condition", folder.resolve("none.zip")).isOneLineWith("none.zip is not a file");
        bench("condition", model, "--temperature", 3).isOneLineWith("temperature is 3.0");
    }
}
