// SPDX-License-Identifier: Apache-2.0
package io.nifigan.systemtest;

import io.nifigan.demo.FlowDefinition;
import io.nifigan.demo.NiFiHome;
import io.nifigan.demo.NiFiNode;
import io.nifigan.demo.NiFiSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A single NiFi that runs the flow of the cluster.
 *
 * @param node the running NiFi
 * @param flow the flow on its canvas
 * @param table the training table
 * @param store the models' directory, outside NiFi's home
 */
record SingleNodeTrial(NiFiNode node, TrialFlow flow, CustomerTable table, ModelDirectory store) {
    static final String MODEL = "customers";
    static final long SEED = 42;
    private static final String STORE = "models";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /**
     * Starts an empty NiFi and loads the flow.
     *
     * @param target the folder with the libraries, which the build creates
     * @param name the name of the trial's folder in it
     * @param node the NiFi to start
     * @param rows the number of training rows
     * @param parameters further parameters of the flow
     */
    static SingleNodeTrial begin(
            final Path target,
            final String name,
            final NiFiNode node,
            final int rows,
            final Map<String, String> parameters)
            throws IOException, InterruptedException {
        final Path root = Files.createDirectories(target.resolve(name).toAbsolutePath());
        NiFiHome.delete(root.resolve("database"));
        NiFiHome.delete(root.resolve(STORE));
        final CustomerTable table = CustomerTable.read(root.resolve("database/customers"), rows);
        node.begin(NiFiSettings.alone(NiFiHome.newSensitiveKey()));
        node.awaitStart();
        Files.createDirectories(input(node));
        final Map<String, String> all = new LinkedHashMap<>(parameters);
        all.putAll(Map.of(
                "Store Directory",
                root.resolve(STORE).toString(),
                "Model Name",
                MODEL,
                "Records To Learn From",
                Integer.toString(rows),
                "Time Budget",
                "1 h",
                "Random Seed",
                Long.toString(SEED)));
        return new SingleNodeTrial(
                node,
                TrialFlow.load(FlowDefinition.CLUSTER, node::client, all),
                table,
                new ModelDirectory(root.resolve(STORE)));
    }

    static NiFiNode node(final Path target, final String name) {
        return new NiFiNode(NiFiHome.in(target, name + "/nifi"), false);
    }

    private static Path input(final NiFiNode node) {
        return node.home().folder().resolve("input");
    }

    Path input() {
        return input(node);
    }

    Path output(final String kind) {
        return node.home().folder().resolve("output").resolve(kind);
    }

    Path checkpoints() {
        return node.home().folder().resolve("checkpoints");
    }

    List<Path> synthetic() {
        return List.of(output("synthetic"));
    }

    /** Lets TrainGAN learn the newest 200 records, whenever 100 are new. */
    void slideWindow() throws IOException, InterruptedException {
        flow.change(
                TrialFlow.LEARN,
                Map.of("Gather FlowFiles", "Sliding Window", "Minimum Records", "100", "Records To Keep", "200"));
    }

    /** Gives TrainGAN 100 records, and waits until their model is published and the window of 200 records has them. */
    void learn(final CustomerTable share, final long version) throws IOException, InterruptedException {
        share.put(input(), "share-%d.csv".formatted(version));
        TrialFlow.await(
                "version " + version,
                PATIENCE,
                () -> newestVersion() == version && queuedToLearn() == Math.min(version, 2));
    }

    int queuedToLearn() throws IOException {
        return flow.client().queuedInto(flow.group(), flow.id(TrialFlow.LEARN));
    }

    long newestVersion() throws IOException {
        return store.versions(MODEL).stream().reduce(0L, Math::max);
    }
}
