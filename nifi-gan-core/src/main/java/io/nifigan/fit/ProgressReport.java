// SPDX-License-Identifier: Apache-2.0
package io.nifigan.fit;

import io.nifigan.evaluate.TableComparison;
import io.nifigan.model.Fidelity;
import io.nifigan.model.GanModel;
import io.nifigan.train.Game;
import io.nifigan.train.Losses;
import io.nifigan.train.Progress;
import io.nifigan.train.TimeBudget;
import io.nifigan.train.TrainingException;
import io.nifigan.train.TrainingListener;
import io.nifigan.train.TrainingMonitor;
import java.time.Duration;

/** Tells a listener how a game goes, measuring on held-out rows as often as that costs little. */
final class ProgressReport implements TrainingMonitor {
    /** The share of the time that measuring may take. */
    private static final double MOST_SHARE = .04;
    /** The share of the time left that measuring once may take: what comes after the game has a better use for it. */
    private static final double MOST_OF_LEFT = .1;

    /** In percent. */
    private static final double WORST = 100;

    private final Assembly assembly;
    private final Collapse collapse;
    private final Game game;
    private final TrainingListener listener;
    private final TimeBudget time;
    private Duration spent = Duration.ZERO;
    private Duration longest = Duration.ZERO;
    private double[] errors;
    /** Null where hardly any row keeps the rules yet. */
    private TableComparison measured;
    private int measuredAt = -1;
    private Losses losses = new Losses(0, 0);

    ProgressReport(final Assembly assembly, final Game game, final TrainingListener listener, final TimeBudget time) {
        this.assembly = assembly;
        this.collapse = new Collapse(assembly.encoder().columns());
        this.game = game;
        this.listener = listener;
        this.time = time;
    }

    @Override
    public String onReport(final int step, final int planned, final Duration left, final Losses sinceLast) throws TrainingException {
        losses = sinceLast;
        if (left.isZero()) {
            return null;
        }
        String wrong = null;
        final Duration begun = time.elapsed();
        if (measuredAt != step && (errors == null || isCheap(begun))) {
            look(time.share(MOST_OF_LEFT));
            final Duration took = time.elapsed().minus(begun);
            spent = spent.plus(took);
            longest = took.compareTo(longest) > 0 ? took : longest;
        }
        if (measuredAt == step && measured != null) {
            wrong = collapse.find(measured);
        }
        listener.progress(new Progress(step, planned, time.elapsed(), left, losses.discriminator(), losses.generator(), errors[0], errors[1]));
        return wrong;
    }

    /** Whether measuring once more keeps to its share, and to the time that is left. */
    private boolean isCheap(final Duration elapsed) {
        return spent.toNanos() < MOST_SHARE * elapsed.toNanos() && longest.toNanos() < MOST_OF_LEFT * time.left().toNanos();
    }

    @Override
    public double heldOutError() throws TrainingException {
        look(time);
        return errors[0] + errors[1];
    }

    private void look(final TimeBudget most) throws TrainingException {
        measured = assembly.quickly(game.generatorParameters(), most);
        measuredAt = game.steps();
        errors = measured == null ? new double[] {WORST, WORST} : new double[] {measured.shapeError(), measured.trendError()};
    }

    void end(final GanModel model) {
        final Fidelity fidelity = model.fidelity();
        listener.progress(new Progress(game.steps(), game.steps(), time.elapsed(), Duration.ZERO, losses.discriminator(), losses.generator(),
                fidelity.shapeError(), fidelity.trendError()));
    }
}
