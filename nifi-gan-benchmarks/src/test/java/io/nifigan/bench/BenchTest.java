// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.model.GanModel;
import io.nifigan.table.CsvTables;
import io.nifigan.table.Table;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchTest {
    @TempDir
    private Path folder;

    private record Outcome(int code, String out, String err) {
        void isOneLineWith(final String text) {
            assertEquals(1, code);
            assertEquals("", out);
            assertEquals(1, err.lines().count(), err);
            assertTrue(err.contains(text), err);
        }
    }

    private static Outcome bench(final Object... arguments) {
        final StringWriter out = new StringWriter();
        final StringWriter err = new StringWriter();
        final String[] texts = List.of(arguments).stream().map(Object::toString).toArray(String[]::new);
        final int code = Bench.run(texts, new PrintWriter(out, true), new PrintWriter(err, true));
        return new Outcome(code, out.toString(), err.toString());
    }

    private Path train() throws IOException {
        final StringBuilder csv = new StringBuilder("id,amount,kind\n");
        for (int r = 0; r < 200; r++) {
            csv.append(r + 1).append(',').append(r % 20 / 4.).append(',').append(r % 3).append('\n');
        }
        return Files.writeString(folder.resolve("train.csv"), csv);
    }

    @Test
    void trainsAndWritesAsManyRowsAsAsked() throws IOException {
        final Path synthetic = folder.resolve("synthetic.csv.gz");
        final Path model = folder.resolve("model.zip");
        final Outcome outcome = bench("fit", train(), synthetic, "--seconds", 60, "--steps", 20, "--rows", 70, "--categorical", "kind", "--seed", 3,
                "--loss", "classic", "--prior", "uniform", "--width", 16, "--blocks", 1, "--latent", 4, "--batch", 32, "--lr", ".001", "--penalty", 1,
                "--threads", 1, "--model", model);

        assertEquals(0, outcome.code, outcome.err);
        for (final String name : List.of("fit_seconds", "sample_seconds", "steps", "shape_err", "trend_err", "auc")) {
            assertTrue(outcome.out.lines().anyMatch(line -> line.matches(name + " [-0-9.e+]+")), outcome.out);
        }
        assertTrue(outcome.out.contains("steps 20\n"), outcome.out);
        final Table table = CsvTables.read(synthetic, Map.of()).build();
        assertEquals(70, table.rows());
        assertEquals("201", table.value(0, 0));
        try (InputStream in = Files.newInputStream(model)) {
            assertEquals(20, GanModel.read(in).provenance().steps());
        }
    }

    private Path model() throws IOException {
        final Path model = folder.resolve("model.zip");
        assertEquals(0, bench("fit", train(), folder.resolve("synthetic.csv"), "--steps", 20, "--categorical", "kind", "--width", 16, "--blocks", 1,
                "--latent", 4, "--batch", 32, "--threads", 1, "--model", model).code);
        return model;
    }

    @Test
    void imputesHiddenCellsAndComparesWithRealRows() throws IOException {
        final Outcome outcome = bench("impute", model(), train(), "--train", train(), "--share", .3);
        assertEquals(0, outcome.code, outcome.err);
        final Map<String, Double> figures = outcome.out.lines().map(line -> line.split(" "))
                .collect(java.util.stream.Collectors.toMap(line -> line[0], line -> Double.valueOf(line[1])));
        for (final String name : List.of("typical", "random", "mean_mode", "nearest_real_rows")) {
            assertTrue(figures.get(name + "_accuracy") > .1 && figures.get(name + "_accuracy") <= 1, outcome.out);
            assertTrue(figures.get(name + "_nrmse") > 0 && figures.get(name + "_nrmse") < 2, outcome.out);
        }
        assertEquals(1, figures.get("mean_mode_nrmse"), .1);
        bench("impute", folder.resolve("model.zip"), train(), "--share", 1).isOneLineWith("--share is 1.0");
        bench("impute", folder.resolve("none.zip"), train()).isOneLineWith("none.zip is not a file");
    }

    @Test
    void balancesTheClassesOfAFile() throws IOException {
        final Path out = folder.resolve("balanced.csv");
        final Outcome outcome = bench("balance", model(), train(), out, "--column", "kind", "--shares", "0=50%,1=25%,2=25%");
        assertEquals(0, outcome.code, outcome.err);
        // Of 200 rows 67, 67 and 66 are of each kind.
        assertTrue(outcome.out.contains("rows 200\nadded 0 67\nadded 2 1\n"), outcome.out);
        // Numbers are written without a fraction where they have none.
        assertEquals(Files.readString(train()).replace(".0,", ",").lines().limit(201).toList(), Files.readString(out).lines().limit(201).toList());
        assertEquals(134, Files.readString(out).lines().filter(line -> line.endsWith(",0")).count());
        bench("balance", folder.resolve("model.zip"), train(), out, "--column", "id").isOneLineWith("no classes");
    }

    @Test
    void saysInOneLineWhatIsWrong() throws IOException {
        final Path train = train();
        final Path out = folder.resolve("out.csv");
        bench("fit", folder.resolve("none.csv"), out).isOneLineWith("none.csv is not a file");
        bench("fit", train, out, "--categorical", "kind,colour").isOneLineWith("no column 'colour'");
        bench("fit", train, out, "--width", 3).isOneLineWith("width is 3.0; it must be 8.0 to 4096.0");
        bench("fit", train, out, "--seconds", 0).isOneLineWith("--seconds is 0.0");
        bench("fit", train, out, "--rows", 0).isOneLineWith("--rows is 0");
        bench("fit", train, folder.resolve("no/out.csv")).isOneLineWith("there is no folder");
        bench("fit", train).isOneLineWith("SYNTHETIC.csv");
        bench("fit", train, out, "--steps", "many").isOneLineWith("--steps");
        bench().isOneLineWith("bench fit");
        assertFalse(Files.exists(out));
    }
}
