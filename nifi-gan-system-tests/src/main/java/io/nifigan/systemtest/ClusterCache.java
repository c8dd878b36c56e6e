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

/** The same flow with its models in NiFi's own cache server, which a NiFi outside the cluster runs, and which dies. */
final class ClusterCache {
    private static final int REQUESTS = 30;
    private static final String STORE = "Model Store";
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final ClusterTrial trial;
    private final NiFiNode server;
    private final int port;

    /** @param port of the cache, which the cluster's flow has been told */
    ClusterCache(final Path target, final ClusterTrial trial, final int port) {
        this.trial = trial;
        this.port = port;
        this.server = new NiFiNode(NiFiHome.in(target, "cluster/cache"), false);
    }

    void run() throws IOException, InterruptedException {
        AtExit.stop(server::stop);
        try {
            begin();
            learn();
            lose();
        } finally {
            server.stop();
        }
    }

    private void begin() throws IOException, InterruptedException {
        server.begin(NiFiSettings.alone(NiFiHome.newSensitiveKey()));
        server.awaitStart();
        final JsonNode definition =
                FlowDefinition.read(FlowDefinition.CACHE, Map.of("Cache Port", Integer.toString(port)));
        server.client().enableServices(server.client().upload(definition, FlowDefinition.title(definition)));
        final String store = trial.flow().client().serviceNamed(trial.flow().group(), "Models in a cache");
        trial.changeAll(Map.of(STORE, store), TrialFlow.LEARN, TrialFlow.MAKE, TrialFlow.SCORE);
        trial.verdicts().note("models are in the cache server now, in a NiFi outside the cluster");
    }

    private void learn() throws IOException, InterruptedException {
        final int learnt = ClusterTrial.names(trial.originals());
        trial.spread("third");
        trial.awaitOriginals(learnt + trial.inputFiles());
        trial.measure(REQUESTS);
        final MadeFiles made = MadeFiles.in(trial.synthetic());
        trial.verdicts()
                .check(
                        "a model in the cache reaches all nodes",
                        made.oneOfEach(ClusterTrial.SEED, REQUESTS)
                                && made.perFolder().size()
                                        == trial.cluster().nodes().size()
                                && made.files().stream()
                                                .map(MadeFiles.Made::model)
                                                .distinct()
                                                .count()
                                        == 1,
                        "files by node: " + made.perFolder().values());
    }

    private void lose() throws IOException, InterruptedException {
        final Map<Long, String> expected = MadeFiles.in(trial.synthetic()).contents();
        MadeFiles.clear(trial.synthetic());
        trial.flow().ask(REQUESTS);
        trial.awaitRecords(3);
        server.process().kill();
        TrialFlow.await(
                "complaints of the loss of the cache",
                PATIENCE,
                () -> trial.flow().client().errors().stream().anyMatch(error -> error.contains("cache")));
        final int without = MadeFiles.in(trial.synthetic()).count();
        trial.verdicts()
                .check(
                        "when the cache server dies, FlowFiles wait and bulletins say why",
                        without < REQUESTS
                                && ClusterTrial.names(trial.failures()) == 0
                                && trial.flow().client().queued(trial.flow().group()) > 0,
                        "%d of %d requests met, %d FlowFiles in the queues"
                                .formatted(
                                        without,
                                        REQUESTS,
                                        trial.flow()
                                                .client()
                                                .queued(trial.flow().group())));
        server.restart();
        final MadeFiles all = trial.awaitRecords(REQUESTS);
        trial.verdicts()
                .check(
                        "when it is back, each request is met once, with the same records",
                        all.oneOfEach(ClusterTrial.SEED, REQUESTS)
                                && all.contents().equals(expected),
                        "%d files for %d requests".formatted(all.count(), REQUESTS));
    }
}
