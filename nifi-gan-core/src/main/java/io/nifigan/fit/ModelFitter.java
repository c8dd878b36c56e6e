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
import java.util.function.LongSupplier;

/** Learns a table: splits off the held-out rows, fits the encoder, trains the networks, calibrates, measures. */
public final class ModelFitter {
    /** The fewest rows that can be learnt. */
    public static final int MIN_ROWS = 20;

    /** The stream of noise by which protected values are replaced. */
    private static final long MAX_PARAMETERS = 32L << 20;

    private final TrainingSettings settings;
    private final BaselineModel baseline;
    private final LongSupplier clock;

    public ModelFitter(final TrainingSettings settings) {
        this(settings, null, System::nanoTime);
    }

    private ModelFitter(final TrainingSettings settings, final BaselineModel baseline, final LongSupplier clock) {
        this.settings = settings;
        this.baseline = baseline;
        this.clock = clock;
    }

    /** The same with another clock, in nanoseconds. */
    ModelFitter withClock(final LongSupplier other) {
        return new ModelFitter(settings, baseline, other);
    }

    /** The same with an earlier model, to go on from or to compare with. */
    public ModelFitter after(final BaselineModel earlier) {
        return new ModelFitter(settings, earlier, clock);
    }

    /**
     * Learns a table.
     *
     * @throws TrainingException where the table cannot be learnt (too few rows, no column to learn) or the training
     *     diverged; {@link TrainingStoppedException} where the listener ended it
     */
    public GANModel fit(final Table table, final TrainingListener listener) throws TrainingException {
        return fit(table, listener, Checkpoints.none());
    }

    /**
     * Learns a table, or goes on with it where the same training was cut off.
     *
     * @param checkpoints of this training; the caller discards them when it is done with the model
     * @throws TrainingException as above
     */
    public GANModel fit(final Table table, final TrainingListener listener, final Checkpoints checkpoints)
            throws TrainingException {
        final TimeBudget time = TimeBudget.of(settings.timeBudget(), clock);
        check(table.rows(), table.columns());
        final Split split =
                Split.of(table, settings.heldOutShare(), target(table), StreamSeed.SPLIT.of(settings.seed()));
        final Table learnt = RareValueSuppressor.protect(
                split.training(), settings.protection(), StreamSeed.PROTECTION.of(settings.seed()));
        final TableEncoder encoder = encoder(split.training(), learnt, table, null);
        return play(
                new Split(learnt, split.heldOut(), split.kept()),
                encoder.encode(learnt),
                encoder,
                table.rows(),
                time,
                listener,
                checkpoints);
    }

    /**
     * Learns a table that is on disk. The training is played on all its rows; what rules hold, how rows are chosen and
     * how good the model is comes from its sample.
     *
     * @param checkpoints of this training; the caller discards them when it is done with the model
     * @throws TrainingException as above
     * @throws io.nifigan.table.SpillException where there is too little space for the rows as codes
     */
    public GANModel fit(final LargeTable table, final TrainingListener listener, final Checkpoints checkpoints)
            throws TrainingException {
        final TimeBudget time = TimeBudget.of(settings.timeBudget(), clock);
        check(table.rows(), table.columns());
        final Table sample = table.sample();
        listener.note("There are %,d rows; what does not need them all goes by a sample of %,d"
                .formatted(table.rows(), sample.rows()));
        final Split.Rows rows =
                Split.rows(sample, settings.heldOutShare(), target(sample), StreamSeed.SPLIT.of(settings.seed()));
        final Split split =
                Split.of(sample, settings.heldOutShare(), target(sample), StreamSeed.SPLIT.of(settings.seed()));
        final Table learnt = RareValueSuppressor.protect(
                split.training(), settings.protection(), StreamSeed.PROTECTION.of(settings.seed()));
        final LargeTables large = new LargeTables(table, settings.effectiveThreads(), listener);
        final TableEncoder encoder =
                encoder(split.training(), learnt, sample, settings.protection().replaces() ? null : large.summaries());
        try (EncodedFile encoded = large.encode(
                encoder,
                Arrays.stream(rows.heldOut()).map(r -> table.sampled()[r]).toArray())) {
            return play(
                    new Split(learnt, split.heldOut(), split.kept()),
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

    private GANModel play(
            final Split split,
            final EncodedTable encoded,
            final TableEncoder encoder,
            final int rows,
            final TimeBudget begun,
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
            final TimeBudget time = spent.isZero() ? begun : begun.spent(spent);
            if (time.elapsed().compareTo(settings.timeBudget().dividedBy(2)) > 0 && spent.isZero()) {
                assembler.leaveOut(("Fitting and encoding took %,d of the %,d s that the training may take, so that "
                                + "there are few steps. Give it more time")
                        .formatted(
                                time.elapsed().toSeconds(),
                                settings.timeBudget().toSeconds()));
            }
            final TimeBudget forGame =
                    new Reserve(encoder, settings).forGame(split.training().rows(), time);
            final ProgressReport report = new ProgressReport(assembler, trainer, listener, time);
            listener.prepared();
            trainer.train(forGame, checkpoints, listener, report);
            final GANModel model = assembler.finish(
                    trainer.bestGenerator(),
                    trainer.bestDiscriminator(),
                    new Provenance(
                            Instant.now().truncatedTo(ChronoUnit.SECONDS),
                            rows,
                            split.kept(),
                            trainer.steps(),
                            Math.round(time.elapsed().toMillis() / 100.) / 10.,
                            Versions.all(),
                            List.of()),
                    time);
            report.end(model);
            if (baseline != null) {
                final TableComparison errors = assembler.compare(baseline.model(), time);
                listener.earlier(errors.shapeError(), errors.trendError());
            }
            return model;
        }
    }

    /** How to go on from the earlier model; null where there is none, or it is of another size. */
    private WarmStart warmStart(final TableEncoder encoder, final TrainingListener listener) {
        if (baseline == null || !baseline.continued()) {
            return null;
        }
        final WarmStart start = new WarmStart(encoder, settings, baseline.model());
        if (start.hindrance() != null) {
            listener.note("The training does not go on from model %s but begins anew: %s"
                    .formatted(baseline.model().id(), start.hindrance()));
            return null;
        }
        return start;
    }

    /** The first target that is there, -1 for none. */
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

    private TableEncoder encoder(
            final Table training, final Table learnt, final Table table, final List<ColumnSummary> summaries)
            throws TrainingException {
        final TableEncoder encoder;
        try {
            encoder = EncoderFitter.fit(
                    training,
                    learnt,
                    table,
                    new HashSet<>(settings.targets()),
                    settings.rules(),
                    settings.protection(),
                    summaries);
        } catch (final RuleException e) {
            throw new TrainingException(e.getMessage());
        }
        check(encoder);
        return encoder;
    }

    private void check(final TableEncoder encoder) throws TrainingException {
        if (encoder.layout().rawSize() == 0) {
            throw new TrainingException(
                    "There is nothing to learn: every column is constant, empty, or an identifier whose "
                            + "values are nearly all "
                            + "distinct. Set the kind of a column that should be learnt, such as category or decimal");
        }
        final long parameters = (long) settings.width()
                * (encoder.layout().rawSize()
                        + encoder.layout().rowSize()
                        + settings.latentSize()
                        + 4L * settings.blocks() * settings.width());
        if (encoder.layout().rowSize() > 65_536 || parameters > MAX_PARAMETERS) {
            throw new TrainingException(("The table needs %d inputs and about %d parameters at a layer width of %d; %d "
                            + "parameters is the most. "
                            + "Lower the layer width or the depth, or leave out columns with very many values")
                    .formatted(encoder.layout().rowSize(), parameters, settings.width(), MAX_PARAMETERS));
        }
    }
}
