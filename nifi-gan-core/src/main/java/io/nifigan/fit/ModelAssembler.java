// SPDX-License-Identifier: Apache-2.0
package io.nifigan.fit;

import io.nifigan.common.Cancellation;
import io.nifigan.common.RocAuc;
import io.nifigan.common.StreamSeed;
import io.nifigan.common.TimeBudget;
import io.nifigan.encode.TableEncoder;
import io.nifigan.evaluate.similarity.TableComparison;
import io.nifigan.model.Fidelity;
import io.nifigan.model.GANModel;
import io.nifigan.model.Provenance;
import io.nifigan.network.Graphs;
import io.nifigan.network.NetworkShape;
import io.nifigan.realism.Realism;
import io.nifigan.realism.ScoreScale;
import io.nifigan.sample.SampleSettings;
import io.nifigan.sample.Sampler;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.score.Scorer;
import io.nifigan.score.ScoringModel;
import io.nifigan.select.RakingModel;
import io.nifigan.table.Table;
import io.nifigan.train.CategoryFrequencies;
import io.nifigan.train.TrainingException;
import io.nifigan.train.TrainingListener;
import io.nifigan.train.TrainingSettings;
import io.nifigan.train.TrainingStoppedException;
import io.nifigan.trees.BoostedTrees;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * The assembler of a model from trained parameters: it has the generator calibrated, learns to select rows, and
 * measures the model.
 */
final class ModelAssembler {
    private static final int MAX_VALIDATION_ROWS = 4_000;
    /** Shares of the time left at the start of each stage; the rest is for the realism classifier. */
    private static final double SELECTION_SHARE = .6;

    private static final double FIDELITY_SHARE = .25;
    private static final double REALISM_DRAWS_SHARE = .5;
    private static final double RATIO_SHARE = .2;
    private static final double DISCRIMINATOR_SHARE = .4;

    private final GeneratorCalibrator calibrator;
    private final Split split;
    private final TrainingSettings settings;
    private final TrainingListener listener;
    private final List<String> leftOut = new ArrayList<>();

    ModelAssembler(
            final TableEncoder encoder,
            final CategoryFrequencies frequencies,
            final Split split,
            final TrainingSettings settings,
            final TrainingListener listener) {
        this.split = split;
        this.settings = settings;
        this.listener = listener;
        this.calibrator = new GeneratorCalibrator(encoder, frequencies, split, settings, listener, this::leaveOut);
    }

    /** Called often enough that a cancellation takes effect quickly. */
    private void checkCancelled() throws TrainingStoppedException {
        if (listener.cancellation().isCancelled()) {
            throw new TrainingStoppedException();
        }
    }

    /** Records something that the training leaves out, and notifies the listener. */
    void leaveOut(final String what) {
        leftOut.add(what);
        listener.note(what);
    }

    /**
     * Compares held-out rows with rows of a generator in training, fewer than at the end. Null if hardly any generated
     * row keeps the rules.
     *
     * @param time the time limit, after which fewer rows are used
     */
    TableComparison estimateFidelity(final float[] generatorParameters, final TimeBudget time)
            throws TrainingException {
        final GANModel model = calibrated(
                        generatorParameters, new float[discriminatorShape().parameters()], false)
                .build();
        final Table heldOut = head(split.heldOut(), MAX_VALIDATION_ROWS);
        final Table sampled;
        try {
            sampled = draw(model, heldOut.rows(), StreamSeed.FIDELITY_ROWS, time.cancellation());
        } catch (final SamplingException e) {
            // Early in a training, hardly any row may keep the rules yet.
            return null;
        }
        return new TableComparison(heldOut, sampled);
    }

    TableEncoder encoder() {
        return calibrator.encoder();
    }

    private NetworkShape discriminatorShape() {
        return new NetworkShape(encoder().layout().rowSize(), 1, settings.width(), settings.blocks());
    }

    /**
     * Assembles the finished model.
     *
     * @param time the time budget of the whole training; what it does not allow for is left out
     */
    GANModel finish(
            final float[] generatorParameters,
            final float[] discriminatorParameters,
            final Provenance provenance,
            final TimeBudget time)
            throws TrainingException {
        final GANModel drawn = withSelection(
                calibrated(generatorParameters, discriminatorParameters, true)
                        .provenance(provenance)
                        .build(),
                time.share(SELECTION_SHARE));
        final Table heldOut = split.heldOut();
        final Table generated = sample(
                drawn,
                heldOut.rows(),
                StreamSeed.FIDELITY_ROWS,
                time.share(FIDELITY_SHARE).cancellation());
        if (generated.rows() < heldOut.rows()) {
            leaveOut(("The model was measured with %,d generated rows for %,d held-out rows, since the time was over. "
                            + "Give the training more time")
                    .formatted(generated.rows(), heldOut.rows()));
        }
        final double auc;
        try (Scorer scorer = new Scorer(drawn, ScoringModel.DISCRIMINATOR)) {
            auc = RocAuc.of(scorer.scores(heldOut), scorer.scores(generated));
        }
        checkCancelled();
        final Fidelity fidelity = fidelity(heldOut, generated, auc);
        return scoring(drawn, generated, time)
                .provenance(provenance.withLeftOut(leftOut))
                .fidelity(fidelity)
                .build();
    }

    /**
     * Trains what scores rows: the realism classifier, unless the settings switch it off, and a discriminator in the
     * place of that of the training.
     */
    private GANModel.Builder scoring(final GANModel model, final Table generatedHeldOut, final TimeBudget time)
            throws TrainingException {
        final RealismTrainer trainer = new RealismTrainer(model, split.training(), split.heldOut());
        // If selection keeps few rows, the classifiers are trained on fewer.
        final Table generated = sample(
                model,
                trainer.rows(),
                StreamSeed.REALISM_ROWS,
                time.share(REALISM_DRAWS_SHARE).cancellation());
        final BoostedTrees ratio = settings.refined()
                ? trainer.ratio(
                        generated,
                        listener.cancellation().or(time.share(RATIO_SHARE).cancellation()))
                : null;
        final float[] weights = new float[generated.rows()];
        Arrays.fill(weights, 1);
        final GANModel.Builder scored = model.toBuilder();
        discriminator(
                model,
                generated,
                ratio == null ? weights : trainer.weights(generated, ratio),
                generatedHeldOut,
                time.share(DISCRIMINATOR_SHARE),
                scored);
        checkCancelled();
        return ratio == null ? scored : scored.realism(realism(trainer, ratio, generated, generatedHeldOut, time));
    }

    private void discriminator(
            final GANModel model,
            final Table generated,
            final float[] weights,
            final Table generatedHeldOut,
            final TimeBudget time,
            final GANModel.Builder scored) {
        final DiscriminatorTrainer trainer = new DiscriminatorTrainer(model);
        final float[] parameters = trainer.train(generated, weights, time, listener.cancellation());
        final double[][] real = trainer.logits(parameters, split.heldOut());
        final double[] unreal = trainer.logits(parameters, generatedHeldOut)[0];
        final LogisticFit fit = LogisticFit.of(real[0], RealismTrainer.concatenate(real[1], real[2], unreal));
        final ComputationGraph discriminator = Graphs.discriminator(discriminatorShape());
        scaleScore(discriminator, parameters, fit);
        scored.networks(model.generator(), discriminator).scoreScale(ScoreScale.of(fit.logits(real[0])));
    }

    private Realism realism(
            final RealismTrainer trainer,
            final BoostedTrees ratio,
            final Table generated,
            final Table generatedHeldOut,
            final TimeBudget time)
            throws TrainingException {
        final Realism realism = trainer.train(
                generated, generatedHeldOut, ratio, listener.cancellation().or(time.cancellation()));
        checkCancelled();
        if (time.isOver()) {
            leaveOut(
                    realism.trained()
                            ? ("The realism classifier has %,d trees only, trained on %,d of %,d generated rows, since "
                                            + "the time was over. Give the training more time")
                                    .formatted(
                                            realism.classifier().trees().roots().length,
                                            generated.rows(),
                                            trainer.rows())
                            : "There was no time for the realism classifier, so the discriminator scores records, less "
                                    + "accurately. Give the training more time");
        }
        return realism;
    }

    /** Adds the weights by which rows are selected, unless the settings switch them off. */
    private GANModel withSelection(final GANModel model, final TimeBudget time) throws TrainingException {
        if (!settings.refined()) {
            return model;
        }
        final RakingModel raking = Refiner.refine(
                model,
                split.training(),
                settings.protectFile(),
                new Allowance(time, listener.cancellation(), this::leaveOut));
        checkCancelled();
        return model.toBuilder().raking(raking).build();
    }

    /** Compares the held-out rows with rows of another model of the same columns; fewer if the time is over. */
    TableComparison compare(final GANModel other, final TimeBudget time) throws TrainingException {
        final Table heldOut = split.heldOut();
        return new TableComparison(
                heldOut,
                BaselineModel.inOrder(
                        sample(other, heldOut.rows(), StreamSeed.FIDELITY_ROWS, time.cancellation()),
                        heldOut.columns()));
    }

    private Fidelity fidelity(final Table heldOut, final Table generated, final double auc)
            throws TrainingStoppedException {
        final TableComparison comparison = new TableComparison(heldOut, generated);
        checkCancelled();
        final TableComparison floor = new TableComparison(heldOut, head(split.training(), heldOut.rows()));
        return new Fidelity(
                comparison.shapeError(),
                comparison.trendError(),
                floor.shapeError(),
                floor.trendError(),
                heldOut.rows(),
                auc);
    }

    /** Puts the calibration of the probability into the discriminator's last layer. */
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

    /**
     * A model with a calibrated generator. The calibration of its discriminator and its measures are still missing.
     *
     * @param trained whether the training is over
     */
    private GANModel.Builder calibrated(
            final float[] generatorParameters, final float[] discriminatorParameters, final boolean trained)
            throws TrainingStoppedException {
        final GeneratorCalibrator.Calibrated calibrated = calibrator.calibrate(generatorParameters, trained);
        final ComputationGraph discriminator = Graphs.discriminator(discriminatorShape());
        Graphs.setParameters(discriminator, discriminatorParameters);
        return GANModel.builder(encoder(), settings)
                .networks(calibrated.generator(), discriminator)
                .calibration(calibrated.calibration());
    }

    /** @param cancellation ends the sampling early, with at least one row */
    private Table sample(final GANModel model, final int rows, final StreamSeed stream, final Cancellation cancellation)
            throws TrainingException {
        try {
            return draw(model, rows, stream, cancellation);
        } catch (final SamplingException e) {
            throw new TrainingException("No rows can be drawn from the trained generator: " + e.getMessage());
        }
    }

    private Table draw(final GANModel model, final int rows, final StreamSeed stream, final Cancellation cancellation)
            throws TrainingStoppedException, SamplingException {
        try (Sampler sampler =
                new Sampler(model, SampleSettings.of(stream.of(settings.seed())).withThreads(settings.threads()))) {
            final List<Table> pieces = new ArrayList<>();
            int drawn = 0;
            while (pieces.isEmpty() || drawn < rows && !cancellation.isCancelled()) {
                checkCancelled();
                pieces.add(sampler.nextAvailable(rows - drawn));
                drawn += pieces.getLast().rows();
            }
            return Table.concatenate(pieces);
        }
    }

    /** A number of rows spread evenly over a table, or all of them. */
    static Table head(final Table table, final int rows) {
        if (rows >= table.rows()) {
            return table;
        }
        final int[] indices = new int[rows];
        Arrays.setAll(indices, i -> (int) ((long) i * table.rows() / rows));
        return table.select(indices);
    }
}
