// SPDX-License-Identifier: Apache-2.0
package io.nifigan.systemtest;

import io.nifigan.demo.NiFiClient;
import io.nifigan.demo.NiFiNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The test of a NiFi at full load: 24 tasks generate records, 24 score them, and models are trained and published in
 * turn. Its resources must not grow. After each third of the time it is idle and its live objects are counted. The
 * first third is warm-up; the medians of the second and third thirds are compared.
 */
final class SoakCheck {
    private static final String NAME = "soak";
    private static final int TASKS = 24;
    private static final int THREADS = 2 * TASKS + 12;
    private static final int ROWS = 1_000;
    private static final int THIRDS = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration TURN = Duration.ofSeconds(1);
    private static final Duration BETWEEN_SAMPLES = Duration.ofSeconds(10);

    private final Verdicts verdicts;
    private final Path target;
    private final NiFiNode node;
    private int tables;

    SoakCheck(final Path target, final Verdicts verdicts) {
        this.target = target;
        this.verdicts = verdicts;
        this.node = SingleNodeTrial.node(target, NAME);
    }

    /** Runs the test for a number of minutes and returns the exit code. */
    int run(final int minutes) throws IOException, InterruptedException {
        AtExit.stop(node::stop);
        try {
            final SingleNodeTrial trial = SingleNodeTrial.begin(
                    target,
                    NAME,
                    node,
                    ROWS,
                    Map.of(
                            "Maximum Steps",
                            "100",
                            "Checkpoint Period",
                            "2 sec",
                            "Records Per Request",
                            "500",
                            "Versions To Keep",
                            "3"));
            trial.table().put(trial.input(), "first.csv");
            TrialFlow.await("the first model", PATIENCE, () -> trial.newestVersion() == 1);
            load(trial, Duration.ofMinutes(minutes));
        } catch (final IOException e) {
            verdicts.check("the test completes", false, e.getMessage());
        } finally {
            node.stop();
        }
        return verdicts.end();
    }

    private void load(final SingleNodeTrial trial, final Duration time) throws IOException, InterruptedException {
        final TrialFlow flow = trial.flow();
        final NiFiClient client = flow.client();
        client.timerThreads(THREADS);
        for (final String name : List.of(TrialFlow.MAKE, TrialFlow.SCORE)) {
            flow.stop(name);
            client.concurrentTasks(flow.id(name), TASKS);
            flow.start(name);
        }
        flow.change(TrialFlow.NUMBER, Map.of("Number of Copies", Integer.toString(2 * TASKS - 1)));
        verdicts.note("full load for %d min: %d tasks generate records, %d score them, and trainings take turns"
                .formatted(time.toMinutes(), TASKS, TASKS));
        final Drain drain = new Drain(
                trial.synthetic(),
                List.of(trial.output("models"), trial.output("originals"), trial.output("progress")));
        final List<Vitals> loaded = new ArrayList<>();
        final List<Vitals> resting = new ArrayList<>();
        for (int third = 0; third < THIRDS; third++) {
            loaded.addAll(load(trial, drain, time.dividedBy(THIRDS)));
            resting.add(rest(trial, drain));
        }
        verify(trial, drain, loaded, resting);
    }

    /** Applies load for some time and returns the samples. */
    private List<Vitals> load(final SingleNodeTrial trial, final Drain drain, final Duration time)
            throws IOException, InterruptedException {
        final TrialFlow flow = trial.flow();
        final NiFiClient client = flow.client();
        final List<Vitals> samples = new ArrayList<>();
        final long begun = System.nanoTime();
        long sampled = begun;
        while (System.nanoTime() - begun < time.toNanos()) {
            if (SyntheticFiles.names(trial.input()).isEmpty()
                    && client.queuedInto(flow.group(), flow.id(TrialFlow.LEARN)) == 0) {
                trial.table().put(trial.input(), "table-%d.csv".formatted(++tables));
            }
            if (client.queuedInto(flow.group(), flow.id(TrialFlow.MAKE)) < 3 * TASKS) {
                flow.askAgain();
            }
            drain.run();
            if (System.nanoTime() - sampled >= BETWEEN_SAMPLES.toNanos()) {
                final Vitals now = Vitals.of(node.process());
                samples.add(now);
                verdicts.note("%s; %,d records generated and scored, %d models"
                        .formatted(now, drain.records(), trial.newestVersion()));
                sampled = System.nanoTime();
            }
            Thread.sleep(TURN);
        }
        return samples;
    }

    /** Waits until NiFi is idle and returns a sample. */
    private Vitals rest(final SingleNodeTrial trial, final Drain drain) throws IOException, InterruptedException {
        TrialFlow.await("NiFi to become idle", PATIENCE, () -> {
            drain.run();
            return SyntheticFiles.names(trial.input()).isEmpty()
                    && trial.flow().client().queued(trial.flow().group()) == 0;
        });
        final Vitals now = Vitals.of(node.process());
        verdicts.note("idle: %s".formatted(now));
        return now;
    }

    private void verify(
            final SingleNodeTrial trial, final Drain drain, final List<Vitals> loaded, final List<Vitals> resting)
            throws IOException {
        verifyFlatness(verdicts, loaded, resting);
        verdicts.check(
                "concurrent tasks always give the same records for the same seed",
                drain.different() == 0 && drain.files() > drain.kinds(),
                "%,d files of %d models and seeds compared, %d differed"
                        .formatted(drain.files(), drain.kinds(), drain.different()));
        verdicts.check(
                "models were trained and published all the time",
                trial.newestVersion() > 2
                        && trial.store().faults(SingleNodeTrial.MODEL).isEmpty(),
                "%d versions, of which the store keeps %d"
                        .formatted(
                                trial.newestVersion(),
                                trial.store().versions(SingleNodeTrial.MODEL).size()));
        verdicts.check(
                "nothing failed",
                SyntheticFiles.names(trial.output("failed")).isEmpty()
                        && trial.flow().client().errors().isEmpty(),
                "%d FlowFiles, %s"
                        .formatted(
                                SyntheticFiles.names(trial.output("failed")).size(),
                                trial.flow().client().errors()));
    }

    /**
     * Compares the last third with the second.
     *
     * @param loaded samples under load
     * @param resting idle samples, one at the end of each third
     */
    static void verifyFlatness(final Verdicts verdicts, final List<Vitals> loaded, final List<Vitals> resting) {
        flat(
                verdicts,
                "idle live heap",
                " MiB",
                List.of(resting.getFirst()),
                List.of(resting.getLast()),
                Vitals::heap,
                .05,
                16);
        final int third = loaded.size() / THIRDS;
        final List<Vitals> second = loaded.subList(third, loaded.size() - third);
        final List<Vitals> last = loaded.subList(loaded.size() - third, loaded.size());
        flat(verdicts, "resident memory", " MiB", second, last, Vitals::resident, .05, 64);
        flat(verdicts, "threads", "", second, last, Vitals::threads, 0, 8);
        flat(verdicts, "open files", "", second, last, Vitals::openFiles, 0, 24);
    }

    /**
     * Checks that the later samples are not higher than the earlier ones.
     *
     * @param share relative tolerance
     * @param absolute absolute tolerance; the larger tolerance applies
     */
    private static void flat(
            final Verdicts verdicts,
            final String what,
            final String unit,
            final List<Vitals> earlier,
            final List<Vitals> later,
            final ToDoubleFunction<Vitals> value,
            final double share,
            final double absolute) {
        if (earlier.isEmpty() || later.isEmpty()) {
            verdicts.check(what + " is flat", false, "too few samples: soak for longer");
            return;
        }
        final double before = Vitals.median(earlier, value);
        final double after = Vitals.median(later, value);
        final double bound = before + Math.max(share * before, absolute);
        verdicts.check(
                what + " is flat",
                after <= bound,
                String.format(
                        Locale.ROOT, "%.0f%s, later %.0f%s, bound %.0f%s", before, unit, after, unit, bound, unit));
    }
}
