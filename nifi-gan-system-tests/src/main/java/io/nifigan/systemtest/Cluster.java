// SPDX-License-Identifier: Apache-2.0
package io.nifigan.systemtest;

import io.nifigan.demo.NiFiClient;
import io.nifigan.demo.NiFiHome;
import io.nifigan.demo.NiFiNode;
import io.nifigan.demo.NiFiProcess;
import io.nifigan.demo.NiFiSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A cluster on one machine; each node has its own loopback address, home and ZooKeeper server. */
final class Cluster {
    private static final int HEAP = 768;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final List<NiFiNode> nodes = new ArrayList<>();

    Cluster(final Path target, final String name, final int size) {
        for (int i = 0; i < size; i++) {
            nodes.add(new NiFiNode(NiFiHome.in(target, "%s/node-%d".formatted(name, i + 1)), false));
        }
    }

    List<NiFiNode> nodes() {
        return nodes;
    }

    /** The folders with this name in the homes of all nodes. */
    List<Path> folders(final String name) {
        return nodes.stream().map(node -> node.home().folder().resolve(name)).toList();
    }

    /** Starts all nodes with empty homes, and waits until they have formed a cluster. */
    void start() throws IOException, InterruptedException {
        final List<NiFiSettings.ZooKeeper> zooKeepers = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            nodes.get(i).stopLast();
            zooKeepers.add(NiFiSettings.ZooKeeper.on(host(i)));
        }
        final String key = NiFiHome.newSensitiveKey();
        for (int i = 0; i < nodes.size(); i++) {
            final NiFiSettings.Seat seat = new NiFiSettings.Seat(
                    i + 1, NiFiProcess.freePort(host(i)), NiFiProcess.freePort(host(i)), zooKeepers);
            nodes.get(i).begin(new NiFiSettings(host(i), NiFiProcess.freePort(host(i)), HEAP, key, Optional.of(seat)));
        }
        for (final NiFiNode node : nodes) {
            node.awaitStart();
        }
        awaitConnected();
    }

    private static String host(final int node) {
        return "127.0.0." + (node + 1);
    }

    /** Waits until all nodes are connected. */
    void awaitConnected() throws IOException, InterruptedException {
        TrialFlow.await("all nodes to be connected", PATIENCE, () -> {
            final Map<String, String> states = client().nodes();
            return states.size() == nodes.size() && states.values().stream().allMatch("CONNECTED"::equals);
        });
    }

    /** Waits until the cluster has noticed the loss of a node. */
    void awaitLost(final NiFiNode node) throws IOException, InterruptedException {
        TrialFlow.await(
                "the cluster to notice the loss of a node",
                PATIENCE,
                () -> !"CONNECTED".equals(client().nodes().get(node.settings().host())));
    }

    /** A client of a running node. */
    NiFiClient client() {
        return nodes.stream()
                .filter(node -> node.process().isAlive())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No node is running"))
                .client();
    }

    void stop() throws IOException {
        nodes.stream().map(NiFiNode::process).filter(Objects::nonNull).forEach(NiFiProcess::askToStop);
        for (final NiFiNode node : nodes) {
            node.stop();
        }
    }
}
