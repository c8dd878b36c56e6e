// SPDX-License-Identifier: Apache-2.0
package io.nifigan.fit;

import io.nifigan.common.TimeBudget;
import io.nifigan.evaluate.similarity.TableComparison;
import io.nifigan.model.Fidelity;
import io.nifigan.model.GANModel;
import io.nifigan.train.GANTrainer;
import io.nifigan.train.Losses;
import io.nifigan.train.Progress;
import io.nifigan.train.TrainingException;
import io.nifigan.train.TrainingListener;
import io.nifigan.train.TrainingMonitor;
import java.time.Duration;

/**
 * The monitor that reports a training's progress to its listener, and measures on held-out rows as often as that costs
 * little time.
 */
final class ProgressReport implements TrainingMonitor {
    /** The most share of the elapsed time for all measurements. */
    private static final double MAX_SHARE = .04;
    /** The most share of the time left for one measurement: the stages after the training make better use of it. */
    private static final double MAX_OF_LEFT = .1;

    /** The error, in percent, while hardly any row keeps the rules. */
    private static final double MAX_ERROR = 100;

    private final ModelAssembler assembler;
    private final ModeCollapseDetector detector;
    private final GANTrainer trainer;
    private final TrainingListener listener;
    private final TimeBudget time;
    private Duration spent = Duration.ZERO;
    private Duration longest = Duration.ZERO;
    private double[] errors;
    /** The last measurement; null while hardly any row keeps the rules. */
    private TableComparison measured;

    private int measuredAt = -1;
    private Losses losses = new Losses(0, 0);

    ProgressReport(
            final ModelAssembler assembler,
            final GANTrainer trainer,
            final TrainingListener listener,
            final TimeBudget time) {
        this.assembler = assembler;
        this.detector = new ModeCollapseDetector(assembler.encoder().columns());
        this.trainer = trainer;
        this.listener = listener;
        this.time = time;
    }

    @Override
    public String onReport(final int step, final int planned, final Duration left, final Losses sinceLast)
            throws TrainingException {
        losses = sinceLast;
        if (left.isZero()) {
            return null;
        }
        String problem = null;
        final Duration begun = time.elapsed();
        if (measuredAt != step && (errors == null || isCheap(begun))) {
            validate(time.share(MAX_OF_LEFT));
            final Duration took = time.elapsed().minus(begun);
            spent = spent.plus(took);
            longest = took.compareTo(longest) > 0 ? took : longest;
        }
        if (measuredAt == step && measured != null) {
            problem = detector.find(measured);
        }
        listener.progress(new Progress(
                step, planned, time.elapsed(), left, losses.discriminator(), losses.generator(), errors[0], errors[1]));
        return problem;
    }

    /** Whether another measurement keeps within its shares of time. */
    private boolean isCheap(final Duration elapsed) {
        return spent.toNanos() < MAX_SHARE * elapsed.toNanos()
                && longest.toNanos() < MAX_OF_LEFT * time.left().toNanos();
    }

    @Override
    public double heldOutError() throws TrainingException {
        validate(time);
        return errors[0] + errors[1];
    }

    private void validate(final TimeBudget max) throws TrainingException {
        measured = assembler.estimateFidelity(trainer.generatorParameters(), max);
        measuredAt = trainer.steps();
        errors = measured == null
                ? new double[] {MAX_ERROR, MAX_ERROR}
                : new double[] {measured.shapeError(), measured.trendError()};
    }

    /** Reports the measures of the finished model. */
    void end(final GANModel model) {
        final Fidelity fidelity = model.fidelity();
        listener.progress(new Progress(
                trainer.steps(),
                trainer.steps(),
                time.elapsed(),
                Duration.ZERO,
                losses.discriminator(),
                losses.generator(),
                fidelity.shapeError(),
                fidelity.trendError()));
    }
}
