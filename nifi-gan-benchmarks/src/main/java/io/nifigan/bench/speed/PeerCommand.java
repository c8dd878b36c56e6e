// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench.speed;

import io.nifigan.bench.common.CategoricalColumns;
import io.nifigan.bench.common.ModelRows;
import io.nifigan.bench.common.Results;
import io.nifigan.bench.common.TrainTestFiles;
import io.nifigan.evaluate.Evaluator;
import io.nifigan.evaluate.result.Evaluation;
import io.nifigan.evaluate.result.EvaluationSettings;
import io.nifigan.fit.ModelFitter;
import io.nifigan.model.GANModel;
import io.nifigan.sample.Sampler;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.table.CsvTables;
import io.nifigan.table.Table;
import io.nifigan.train.TrainingException;
import io.nifigan.train.TrainingListener;
import io.nifigan.train.TrainingSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The command {@code peer}: measures the training time until rows are as good as CTGAN's. It doubles the number of
 * steps until the two-sample test and the usefulness reach CTGAN's values.
 */
@Command(
        name = "peer",
        description = "Prints after how many seconds rows are as good as CTGAN's after 300 epochs, by the "
                + "classifier two-sample test (C2ST) and by their usefulness for predicting the target (MLE).",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class PeerCommand implements Callable<Integer> {
    private static final int FIRST_STEPS = 50;

    @CommandLine.Mixin
    private Results results;

    @CommandLine.Mixin
    private TrainTestFiles files;

    @Option(names = "--target", required = true, description = "the column to predict")
    private String target;

    @CommandLine.Mixin
    private CategoricalColumns categorical;

    @Option(
            names = "--ctgan",
            paramLabel = "PYTHON",
            description = "a Python executable with ctgan, which is trained first (some minutes)")
    private Path ctgan;

    @Option(
            names = "--ctgan-rows",
            paramLabel = "FILE",
            description = "rows that CTGAN generated before; needs --ctgan-seconds")
    private Path ctganRows;

    @Option(names = "--ctgan-seconds", description = "CTGAN's training time for --ctgan-rows")
    private Double ctganSeconds;

    @Option(
            names = "--max-steps",
            description = "maximum number of training steps (default ${DEFAULT-VALUE})",
            defaultValue = "12800")
    private int maxSteps;

    @Option(names = "--refined", description = "use rejection sampling and raking, as other commands do by default")
    private boolean refined;

    @Override
    public Integer call() throws IOException, TrainingException, SamplingException, InterruptedException {
        final Table real = CsvTables.read(files.train(), categorical.kinds()).build();
        final Table heldOut = ModelRows.read(files.test(), real.columns());
        final Evaluator evaluator =
                new Evaluator(EvaluationSettings.defaults().withAttacks(100).withTarget(target));
        final Path peerRows = ctganRows == null ? Files.createTempFile("nifi-gan-peer", ".csv") : ctganRows;
        final double seconds = ctganRows == null ? peer(peerRows) : ctganSeconds;
        final Evaluation peerEvaluation =
                evaluator.evaluate(real, ModelRows.read(peerRows, real.columns()), heldOut, null);
        if (ctganRows == null) {
            Files.delete(peerRows);
        }
        results.print("ctgan_seconds", seconds);
        results.print("ctgan_c2st", peerEvaluation.twoSample().c2st());
        results.print("ctgan_mle", peerEvaluation.usefulness().synthetic());
        for (int steps = FIRST_STEPS; steps <= maxSteps; steps *= 2) {
            final long begun = System.nanoTime();
            final GANModel model = new ModelFitter(
                            TrainingSettings.defaults().withMaxSteps(steps).withRefined(refined))
                    .fit(real, new TrainingListener() {});
            final double ownSeconds = (System.nanoTime() - begun) / 1e9;
            final Evaluation evaluation;
            try (Sampler sampler = new Sampler(model, 1, 0)) {
                evaluation = evaluator.evaluate(real, sampler.next(real.rows()), heldOut, null);
            }
            final double c2st = evaluation.twoSample().c2st();
            final double usefulness = evaluation.usefulness().synthetic();
            results.out()
                    .printf(
                            Locale.ROOT,
                            "steps %d seconds %.4g c2st %.4g mle %.4g%n",
                            steps,
                            ownSeconds,
                            c2st,
                            usefulness);
            final boolean better = peerEvaluation.usefulness().metric().greaterIsBetter()
                    ? usefulness >= peerEvaluation.usefulness().synthetic()
                    : usefulness <= peerEvaluation.usefulness().synthetic();
            if (better && c2st >= peerEvaluation.twoSample().c2st()) {
                results.print("sooner_than_ctgan", seconds / ownSeconds);
                return 0;
            }
        }
        results.out().println("not as good after " + maxSteps + " steps");
        return 1;
    }

    /** Trains CTGAN, which writes rows to a file; returns its training time in seconds. */
    private double peer(final Path rows) throws IOException, InterruptedException {
        if (ctgan == null) {
            throw new IllegalArgumentException(
                    "Name a Python executable with ctgan by --ctgan, or rows of CTGAN by --ctgan-rows and "
                            + "--ctgan-seconds");
        }
        final Path script = Files.createTempFile("nifi-gan-peer", ".py");
        try (InputStream resource = PeerCommand.class.getResourceAsStream("/ctgan_rows.py")) {
            Files.write(script, resource.readAllBytes());
        }
        final Process process = new ProcessBuilder(
                        ctgan.toString(),
                        script.toString(),
                        files.train().toString(),
                        rows.toString(),
                        String.join(",", categorical.names()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        final String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        final int code = process.waitFor();
        Files.delete(script);
        if (code != 0) {
            throw new IOException("%s ended with status %d; check that this Python has ctgan".formatted(ctgan, code));
        }
        return Double.parseDouble(answer.strip().substring(answer.strip().lastIndexOf(' ') + 1));
    }
}
