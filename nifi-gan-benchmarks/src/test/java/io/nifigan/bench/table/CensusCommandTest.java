// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench.table;

import static io.nifigan.bench.BenchRun.bench;
import static org.junit.jupiter.api.Assertions.assertEquals;

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
class CensusCommandTest {
    @TempDir
    private Path folder;

    @Test
    void theCensusIsWhatItSays() throws IOException {
        final Path people = folder.resolve("census.csv");
        assertEquals(
                0,
                bench("census", people, folder.resolve("test.csv"), "--rows", 20_000)
                        .code());
        final Table table = CsvTables.read(people, Map.of()).build();
        final List<String> names =
                table.columns().stream().map(column -> column.name()).toList();
        assertEquals(14, names.size());
        int positive = 0;
        int gains = 0;
        for (int r = 0; r < table.rows(); r++) {
            positive += "more".equals(table.value(names.indexOf("income"), r)) ? 1 : 0;
            gains += Double.parseDouble(String.valueOf(table.value(names.indexOf("capital_gain"), r))) > 0 ? 1 : 0;
            final int years =
                    (int) Double.parseDouble(String.valueOf(table.value(names.indexOf("education_years"), r)));
            assertEquals("school-" + years, table.value(names.indexOf("education"), r), "they determine each other");
        }
        assertEquals(.245, positive / 20_000., .015);
        assertEquals(.085, gains / 20_000., .015);
        assertEquals(42, table.dictionary(names.indexOf("country")).size());
        assertEquals(2_001, Files.readAllLines(folder.resolve("test.csv")).size());
    }
}
