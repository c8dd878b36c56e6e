// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench.synthesis;

import static io.nifigan.bench.BenchRun.bench;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.bench.BenchRun;
import io.nifigan.bench.SmallTable;
import io.nifigan.model.GANModel;
import io.nifigan.protect.Protection;
import io.nifigan.protect.Replacement;
import io.nifigan.table.CsvTables;
import io.nifigan.table.Table;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class FitCommandTest {
    @TempDir
    private Path folder;

    @Test
    void trainsAndWritesAsManyRowsAsAsked() throws IOException {
        final Path synthetic = folder.resolve("synthetic.csv.gz");
        final Path model = folder.resolve("model.zip");
        final BenchRun outcome = bench(
                "fit",
                SmallTable.in(folder),
                synthetic,
                "--seconds",
                60,
                "--steps",
                20,
                "--rows",
                70,
                "--categorical",
                "kind",
                "--seed",
                3,
                "--loss",
                "classic",
                "--prior",
                "uniform",
                "--width",
                16,
                "--blocks",
                1,
                "--latent",
                4,
                "--batch",
                32,
                "--lr",
                ".001",
                "--penalty",
                1,
                "--threads",
                1,
                "--rule",
                "none",
                "--rule",
                "not amount -> kind",
                "--model",
                model,
                "--minimum-count",
                3,
                "--rare-values",
                "missing",
                "--protect-extremes");

        assertEquals(0, outcome.code(), outcome.err());
        for (final String name : List.of("fit_seconds", "sample_seconds", "steps", "shape_err", "trend_err", "auc")) {
            assertTrue(outcome.out().lines().anyMatch(line -> line.matches(name + " [-0-9.e+]+")), outcome.out());
        }
        assertTrue(outcome.out().contains("steps 20\n"), outcome.out());
        final Table table = CsvTables.read(synthetic, Map.of()).build();
        assertEquals(70, table.rows());
        assertEquals("201", table.value(0, 0));
        try (InputStream in = Files.newInputStream(model)) {
            final GANModel read = GANModel.read(in);
            assertEquals(20, read.provenance().steps());
            assertEquals(List.of("none", "not amount -> kind"), read.settings().rules());
            assertEquals(List.of(), read.encoder().describeRules());
            assertEquals(
                    new Protection(3, Replacement.MISSING, "other", true),
                    read.settings().protection());
        }
    }

    @Test
    void writesRowsTheWayTheTrainingFileCame() throws IOException {
        final Path train = folder.resolve("train.tsv");
        Files.writeString(
                train,
                "\uFEFF"
                        + Files.readString(SmallTable.in(folder))
                                .replace(",", "\t")
                                .replace("kind", "Größe")
                                .replace("\n", "\r\n"),
                StandardCharsets.UTF_16LE);
        final Path out = folder.resolve("out.tsv");

        final BenchRun outcome = bench("fit", train, out, "--steps", 5, "--width", 16, "--blocks", 1, "--rows", 30);

        assertEquals(0, outcome.code(), outcome.err());
        assertTrue(outcome.err().contains("train.tsv is UTF-16LE with tabs between cells"), outcome.err());
        final String written = Files.readString(out, StandardCharsets.UTF_16LE);
        assertTrue(written.startsWith("\uFEFFid\tamount\tGröße\r\n"), written);
        assertTrue(written.lines().skip(1).allMatch(line -> line.matches("\\d+\t[\\d.]+\t[012]")), written);
    }

    @Test
    void neverWritesOverWhatItReads() throws IOException {
        final Path train = SmallTable.in(folder);
        final String before = Files.readString(train);
        final Path out = folder.resolve("out.csv");
        final Path link = Files.createSymbolicLink(folder.resolve("link.csv"), train);
        final Path detour = Files.createDirectory(folder.resolve("sub")).resolve("../train.csv");
        for (final Path same : List.of(train, link, detour)) {
            bench("fit", train, same).isOneLineWith("it is the same file as");
            bench("fit", train, out, "--model", same).isOneLineWith("it is the same file as");
        }
        bench("fit", train, out, "--model", folder.resolve("sub/../out.csv")).isOneLineWith("it is the same file as");
        bench("balance", train, out, out, "--column", "kind").isOneLineWith("it is the same file as");

        assertEquals(before, Files.readString(train));
        assertFalse(Files.exists(out));
    }

    @Test
    void saysInOneLineWhatIsWrong() throws IOException {
        final Path train = SmallTable.in(folder);
        final Path out = folder.resolve("out.csv");
        bench("fit", folder.resolve("none.csv"), out).isOneLineWith("none.csv is not a file");
        bench("fit", train, out, "--categorical", "kind,colour").isOneLineWith("no column 'colour'");
        bench("fit", train, out, "--width", 3).isOneLineWith("width is 3.0; it must be 8.0 to 4096.0");
        bench("fit", train, out, "--seconds", 0).isOneLineWith("--seconds is 0.0");
        bench("fit", train, out, "--rule", "amount <=").isOneLineWith("The rule 'amount <=' cannot be understood");
        bench("fit", train, out, "--rule", "kind -> amount").endsInALineWith("of 200 rows, so it cannot be learnt");
        bench("fit", train, out, "--rows", 0).isOneLineWith("--rows is 0");
        bench("fit", train, folder.resolve("no/out.csv")).isOneLineWith("there is no folder");
        bench("fit", train).isOneLineWith("SYNTHETIC.csv");
        bench("fit", train, out, "--steps", "many").isOneLineWith("--steps");
        bench().isOneLineWith("bench fit");
        assertFalse(Files.exists(out));
    }
}
