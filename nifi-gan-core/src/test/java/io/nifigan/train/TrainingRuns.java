// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

import io.nifigan.common.Cancellation;
import io.nifigan.encode.EncodedTable;
import io.nifigan.encode.EncoderFitter;
import io.nifigan.model.TrainedModels;
import io.nifigan.table.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A training of some hundred rows, of which a test does each step, by a clock that the test sets. */
final class TrainingRuns implements AutoCloseable {
    static final TrainingSettings SETTINGS =
            TrainedModels.SMALL.withMaxSteps(100).withLearningRate(1e-3);
    static final EncodedTable ENCODED = encoded();

    long now = System.nanoTime();
    /** How long a step takes. */
    Duration tick = Duration.ZERO;

    final TrainingStep step = new TrainingStep(ENCODED, SETTINGS, null, null);
    final Schedule schedule = new Schedule(SETTINGS.maxSteps(), SETTINGS.learningRate(), Duration.ofHours(1), now);
    final TrainingRun run;

    TrainingRuns() {
        this(BestSnapshot.NONE);
    }

    TrainingRuns(final BestSnapshot best) {
        run = new TrainingRun(step, schedule, best, 5, () -> now);
        run.review();
    }

    private static EncodedTable encoded() {
        final Table table = TrainedModels.table(150, 1);
        return EncoderFitter.fit(table, Set.of()).encode(table);
    }

    static BestSnapshot watched() {
        try (TrainingStep any = new TrainingStep(ENCODED, SETTINGS, null, null)) {
            return BestSnapshot.none(any.size().generator(), any.size().discriminator());
        }
    }

    /** Trains up to a step, and says to one listener what the loop would say to it. */
    void trainTo(final int last, final StepListener listener) throws TrainingException {
        while (run.steps() < last) {
            run.step();
            now += tick.toNanos();
            run.review();
            listener.onStep(run);
        }
    }

    @Override
    public void close() {
        step.close();
    }

    /** Tells what it heard. */
    static final class Caller implements TrainingListener {
        final List<String> notes = new ArrayList<>();
        boolean cancels;

        @Override
        public Cancellation cancellation() {
            return Cancellation.when(() -> cancels);
        }

        @Override
        public void note(final String what) {
            notes.add(what);
        }
    }
}
