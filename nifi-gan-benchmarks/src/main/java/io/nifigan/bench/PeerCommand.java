// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench;

import io.nifigan.evaluate.Evaluator;
import io.nifigan.evaluate.result.Evaluation;
import io.nifigan.evaluate.result.EvaluationSettings;
import io.nifigan.fit.ModelFitter;
import io.nifigan.model.GANModel;
import io.nifigan.sample.Sampler;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.CsvTables;
import io.nifigan.table.Table;
import io.nifigan.train.TrainingException;
import io.nifigan.train.TrainingListener;
import io.nifigan.train.TrainingSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * How soon the engine is as good as CTGAN is in the end: trains anew with more and more steps until rows are told apart
 * no more, and are worth as much.
 */
@Command(
        name = "peer",
        description = "Says after how many seconds rows are as good as CTGAN's after its 300 epochs, by "
                + "the classifier that tells them apart (C2ST) and by what " + "they are worth for the target (MLE).",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class PeerCommand implements Callable<Integer> {
    private static final int FIRST_STEPS = 50;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(index = "0", paramLabel = "TRAIN.csv", description = "real rows, with a header")
    private Path train;

    @Parameters(index = "1", paramLabel = "TEST.csv", description = "real rows that nobody learns from")
    private Path test;

    @Option(names = "--target", required = true, description = "the column that rows are to be worth something for")
    private String target;

    @Option(names = "--categorical", split = ",", description = "columns that are categories whatever they look like")
    private List<String> categorical = List.of();

    @Option(
            names = "--ctgan",
            paramLabel = "PYTHON",
            description = "a Python that has ctgan, which is trained first: some minutes")
    private Path ctgan;

    @Option(
            names = "--ctgan-rows",
            paramLabel = "FILE",
            description =
                    "rows that it made before, in its place; then --ctgan-seconds has to say how long it " + "took")
    private Path ctganRows;

    @Option(names = "--ctgan-seconds", description = "how long it took")
    private Double ctganSeconds;

    @Option(names = "--most-steps", description = "where to give up (default ${DEFAULT-VALUE})", defaultValue = "12800")
    private int maxSteps;

    @Option(
            names = "--refined",
            description =
                    "choose among rows, as is the default elsewhere; here the generator's are taken as " + "they come")
    private boolean refined;

    private PrintWriter out;

    @Override
    public Integer call() throws IOException, TrainingException, SamplingException, InterruptedException {
        out = spec.commandLine().getOut();
        final Map<String, ColumnKind> kinds = new HashMap<>();
        categorical.forEach(column -> kinds.put(column, ColumnKind.CATEGORY));
        final Table real = CsvTables.read(train, kinds).build();
        final Table heldOut = ModelRows.read(test, real.columns());
        final Evaluator evaluator =
                new Evaluator(EvaluationSettings.defaults().withAttacks(100).withTarget(target));
        final Path made = ctganRows == null ? Files.createTempFile("nifi-gan-peer", ".csv") : ctganRows;
        final double seconds = ctganRows == null ? peer(made) : ctganSeconds;
        final Evaluation theirs = evaluator.evaluate(real, ModelRows.read(made, real.columns()), heldOut, null);
        if (ctganRows == null) {
            Files.delete(made);
        }
        print("ctgan_seconds", seconds);
        print("ctgan_c2st", theirs.twoSample().c2st());
        print("ctgan_mle", theirs.usefulness().synthetic());
        for (int steps = FIRST_STEPS; steps <= maxSteps; steps *= 2) {
            final long begun = System.nanoTime();
            final GANModel model = new ModelFitter(
                            TrainingSettings.defaults().withMaxSteps(steps).withRefined(refined))
                    .fit(real, new TrainingListener() {});
            final double ours = (System.nanoTime() - begun) / 1e9;
            final Evaluation evaluation;
            try (Sampler sampler = new Sampler(model, 1, 0)) {
                evaluation = evaluator.evaluate(real, sampler.next(real.rows()), heldOut, null);
            }
            final double c2st = evaluation.twoSample().c2st();
            final double worth = evaluation.usefulness().synthetic();
            out.printf(Locale.ROOT, "steps %d seconds %.4g c2st %.4g mle %.4g%n", steps, ours, c2st, worth);
            final boolean better = theirs.usefulness().metric().greaterIsBetter()
                    ? worth >= theirs.usefulness().synthetic()
                    : worth <= theirs.usefulness().synthetic();
            if (better && c2st >= theirs.twoSample().c2st()) {
                print("sooner_than_ctgan", seconds / ours);
                return 0;
            }
        }
        out.println("not as good after " + maxSteps + " steps");
        return 1;
    }

    /** Trains it and has it write rows. */
    private double peer(final Path rows) throws IOException, InterruptedException {
        if (ctgan == null) {
            throw new IllegalArgumentException(
                    "Name a Python that has ctgan by --ctgan, or rows that it made by --ctgan-rows and "
                            + "--ctgan-seconds");
        }
        final Path script = Files.createTempFile("nifi-gan-peer", ".py");
        try (InputStream resource = PeerCommand.class.getResourceAsStream("/ctgan_rows.py")) {
            Files.write(script, resource.readAllBytes());
        }
        final Process process = new ProcessBuilder(
                        ctgan.toString(),
                        script.toString(),
                        train.toString(),
                        rows.toString(),
                        String.join(",", categorical))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        final String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        final int code = process.waitFor();
        Files.delete(script);
        if (code != 0) {
            throw new IOException("%s ended with %d: has this Python ctgan?".formatted(ctgan, code));
        }
        return Double.parseDouble(answer.strip().substring(answer.strip().lastIndexOf(' ') + 1));
    }

    private void print(final String name, final double value) {
        out.println(name + " " + String.format(Locale.ROOT, "%.4g", value));
    }
}
