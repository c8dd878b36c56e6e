// SPDX-License-Identifier: Apache-2.0
package io.nifigan.systemtest;

import io.nifigan.demo.NiFiNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A cluster that runs the flow, with the operations that all parts of the cluster test need.
 *
 * @param cluster the running cluster
 * @param flow the flow on its canvas
 * @param table the training table
 * @param store the models' directory, shared by all nodes
 * @param verdicts the results
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

    /** Distributes the table over the nodes, in three files on each. */
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
        TrialFlow.await("%d FlowFiles in 'original'".formatted(count), TRAINING, () -> names(originals()) >= count);
    }

    static int names(final List<Path> folders) throws IOException {
        int count = 0;
        for (final Path folder : folders) {
            count += SyntheticFiles.names(folder).size();
        }
        return count;
    }

    /** Waits until all requests are completed. */
    SyntheticFiles awaitRecords(final int requests) throws IOException, InterruptedException {
        TrialFlow.await(
                "the records of %d requests".formatted(requests),
                SAMPLING,
                () -> SyntheticFiles.in(synthetic()).count() >= requests);
        return SyntheticFiles.in(synthetic());
    }

    /** Requests records and measures the time until they are generated, scored and written. */
    Duration measure(final int requests) throws IOException, InterruptedException {
        SyntheticFiles.clear(synthetic());
        final long begun = System.nanoTime();
        flow.ask(requests);
        awaitRecords(requests);
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** The node that trained, which is the one with files in 'original'. */
    NiFiNode trainingNode() throws IOException {
        for (final NiFiNode node : cluster.nodes()) {
            if (!SyntheticFiles.names(node.home().folder().resolve("output/originals"))
                    .isEmpty()) {
                return node;
            }
        }
        throw new IOException("No node has trained yet");
    }

    /** Restarts a killed node and waits until it has rejoined the cluster. */
    void rejoin(final NiFiNode node) throws IOException, InterruptedException {
        final Duration answered = node.restart();
        final long begun = System.nanoTime();
        cluster.awaitConnected();
        verdicts.check(
                "the node has rejoined the cluster",
                cluster.client().nodes().values().stream().allMatch("CONNECTED"::equals),
                "responded after %s, connected %s later"
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
