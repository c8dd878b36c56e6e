// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import io.nifigan.common.Cancellation;
import io.nifigan.evaluate.result.TrainingPoint;
import io.nifigan.train.Progress;
import io.nifigan.train.TrainingListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Collects a training's progress for the report. */
final class ReportedProgress implements TrainingListener {
    private static final double MILLISECONDS = 1_000.;

    private final TrainingListener others;
    private final List<TrainingPoint> points = new ArrayList<>();
    private Integer kept;

    /** @param others gets all notifications too, and decides whether the training continues */
    ReportedProgress(final TrainingListener others) {
        this.others = others;
    }

    @Override
    public Cancellation cancellation() {
        return others.cancellation();
    }

    @Override
    public void progress(final Progress progress) {
        others.progress(progress);
        // The last notification has the figures of the finished model, at the same step as the one before.
        if (points.isEmpty() || points.getLast().step() < progress.step()) {
            points.add(new TrainingPoint(
                    progress.step(),
                    progress.elapsed().toMillis() / MILLISECONDS,
                    finite(progress.discriminatorLoss()),
                    finite(progress.generatorLoss()),
                    finite(progress.shapeError()),
                    finite(progress.trendError())));
        }
    }

    @Override
    public Duration progressPeriod() {
        return others.progressPeriod();
    }

    @Override
    public void ended(final String why) {
        others.ended(why);
    }

    @Override
    public void kept(final int step) {
        others.kept(step);
        kept = step;
    }

    @Override
    public void note(final String what) {
        others.note(what);
    }

    @Override
    public void found(final String what) {
        others.found(what);
    }

    @Override
    public void earlier(final double shapeError, final double trendError) {
        others.earlier(shapeError, trendError);
    }

    private static Double finite(final double value) {
        return Double.isFinite(value) ? value : null;
    }

    List<TrainingPoint> points() {
        return List.copyOf(points);
    }

    /** The step of the model's networks; null if the training did not end. */
    Integer kept() {
        return kept;
    }
}
