// SPDX-License-Identifier: Apache-2.0
package io.nifigan.fit;

import io.nifigan.evaluate.TableComparison;
import io.nifigan.model.Fidelity;
import io.nifigan.model.GanModel;
import io.nifigan.train.Game;
import io.nifigan.train.Losses;
import io.nifigan.train.Progress;
import io.nifigan.train.TrainingException;
import io.nifigan.train.TrainingListener;
import io.nifigan.train.TrainingMonitor;
import java.time.Duration;

/** Tells a listener how a game goes, measuring on held-out rows as often as that costs little. */
final class ProgressReport implements TrainingMonitor {
    /** The share of the time that measuring may take. */
    private static final double MOST_SHARE = .04;

    /** In percent. */
    private static final double WORST = 100;

    private final Assembly assembly;
    private final Collapse collapse;
    private final Game game;
    private final TrainingListener listener;
    private final long begin;
    private long spent;
    private double[] errors;
    /** Null where hardly any row keeps the rules yet. */
    private TableComparison measured;
    private int measuredAt = -1;
    private Losses losses = new Losses(0, 0);

    ProgressReport(final Assembly assembly, final Game game, final TrainingListener listener, final long begin) {
        this.assembly = assembly;
        this.collapse = new Collapse(assembly.encoder().columns());
        this.game = game;
        this.listener = listener;
        this.begin = begin;
    }

    @Override
    public String onReport(final int step, final int planned, final Duration left, final Losses sinceLast) throws TrainingException {
        losses = sinceLast;
        if (left.isZero()) {
            return null;
        }
        String wrong = null;
        final long now = System.nanoTime();
        if (measuredAt != step && (errors == null || spent < MOST_SHARE * (now - begin))) {
            look();
            spent += System.nanoTime() - now;
        }
        if (measuredAt == step && measured != null) {
            wrong = collapse.find(measured);
        }
        listener.progress(new Progress(step, planned, elapsed(), left, losses.discriminator(), losses.generator(), errors[0], errors[1]));
        return wrong;
    }

    @Override
    public double heldOutError() throws TrainingException {
        look();
        return errors[0] + errors[1];
    }

    private void look() throws TrainingException {
        measured = assembly.quickly(game.generatorParameters());
        measuredAt = game.steps();
        errors = measured == null ? new double[] {WORST, WORST} : new double[] {measured.shapeError(), measured.trendError()};
    }

    void end(final GanModel model) {
        final Fidelity fidelity = model.fidelity();
        listener.progress(new Progress(game.steps(), game.steps(), elapsed(), Duration.ZERO, losses.discriminator(), losses.generator(),
                fidelity.shapeError(), fidelity.trendError()));
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
