// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench.quality;

import static io.nifigan.bench.BenchRun.bench;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.bench.BenchRun;
import io.nifigan.bench.SmallTable;
import io.nifigan.evaluate.result.Evaluation;
import io.nifigan.evaluate.result.EvaluationJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class QualityCommandsTest {
    @TempDir
    private Path folder;

    @Test
    void reportsOnRowsOfAnyOrderOfColumns() throws IOException {
        final Path real = SmallTable.in(folder);
        final StringBuilder csv = new StringBuilder("kind,amount,id\n");
        for (int r = 0; r < 100; r++) {
            csv.append(r % 2)
                    .append(',')
                    .append(r % 20 / 4.)
                    .append(',')
                    .append(500 + r)
                    .append('\n');
        }
        final Path synthetic = Files.writeString(folder.resolve("made.csv"), csv);
        final BenchRun json = bench(
                "report",
                real,
                synthetic,
                "--test",
                real,
                "--categorical",
                "kind",
                "--target",
                "kind",
                "--attacks",
                100);
        assertEquals(0, json.code(), json.err());
        final Evaluation evaluation =
                EvaluationJson.read(new ByteArrayInputStream(json.out().getBytes(StandardCharsets.UTF_8)));
        assertEquals(
                List.of("id", "amount", "kind"),
                evaluation.columns().stream().map(column -> column.name()).toList());
        assertEquals(1, evaluation.columns().get(1).similarity(), 1e-9);
        // A third of the real rows are of each of the kinds 0, 1 and 2; half of the synthetic rows are of 0 and of 1.
        assertEquals(2 / 3., evaluation.columns().get(2).similarity(), .01);
        assertEquals("kind", evaluation.usefulness().target());

        final BenchRun brief = bench(
                "report",
                real,
                synthetic,
                "--categorical",
                "kind",
                "--model",
                SmallTable.model(folder),
                "--brief",
                "--threads",
                1);
        assertEquals(0, brief.code(), brief.err());
        assertTrue(brief.out().lines().anyMatch(line -> line.matches("shape 0[.]8[0-9]+")), brief.out());
        assertTrue(brief.out().lines().anyMatch(line -> line.startsWith("privacy FAIR: ")), brief.out());
        bench("report", real, folder.resolve("none.csv")).isOneLineWith("none.csv is not a file");
        bench("report", real, synthetic, "--target", "nothing").isOneLineWith("no column 'nothing'");
    }

    @Test
    void pageIsMadeOfAReportsFigures() throws IOException {
        final Path train = SmallTable.in(folder);
        final Path figures = folder.resolve("figures.json");
        Files.writeString(
                figures,
                bench("report", train, train, "--attacks", 100, "--threads", 1).out());
        final Path page = folder.resolve("report.html");
        assertEquals(0, bench("page", figures, page, "--subject", "rows <1>").code());
        assertTrue(Files.readString(page).contains("rows &lt;1&gt;"));
        Files.writeString(figures, "{}");
        bench("page", figures, page).isOneLineWith("This is not an evaluation");
    }

    @Test
    void measuresHowWellScoresDistinguishSwappedRows() throws IOException {
        final StringBuilder csv = new StringBuilder("id,amount,tax,kind\n");
        final SplittableRandom random = new SplittableRandom(1);
        for (int r = 0; r < 1_000; r++) {
            final int amount = random.nextInt(1_000);
            csv.append(r)
                    .append(',')
                    .append(amount)
                    .append(',')
                    .append(amount / 5)
                    .append(',')
                    .append(amount / 250)
                    .append('\n');
        }
        final Path rows = Files.writeString(folder.resolve("rows.csv"), csv);
        final Path model = SmallTable.modelOf(rows, folder);
        for (final String[] options : new String[][] {{}, {"--retrain"}}) {
            final List<Object> arguments = new ArrayList<>(List.of("realism", model, rows, rows, "--rounds", 2));
            arguments.addAll(List.of(options));
            final BenchRun outcome = bench(arguments.toArray());
            assertEquals(0, outcome.code(), outcome.err());
            final Map<String, Double> figures = outcome.out()
                    .lines()
                    .map(line -> line.split(" "))
                    .collect(Collectors.toMap(words -> words[0], words -> Double.parseDouble(words[1])));
            assertTrue(
                    figures.get("trees_auc_2_swapped") > .8 && figures.get("trees_auc_all_swapped") > .9,
                    outcome.out());
            assertTrue(
                    figures.get("trees_rows_per_second") > 100 && figures.get("reasons_rows_per_second") > 100,
                    outcome.out());
            assertTrue(figures.containsKey("discriminator_auc_generated"), outcome.out());
        }
        bench("realism", model, rows, folder.resolve("none.csv")).isOneLineWith("none.csv");
        bench("realism", folder.resolve("none.zip"), rows, rows).isOneLineWith("none.zip is not a file");
        bench("realism", model, rows, rows, "--rounds", 0).isOneLineWith("--rounds is 0");
    }
}
