// SPDX-License-Identifier: Apache-2.0
package io.nifigan.fit;

import io.nifigan.encode.Layout;
import io.nifigan.encode.MemberShares;
import io.nifigan.encode.TableEncoder;
import io.nifigan.evaluate.Auc;
import io.nifigan.evaluate.TableComparison;
import io.nifigan.model.Fidelity;
import io.nifigan.model.GanModel;
import io.nifigan.model.Provenance;
import io.nifigan.model.Realism;
import io.nifigan.model.ScoreScale;
import io.nifigan.network.Graphs;
import io.nifigan.network.NativeFloats;
import io.nifigan.network.NetworkShape;
import io.nifigan.network.Noise;
import io.nifigan.network.StreamSeed;
import io.nifigan.refine.Calibration;
import io.nifigan.refine.MarginalCalibrator;
import io.nifigan.refine.RawDraws;
import io.nifigan.refine.Refinement;
import io.nifigan.sample.RowDecoder;
import io.nifigan.sample.Rules;
import io.nifigan.sample.SampleSettings;
import io.nifigan.sample.Sampler;
import io.nifigan.sample.SamplingException;
import io.nifigan.score.Judge;
import io.nifigan.score.Scorer;
import io.nifigan.table.Table;
import io.nifigan.train.Crew;
import io.nifigan.train.Game;
import io.nifigan.train.TrainingException;
import io.nifigan.train.TrainingListener;
import io.nifigan.train.TrainingSettings;
import io.nifigan.train.TrainingStoppedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Makes a model of what a game has come to: calibrates, measures, puts together. */
final class Assembly {
    private static final int PIECE = 1_024;
    private static final int STREAMS = 8;
    private static final long MOST_FLOATS = 12_000_000;
    private static final int MOST_DRAWS = 120_000;
    private static final int FEWEST_DRAWS = 2_000;
    private static final int QUICK_DRAWS = 8_000;
    private static final int DRAWS_PER_ROW = 20;
    private static final int QUICK_ROWS = 4_000;
    private static final int RULE_ROUNDS = 4;
    private static final int FEWEST_KEPT = 500;
    /** The share of the time budget that is left for the judge of realism: one in so many. */
    private static final int JUDGING = 12;
    private static final int SCORE_QUANTILES = 1_001;

    private final TableEncoder encoder;
    private final MemberShares shares;
    private final Split split;
    private final TrainingSettings settings;
    private final TrainingListener listener;

    Assembly(final TableEncoder encoder, final MemberShares shares, final Split split, final TrainingSettings settings,
             final TrainingListener listener) {
        this.encoder = encoder;
        this.shares = shares;
        this.split = split;
        this.settings = settings;
        this.listener = listener;
    }

    /** Called between pieces of work so small that a stop is not kept waiting. */
    private void mayContinue() throws TrainingStoppedException {
        if (!listener.mayContinue()) {
            throw new TrainingStoppedException();
        }
    }

    /** Held-out rows beside those of a generator in training, fewer than at the end; null where it makes hardly any that keep the rules. */
    TableComparison quickly(final float[] generatorParameters) throws TrainingException {
        final GanModel model = calibrated(generatorParameters, new float[discriminatorShape().parameters()], QUICK_DRAWS).build();
        final Table heldOut = head(split.heldOut(), QUICK_ROWS);
        final Table sampled;
        try {
            sampled = draw(model, heldOut.rows(), StreamSeed.FIDELITY_ROWS, () -> true);
        } catch (final SamplingException e) {
            // Early in a training, hardly any row may keep the rules yet.
            return null;
        }
        return new TableComparison(heldOut, sampled);
    }

    TableEncoder encoder() {
        return encoder;
    }

    private NetworkShape discriminatorShape() {
        return new NetworkShape(encoder.layout().rowSize(), 1, settings.width(), settings.blocks());
    }

    /** The finished model. */
    GanModel finish(final float[] generatorParameters, final float[] discriminatorParameters, final Provenance provenance, final long deadline)
            throws TrainingException {
        final long judging = settings.timeBudget().toNanos() / JUDGING;
        final GanModel drawn = refined(calibrated(generatorParameters, discriminatorParameters, MOST_DRAWS).provenance(provenance).build(), deadline - judging);
        final Table heldOut = split.heldOut();
        final Table generated = sample(drawn, heldOut.rows(), StreamSeed.FIDELITY_ROWS, () -> true);
        final double[] realScores;
        final double[] generatedScores;
        try (Scorer scorer = new Scorer(drawn, Judge.DISCRIMINATOR)) {
            realScores = scorer.scores(heldOut);
            generatedScores = scorer.scores(generated);
        }
        mayContinue();
        final LogisticFit fit = LogisticFit.of(realScores, generatedScores);
        scaleScore(drawn.discriminator(), discriminatorParameters, fit);
        final Fidelity fidelity = fidelity(heldOut, generated, Auc.of(realScores, generatedScores));
        final Realism realism = realism(drawn, generated, deadline);
        return drawn.toBuilder().scoreScale(scale(realScores, fit)).fidelity(fidelity).realism(realism).build();
    }

    /** The judge of realism; none where rows are not refined. */
    private Realism realism(final GanModel model, final Table generatedHeldOut, final long deadline) throws TrainingException {
        if (!settings.refined()) {
            return Realism.none();
        }
        final RealismTrainer trainer = new RealismTrainer(model, split.training(), split.heldOut());
        // Where hardly any row is chosen, fewer must do.
        final long drawn = deadline - settings.timeBudget().toNanos() / (2 * JUDGING);
        final Table generated = sample(model, trainer.rows(), StreamSeed.REALISM_ROWS, () -> System.nanoTime() < drawn);
        final Realism realism = trainer.train(generated, generatedHeldOut, () -> listener.mayContinue() && System.nanoTime() < deadline);
        mayContinue();
        return realism;
    }

    /** The same model, choosing among its rows. */
    private GanModel refined(final GanModel model, final long deadline) throws TrainingException {
        if (!settings.refined()) {
            return model;
        }
        final Refinement refinement = Refiner.refine(model, split.training(), () -> listener.mayContinue() && System.nanoTime() < deadline);
        mayContinue();
        return model.toBuilder().refinement(refinement).build();
    }

    /** The held-out rows beside as many of another model of the same columns. */
    TableComparison compare(final GanModel other) throws TrainingException {
        final Table heldOut = split.heldOut();
        return new TableComparison(heldOut, Predecessor.inOrder(sample(other, heldOut.rows(), StreamSeed.FIDELITY_ROWS, () -> true), heldOut.columns()));
    }

    private Fidelity fidelity(final Table heldOut, final Table generated, final double auc) throws TrainingStoppedException {
        final TableComparison comparison = new TableComparison(heldOut, generated);
        mayContinue();
        final TableComparison floor = new TableComparison(heldOut, head(split.training(), heldOut.rows()));
        return new Fidelity(comparison.shapeError(), comparison.trendError(), floor.shapeError(), floor.trendError(), heldOut.rows(), auc);
    }

    /** Folds the calibration of the probability into the discriminator's last layer. */
    private void scaleScore(final ComputationGraph discriminator, final float[] parameters, final LogisticFit fit) {
        final NetworkShape shape = discriminatorShape();
        final int last = shape.layers() - 1;
        final float[] scaled = parameters.clone();
        for (int i = shape.weights(last); i < shape.biases(last); i++) {
            scaled[i] = (float) (fit.slope() * scaled[i]);
        }
        scaled[shape.biases(last)] = (float) (fit.slope() * scaled[shape.biases(last)] + fit.offset());
        Graphs.setParameters(discriminator, scaled);
    }

    static ScoreScale scale(final double[] realScores, final LogisticFit fit) {
        final double[] sorted = realScores.clone();
        Arrays.sort(sorted);
        final double[] quantiles = new double[SCORE_QUANTILES];
        for (int i = 0; i < quantiles.length; i++) {
            final double position = (double) i * (sorted.length - 1) / (quantiles.length - 1);
            final int low = (int) position;
            final int high = Math.min(sorted.length - 1, low + 1);
            quantiles[i] = fit.slope() * (sorted[low] + (position - low) * (sorted[high] - sorted[low])) + fit.offset();
        }
        return new ScoreScale(quantiles);
    }

    /** A model whose generator gives the training rows' single columns; its probability and figures are still to be found. */
    private GanModel.Builder calibrated(final float[] generatorParameters, final float[] discriminatorParameters, final int mostDraws) throws TrainingStoppedException {
        final Layout layout = encoder.layout();
        final NetworkShape shape = new NetworkShape(settings.latentSize(), layout.rawSize(), settings.width(), settings.blocks());
        final ComputationGraph generator = Graphs.generator(shape);
        Graphs.setParameters(generator, generatorParameters);
        // Beyond some twenty draws a row, the draws' own noise is small beside that of the rows.
        final long enough = Math.clamp((long) DRAWS_PER_ROW * shares.rows(), QUICK_DRAWS, mostDraws);
        final int rows = (int) Math.clamp(MOST_FLOATS / layout.rawSize(), FEWEST_DRAWS, enough);
        final float[] raw = new float[rows * layout.rawSize()];
        final float[] gumbel = new float[raw.length];
        draw(shape, generator, rows, raw, gumbel);
        final float[] shifted = generatorParameters.clone();
        final Calibration calibration = calibrate(rows, raw, gumbel, shifted, shape.biases(shape.layers() - 1));
        Graphs.setParameters(generator, shifted);
        final ComputationGraph discriminator = Graphs.discriminator(discriminatorShape());
        Graphs.setParameters(discriminator, discriminatorParameters);
        return GanModel.builder(encoder, settings).networks(generator, discriminator).calibration(calibration);
    }

    /** Draws in a fixed number of streams, which the threads share, so that their number does not matter. */
    private void draw(final NetworkShape shape, final ComputationGraph generator, final int rows, final float[] raw, final float[] gumbel)
            throws TrainingStoppedException {
        final NativeFloats parameters = NativeFloats.parametersOf(generator);
        final AtomicBoolean stopped = new AtomicBoolean();
        try (Crew crew = new Crew(Math.min(Game.threads(settings), STREAMS))) {
            crew.run(member -> {
                for (int stream = member; stream < STREAMS && !stopped.get(); stream += crew.size()) {
                    final int first = (int) ((long) rows * stream / STREAMS);
                    final int end = (int) ((long) rows * (stream + 1) / STREAMS);
                    try (RawDraws draws = new RawDraws(shape, parameters, settings.prior(), StreamSeed.CALIBRATION_DRAWS.of(settings.seed(), stream))) {
                        for (int from = first; from < end && !stopped.get(); from += PIECE) {
                            stopped.compareAndSet(false, member == 0 && !listener.mayContinue());
                            draws.draw(from, Math.min(PIECE, end - from), raw, gumbel);
                        }
                    }
                }
            });
        }
        mayContinue();
    }

    /**
     * Calibrates on rows drawn from a generator; where the table has rules, again on those rows that keep them, since the others will not
     * be emitted and their absence changes the columns.
     */
    private Calibration calibrate(final int rows, final float[] raw, final float[] gumbel, final float[] parameters, final int outputBiases)
            throws TrainingStoppedException {
        final MarginalCalibrator calibrator = new MarginalCalibrator(encoder.layout(), rows, raw, gumbel);
        final Rules rules = new Rules(encoder);
        Calibration calibration = null;
        for (int round = 0; round < (rules.isEmpty() ? 1 : RULE_ROUNDS); round++) {
            if (calibration != null) {
                final Noise noise = new Noise(StreamSeed.CALIBRATION_VALUES.of(settings.seed()));
                final int[] kept = rules.keeping(new RowDecoder(encoder, calibration).decode(rows, raw, gumbel, noise));
                if (kept.length < FEWEST_KEPT) {
                    break;
                }
                calibrator.restrict(kept);
            }
            mayContinue();
            final float[] biases = calibrator.biases(shares);
            for (int i = 0; i < biases.length; i++) {
                parameters[outputBiases + i] += biases[i];
            }
            mayContinue();
            calibration = calibrator.maps();
        }
        return calibration;
    }

    /** @param goesOn false ends it with fewer rows, at least some */
    private Table sample(final GanModel model, final int rows, final StreamSeed stream, final BooleanSupplier goesOn) throws TrainingException {
        try {
            return draw(model, rows, stream, goesOn);
        } catch (final SamplingException e) {
            throw new TrainingException("No rows can be drawn from what was learnt: " + e.getMessage());
        }
    }

    private Table draw(final GanModel model, final int rows, final StreamSeed stream, final BooleanSupplier goesOn)
            throws TrainingStoppedException, SamplingException {
        try (Sampler sampler = new Sampler(model, SampleSettings.of(stream.of(settings.seed())).withThreads(settings.threads()))) {
            final List<Table> pieces = new ArrayList<>();
            for (int from = 0; from < rows && (from == 0 || goesOn.getAsBoolean()); from += PIECE) {
                mayContinue();
                pieces.add(sampler.next(Math.min(PIECE, rows - from)));
            }
            return Table.concatenate(pieces);
        }
    }

    static Table head(final Table table, final int rows) {
        if (rows >= table.rows()) {
            return table;
        }
        final int[] indices = new int[rows];
        Arrays.setAll(indices, i -> (int) ((long) i * table.rows() / rows));
        return table.select(indices);
    }
}
