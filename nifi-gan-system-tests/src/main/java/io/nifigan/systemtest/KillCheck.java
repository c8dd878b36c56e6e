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
 * Kills a NiFi again and again while it learns, makes, judges and writes records, and looks at what is there when it
 * has started again and done its work. All of it is bound to come out as without the kill: the same table, settings and
 * seeds give the same model and records.
 */
final class KillCheck {
    private static final String NAME = "kill";
    private static final int ROWS = 2_000;
    private static final int REQUESTS = 12;
    /** A training tells of itself after each tenth. */
    private static final int TENTH = 10;

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Pattern STEP = Pattern.compile("Training: step (\\d+) of (\\d+)");

    private final Verdicts verdicts;
    private final Path target;
    private final NiFiNode node;
    private final Random moments;
    private final Map<String, Integer> killedWhile = new TreeMap<>();
    private LoneTrial trial;
    private String model;
    private Map<Long, String> expected;
    private Duration undisturbed;
    private int resumed;
    private int twice;

    /** @param seed of the moments */
    KillCheck(final Path target, final Verdicts verdicts, final long seed) {
        this.target = target;
        this.verdicts = verdicts;
        this.node = LoneTrial.node(target, NAME);
        this.moments = new Random(seed);
    }

    /** Kills so many times; returns the exit code. */
    int run(final int times) throws IOException, InterruptedException {
        AtExit.stop(node::stop);
        try {
            begin();
            for (int round = 1; round <= times; round++) {
                round(round);
            }
            end();
        } catch (final IOException e) {
            verdicts.check("the check comes to its end", false, e.getMessage());
        } finally {
            node.stop();
        }
        return verdicts.end();
    }

    /** A round that nobody disturbs says what is to come out. */
    private void begin() throws IOException, InterruptedException {
        verdicts.note("starting NiFi, and learning and making records once without a kill");
        trial = LoneTrial.begin(
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
        final MadeFiles made = MadeFiles.in(trial.synthetic());
        model = trial.store().id(LoneTrial.MODEL, 2);
        expected = made.contents();
        verdicts.check(
                "the same records give the same model, before any kill",
                model.equals(trial.store().id(LoneTrial.MODEL, 1)),
                model);
        verdicts.note("without a kill a round takes " + Verdicts.seconds(undisturbed));
    }

    /** Gives NiFi a table to learn and asks for records, both for sure before this returns. */
    private void order(final String file) throws IOException, InterruptedException {
        MadeFiles.clear(trial.synthetic());
        trial.flow().ask(REQUESTS);
        TrialFlow.await(
                "the requests",
                PATIENCE,
                () -> trial.flow().client().queued(trial.flow().group()) > 0
                        || !MadeFiles.names(trial.synthetic().getFirst()).isEmpty());
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
        final List<String> faults = new ArrayList<>(trial.store().faults(LoneTrial.MODEL));
        final Duration started = node.restart();
        settle(before);
        judge(file, before, faults);
        final int step = firstStep(logged);
        final boolean goesOn = step > 0;
        resumed += goesOn ? 1 : 0;
        verdicts.check(
                "round %d: nothing lost, doubled or damaged".formatted(round),
                faults.isEmpty(),
                faults.isEmpty()
                        ? "killed %s in, while it was %s; up after %s%s"
                                .formatted(
                                        Verdicts.seconds(Duration.ofMillis(moment)),
                                        doing,
                                        Verdicts.seconds(started),
                                        goesOn ? "; went on from step " + step : "")
                        : String.join("; ", faults));
    }

    /** What the kill comes upon. */
    private String doing(final String file, final long before) throws IOException {
        if (trial.newestVersion() > before) {
            return MadeFiles.names(trial.output("originals")).contains(file)
                    ? "done with learning"
                    : "handing out the model";
        }
        if (!MadeFiles.names(trial.checkpoints()).isEmpty()) {
            return "learning, with a checkpoint";
        }
        return Files.exists(trial.input().resolve(file)) ? "about to read" : "reading or learning";
    }

    /** Waits until there is nothing left to do. */
    private void settle(final long before) throws IOException, InterruptedException {
        TrialFlow.await(
                "NiFi to finish its work",
                PATIENCE,
                () -> MadeFiles.names(trial.input()).isEmpty()
                        && trial.newestVersion() > before
                        && trial.flow().client().queued(trial.flow().group()) == 0
                        && MadeFiles.names(trial.checkpoints()).isEmpty());
    }

    private void judge(final String file, final long before, final List<String> faults) throws IOException {
        if (!MadeFiles.names(trial.output("originals")).contains(file)) {
            faults.add("the table is lost");
        }
        final long models = trial.newestVersion() - before;
        twice += models == 2 ? 1 : 0;
        if (models < 1 || models > 2) {
            faults.add("%d models were published; a kill may at most repeat one".formatted(models));
        }
        for (long version = before + 1; version <= trial.newestVersion(); version++) {
            if (!trial.store().id(LoneTrial.MODEL, version).equals(model)) {
                faults.add("version %d is another model than without a kill".formatted(version));
            }
        }
        faults.addAll(trial.store().faults(LoneTrial.MODEL));
        final MadeFiles made = MadeFiles.in(trial.synthetic());
        if (!made.oneOfEach(LoneTrial.SEED, REQUESTS)) {
            faults.add("%d files for %d requests: %s by seed".formatted(made.count(), REQUESTS, made.perSeed()));
        } else if (!made.contents().equals(expected)) {
            faults.add("records differ from those without a kill");
        }
        if (!MadeFiles.names(trial.output("failed")).isEmpty()) {
            faults.add("FlowFiles went to failure: " + MadeFiles.names(trial.output("failed")));
        }
    }

    /**
     * Where a training went on after what was logged before; 0 where there was none, or one that told of its first
     * tenth and so may have begun anew.
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

    /** What kills in the middle of writing left behind is to be swept up. */
    private void end() throws IOException, InterruptedException {
        verdicts.note(String.format(
                Locale.ROOT,
                "killed while: %s; trainings that went on from a checkpoint: %d; models published "
                        + "twice, as NiFi's at-least-once allows: %d",
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
                "what kills in the middle of writing left is swept up by a later training",
                unfinished().isEmpty(),
                "%d unfinished files were left, %d are now"
                        .formatted(left.size(), unfinished().size()));
        verdicts.check("no file that was written out is half there", halves().isEmpty(), halves().toString());
        verdicts.check(
                "every version that the store keeps is whole",
                trial.store().faults(LoneTrial.MODEL).isEmpty(),
                "%d versions".formatted(trial.store().versions(LoneTrial.MODEL).size()));
    }

    /** PutFile writes under a name that starts with a dot, and renames. */
    private List<Path> halves() throws IOException {
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
