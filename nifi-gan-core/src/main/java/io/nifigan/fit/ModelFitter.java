// SPDX-License-Identifier: Apache-2.0
package io.nifigan.fit;

import io.nifigan.common.StreamSeed;
import io.nifigan.common.TimeBudget;
import io.nifigan.common.TrainingThreads;
import io.nifigan.encode.ColumnSummary;
import io.nifigan.encode.EncodedFile;
import io.nifigan.encode.EncodedTable;
import io.nifigan.encode.EncoderFitter;
import io.nifigan.encode.TableEncoder;
import io.nifigan.evaluate.similarity.TableComparison;
import io.nifigan.model.GANModel;
import io.nifigan.model.Provenance;
import io.nifigan.protect.RareValueSuppressor;
import io.nifigan.rule.RuleException;
import io.nifigan.table.Column;
import io.nifigan.table.ColumnVerdict;
import io.nifigan.table.ColumnVerdicts;
import io.nifigan.table.LargeTable;
import io.nifigan.table.Table;
import io.nifigan.train.CategoryFrequencies;
import io.nifigan.train.Checkpoints;
import io.nifigan.train.GANTrainer;
import io.nifigan.train.TrainingException;
import io.nifigan.train.TrainingListener;
import io.nifigan.train.TrainingSettings;
import io.nifigan.train.TrainingStoppedException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.function.LongSupplier;

/**
 * The fitter of a model to a table: it holds rows out, fits the encoder, trains the networks, calibrates them and
 * measures the model.
 */
public final class ModelFitter {
    /** The least rows of a table. */
    public static final int MIN_ROWS = 20;

    /** Below so many rows, a note says that they are few: with 900 of MAGIC's rows pairs were still learnt well. */
    private static final int FEW_ROWS = 300;

    private static final int GOOD_ROWS = 1_000;

    /** The most parameters of both networks together. */
    private static final long MAX_PARAMETERS = 32L << 20;

    private final TrainingSettings settings;
    private final BaselineModel baseline;
    private final LongSupplier clock;
    /** Null where they follow from the table's columns alone. */
    private final List<ColumnVerdict> verdicts;

    public ModelFitter(final TrainingSettings settings) {
        this(settings, null, System::nanoTime, null);
    }

    private ModelFitter(
            final TrainingSettings settings,
            final BaselineModel baseline,
            final LongSupplier clock,
            final List<ColumnVerdict> verdicts) {
        this.settings = settings;
        this.baseline = baseline;
        this.clock = clock;
        this.verdicts = verdicts;
    }

    /** A copy with another clock, in nanoseconds. */
    ModelFitter withClock(final LongSupplier other) {
        return new ModelFitter(settings, baseline, other, verdicts);
    }

    /** A copy with an earlier model, to continue from or to compare with. */
    public ModelFitter after(final BaselineModel earlier) {
        return new ModelFitter(settings, earlier, clock, verdicts);
    }

    /** A copy that puts into the model what was said of the table's columns when it was built. */
    public ModelFitter saying(final List<ColumnVerdict> ofColumns) {
        return new ModelFitter(settings, baseline, clock, List.copyOf(ofColumns));
    }

    /**
     * Fits a model to a table.
     *
     * @throws TrainingException if the table cannot be learnt (too few rows, no column to learn) or the training
     *     diverges; {@link TrainingStoppedException} if the listener cancels it
     */
    public GANModel fit(final Table table, final TrainingListener listener) throws TrainingException {
        return fit(table, listener, Checkpoints.none());
    }

    /**
     * Fits a model to a table, or resumes the same training after an interruption.
     *
     * @param checkpoints of this training; the caller discards them when it is done with the model
     * @throws TrainingException as above
     */
    public GANModel fit(final Table table, final TrainingListener listener, final Checkpoints checkpoints)
            throws TrainingException {
        final TimeBudget time = TimeBudget.of(settings.timeBudget(), clock);
        check(table.rows(), table.columns());
        if (table.rows() < FEW_ROWS) {
            listener.note(
                    ("%,d rows are few: what columns have to do with each other is hardly learnt, and the measured "
                                    + "figures are rough. Some %,d rows make a good model")
                            .formatted(table.rows(), GOOD_ROWS));
        }
        final Split split =
                Split.of(table, settings.heldOutShare(), target(table), StreamSeed.SPLIT.of(settings.seed()));
        final Table protectedRows = RareValueSuppressor.protect(
                split.training(), settings.protection(), StreamSeed.PROTECTION.of(settings.seed()));
        final int[] training = settings.protection().replaces() && split.heldOutCount() > 0
                ? Split.rows(table, settings.heldOutShare(), target(table), StreamSeed.SPLIT.of(settings.seed()))
                        .training()
                : null;
        final TableEncoder encoder =
                encoder(split.training(), protectedRows, table, null, row -> training == null ? row : training[row]);
        return train(
                new Split(protectedRows, split.heldOut(), split.heldOutCount()),
                encoder.encode(protectedRows),
                encoder,
                table.rows(),
                time,
                listener,
                checkpoints);
    }

    /**
     * Fits a model to a table on disk. The networks are trained on all rows; rules, selection weights and measures come
     * from the table's sample.
     *
     * @param checkpoints of this training; the caller discards them when it is done with the model
     * @throws TrainingException as above
     * @throws io.nifigan.table.SpillException if the disk has too little space for the encoded rows
     */
    public GANModel fit(final LargeTable table, final TrainingListener listener, final Checkpoints checkpoints)
            throws TrainingException {
        final TimeBudget time = TimeBudget.of(settings.timeBudget(), clock);
        check(table.rows(), table.columns());
        final Table sample = table.sample();
        listener.note(("The table has %,d rows. The networks are trained on all of them; rules, selection weights and "
                        + "measures come from a sample of %,d")
                .formatted(table.rows(), sample.rows()));
        final Split.Rows rows =
                Split.rows(sample, settings.heldOutShare(), target(sample), StreamSeed.SPLIT.of(settings.seed()));
        final Split split =
                Split.of(sample, settings.heldOutShare(), target(sample), StreamSeed.SPLIT.of(settings.seed()));
        final Table protectedRows = RareValueSuppressor.protect(
                split.training(), settings.protection(), StreamSeed.PROTECTION.of(settings.seed()));
        final LargeTables large = new LargeTables(table, settings.effectiveThreads(), listener);
        final TableEncoder encoder = encoder(
                split.training(),
                protectedRows,
                sample,
                settings.protection().replaces() ? null : large.summaries(),
                row -> table.sampled()[
                        settings.protection().replaces() && split.heldOutCount() > 0 ? rows.training()[row] : row]);
        try (EncodedFile encoded = large.encode(
                encoder,
                Arrays.stream(rows.heldOut()).map(r -> table.sampled()[r]).toArray())) {
            return train(
                    new Split(protectedRows, split.heldOut(), split.heldOutCount()),
                    encoded,
                    encoder,
                    table.rows(),
                    time,
                    listener,
                    checkpoints);
        }
    }

    private void check(final int rows, final List<Column> columns) throws TrainingException {
        if (rows < MIN_ROWS) {
            throw new TrainingException(
                    "There %s; at least %d are needed to learn from, and a few thousand to learn well"
                            .formatted(rows == 1 ? "is 1 row" : "are " + rows + " rows", MIN_ROWS));
        }
        if (baseline != null) {
            baseline.check(columns);
        }
    }

    private GANModel train(
            final Split split,
            final EncodedTable encoded,
            final TableEncoder encoder,
            final int rows,
            final TimeBudget budget,
            final TrainingListener listener,
            final Checkpoints checkpoints)
            throws TrainingException {
        final ModelAssembler assembler =
                new ModelAssembler(encoder, CategoryFrequencies.of(encoded), split, settings, listener);
        final WarmStart start = warmStart(encoder, listener);
        try (TrainingThreads.Running ignored = TrainingThreads.begin();
                GANTrainer trainer = start == null
                        ? new GANTrainer(encoded, settings)
                        : new GANTrainer(encoded, settings, start.generator(), start.discriminator())) {
            final Duration spent = checkpoints.enabled()
                    ? trainer.resume(
                            checkpoints,
                            Fingerprint.of(
                                    settings,
                                    encoded,
                                    start == null ? "" : baseline.model().id()),
                            listener)
                    : Duration.ZERO;
            final TimeBudget time = spent.isZero() ? budget : budget.spent(spent);
            if (time.elapsed().compareTo(settings.timeBudget().dividedBy(2)) > 0 && spent.isZero()) {
                assembler.leaveOut(("Fitting and encoding took %,d of the %,d seconds of the time budget, so there are "
                                + "few training steps. Give the training more time")
                        .formatted(
                                time.elapsed().toSeconds(),
                                settings.timeBudget().toSeconds()));
            }
            final TimeBudget trainingTime =
                    new Reserve(encoder, settings).forTraining(split.training().rows(), time);
            final ProgressReport report = new ProgressReport(assembler, trainer, listener, time);
            listener.prepared();
            trainer.train(trainingTime, checkpoints, listener, report);
            final GANModel model = assembler.finish(
                    trainer.bestGenerator(),
                    trainer.bestDiscriminator(),
                    new Provenance(
                            Instant.now().truncatedTo(ChronoUnit.SECONDS),
                            rows,
                            split.heldOutCount(),
                            trainer.steps(),
                            Math.round(time.elapsed().toMillis() / 100.) / 10.,
                            Versions.all(),
                            List.of(),
                            verdicts == null ? ColumnVerdicts.of(encoder.columns()) : verdicts),
                    time);
            report.end(model);
            if (baseline != null) {
                final TableComparison errors = assembler.compare(baseline.model(), time);
                listener.earlier(errors.shapeError(), errors.trendError());
            }
            return model;
        }
    }

    /**
     * The initial parameters from the baseline model; null if there is none to continue from, or its networks have
     * other sizes.
     */
    private WarmStart warmStart(final TableEncoder encoder, final TrainingListener listener) {
        if (baseline == null || !baseline.continued()) {
            return null;
        }
        final WarmStart start = new WarmStart(encoder, settings, baseline.model());
        if (start.mismatch() != null) {
            listener.note("The training cannot continue from model %s and begins anew: %s"
                    .formatted(baseline.model().id(), start.mismatch()));
            return null;
        }
        return start;
    }

    /** The index of the first target column, -1 for none. */
    private int target(final Table table) throws TrainingException {
        final List<String> names = table.columns().stream().map(Column::name).toList();
        for (final String target : settings.targets()) {
            if (!names.contains(target)) {
                throw new TrainingException(
                        "The target column \"%s\" is not among the columns %s".formatted(target, names));
            }
        }
        return settings.targets().isEmpty()
                ? -1
                : names.indexOf(settings.targets().get(0));
    }

    /** @param records for a row of the table from which rules are taken its index among all records */
    private TableEncoder encoder(
            final Table training,
            final Table protectedRows,
            final Table table,
            final List<ColumnSummary> summaries,
            final IntUnaryOperator records)
            throws TrainingException {
        final TableEncoder encoder;
        try {
            encoder = EncoderFitter.fit(
                    training,
                    protectedRows,
                    table,
                    new HashSet<>(settings.targets()),
                    settings.rules(),
                    settings.protection(),
                    summaries);
        } catch (final RuleException e) {
            throw new TrainingException(e.message(records));
        }
        check(encoder);
        return encoder;
    }

    private void check(final TableEncoder encoder) throws TrainingException {
        if (encoder.layout().rawSize() == 0) {
            throw new TrainingException(
                    "There is nothing to learn: every column is constant, empty, or an identifier with nearly all "
                            + "values distinct. Set the kind of a column that should be learnt, such as category or "
                            + "decimal");
        }
        final long parameters = (long) settings.width()
                * (encoder.layout().rawSize()
                        + encoder.layout().rowSize()
                        + settings.latentSize()
                        + 4L * settings.blocks() * settings.width());
        if (encoder.layout().rowSize() > 65_536 || parameters > MAX_PARAMETERS) {
            throw new TrainingException(("The table needs %d inputs and about %d parameters at a layer width of %d; at "
                            + "most 65536 inputs and %d parameters are allowed. Lower the layer width or the depth, or "
                            + "leave out columns with very many values")
                    .formatted(encoder.layout().rowSize(), parameters, settings.width(), MAX_PARAMETERS));
        }
    }
}
