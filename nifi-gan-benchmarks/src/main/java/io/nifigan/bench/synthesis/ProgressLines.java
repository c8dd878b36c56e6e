// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench.synthesis;

import io.nifigan.train.Progress;
import io.nifigan.train.TrainingListener;
import java.io.PrintWriter;
import java.util.Locale;

/**
 * A listener that prints what a training does, a line each.
 *
 * @param err where the lines go
 */
record ProgressLines(PrintWriter err) implements TrainingListener {
    @Override
    public void progress(final Progress progress) {
        err.println(line(progress));
    }

    @Override
    public void note(final String what) {
        err.println(what);
    }

    @Override
    public void ended(final String why) {
        err.println("ended: " + why);
    }

    @Override
    public void kept(final int step) {
        err.println("kept: step " + step);
    }

    @Override
    public void earlier(final double shapeError, final double trendError) {
        err.printf(
                Locale.ROOT,
                "previous model: held-out shape error %.2f %%, trend error %.2f %%%n",
                shapeError,
                trendError);
    }

    private static String line(final Progress progress) {
        return String.format(
                Locale.ROOT,
                "step %,d of %,d, %d s, about %d s left, loss D %.3f G %.3f, shape error %.2f, trend error %.2f",
                progress.step(),
                progress.maxSteps(),
                progress.elapsed().toSeconds(),
                progress.left().toSeconds(),
                progress.discriminatorLoss(),
                progress.generatorLoss(),
                progress.shapeError(),
                progress.trendError());
    }
}
