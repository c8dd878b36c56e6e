// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import io.nifigan.train.Progress;
import io.nifigan.train.TrainingListener;
import java.time.Duration;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.ProcessSession;

/** Shows a training's steps as a counter and in the log, and ends it when the processor is stopped. */
final class TrainingProgress implements TrainingListener {
    static final String STEPS = "Training Steps";

    private final ProcessSession session;
    private final ComponentLog log;
    private final BooleanSupplier mayContinue;
    private int counted;

    TrainingProgress(final ProcessSession session, final ComponentLog log, final BooleanSupplier mayContinue) {
        this.session = session;
        this.log = log;
        this.mayContinue = mayContinue;
    }

    @Override
    public boolean mayContinue() {
        return mayContinue.getAsBoolean() && !Thread.currentThread().isInterrupted();
    }

    @Override
    public void progress(final Progress progress) {
        session.adjustCounter(STEPS, (long) progress.step() - counted, true);
        counted = progress.step();
        log.info("Training: step {} of {} after {} s, about {} s left; held-out shape error {} %, trend error {} %",
                progress.step(), progress.maxSteps(), seconds(progress.elapsed()), seconds(progress.left()),
                percent(progress.shapeError()), percent(progress.trendError()));
    }

    private static String seconds(final Duration duration) {
        return Long.toString(duration.toSeconds());
    }

    private static String percent(final double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
