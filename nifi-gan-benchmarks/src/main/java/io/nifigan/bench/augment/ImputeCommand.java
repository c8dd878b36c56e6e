// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench.augment;

import io.nifigan.augment.DonorPool;
import io.nifigan.augment.Filling;
import io.nifigan.augment.Imputer;
import io.nifigan.bench.common.ModelRows;
import io.nifigan.bench.common.Results;
import io.nifigan.common.RandomStream;
import io.nifigan.model.GANModel;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code impute}: hides cells of real rows, imputes them and prints the error. */
@Command(
        name = "impute",
        description = "Hides random cells of TEST.csv, imputes them, and prints the error: for numbers the root "
                + "mean squared error in standard deviations of the column (mean over columns), for other "
                + "values the share of correct values.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class ImputeCommand implements Callable<Integer> {
    @CommandLine.Mixin
    private Results results;

    @Parameters(index = "0", paramLabel = "MODEL.zip", description = "a model written by 'fit --model'")
    private Path model;

    @Parameters(index = "1", paramLabel = "TEST.csv", description = "real rows that the model was not trained on")
    private Path test;

    @Option(
            names = "--train",
            paramLabel = "TRAIN.csv",
            description = "the training rows, for a comparison with their mean and with the nearest of them")
    private Path train;

    @Option(names = "--share", description = "share of cells to hide (default ${DEFAULT-VALUE})", defaultValue = "0.2")
    private double share;

    @Option(names = "--seed", description = "random seed (default ${DEFAULT-VALUE})", defaultValue = "42")
    private long seed;

    @Override
    public Integer call() throws IOException, SamplingException {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("--share is %s; it must be above 0 and below 1".formatted(share));
        }
        final GANModel gan = ModelRows.model(model);
        final Table truth = ModelRows.read(test, gan);
        final boolean[][] hidden = hide(truth);
        final Table gaps = ImputationError.without(truth, hidden);
        final ImputationError error = new ImputationError(truth, hidden);
        final long pooling = System.nanoTime();
        final DonorPool pool = DonorPool.of(gan);
        results.print("pool_seconds", (System.nanoTime() - pooling) / 1e9);
        for (final Filling filling : Filling.values()) {
            final String name = filling.name().toLowerCase(Locale.ROOT);
            final long started = System.nanoTime();
            final Table filled = Imputer.imputing(pool, filling, seed).complete(gaps, hidden);
            results.print(name + "_rows_per_second", truth.rows() / ((System.nanoTime() - started) / 1e9));
            print(name, error, filled);
        }
        if (train != null) {
            final RowImputer imputer = new RowImputer(ModelRows.read(train, gan));
            print("mean_mode", error, imputer.typical(gaps, hidden));
            print("nearest_real_rows", error, imputer.nearest(gaps, hidden));
        }
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

    private void print(final String name, final ImputationError error, final Table filled) {
        results.print(name + "_nrmse", error.ofNumbers(filled));
        results.print(name + "_accuracy", error.accuracy(filled));
    }
}
