// SPDX-License-Identifier: Apache-2.0
package io.nifigan.systemtest;

import io.nifigan.demo.FlowDefinition;
import io.nifigan.demo.NiFiHome;
import io.nifigan.demo.NiFiNode;
import io.nifigan.demo.NiFiSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One NiFi with the flow of the cluster on it, of which it is the only node.
 *
 * @param node that runs
 * @param flow on its canvas
 * @param table that is learnt
 * @param store the models' directory, outside NiFi's home
 */
record LoneTrial(NiFiNode node, TrialFlow flow, CustomerTable table, ModelDirectory store) {
    static final String MODEL = "customers";
    static final long SEED = 42;
    private static final String STORE = "models";

    /**
     * Starts an empty NiFi and puts the flow on its canvas.
     *
     * @param target where the build has put the libraries
     * @param name of the folder in it
     * @param node the NiFi that is to be started
     * @param rows how many are learnt
     * @param parameters of the flow, beside where things are
     */
    static LoneTrial begin(
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
        return new LoneTrial(
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

    long newestVersion() throws IOException {
        return store.versions(MODEL).stream().reduce(0L, Math::max);
    }
}
