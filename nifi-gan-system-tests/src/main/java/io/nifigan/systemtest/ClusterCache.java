// SPDX-License-Identifier: Apache-2.0
package io.nifigan.systemtest;

import com.fasterxml.jackson.databind.JsonNode;
import io.nifigan.demo.FlowDefinition;
import io.nifigan.demo.NiFiHome;
import io.nifigan.demo.NiFiNode;
import io.nifigan.demo.NiFiSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The part of the cluster test with models in NiFi's cache server, which runs outside the cluster and is killed. */
final class ClusterCache {
    private static final int REQUESTS = 30;
    private static final String STORE = "Model Store";
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final ClusterTrial trial;
    private final NiFiNode server;
    private final int port;

    /** @param port the port of the cache, which is set in the cluster's flow */
    ClusterCache(final Path target, final ClusterTrial trial, final int port) {
        this.trial = trial;
        this.port = port;
        this.server = new NiFiNode(NiFiHome.in(target, "cluster/cache"), false);
    }

    void run() throws IOException, InterruptedException {
        AtExit.stop(server::stop);
        try {
            start();
            train();
            killServer();
        } finally {
            server.stop();
        }
    }

    private void start() throws IOException, InterruptedException {
        server.begin(NiFiSettings.alone(NiFiHome.newSensitiveKey()));
        server.awaitStart();
        final JsonNode definition =
                FlowDefinition.read(FlowDefinition.CACHE, Map.of("Cache Port", Integer.toString(port)));
        server.client().enableServices(server.client().upload(definition, FlowDefinition.title(definition)));
        final String store = trial.flow().client().serviceNamed(trial.flow().group(), "Models in a cache");
        trial.changeAll(Map.of(STORE, store), TrialFlow.LEARN, TrialFlow.MAKE, TrialFlow.SCORE);
        trial.verdicts().note("models are now in the cache server, in a NiFi outside the cluster");
    }

    private void train() throws IOException, InterruptedException {
        final int trained = ClusterTrial.names(trial.originals());
        trial.spread("third");
        trial.awaitOriginals(trained + trial.inputFiles());
        trial.measure(REQUESTS);
        final SyntheticFiles synthetic = SyntheticFiles.in(trial.synthetic());
        trial.verdicts()
                .check(
                        "a model in the cache reaches all nodes",
                        synthetic.oneOfEach(ClusterTrial.SEED, REQUESTS)
                                && synthetic.perFolder().size()
                                        == trial.cluster().nodes().size()
                                && synthetic.files().stream()
                                                .map(SyntheticFiles.SyntheticFile::model)
                                                .distinct()
                                                .count()
                                        == 1,
                        "files by node: " + synthetic.perFolder().values());
    }

    private void killServer() throws IOException, InterruptedException {
        final Map<Long, String> expected = SyntheticFiles.in(trial.synthetic()).contents();
        SyntheticFiles.clear(trial.synthetic());
        trial.flow().ask(REQUESTS);
        trial.awaitRecords(3);
        server.process().kill();
        TrialFlow.await(
                "error bulletins about the loss of the cache",
                PATIENCE,
                () -> trial.flow().client().errors().stream().anyMatch(error -> error.contains("cache")));
        final int without = SyntheticFiles.in(trial.synthetic()).count();
        trial.verdicts()
                .check(
                        "without the cache server, FlowFiles wait and bulletins give the reason",
                        without < REQUESTS
                                && ClusterTrial.names(trial.failures()) == 0
                                && trial.flow().client().queued(trial.flow().group()) > 0,
                        "%d of %d requests completed, %d FlowFiles in the queues"
                                .formatted(
                                        without,
                                        REQUESTS,
                                        trial.flow()
                                                .client()
                                                .queued(trial.flow().group())));
        server.restart();
        final SyntheticFiles all = trial.awaitRecords(REQUESTS);
        trial.verdicts()
                .check(
                        "after its restart, each request is completed once, with the same records",
                        all.oneOfEach(ClusterTrial.SEED, REQUESTS)
                                && all.contents().equals(expected),
                        "%d files for %d requests".formatted(all.count(), REQUESTS));
    }
}
