// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

import io.nifigan.common.TimeBudget;
import io.nifigan.encode.EncodedTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Trains a GAN on encoded rows: puts the {@link TrainingStep}, the {@link Schedule} and the listeners of the
 * {@link TrainingLoop} together, and gives the parameters that the training comes to.
 */
public final class GANTrainer implements AutoCloseable {
    private final TrainingSettings settings;
    private final TrainingStep step;
    private BestSnapshot best;
    private TrainingState resumed;

    /**
     * @param encoded the rows to learn, 1 or more
     * @param settings how
     */
    public GANTrainer(final EncodedTable encoded, final TrainingSettings settings) {
        this(encoded, settings, null, null);
    }

    /**
     * @param encoded the rows to learn, 1 or more
     * @param settings how
     * @param generator the generator's first parameters; null for random ones
     * @param discriminator the discriminator's first parameters; null for random ones
     */
    public GANTrainer(
            final EncodedTable encoded,
            final TrainingSettings settings,
            final float[] generator,
            final float[] discriminator) {
        this.settings = settings;
        this.step = new TrainingStep(encoded, settings, generator, discriminator);
        this.best = settings.patience() == 0
                ? BestSnapshot.NONE
                : BestSnapshot.none(step.size().generator(), step.size().discriminator());
    }

    /** The threads that settings ask for. */
    public static int threads(final TrainingSettings settings) {
        return settings.threads() > 0
                ? settings.threads()
                : Math.min(8, Runtime.getRuntime().availableProcessors());
    }

    /**
     * Goes on from where the same training stood when it was cut off, if that was saved.
     *
     * @param checkpoints where to look, and where {@link #play} saves to
     * @param fingerprint 32 bytes that only the same rows, settings and beginning have
     * @return the time that had been spent; zero where the training begins anew
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
     * @param time ends the training; of a resumed training the budget that it was begun with does
     * @param checkpoints where it is saved meanwhile
     * @param listener may end it
     * @param monitor measures how it goes
     * @throws TrainingStoppedException where the listener ended it
     * @throws TrainingException where it diverged
     */
    public void play(
            final TimeBudget time,
            final Checkpoints checkpoints,
            final TrainingListener listener,
            final TrainingMonitor monitor)
            throws TrainingException {
        final TrainingRun run = resumed == null ? begin(time) : goOn(resumed, time);
        resumed = null;
        // Each goes by what those before it have found: what is measured is reported, what is reported is checked, what
        // was set back is saved.
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
        // A schedule needs some budget, be it used up at once.
        final Schedule schedule =
                Schedule.of(settings, step.size().rows(), time.left().plusNanos(1), time.now());
        return new TrainingRun(step, schedule, best, prepared, time::now);
    }

    private TrainingRun goOn(final TrainingState from, final TimeBudget time) {
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

    /** A copy of the running average of the generator's parameters, which is what to sample with. */
    public float[] generatorParameters() {
        return step.generatorParameters();
    }

    /** A copy of the generator's parameters of the best step where that was watched, of the last one where not. */
    public float[] bestGenerator() {
        return best.measured() ? best.generator().clone() : step.generatorParameters();
    }

    /** A copy of the discriminator's, likewise. */
    public float[] bestDiscriminator() {
        return best.measured() ? best.discriminator().clone() : step.discriminatorParameters();
    }

    /** Ends the threads and frees the work space. */
    @Override
    public void close() {
        step.close();
    }
}
