// SPDX-License-Identifier: Apache-2.0
package io.nifigan.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.model.GANModel;
import io.nifigan.model.TrainedModels;
import io.nifigan.sample.Sampler;
import io.nifigan.table.Field;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
import io.nifigan.table.ValueType;
import io.nifigan.train.TrainingListener;
import io.nifigan.train.TrainingSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * By clocks that go on by a fixed time whenever they are asked, so that nothing here depends on the machine's speed.
 */
class TimeBudgetOfTrainingTest {
    private static final Duration BUDGET = Duration.ofSeconds(20);
    private static final TrainingSettings SETTINGS =
            TrainedModels.SMALL.withTargets(List.of()).withTimeBudget(BUDGET).withMaxSteps(1_000_000);

    /** A clock, and what was said by it. */
    private static final class Run implements TrainingListener, LongSupplier {
        private final AtomicLong nanos = new AtomicLong();
        private final long tick;
        private final List<String> notes = new ArrayList<>();
        private Duration jump = Duration.ZERO;

        Run(final Duration tick) {
            this.tick = tick.toNanos();
        }

        @Override
        public long getAsLong() {
            return nanos.addAndGet(tick);
        }

        @Override
        public void note(final String what) {
            notes.add(what);
        }

        @Override
        public void ended(final String why) {
            nanos.addAndGet(jump.toNanos());
        }

        Duration passed() {
            return Duration.ofNanos(nanos.get());
        }
    }

    private static Table wide(final int rows, final int columns) {
        final SplittableRandom random = new SplittableRandom(1);
        final TableBuilder builder = new TableBuilder(
                IntStream.range(0, columns)
                        .mapToObj(c -> new Field("c" + c, ValueType.DOUBLE))
                        .toList(),
                Map.of());
        for (int r = 0; r < rows; r++) {
            builder.add(random.doubles(columns).boxed().toArray());
        }
        return builder.build();
    }

    private static int rows(final GANModel model, final int count) throws Exception {
        try (Sampler sampler = new Sampler(model, 1, 0)) {
            return sampler.next(count).rows();
        }
    }

    @Test
    void aWideTableOfFewRowsEndsWithinItsBudget() throws Exception {
        final Run run = new Run(Duration.ofMillis(40));
        final GANModel model = new ModelFitter(SETTINGS).withClock(run).fit(wide(150, 300), run);
        assertTrue(run.passed().compareTo(BUDGET.plusSeconds(1)) < 0, () -> "it took " + run.passed());
        assertTrue(model.provenance().steps() > 100, () -> model.provenance().steps() + " steps");
        assertFalse(model.raking().keepsAll());
        assertEquals(20, rows(model, 20));
        assertTrue(run.notes.stream().anyMatch(note -> note.contains("44,850 pairs of columns")), run.notes::toString);
        assertTrue(run.notes.removeIf(note -> note.contains("150 rows are few")), run.notes::toString);
        assertEquals(run.notes, model.provenance().leftOut());
    }

    @Test
    void selectionIsLearntInTwentySecondsAndNothingIsLeftOut() throws Exception {
        final Run run = new Run(Duration.ofMillis(1));
        final GANModel model = new ModelFitter(SETTINGS).withClock(run).fit(TrainedModels.table(600, 1), run);
        assertTrue(run.passed().compareTo(BUDGET.plusSeconds(1)) < 0, () -> "it took " + run.passed());
        assertFalse(model.raking().keepsAll());
        assertTrue(model.realism().trained());
        assertEquals(List.of(), model.provenance().leftOut());
        assertEquals(List.of(), run.notes);
    }

    /** Where drawing is slow, the training gets less of the time. */
    @Test
    void aSlowMachineKeepsMoreTimeForSelection() throws Exception {
        final Run run = new Run(Duration.ofMillis(100));
        final GANModel model = new ModelFitter(SETTINGS).withClock(run).fit(TrainedModels.table(600, 1), run);
        assertTrue(
                model.provenance().seconds() < .65 * BUDGET.toSeconds(),
                () -> "the training ended after " + model.provenance().seconds() + " s");
        assertFalse(model.raking().keepsAll(), run.notes::toString);
        assertEquals(run.notes, model.provenance().leftOut());
    }

    @Test
    void whatIsLeftOutForLackOfTimeIsReported() throws Exception {
        final Run run = new Run(Duration.ofMillis(4));
        run.jump = Duration.ofMinutes(1);
        final GANModel model =
                new ModelFitter(SETTINGS.withMaxSteps(40)).withClock(run).fit(TrainedModels.table(600, 1), run);
        assertTrue(model.raking().keepsAll());
        assertFalse(model.realism().trained());
        assertEquals(50, rows(model, 50));
        assertTrue(
                run.notes.stream().anyMatch(note -> note.startsWith("Records are not selected")), run.notes::toString);
        assertTrue(
                run.notes.stream().anyMatch(note -> note.contains("no time for the realism classifier")),
                run.notes::toString);
        assertEquals(
                run.notes,
                TrainedModels.read(TrainedModels.bytes(model)).provenance().leftOut());
        assertTrue(run.passed().compareTo(BUDGET.plus(run.jump).plusSeconds(1)) < 0, () -> "it took " + run.passed());
    }
}
