// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench.nodes;

import static io.nifigan.bench.BenchRun.bench;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.bench.BenchRun;
import io.nifigan.bench.SmallTable;
import io.nifigan.common.RandomStream;
import io.nifigan.table.CsvTables;
import io.nifigan.table.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class SpreadCommandTest {
    @TempDir
    private Path folder;

    /** The ratio for held-out rows, and in brackets that for training rows. */
    private static void ratiosAreOf(final String[] line, final String[] base) {
        for (int error = 3; error <= 4; error++) {
            final String[] ratios = line[error + 5].strip().split("[ ()]+");
            isRatio(ratios[0], line[error], base[error]);
            isRatio(ratios[1], line[error + 3], base[error + 3]);
        }
    }

    /** All three are rounded to two decimals. */
    private static void isRatio(final String ratio, final String of, final String to) {
        final double half = .0051;
        final double min = (Double.parseDouble(of) - half) / (Double.parseDouble(to) + half) - half;
        final double max = (Double.parseDouble(of) + half) / (Double.parseDouble(to) - half) + half;
        assertTrue(
                min <= Double.parseDouble(ratio) && Double.parseDouble(ratio) <= max,
                "%s is not%s to%s".formatted(ratio, of, to));
    }

    @Test
    void comparesTrainingOnNodesWithCentralTraining() throws IOException {
        final Path real = SmallTable.in(folder);
        final BenchRun outcome =
                bench("spread", real, real, "--nodes", "2", "--times", "1,2", "--steps", "20", "--skewed", "amount");
        assertEquals(0, outcome.code(), outcome.err());
        final List<String[]> lines =
                outcome.out().lines().skip(2).map(line -> line.split("\\|")).toList();
        assertEquals(
                List.of(
                        "central",
                        "on 2 nodes, synthetic rows combined",
                        "on 2 nodes, trained on 1 × synthetic rows",
                        "on 2 nodes, trained on 2 × synthetic rows"),
                lines.stream().map(line -> line[1].strip()).toList());
        lines.stream().skip(1).forEach(line -> ratiosAreOf(line, lines.getFirst()));
        bench("spread", real, real, "--skewed", "nowhere").isOneLineWith("'nowhere'");
        bench("spread", real, real, "--times", "0").isOneLineWith("--times");
    }

    @Test
    void rowsAreSharedOutByAColumnOrAtRandom() throws IOException {
        final Table table = CsvTables.read(SmallTable.in(folder), Map.of()).build();
        final List<Table> skewed = RowPartition.of(table, 3, "amount", new RandomStream(1));
        assertEquals(List.of(66, 67, 67), skewed.stream().map(Table::rows).toList());
        for (int s = 1; s < 3; s++) {
            assertTrue(Arrays.stream(skewed.get(s - 1).numbers(1)).max().orElseThrow()
                    <= Arrays.stream(skewed.get(s).numbers(1)).min().orElseThrow());
        }
        final List<Table> random = RowPartition.of(table, 3, null, new RandomStream(1));
        assertEquals(
                200,
                random.stream()
                        .flatMap(share -> IntStream.range(0, share.rows()).mapToObj(r -> share.value(0, r)))
                        .distinct()
                        .count(),
                "each row is somewhere");
        assertEquals(200, random.stream().mapToInt(Table::rows).sum());
        random.forEach(
                share -> assertTrue(Arrays.stream(share.numbers(1)).distinct().count() > 15));
    }
}
