// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench;

import io.nifigan.augment.DonorPool;
import io.nifigan.augment.Filling;
import io.nifigan.augment.Imputer;
import io.nifigan.common.RandomStream;
import io.nifigan.model.GANModel;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Table;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Hides some cells of real rows, fills them in and says how near that came. */
@Command(
        name = "impute",
        description = "Hides cells of TEST.csv at random, fills them in, and prints the error of numbers "
                + "(root of the mean squared "
                + "error, in standard deviations of the column, mean over columns) and the share of "
                + "other values that are right.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ImputeCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(index = "0", paramLabel = "MODEL.zip", description = "as 'fit --model' writes it")
    private Path model;

    @Parameters(index = "1", paramLabel = "TEST.csv", description = "real rows that the model did not learn from")
    private Path test;

    @Option(
            names = "--train",
            paramLabel = "TRAIN.csv",
            description = "the rows that the model learnt from: to compare with the mean and the nearest of " + "these")
    private Path train;

    @Option(
            names = "--share",
            description = "of the cells that are hidden (default ${DEFAULT-VALUE})",
            defaultValue = "0.2")
    private double share;

    @Option(names = "--seed", description = "of everything random (default ${DEFAULT-VALUE})", defaultValue = "42")
    private long seed;

    @Override
    public Integer call() throws IOException, SamplingException {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("--share is %s; it must be above 0 and below 1".formatted(share));
        }
        final PrintWriter out = spec.commandLine().getOut();
        final GANModel made = ModelRows.model(model);
        final Table truth = ModelRows.read(test, made);
        final boolean[][] hidden = hide(truth);
        final Table gaps = ImputationError.without(truth, hidden);
        final ImputationError error = new ImputationError(truth, hidden);
        final long pooling = System.nanoTime();
        final DonorPool pool = DonorPool.of(made);
        print(out, "pool_seconds", (System.nanoTime() - pooling) / 1e9);
        for (final Filling filling : Filling.values()) {
            final String name = filling.name().toLowerCase(Locale.ROOT);
            final long started = System.nanoTime();
            final Table filled = Imputer.imputing(pool, filling, seed).complete(gaps, hidden);
            print(out, name + "_rows_per_second", truth.rows() / ((System.nanoTime() - started) / 1e9));
            print(out, name, error, filled);
        }
        if (train != null) {
            final RowImputer imputer = new RowImputer(ModelRows.read(train, made));
            print(out, "mean_mode", error, imputer.typical(gaps, hidden));
            print(out, "nearest_real_rows", error, imputer.nearest(gaps, hidden));
        }
        out.flush();
        return 0;
    }

    private boolean[][] hide(final Table table) {
        final RandomStream random = new RandomStream(seed);
        final boolean[][] hidden = new boolean[table.columns().size()][table.rows()];
        for (int r = 0; r < table.rows(); r++) {
            for (int c = 0; c < hidden.length; c++) {
                hidden[c][r] = random.nextDouble() < share
                        && !table.isMissing(c, r)
                        && table.column(c).kind() != ColumnKind.IDENTIFIER;
            }
        }
        return hidden;
    }

    private static void print(
            final PrintWriter out, final String name, final ImputationError error, final Table filled) {
        print(out, name + "_nrmse", error.ofNumbers(filled));
        print(out, name + "_accuracy", error.accuracy(filled));
    }

    private static void print(final PrintWriter out, final String name, final double value) {
        out.println(name + " " + String.format(Locale.ROOT, "%.4g", value));
    }
}
