// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.common.RandomStream;
import io.nifigan.evaluate.result.Evaluation;
import io.nifigan.evaluate.result.EvaluationJson;
import io.nifigan.model.GANModel;
import io.nifigan.protect.Protection;
import io.nifigan.protect.Replacement;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.CsvTables;
import io.nifigan.table.Table;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class BenchTest {
    @TempDir
    private Path folder;

    private record Outcome(int code, String out, String err) {
        void isOneLineWith(final String text) {
            assertEquals(1, err.lines().count(), err);
            endsInALineWith(text);
        }

        void endsInALineWith(final String text) {
            assertEquals(1, code);
            assertEquals("", out);
            final String last = err.lines().reduce("", (before, line) -> line);
            assertTrue(last.contains(text), err);
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
            csv.append(r + 1)
                    .append(',')
                    .append(r % 20 / 4.)
                    .append(',')
                    .append(r % 3)
                    .append('\n');
        }
        return Files.writeString(folder.resolve("train.csv"), csv);
    }

    @Test
    void samplesFairRowsOfAModel() throws IOException {
        final Path model = model();
        final Path synthetic = folder.resolve("synthetic.csv");
        final Outcome fair =
                bench("sample", model, synthetic, "--rows", 40, "--fair-target", "kind", "--sensitive", "amount");
        assertEquals(0, fair.code(), fair.err());
        assertTrue(fair.out().lines().anyMatch(line -> line.startsWith("fair_gap ")), fair.out());
        assertEquals(41, Files.readAllLines(synthetic).size());
        bench("sample", model, synthetic, "--fair-target", "kind").isOneLineWith("need each other");
        bench("sample", model, synthetic, "--fair-target", "id", "--sensitive", "kind")
                .isOneLineWith("2 to 20 different values");
    }

    @Test
    void trainsAndWritesAsManyRowsAsAsked() throws IOException {
        final Path synthetic = folder.resolve("synthetic.csv.gz");
        final Path model = folder.resolve("model.zip");
        final Outcome outcome = bench(
                "fit",
                train(),
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

        assertEquals(0, outcome.code, outcome.err);
        for (final String name : List.of("fit_seconds", "sample_seconds", "steps", "shape_err", "trend_err", "auc")) {
            assertTrue(outcome.out.lines().anyMatch(line -> line.matches(name + " [-0-9.e+]+")), outcome.out);
        }
        assertTrue(outcome.out.contains("steps 20\n"), outcome.out);
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

    private Path model() throws IOException {
        final Path model = folder.resolve("model.zip");
        assertEquals(
                0,
                bench(
                                "fit",
                                train(),
                                folder.resolve("synthetic.csv"),
                                "--steps",
                                20,
                                "--categorical",
                                "kind",
                                "--width",
                                16,
                                "--blocks",
                                1,
                                "--latent",
                                4,
                                "--batch",
                                32,
                                "--threads",
                                1,
                                "--model",
                                model)
                        .code);
        return model;
    }

    @Test
    void reportsOnRowsOfAnyOrderOfColumns() throws IOException {
        final Path real = train();
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
        final Outcome json = bench(
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
        assertEquals(0, json.code, json.err);
        final Evaluation evaluation =
                EvaluationJson.read(new ByteArrayInputStream(json.out.getBytes(StandardCharsets.UTF_8)));
        assertEquals(
                List.of("id", "amount", "kind"),
                evaluation.columns().stream().map(column -> column.name()).toList());
        assertEquals(1, evaluation.columns().get(1).similarity(), 1e-9);
        // A third of the real rows are of each of the kinds 0, 1 and 2; half of the synthetic rows are of 0 and of 1.
        assertEquals(2 / 3., evaluation.columns().get(2).similarity(), .01);
        assertEquals("kind", evaluation.usefulness().target());

        final Outcome brief = bench(
                "report", real, synthetic, "--categorical", "kind", "--model", model(), "--brief", "--threads", 1);
        assertEquals(0, brief.code, brief.err);
        assertTrue(brief.out.lines().anyMatch(line -> line.matches("shape 0[.]8[0-9]+")), brief.out);
        assertTrue(brief.out.lines().anyMatch(line -> line.startsWith("privacy FAIR: ")), brief.out);
        bench("report", real, folder.resolve("none.csv")).isOneLineWith("none.csv is not a file");
        bench("report", real, synthetic, "--target", "nothing").isOneLineWith("no column 'nothing'");
    }

    @Test
    void imputesHiddenCellsAndComparesWithRealRows() throws IOException {
        final Outcome outcome = bench("impute", model(), train(), "--train", train(), "--share", .3);
        assertEquals(0, outcome.code, outcome.err);
        final Map<String, Double> figures = outcome.out
                .lines()
                .map(line -> line.split(" "))
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
        final Outcome outcome =
                bench("balance", model(), train(), out, "--column", "kind", "--shares", "0=50%,1=25%,2=25%");
        assertEquals(0, outcome.code, outcome.err);
        // The 200 rows have 67, 67 and 66 of the three kinds.
        assertTrue(outcome.out.contains("rows 200\nadded 0 67\nadded 2 1\n"), outcome.out);
        assertEquals(
                Files.readString(train()).lines().limit(201).toList(),
                Files.readString(out).lines().limit(201).toList());
        assertEquals(
                134,
                Files.readString(out)
                        .lines()
                        .filter(line -> line.endsWith(",0"))
                        .count());
        bench("balance", folder.resolve("model.zip"), train(), out, "--column", "id")
                .isOneLineWith("instead of classes");
    }

    @Test
    void samplesOnConditionsAndSaysHowFast() throws IOException {
        final Path model = folder.resolve("model.zip");
        assertEquals(
                0,
                bench(
                                "fit",
                                train(),
                                folder.resolve("all.csv"),
                                "--steps",
                                20,
                                "--rows",
                                10,
                                "--categorical",
                                "kind",
                                "--width",
                                16,
                                "--blocks",
                                1,
                                "--latent",
                                4,
                                "--batch",
                                32,
                                "--threads",
                                1,
                                "--model",
                                model)
                        .code);
        final Path out = folder.resolve("some.csv");
        final Outcome outcome = bench("condition", model, "kind=2", "amount=[1..3)", "--rows", 300, "--out", out);

        assertEquals(0, outcome.code, outcome.err);
        assertTrue(outcome.out.contains("condition kind: 2 (category; met by about 3"), outcome.out);
        for (final String name : List.of("unconditional_rows_per_second", "rows_per_second", "acceptance")) {
            assertTrue(outcome.out.lines().anyMatch(line -> line.matches(name + " [-0-9.e+]+")), outcome.out);
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
        final Path model = folder.resolve("model.zip");
        assertEquals(
                0,
                bench(
                                "fit",
                                rows,
                                folder.resolve("all.csv"),
                                "--steps",
                                20,
                                "--rows",
                                10,
                                "--categorical",
                                "kind",
                                "--width",
                                16,
                                "--blocks",
                                1,
                                "--latent",
                                4,
                                "--batch",
                                32,
                                "--threads",
                                1,
                                "--model",
                                model)
                        .code);
        for (final String[] options : new String[][] {{}, {"--retrain"}}) {
            final List<Object> arguments = new ArrayList<>(List.of("realism", model, rows, rows, "--rounds", 2));
            arguments.addAll(List.of(options));
            final Outcome outcome = bench(arguments.toArray());
            assertEquals(0, outcome.code, outcome.err);
            final Map<String, Double> figures = outcome.out
                    .lines()
                    .map(line -> line.split(" "))
                    .collect(Collectors.toMap(words -> words[0], words -> Double.parseDouble(words[1])));
            assertTrue(
                    figures.get("trees_auc_2_swapped") > .8 && figures.get("trees_auc_all_swapped") > .9, outcome.out);
            assertTrue(
                    figures.get("trees_rows_per_second") > 100 && figures.get("reasons_rows_per_second") > 100,
                    outcome.out);
            assertTrue(figures.containsKey("discriminator_auc_generated"), outcome.out);
        }
        bench("realism", model, rows, folder.resolve("none.csv")).isOneLineWith("none.csv");
        bench("realism", folder.resolve("none.zip"), rows, rows).isOneLineWith("none.zip is not a file");
        bench("realism", model, rows, rows, "--rounds", 0).isOneLineWith("--rounds is 0");
    }

    @Test
    void writesRowsTheWayTheTrainingFileCame() throws IOException {
        final Path train = folder.resolve("train.tsv");
        Files.writeString(
                train,
                "\uFEFF"
                        + Files.readString(train())
                                .replace(",", "\t")
                                .replace("kind", "Größe")
                                .replace("\n", "\r\n"),
                StandardCharsets.UTF_16LE);
        final Path out = folder.resolve("out.tsv");

        final Outcome outcome = bench("fit", train, out, "--steps", 5, "--width", 16, "--blocks", 1, "--rows", 30);

        assertEquals(0, outcome.code, outcome.err);
        assertTrue(outcome.err.contains("train.tsv is UTF-16LE with tabs between cells"), outcome.err);
        final String written = Files.readString(out, StandardCharsets.UTF_16LE);
        assertTrue(written.startsWith("\uFEFFid\tamount\tGröße\r\n"), written);
        assertTrue(written.lines().skip(1).allMatch(line -> line.matches("\\d+\t[\\d.]+\t[012]")), written);
    }

    @Test
    void neverWritesOverWhatItReads() throws IOException {
        final Path train = train();
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
        final Path train = train();
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

    @Test
    void pageIsMadeOfAReportsFigures() throws IOException {
        final Path train = train();
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
        final Path real = train();
        final Outcome outcome =
                bench("spread", real, real, "--nodes", "2", "--times", "1,2", "--steps", "20", "--skewed", "amount");
        assertEquals(0, outcome.code, outcome.err);
        final List<String[]> lines =
                outcome.out.lines().skip(2).map(line -> line.split("\\|")).toList();
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
        final Table table = CsvTables.read(train(), Map.of()).build();
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
