// SPDX-License-Identifier: Apache-2.0
package io.nifigan.systemtest;

import io.nifigan.demo.FlowDefinition;
import io.nifigan.demo.NiFiHome;
import io.nifigan.demo.NiFiProcess;
import io.nifigan.demo.NiFiSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The test of a cluster of three nodes. Rows on all nodes are collected and trained on at one node, and all nodes
 * generate and score records with the model.
 */
final class ClusterCheck {
    private static final String NAME = "cluster";
    private static final int NODES = 3;
    private static final int ROWS = 9_000;
    private static final int REQUESTS = 60;
    private static final String SCOPE = "Seed In Cluster";

    private final Path root;
    private final Cluster cluster;
    private final Verdicts verdicts;
    private final Path target;
    private final int cachePort;

    ClusterCheck(final Path target, final Verdicts verdicts) throws IOException {
        this.cachePort = NiFiProcess.freePort(NiFiSettings.LOOPBACK);
        this.target = target;
        this.root = target.resolve(NAME).toAbsolutePath();
        this.cluster = new Cluster(target, NAME, NODES);
        this.verdicts = verdicts;
    }

    /** Runs the test and returns the exit code. */
    int run() throws IOException, InterruptedException {
        AtExit.stop(cluster::stop);
        try {
            final ClusterTrial trial = begin();
            train(trial);
            share(trial);
            batches(trial);
            final ClusterLosses losses = new ClusterLosses(trial);
            losses.whileSampling();
            losses.whileTraining();
            new ClusterCache(target, trial, cachePort).run();
            new ClusterSpread(trial, root).run();
            verdicts.check(
                    "no FlowFile went to failure",
                    ClusterTrial.names(trial.failures()) == 0,
                    "%d files there".formatted(ClusterTrial.names(trial.failures())));
        } catch (final IOException e) {
            verdicts.check("the test completes", false, e.getMessage());
        } finally {
            cluster.stop();
        }
        return verdicts.end();
    }

    private ClusterTrial begin() throws IOException, InterruptedException {
        Files.createDirectories(root);
        NiFiHome.delete(root.resolve("database"));
        NiFiHome.delete(root.resolve("models"));
        final CustomerTable table = CustomerTable.read(root.resolve("database/customers"), ROWS);
        verdicts.note("starting %d nodes, with a ZooKeeper server each".formatted(NODES));
        final long begun = System.nanoTime();
        cluster.start();
        final Map<String, String> states = cluster.client().nodes();
        verdicts.check(
                "%d nodes form one cluster".formatted(NODES),
                states.size() == NODES,
                "%s after %s".formatted(states, Verdicts.seconds(Duration.ofNanos(System.nanoTime() - begun))));
        for (final Path folder : cluster.folders("input")) {
            Files.createDirectories(folder);
        }
        final Map<String, String> parameters = new LinkedHashMap<>(Map.of(
                "Store Directory",
                root.resolve("models").toString(),
                "Model Name",
                ClusterTrial.MODEL,
                "Records To Learn From",
                Integer.toString(ROWS),
                "Maximum Steps",
                "1000",
                "Checkpoint Period",
                "1 sec",
                "Random Seed",
                Long.toString(ClusterTrial.SEED),
                "Records Per Request",
                Integer.toString(ClusterTrial.RECORDS_PER_REQUEST),
                "Versions To Keep",
                "20"));
        parameters.putAll(Map.of(
                "Time Budget", "1 h", "Cache Host", NiFiSettings.LOOPBACK, "Cache Port", Integer.toString(cachePort)));
        final TrialFlow flow = TrialFlow.load(FlowDefinition.CLUSTER, cluster::client, parameters);
        verdicts.note("the flow runs on all nodes; canvas: " + cluster.client().canvas(flow.group()));
        return new ClusterTrial(cluster, flow, table, new ModelDirectory(root.resolve("models")), verdicts);
    }

    private void train(final ClusterTrial trial) throws IOException, InterruptedException {
        final long begun = System.nanoTime();
        trial.spread("first");
        trial.awaitVersion(1);
        verdicts.note(
                "the first model was published after " + Verdicts.seconds(Duration.ofNanos(System.nanoTime() - begun)));
        trial.awaitOriginals(trial.inputFiles());
        int trainingNodes = 0;
        for (final Path folder : trial.originals()) {
            trainingNodes += SyntheticFiles.names(folder).isEmpty() ? 0 : 1;
        }
        verdicts.check(
                "records from all nodes are collected and trained on at one node",
                trainingNodes == 1 && ClusterTrial.names(trial.originals()) == trial.inputFiles(),
                "%d of %d files, on node %s"
                        .formatted(
                                ClusterTrial.names(trial.originals()),
                                trial.inputFiles(),
                                trial.trainingNode().settings().host()));
        verdicts.check(
                "the training publishes one model",
                trial.store().versions(ClusterTrial.MODEL).size() == 1,
                "versions " + trial.store().versions(ClusterTrial.MODEL));
    }

    private void share(final ClusterTrial trial) throws IOException, InterruptedException {
        trial.measure(REQUESTS);
        trial.flow().client().loadBalance(trial.flow().group(), trial.flow().id(TrialFlow.MAKE), "SINGLE_NODE");
        final Duration one = trial.measure(REQUESTS);
        final SyntheticFiles onOne = SyntheticFiles.in(trial.synthetic());
        final Map<Long, String> expected = onOne.contents();
        trial.flow().client().loadBalance(trial.flow().group(), trial.flow().id(TrialFlow.MAKE), "ROUND_ROBIN");
        final Duration three = trial.measure(REQUESTS);
        final SyntheticFiles onThree = SyntheticFiles.in(trial.synthetic());
        verdicts.check(
                "one node generated all records when configured so",
                onOne.perFolder().size() == 1,
                onOne.perFolder().values().toString());
        verdicts.check(
                "three nodes shared the requests",
                onThree.perFolder().size() == NODES
                        && onThree.perFolder().values().stream().allMatch(files -> files >= REQUESTS / NODES - 3),
                onThree.perFolder().values().toString());
        verdicts.check(
                "each request was completed once",
                onThree.oneOfEach(ClusterTrial.SEED, REQUESTS),
                "%d files for %d requests".formatted(onThree.count(), REQUESTS));
        final SyntheticFiles.Repeats repeats = onThree.repeats();
        verdicts.check(
                "no record was generated twice or by two nodes",
                repeats.repeated() == 0 && repeats.records() == (long) REQUESTS * ClusterTrial.RECORDS_PER_REQUEST,
                repeats.toString());
        verdicts.check(
                "the records of a request are the same on each node",
                onThree.contents().equals(expected),
                "%d files compared".formatted(expected.size()));
        verdicts.note(String.format(
                Locale.ROOT,
                "generated and scored: %,.0f records/s on one node, %,.0f records/s on three nodes (one "
                        + "machine, %d cores)",
                rate(one),
                rate(three),
                Runtime.getRuntime().availableProcessors()));
    }

    private static double rate(final Duration time) {
        return REQUESTS * ClusterTrial.RECORDS_PER_REQUEST * 1_000.0 / time.toMillis();
    }

    private void batches(final ClusterTrial trial) throws IOException, InterruptedException {
        final SyntheticFiles different = batch(trial);
        verdicts.check(
                "scheduled by a timer with one seed, '%s' gives each node different records"
                        .formatted("Different On Each Node"),
                different.perSeed().size() == NODES && different.repeats().repeated() == 0,
                "seeds %s, %s".formatted(different.perSeed().keySet(), different.repeats()));
        trial.flow().change(TrialFlow.BATCH, Map.of(SCOPE, "Same On All Nodes"));
        final SyntheticFiles same = batch(trial);
        verdicts.check(
                "'Same On All Nodes' gives the same records on each node",
                same.perSeed().equals(Map.of(ClusterTrial.SEED, NODES)),
                "seeds " + same.perSeed());
        trial.flow().change(TrialFlow.BATCH, Map.of(SCOPE, "Different On Each Node"));
    }

    private static SyntheticFiles batch(final ClusterTrial trial) throws IOException, InterruptedException {
        SyntheticFiles.clear(trial.batches());
        trial.flow().client().runStatus(trial.flow().id(TrialFlow.BATCH), "RUN_ONCE");
        TrialFlow.await(
                "a batch from each node", Duration.ofMinutes(2), () -> ClusterTrial.names(trial.batches()) == NODES);
        return SyntheticFiles.in(trial.batches());
    }
}
