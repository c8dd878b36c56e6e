// SPDX-License-Identifier: Apache-2.0
package io.nifigan.systemtest;

import io.nifigan.demo.NiFiNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The test that kills a NiFi repeatedly while it trains, generates, scores and writes records. After each restart the
 * results must equal those without a kill, because the same table, settings and seeds give the same model and records.
 */
final class KillCheck {
    private static final String NAME = "kill";
    private static final int ROWS = 2_000;
    private static final int REQUESTS = 12;
    /** A training logs its progress after each tenth. */
    private static final int TENTH = 10;

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Pattern STEP = Pattern.compile("Training: step (\\d+) of (\\d+)");

    private final Verdicts verdicts;
    private final Path target;
    private final NiFiNode node;
    private final Random moments;
    private final Map<String, Integer> killedWhile = new TreeMap<>();
    private SingleNodeTrial trial;
    private String model;
    private Map<Long, String> expected;
    private Duration undisturbed;
    private int resumed;
    private int twice;

    /** @param seed the random seed of the moments */
    KillCheck(final Path target, final Verdicts verdicts, final long seed) {
        this.target = target;
        this.verdicts = verdicts;
        this.node = SingleNodeTrial.node(target, NAME);
        this.moments = new Random(seed);
    }

    /** Runs the given number of rounds and returns the exit code. */
    int run(final int times) throws IOException, InterruptedException {
        AtExit.stop(node::stop);
        try {
            begin();
            for (int round = 1; round <= times; round++) {
                round(round);
            }
            end();
        } catch (final IOException e) {
            verdicts.check("the test completes", false, e.getMessage());
        } finally {
            node.stop();
        }
        return verdicts.end();
    }

    /** Runs an undisturbed round for the expected results. */
    private void begin() throws IOException, InterruptedException {
        verdicts.note("starting NiFi, then training and generating records once without a kill");
        trial = SingleNodeTrial.begin(
                target,
                NAME,
                node,
                ROWS,
                Map.of("Maximum Steps", "600", "Checkpoint Period", "1 sec", "Records Per Request", "500"));
        trial.table().put(trial.input(), "first.csv");
        TrialFlow.await("the first model", PATIENCE, () -> trial.newestVersion() == 1);
        settle(0);
        final long begun = System.nanoTime();
        order("undisturbed.csv");
        settle(1);
        undisturbed = Duration.ofNanos(System.nanoTime() - begun);
        final SyntheticFiles synthetic = SyntheticFiles.in(trial.synthetic());
        model = trial.store().id(SingleNodeTrial.MODEL, 2);
        expected = synthetic.contents();
        verdicts.check(
                "the same records give the same model, before any kill",
                model.equals(trial.store().id(SingleNodeTrial.MODEL, 1)),
                model);
        verdicts.note("without a kill a round takes " + Verdicts.seconds(undisturbed));
    }

    /** Gives NiFi a training table and requests records; NiFi has accepted both when this returns. */
    private void order(final String file) throws IOException, InterruptedException {
        SyntheticFiles.clear(trial.synthetic());
        trial.flow().ask(REQUESTS);
        TrialFlow.await(
                "the requests",
                PATIENCE,
                () -> trial.flow().client().queued(trial.flow().group()) > 0
                        || !SyntheticFiles.names(trial.synthetic().getFirst()).isEmpty());
        trial.table().put(trial.input(), file);
    }

    private void round(final int round) throws IOException, InterruptedException {
        final String file = "round-%d.csv".formatted(round);
        final long before = trial.newestVersion();
        order(file);
        final long moment = moments.nextLong(1, undisturbed.toMillis());
        Thread.sleep(moment);
        final String doing = doing(file, before);
        node.process().kill();
        killedWhile.merge(doing, 1, Integer::sum);
        final long logged = Files.size(node.home().log());
        final List<String> faults = new ArrayList<>(trial.store().faults(SingleNodeTrial.MODEL));
        final Duration started = node.restart();
        settle(before);
        verify(file, before, faults);
        final int step = firstStep(logged);
        final boolean hasResumed = step > 0;
        resumed += hasResumed ? 1 : 0;
        verdicts.check(
                "round %d: nothing lost, duplicated or damaged".formatted(round),
                faults.isEmpty(),
                faults.isEmpty()
                        ? "killed %s in, while it was %s; up after %s%s"
                                .formatted(
                                        Verdicts.seconds(Duration.ofMillis(moment)),
                                        doing,
                                        Verdicts.seconds(started),
                                        hasResumed ? "; resumed from step " + step : "")
                        : String.join("; ", faults));
    }

    /** The activity of NiFi at the moment of the kill. */
    private String doing(final String file, final long before) throws IOException {
        if (trial.newestVersion() > before) {
            return SyntheticFiles.names(trial.output("originals")).contains(file)
                    ? "after the training"
                    : "transferring the model";
        }
        if (!SyntheticFiles.names(trial.checkpoints()).isEmpty()) {
            return "training, with a checkpoint";
        }
        return Files.exists(trial.input().resolve(file)) ? "before reading" : "reading or training";
    }

    /** Waits until NiFi has nothing left to do. */
    private void settle(final long before) throws IOException, InterruptedException {
        TrialFlow.await(
                "NiFi to finish its work",
                PATIENCE,
                () -> SyntheticFiles.names(trial.input()).isEmpty()
                        && trial.newestVersion() > before
                        && trial.flow().client().queued(trial.flow().group()) == 0
                        && SyntheticFiles.names(trial.checkpoints()).isEmpty());
    }

    private void verify(final String file, final long before, final List<String> faults) throws IOException {
        if (!SyntheticFiles.names(trial.output("originals")).contains(file)) {
            faults.add("the table is lost");
        }
        final long models = trial.newestVersion() - before;
        twice += models == 2 ? 1 : 0;
        if (models < 1 || models > 2) {
            faults.add("%d models were published; a kill may repeat at most one".formatted(models));
        }
        for (long version = before + 1; version <= trial.newestVersion(); version++) {
            if (!trial.store().id(SingleNodeTrial.MODEL, version).equals(model)) {
                faults.add("version %d differs from the model without a kill".formatted(version));
            }
        }
        faults.addAll(trial.store().faults(SingleNodeTrial.MODEL));
        final SyntheticFiles synthetic = SyntheticFiles.in(trial.synthetic());
        if (!synthetic.oneOfEach(SingleNodeTrial.SEED, REQUESTS)) {
            faults.add(
                    "%d files for %d requests: %s by seed".formatted(synthetic.count(), REQUESTS, synthetic.perSeed()));
        } else if (!synthetic.contents().equals(expected)) {
            faults.add("records differ from those without a kill");
        }
        if (!SyntheticFiles.names(trial.output("failed")).isEmpty()) {
            faults.add("FlowFiles went to failure: " + SyntheticFiles.names(trial.output("failed")));
        }
    }

    /**
     * The step at which a training resumed after the given position in the log; 0 if there was none, or if it logged
     * its first tenth and so may have started from the beginning.
     */
    private int firstStep(final long from) throws IOException {
        final byte[] log = Files.readAllBytes(node.home().log());
        final Matcher matcher =
                STEP.matcher(new String(log, (int) from, (int) (log.length - from), StandardCharsets.UTF_8));
        if (!matcher.find()) {
            return 0;
        }
        final int step = Integer.parseInt(matcher.group(1));
        return step * TENTH > Integer.parseInt(matcher.group(2)) ? step : 0;
    }

    /** Checks that incomplete files of kills are cleaned up. */
    private void end() throws IOException, InterruptedException {
        verdicts.note(String.format(
                Locale.ROOT,
                "killed while: %s; trainings resumed from a checkpoint: %d; models published twice, which "
                        + "NiFi's at-least-once guarantee allows: %d",
                killedWhile,
                resumed,
                twice));
        final List<Path> left = unfinished();
        for (final Path path : left) {
            Files.setLastModifiedTime(path, FileTime.from(Instant.now().minus(Duration.ofDays(1))));
        }
        final long before = trial.newestVersion();
        order("last.csv");
        settle(before);
        verdicts.check(
                "a later training cleans up incomplete files",
                unfinished().isEmpty(),
                "%d incomplete files before, %d now"
                        .formatted(left.size(), unfinished().size()));
        verdicts.check(
                "no output file is incomplete",
                incompleteOutputs().isEmpty(),
                incompleteOutputs().toString());
        verdicts.check(
                "every version in the store is complete",
                trial.store().faults(SingleNodeTrial.MODEL).isEmpty(),
                "%d versions"
                        .formatted(trial.store().versions(SingleNodeTrial.MODEL).size()));
    }

    /** Incomplete output files: PutFile writes to a name that starts with a dot and renames the file at the end. */
    private List<Path> incompleteOutputs() throws IOException {
        try (Stream<Path> files = Files.walk(trial.output(""))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().startsWith("."))
                    .toList();
        }
    }

    private List<Path> unfinished() throws IOException {
        final List<Path> paths =
                new ArrayList<>(ModelDirectory.unfinished(trial.store().root()));
        paths.addAll(ModelDirectory.unfinished(trial.checkpoints()));
        return paths;
    }
}
