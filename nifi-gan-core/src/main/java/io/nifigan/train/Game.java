// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

import io.nifigan.encode.EncodedTable;
import io.nifigan.encode.MemberShares;
import io.nifigan.network.FlatGradient;
import io.nifigan.network.Graphs;
import io.nifigan.network.Noise;
import java.time.Duration;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * The adversarial game: generator against discriminator on encoded rows, both updated from one pass (see {@link Tile}). A batch is cut
 * into tiles of a fixed size, each with noise of its own; each thread takes every n-th tile and sums its gradients, and the sums are
 * added in a fixed order, so that a number of threads always gives the same result.
 */
public final class Game implements AutoCloseable {
    /** Told about the game at every tenth of it, and as often as the listener wants. */
    public interface Observer {
        /**
         * @param step              steps done
         * @param planned           steps planned
         * @param left              time left, by an estimate
         * @param discriminatorLoss mean since the last call
         * @param generatorLoss     mean since the last call
         * @return null where all is well, otherwise what is wrong and what to change, for which the game goes back a tenth
         */
        String tenth(int step, int planned, Duration left, double discriminatorLoss, double generatorLoss) throws TrainingException;

        /**
         * Asked only where the game may be stopped early: how far generated rows are from held-out ones now, in percent of single columns and of
         * pairs together. It depends on nothing but the networks.
         */
        default double measure() throws TrainingException {
            throw new UnsupportedOperationException("This observer measures nothing");
        }
    }

    private static final int TILE = 64;
    private static final int REPORTS = 10;
    /** So often the best is looked for while patience lasts. */
    private static final int CHECKS = 4;
    /** Sound games have losses of a few units at most, but for their very beginning. */
    private static final double MOST_LOSS = 1_000;
    /** So often a table of so many rows may be gone through; a smaller one less often, by the fourth root. */
    private static final double MOST_PASSES = 1_000;
    private static final double MANY_ROWS = 10_000;

    private final TrainingSettings settings;
    private final Networks networks;
    private final Crew crew;
    private final Tile[] tiles;
    private final Noise[] noises;
    private final FlatGradient[] generatorGradients;
    private final FlatGradient[] discriminatorGradients;
    private final Optimizer generatorOptimizer;
    private final Optimizer discriminatorOptimizer;
    private final Shuffle shuffle;
    private final Crew.Job passes = this::pass;
    private final Crew.Job updates = this::update;
    private final int[] batch;
    private final int rows;
    private int step;
    private double rate;
    private int rollbacks;
    private double slower = 1;
    private GameState resumed;
    private Best best;
    private Company company;

    /**
     * @param encoded  the rows to learn, 1 or more
     * @param settings how
     */
    public Game(final EncodedTable encoded, final TrainingSettings settings) {
        this(encoded, settings, null, null);
    }

    /**
     * @param encoded       the rows to learn, 1 or more
     * @param settings      how
     * @param generator     the generator's first parameters; null for random ones
     * @param discriminator the discriminator's first parameters; null for random ones
     */
    public Game(final EncodedTable encoded, final TrainingSettings settings, final float[] generator, final float[] discriminator) {
        this.settings = settings;
        this.networks = new Networks(encoded.layout(), settings);
        this.batch = new int[Math.min(settings.batchSize(), Math.max(2, encoded.rows()))];
        this.rows = encoded.rows();
        this.company = Company.none(rows);
        final int tileCount = (batch.length + TILE - 1) / TILE;
        this.crew = Crew.ofTraining(Math.min(threads(settings), tileCount));
        this.tiles = new Tile[crew.size()];
        this.noises = new Noise[tileCount];
        this.generatorGradients = new FlatGradient[crew.size()];
        this.discriminatorGradients = new FlatGradient[crew.size()];
        this.shuffle = new Shuffle(encoded.rows(), new Noise(Noise.stream(settings.seed(), 1)));
        this.generatorOptimizer = new Optimizer(generator != null ? generator
                : Graphs.initialParameters(networks.generatorShape(), Noise.stream(settings.seed(), 2)), networks.generator(), crew.size(), true);
        this.discriminatorOptimizer = new Optimizer(discriminator != null ? discriminator
                : Graphs.initialParameters(networks.discriminatorShape(), Noise.stream(settings.seed(), 3)), networks.discriminator(), crew.size(), false);
        this.best = settings.patience() == 0 ? Best.NONE : Best.none(networks.generatorShape().parameters(), networks.discriminatorShape().parameters());
        for (int t = 0; t < tileCount; t++) {
            noises[t] = new Noise(Noise.stream(settings.seed(), 100 + t));
        }
        for (int i = 0; i < tiles.length; i++) {
            tiles[i] = new Tile(encoded, settings, TILE, networks);
            generatorGradients[i] = new FlatGradient(networks.generatorShape());
            discriminatorGradients[i] = new FlatGradient(networks.discriminatorShape());
        }
    }

    /**
     * The most steps before the networks begin to learn rows by heart: measured on 1,000 rows, of which 20,000 steps made copies with noise (64 % of
     * generated rows nearer to a training row than to one of as many test rows), 1,000 steps hardly (53 %).
     */
    static int stepsBeforeMemory(final int batch, final long rows) {
        if (rows >= MANY_ROWS) {
            return Integer.MAX_VALUE;
        }
        return (int) Math.max(1, Math.ceil(MOST_PASSES * Math.sqrt(Math.sqrt(rows / MANY_ROWS)) * rows / batch));
    }

    /** The threads that settings ask for. */
    public static int threads(final TrainingSettings settings) {
        return settings.threads() > 0 ? settings.threads() : Math.min(8, Runtime.getRuntime().availableProcessors());
    }

    /**
     * Goes on from where the same game stood when it was cut off, if that was saved.
     *
     * @param checkpoints where to look, and where {@link #play} saves to
     * @param fingerprint 32 bytes that only the same rows, settings and beginning have
     * @return the time that had been spent; zero where the game begins anew
     */
    public Duration resume(final Checkpoints checkpoints, final byte[] fingerprint, final TrainingListener listener) {
        final Optional<GameState> saved = checkpoints.begin(fingerprint, this, listener);
        saved.ifPresent(this::restore);
        resumed = saved.orElse(null);
        return saved.map(state -> Duration.ofNanos(state.prepared() + state.clock().elapsed())).orElse(Duration.ZERO);
    }

    /**
     * Makes this one of several games, each on its own rows, that meet on the way and go on from the mean of what they have come to. Such a game has no
     * checkpoints, does not end early and does not go back: it would not be where the others are. To be called before it is played.
     *
     * @param with where they meet
     * @param own  of the rows of this game
     * @return of the rows of all
     * @throws TrainingException where the others do not come
     */
    public MemberShares join(final Meeting with, final MemberShares own) throws TrainingException {
        if (best.watched() || resumed != null) {
            throw new IllegalStateException("A game that meets others neither ends early nor goes on from a checkpoint");
        }
        final MemberShares all = with.join(own);
        company = Company.of(with, all);
        return all;
    }

    /**
     * Plays until the steps or the time are used up.
     *
     * @param time        ends the game; of a resumed game the budget that it was begun with does
     * @param checkpoints where it is saved meanwhile
     * @param listener    may end it
     * @param observer    told how it goes
     * @throws TrainingStoppedException where the listener ended it
     * @throws TrainingException        where it diverged
     */
    public void play(final TimeBudget time, final Checkpoints checkpoints, final TrainingListener listener, final Observer observer)
            throws TrainingException {
        final long begin = time.now();
        final Duration budget = time.left().plusNanos(1);
        final int most = Math.min(settings.maxSteps(), stepsBeforeMemory(batch.length, company.rows()));
        final Duration whole = resumed == null ? budget : Duration.ofNanos(resumed.clock().budget());
        final Schedule schedule = new Schedule(most, settings.learningRate(), whole, begin);
        final long before = resumed == null ? time.elapsed().toNanos() : resumed.prepared();
        if (resumed != null) {
            schedule.restore(resumed.clock(), begin);
            resumed = null;
        }
        play(schedule, most, before, time, checkpoints, listener, observer);
        if (!company.isNone() && step < most) {
            throw new TrainingException("The time was used up at step %d of %d, and games that meet need all their steps. Give more time, or lower the steps"
                    .formatted(step, most));
        }
        listener.ended(outOfPatience() ? "no better on held-out records for %d steps, since step %d".formatted(step - best.step(), best.step())
                : step >= settings.maxSteps() ? "maximum steps" : step >= most ? "more would learn so few records by heart" : "time budget");
        listener.kept(best.measured() ? best.step() : step);
    }

    private void play(final Schedule schedule, final int last, final long before, final TimeBudget time, final Checkpoints checkpoints,
                      final TrainingListener listener, final Observer observer) throws TrainingException {
        final long period = listener.progressPeriod().toNanos();
        int reported = step;
        int reports = (int) (REPORTS * schedule.progress());
        long now = time.now();
        long told = now;
        // What to go back to if the next tenth diverges; a game that diverges at once begins anew.
        GameState good = state(schedule, before, now);
        try {
            while (!outOfPatience() && schedule.goesOn(step, now)) {
                if (!listener.mayContinue()) {
                    throw new TrainingStoppedException();
                }
                final boolean looks = best.watched() && step > best.checked() && step % Math.max(1, settings.patience() / CHECKS) == 0;
                if (looks) {
                    look(observer);
                    now = time.now();
                    if (outOfPatience()) {
                        break;
                    }
                }
                final boolean tenth = REPORTS * schedule.progress() >= reports + 1;
                if (tenth || looks || now - told >= period) {
                    final String wrong = report(schedule, step - reported, time, observer);
                    if (tenth && wrong == null) {
                        good = state(schedule, before, now);
                    } else if (tenth) {
                        rollBack(good, wrong, schedule, listener);
                    }
                    reports = (int) (REPORTS * schedule.progress());
                    reported = step;
                    told = now;
                }
                if (checkpoints.due(now)) {
                    checkpoints.save(state(schedule, before, now));
                }
                step(schedule.learningRate() * slower);
                company.meet(step, last, generatorOptimizer, discriminatorOptimizer);
                now = time.now();
            }
            if (best.watched() && step > best.checked()) {
                look(observer);
            }
        } catch (final TrainingStoppedException e) {
            checkpoints.save(state(schedule, before, now));
            throw e;
        }
        final String wrong = report(schedule, step - reported, time, observer);
        if (wrong != null) {
            rollBack(good, wrong, schedule, listener);
            play(schedule, last, before, time, checkpoints, listener, observer);
        } else if (checkpoints.enabled()) {
            // What comes after the game takes its time too.
            checkpoints.save(state(schedule, before, now));
        }
    }

    /** A stop while it is measured leaves all as it was, so that it is measured again when the game goes on. */
    private void look(final Observer observer) throws TrainingException {
        best = best.next(step, observer.measure(), generatorOptimizer.result(), discriminatorOptimizer.result());
    }

    private boolean outOfPatience() {
        return best.measured() && best.checked() == step && step - best.step() >= settings.patience();
    }

    /** Draws a batch and updates both networks once. Allocates nothing. */
    void step(final double learningRate) {
        shuffle.next(batch);
        rate = learningRate;
        crew.run(passes);
        crew.run(updates);
        step++;
    }

    /** What is wrong; null where all is well. */
    private String report(final Schedule schedule, final int steps, final TimeBudget time, final Observer observer) throws TrainingException {
        final double rows = Math.max(1, (double) steps * batch.length);
        double discriminatorLoss = 0;
        double generatorLoss = 0;
        for (final Tile tile : tiles) {
            discriminatorLoss += tile.takeDiscriminatorLoss() / rows;
            generatorLoss += tile.takeGeneratorLoss() / rows;
        }
        // Not a number neither.
        if (!(discriminatorLoss + generatorLoss < MOST_LOSS)) {
            return "its losses are beyond all measure. Lower the learning rate" + (settings.penalty() < .03 ? " or raise the penalty" : "");
        }
        return observer.tenth(step, schedule.planned(), schedule.left(step, time.now()), discriminatorLoss, generatorLoss);
    }

    /** Back to where all was well, to go on at half the learning rate. */
    private void rollBack(final GameState good, final String wrong, final Schedule schedule, final TrainingListener listener) throws TrainingException {
        if (!company.isNone() || rollbacks == GameState.MOST_ROLLBACKS || !good.finite()) {
            throw new TrainingException("The training diverged at step %d of %d%s: %s".formatted(step, schedule.planned(),
                    rollbacks == 0 ? "" : ", also after going back %d times, with a lower learning rate each time".formatted(rollbacks), wrong));
        }
        listener.note("The training diverged by step %d, and went back to step %d to go on with half the learning rate: %s".formatted(step, good.step(), wrong));
        final int done = rollbacks + 1;
        restore(good);
        rollbacks = done;
        slower = Math.scalb(1., -rollbacks);
        schedule.rollBack(good.clock().progress());
    }

    private GameState state(final Schedule schedule, final long before, final long now) {
        final long[] states = new long[Noise.STATE * noises.length];
        for (int t = 0; t < noises.length; t++) {
            noises[t].save(states, Noise.STATE * t);
        }
        return new GameState(step, rollbacks, before, schedule.state(now), states, shuffle.state(), generatorOptimizer.state(), discriminatorOptimizer.state(), best);
    }

    private void restore(final GameState state) {
        step = state.step();
        rollbacks = state.rollbacks();
        slower = Math.scalb(1., -rollbacks);
        for (int t = 0; t < noises.length; t++) {
            noises[t].restore(state.noises(), Noise.STATE * t);
        }
        shuffle.restore(state.shuffle());
        generatorOptimizer.restore(state.generator());
        discriminatorOptimizer.restore(state.discriminator());
        best = state.best();
    }

    GameState.Size size() {
        return new GameState.Size(noises.length, rows, networks.generatorShape().parameters(), networks.discriminatorShape().parameters(), best.watched());
    }

    private void pass(final int member) {
        generatorGradients[member].clear();
        discriminatorGradients[member].clear();
        tiles[member].readBiases();
        for (int t = member; t < noises.length; t += tiles.length) {
            final int from = t * TILE;
            tiles[member].pass(batch, from, Math.min(TILE, batch.length - from), noises[t], generatorGradients[member], discriminatorGradients[member]);
        }
    }

    private void update(final int member) {
        generatorOptimizer.step(generatorGradients, step, rate, member, crew.size());
        discriminatorOptimizer.step(discriminatorGradients, step, rate, member, crew.size());
    }

    /** Steps done so far. */
    public int steps() {
        return step;
    }

    /** A copy of the running average of the generator's parameters, which is what to sample with. */
    public float[] generatorParameters() {
        return generatorOptimizer.result();
    }

    /** A copy of the generator's parameters of the best step where that was watched, of the last one where not. */
    public float[] bestGenerator() {
        return best.measured() ? best.generator().clone() : generatorParameters();
    }

    /** A copy of the discriminator's, likewise. */
    public float[] bestDiscriminator() {
        return best.measured() ? best.discriminator().clone() : discriminatorOptimizer.result();
    }

    /** The generator's graph; its parameters are those of the last step until they are set to the average. */
    public ComputationGraph generatorGraph() {
        return networks.generatorGraph();
    }

    public ComputationGraph discriminatorGraph() {
        return networks.discriminatorGraph();
    }

    /** Ends the threads and frees the work space; the graphs stay. */
    @Override
    public void close() {
        crew.close();
        for (int i = 0; i < tiles.length; i++) {
            tiles[i].close();
            generatorGradients[i].close();
            discriminatorGradients[i].close();
        }
    }
}
