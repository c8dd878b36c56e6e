// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

import io.nifigan.common.TimeBudget;
import io.nifigan.encode.EncodedTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The trainer of a GAN on encoded rows. It puts the {@link TrainingStep}, the {@link Schedule} and the listeners of the
 * {@link TrainingLoop} together, and returns the trained parameters. Must be closed.
 */
public final class GANTrainer implements AutoCloseable {
    private final TrainingSettings settings;
    private final TrainingStep step;
    private BestSnapshot best;
    private TrainingState resumed;

    /**
     * @param encoded the rows to learn, 1 or more
     * @param settings the settings
     */
    public GANTrainer(final EncodedTable encoded, final TrainingSettings settings) {
        this(encoded, settings, null, null);
    }

    /**
     * @param encoded the rows to learn, 1 or more
     * @param settings the settings
     * @param generator the generator's initial parameters; null for random ones
     * @param discriminator the discriminator's initial parameters; null for random ones
     */
    public GANTrainer(
            final EncodedTable encoded,
            final TrainingSettings settings,
            final float[] generator,
            final float[] discriminator) {
        this(settings, new TrainingStep(encoded, settings, generator, discriminator));
    }

    /**
     * A trainer of a conditional GAN (Mirza and Osindero 2014): both networks see a context with each row.
     *
     * @param encoded the rows to learn, 1 or more
     * @param contexts the context of each row
     * @param settings the settings
     */
    public GANTrainer(final EncodedTable encoded, final RowContexts contexts, final TrainingSettings settings) {
        this(settings, new TrainingStep(encoded, contexts, settings, null, null));
    }

    private GANTrainer(final TrainingSettings settings, final TrainingStep step) {
        this.settings = settings;
        this.step = step;
        this.best = settings.patience() == 0
                ? BestSnapshot.NONE
                : BestSnapshot.none(step.size().generator(), step.size().discriminator());
    }

    /**
     * Prepares {@link #train} to resume the same training from its checkpoint, if there is one.
     *
     * @param checkpoints the training's checkpoint
     * @param fingerprint 32 bytes that identify the rows, the settings and the first parameters
     * @return the time that the training had taken before the interruption; zero if it starts from the beginning
     */
    public Duration resume(final Checkpoints checkpoints, final byte[] fingerprint, final TrainingListener listener) {
        final Optional<TrainingState> saved =
                checkpoints.begin(fingerprint, new TrainingState.Size(step.size(), best.watched()), listener);
        resumed = saved.orElse(null);
        return saved.map(state ->
                        Duration.ofNanos(state.prepared() + state.schedule().elapsed()))
                .orElse(Duration.ZERO);
    }

    /**
     * Trains until the steps, the time or the patience are used up.
     *
     * @param time the time budget; a resumed training keeps the budget that it was started with
     * @param checkpoints where the training is saved
     * @param listener follows the training and may cancel it
     * @param monitor measures the networks
     * @throws TrainingStoppedException if the listener cancelled it
     * @throws TrainingException if it diverged
     */
    public void train(
            final TimeBudget time,
            final Checkpoints checkpoints,
            final TrainingListener listener,
            final TrainingMonitor monitor)
            throws TrainingException {
        final TrainingRun run = resumed == null ? begin(time) : resumeFrom(resumed, time);
        resumed = null;
        // The order matters: what is measured is reported, what is reported is checked for divergence, and what was
        // rolled back is saved.
        final List<StepListener> listeners = new ArrayList<>();
        if (best.watched()) {
            listeners.add(new EarlyStopping(settings.patience(), monitor));
        }
        listeners.add(new ProgressReporter(monitor, listener.progressPeriod(), settings, run.now()));
        listeners.add(new DivergenceRollback(run, listener));
        listeners.add(new CheckpointWriter(checkpoints));
        new TrainingLoop(run, listeners, listener.cancellation()).run();
        best = run.best();
        listener.ended(run.ended());
        listener.kept(best.measured() ? best.step() : step.done());
    }

    private TrainingRun begin(final TimeBudget time) {
        final long prepared = time.elapsed().toNanos();
        // A schedule needs a budget above 0.
        final Schedule schedule =
                Schedule.of(settings, step.size().rows(), time.left().plusNanos(1), time.now());
        return new TrainingRun(step, schedule, best, prepared, time::now);
    }

    private TrainingRun resumeFrom(final TrainingState from, final TimeBudget time) {
        final long now = time.now();
        final Schedule schedule = Schedule.of(
                settings, step.size().rows(), Duration.ofNanos(from.schedule().budget()), now);
        schedule.restore(from.schedule(), now);
        step.restore(from.step());
        return new TrainingRun(step, schedule, from.best(), from.prepared(), time::now);
    }

    /** Steps done so far. */
    public int steps() {
        return step.done();
    }

    /** A copy of the running average of the generator's parameters, with which rows are sampled. */
    public float[] generatorParameters() {
        return step.generatorParameters();
    }

    /** A copy of the generator's averaged parameters: of the best step with early stopping, else of the last step. */
    public float[] bestGenerator() {
        return best.measured() ? best.generator().clone() : step.generatorParameters();
    }

    /** A copy of the discriminator's parameters of the same step. */
    public float[] bestDiscriminator() {
        return best.measured() ? best.discriminator().clone() : step.discriminatorParameters();
    }

    /** Ends the threads and frees native memory. */
    @Override
    public void close() {
        step.close();
    }
}
