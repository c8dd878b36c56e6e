// SPDX-License-Identifier: Apache-2.0
package io.nifigan.systemtest;

import io.nifigan.demo.NiFiNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A cluster with the flow on it, and what the parts of the check ask of it.
 *
 * @param cluster that runs
 * @param flow on its canvas
 * @param table that is learnt
 * @param store the models' directory, which all nodes see
 * @param verdicts what came out
 */
record ClusterTrial(Cluster cluster, TrialFlow flow, CustomerTable table, ModelDirectory store, Verdicts verdicts) {
    static final String MODEL = "customers";
    static final long SEED = 42;
    static final int RECORDS_PER_REQUEST = 1_000;
    private static final int FILES_PER_NODE = 3;
    private static final Duration TRAINING = Duration.ofMinutes(5);
    private static final Duration SAMPLING = Duration.ofMinutes(5);

    List<Path> synthetic() {
        return cluster.folders("output/synthetic");
    }

    List<Path> batches() {
        return cluster.folders("output/batches");
    }

    List<Path> originals() {
        return cluster.folders("output/originals");
    }

    List<Path> failures() {
        return cluster.folders("output/failed");
    }

    /** Spreads the table over the nodes, in three files on each. */
    void spread(final String label) throws IOException {
        final List<CustomerTable> shares =
                table.shares(FILES_PER_NODE * cluster.nodes().size());
        for (int i = 0; i < shares.size(); i++) {
            shares.get(i)
                    .put(
                            cluster.nodes()
                                    .get(i % cluster.nodes().size())
                                    .home()
                                    .folder()
                                    .resolve("input"),
                            "%s-%d.csv".formatted(label, i));
        }
    }

    int inputFiles() {
        return FILES_PER_NODE * cluster.nodes().size();
    }

    void awaitVersion(final long version) throws IOException, InterruptedException {
        TrialFlow.await(
                "version %d of the model".formatted(version),
                TRAINING,
                () -> store.versions(MODEL).contains(version));
    }

    void awaitOriginals(final int count) throws IOException, InterruptedException {
        TrialFlow.await(
                "%d FlowFiles that were learnt from".formatted(count), TRAINING, () -> names(originals()) >= count);
    }

    static int names(final List<Path> folders) throws IOException {
        int count = 0;
        for (final Path folder : folders) {
            count += MadeFiles.names(folder).size();
        }
        return count;
    }

    /** Waits for the records of all requests. */
    MadeFiles awaitRecords(final int requests) throws IOException, InterruptedException {
        TrialFlow.await(
                "the records of %d requests".formatted(requests),
                SAMPLING,
                () -> MadeFiles.in(synthetic()).count() >= requests);
        return MadeFiles.in(synthetic());
    }

    /** Asks for records and measures how long they take to be made, judged and written. */
    Duration measure(final int requests) throws IOException, InterruptedException {
        MadeFiles.clear(synthetic());
        final long begun = System.nanoTime();
        flow.ask(requests);
        awaitRecords(requests);
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** The node in whose home the FlowFiles come out that were learnt from. */
    NiFiNode learner() throws IOException {
        for (final NiFiNode node : cluster.nodes()) {
            if (!MadeFiles.names(node.home().folder().resolve("output/originals"))
                    .isEmpty()) {
                return node;
            }
        }
        throw new IOException("No node has learnt anything yet");
    }

    /** Starts a dead node anew and waits until it is back in the cluster. */
    void rejoin(final NiFiNode node) throws IOException, InterruptedException {
        final Duration answered = node.restart();
        final long begun = System.nanoTime();
        cluster.awaitConnected();
        verdicts.check(
                "the node is back in the cluster",
                cluster.client().nodes().values().stream().allMatch("CONNECTED"::equals),
                "answered after %s, connected %s later"
                        .formatted(
                                Verdicts.seconds(answered),
                                Verdicts.seconds(Duration.ofNanos(System.nanoTime() - begun))));
    }

    void changeAll(final Map<String, String> properties, final String... processors)
            throws IOException, InterruptedException {
        for (final String processor : processors) {
            flow.change(processor, properties);
        }
    }
}
