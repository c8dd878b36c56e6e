// SPDX-License-Identifier: Apache-2.0
package io.nifigan.demo.check;

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
 * A NiFi at full load: 24 tasks make records, 24 judge them, and models are learnt and published in turns. What it holds must not grow. The
 * first third of the samples is warming up; the medians of the second and the last third are compared.
 */
final class SoakCheck {
    private static final String NAME = "soak";
    private static final int TASKS = 24;
    private static final int THREADS = 2 * TASKS + 12;
    private static final int ROWS = 2_000;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration TURN = Duration.ofSeconds(2);
    private static final Duration BETWEEN_SAMPLES = Duration.ofSeconds(10);

    private final Verdicts verdicts;
    private final Path target;
    private final NiFiNode node;

    SoakCheck(final Path target, final Verdicts verdicts) {
        this.target = target;
        this.verdicts = verdicts;
        this.node = LoneTrial.node(target, NAME);
    }

    /** Keeps it up for so many minutes; returns the exit code. */
    int run(final int minutes) throws IOException, InterruptedException {
        AtExit.stop(node::stop);
        try {
            final LoneTrial trial = LoneTrial.begin(target, NAME, node, ROWS,
                    Map.of("Maximum Steps", "300", "Checkpoint Period", "2 sec", "Records Per Request", "500", "Versions To Keep", "3"));
            trial.table().put(trial.input(), "first.csv");
            TrialFlow.await("the first model", PATIENCE, () -> trial.newestVersion() == 1);
            load(trial, Duration.ofMinutes(minutes));
        } catch (final IOException e) {
            verdicts.check("the check comes to its end", false, e.getMessage());
        } finally {
            node.stop();
        }
        return verdicts.end();
    }

    private void load(final LoneTrial trial, final Duration time) throws IOException, InterruptedException {
        final TrialFlow flow = trial.flow();
        final NiFiClient client = flow.client();
        client.timerThreads(THREADS);
        for (final String name : List.of(TrialFlow.MAKE, TrialFlow.JUDGE)) {
            flow.stop(name);
            client.concurrentTasks(flow.id(name), TASKS);
            flow.start(name);
        }
        flow.change(TrialFlow.NUMBER, Map.of("Number of Copies", Integer.toString(2 * TASKS - 1)));
        flow.start(TrialFlow.ASK);
        verdicts.note("full load for %d min: %d tasks make records, %d judge them, and trainings take turns".formatted(time.toMinutes(), TASKS, TASKS));
        final Drain drain = new Drain(trial.synthetic(), List.of(trial.output("models"), trial.output("originals"), trial.output("progress")));
        final List<Vitals> samples = new ArrayList<>();
        final long begun = System.nanoTime();
        long sampled = begun;
        int tables = 0;
        while (System.nanoTime() - begun < time.toNanos()) {
            if (MadeFiles.names(trial.input()).isEmpty() && client.queuedInto(flow.group(), flow.id(TrialFlow.LEARN)) == 0) {
                trial.table().put(trial.input(), "table-%d.csv".formatted(++tables));
            }
            drain.run();
            if (System.nanoTime() - sampled >= BETWEEN_SAMPLES.toNanos()) {
                final Vitals now = Vitals.of(node.process());
                samples.add(now);
                verdicts.note("%s; %,d records made and judged, %d models".formatted(now, drain.records(), trial.newestVersion()));
                sampled = System.nanoTime();
            }
            Thread.sleep(TURN);
        }
        flow.stop(TrialFlow.ASK);
        judge(trial, drain, samples);
    }

    private void judge(final LoneTrial trial, final Drain drain, final List<Vitals> samples) throws IOException {
        judgeFlatness(verdicts, samples);
        verdicts.check("many tasks at once give the same records for the same seed, each time", drain.different() == 0 && drain.files() > drain.kinds(),
                "%,d files of %d models and seeds compared, %d differed".formatted(drain.files(), drain.kinds(), drain.different()));
        verdicts.check("models were learnt and published all the while", trial.newestVersion() > 2 && trial.store().faults(LoneTrial.MODEL).isEmpty(),
                "%d versions, of which the store keeps %d".formatted(trial.newestVersion(), trial.store().versions(LoneTrial.MODEL).size()));
        verdicts.check("nothing failed", MadeFiles.names(trial.output("failed")).isEmpty() && trial.flow().client().errors().isEmpty(),
                "%d flow files, %s".formatted(MadeFiles.names(trial.output("failed")).size(), trial.flow().client().errors()));
    }

    /** Compares thirds of the samples. */
    static void judgeFlatness(final Verdicts verdicts, final List<Vitals> samples) {
        flat(verdicts, "live heap", " MiB", samples, Vitals::heap, .05, 16);
        flat(verdicts, "resident memory", " MiB", samples, Vitals::resident, .05, 64);
        flat(verdicts, "threads", "", samples, Vitals::threads, 0, 8);
        flat(verdicts, "open files", "", samples, Vitals::openFiles, 0, 16);
    }

    /**
     * Whether the last third is no higher than the second.
     *
     * @param share    of the second third that it may be above it
     * @param absolute that it may be above it, where that is more
     */
    private static void flat(final Verdicts verdicts, final String what, final String unit, final List<Vitals> samples, final ToDoubleFunction<Vitals> value,
            final double share, final double absolute) {
        final int third = samples.size() / 3;
        if (third == 0) {
            verdicts.check(what + " is flat", false, "%d samples are too few: soak for longer".formatted(samples.size()));
            return;
        }
        final double second = Vitals.median(samples.subList(third, samples.size() - third), value);
        final double last = Vitals.median(samples.subList(samples.size() - third, samples.size()), value);
        final double bound = second + Math.max(share * second, absolute);
        verdicts.check(what + " is flat", last <= bound, String.format(Locale.ROOT, "%.0f%s in the second third, %.0f%s in the last, bound %.0f%s, highest %.0f%s", second, unit, last, unit,
                bound, unit, Vitals.greatest(samples, value), unit));
    }
}
