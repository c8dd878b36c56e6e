// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import io.nifigan.common.Cancellation;
import io.nifigan.processors.flow.GANAttributes;
import io.nifigan.train.Progress;
import io.nifigan.train.TrainingListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.ProcessSession;

/** Shows a training's steps as a counter, in the log and as records, and ends it when the processor is stopped. */
final class TrainingProgress implements TrainingListener {
    static final String STEPS = "Training Steps";
    private static final int LOGGED = 10;

    private final ProcessSession session;
    private final ComponentLog log;
    private final Cancellation cancellation;
    private final ProgressRecords records;
    private final String yardstick;
    private final List<String> notes = new ArrayList<>();
    private String ended;
    private Integer kept;
    private EarlierErrors earlier;
    private int counted;
    private int logged;
    private boolean first = true;

    /** @param yardstick what synthetic records are compared with, for the log */
    TrainingProgress(
            final ProcessSession session,
            final ComponentLog log,
            final Cancellation cancellation,
            final ProgressRecords records,
            final String yardstick) {
        this.session = session;
        this.log = log;
        this.cancellation = cancellation;
        this.records = records;
        this.yardstick = yardstick;
    }

    @Override
    public Cancellation cancellation() {
        return Cancellation.when(
                () -> cancellation.isCancelled() || Thread.currentThread().isInterrupted());
    }

    @Override
    public Duration progressPeriod() {
        return records.period();
    }

    @Override
    public void progress(final Progress progress) {
        // After a rollback the steps are repeated and count again.
        session.adjustCounter(STEPS, Math.max(0, (long) progress.step() - counted), true);
        counted = progress.step();
        final int tenths = (int) ((long) LOGGED * progress.step() / Math.max(1, progress.maxSteps()));
        if (first || tenths != logged || progress.left().isZero()) {
            log.info(
                    "Training: step {} of {} after {} s, about {} s left; against {}: shape error {} %, trend "
                            + "error {} %",
                    progress.step(),
                    progress.maxSteps(),
                    seconds(progress.elapsed()),
                    seconds(progress.left()),
                    yardstick,
                    percent(progress.shapeError()),
                    percent(progress.trendError()));
        }
        first = false;
        logged = tenths;
        records.send(progress);
    }

    @Override
    public void note(final String what) {
        log.warn("{}", what);
        notes.add(what);
    }

    @Override
    public void found(final String what) {
        log.info("{}", what);
    }

    @Override
    public void ended(final String why) {
        ended = why;
    }

    @Override
    public void kept(final int step) {
        kept = step;
    }

    @Override
    public void earlier(final double shapeError, final double trendError) {
        earlier = new EarlierErrors(shapeError, trendError);
    }

    /** The errors of the earlier model on the new records; null if there is none. */
    EarlierErrors earlier() {
        return earlier;
    }

    /** The attributes of the model's FlowFile about its training. */
    Map<String, String> attributes() {
        final Map<String, String> attributes = new LinkedHashMap<>();
        if (ended != null) {
            attributes.put(GANAttributes.TRAINING_ENDED, ended);
        }
        if (kept != null) {
            attributes.put(GANAttributes.TRAINING_KEPT, kept.toString());
        }
        if (!notes.isEmpty()) {
            attributes.put(GANAttributes.TRAINING_NOTES, String.join("; ", notes));
        }
        return attributes;
    }

    private static String seconds(final Duration duration) {
        return Long.toString(duration.toSeconds());
    }

    private static String percent(final double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
