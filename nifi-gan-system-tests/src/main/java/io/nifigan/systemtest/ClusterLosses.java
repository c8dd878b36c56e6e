// SPDX-License-Identifier: Apache-2.0
package io.nifigan.systemtest;

import io.nifigan.demo.NiFiNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The part of the cluster test in which nodes are killed with -9 and restarted. */
final class ClusterLosses {
    private static final int REQUESTS = 60;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final ClusterTrial trial;
    private final Cluster cluster;
    private final Verdicts verdicts;

    ClusterLosses(final ClusterTrial trial) {
        this.trial = trial;
        this.cluster = trial.cluster();
        this.verdicts = trial.verdicts();
    }

    /** Kills a node that generates records: its requests wait in its repository, and the other nodes continue. */
    void whileSampling() throws IOException, InterruptedException {
        final Map<Long, String> expected = SyntheticFiles.in(trial.synthetic()).contents();
        final NiFiNode victim = other(trial.trainingNode());
        SyntheticFiles.clear(trial.synthetic());
        trial.flow().ask(REQUESTS);
        trial.awaitRecords(REQUESTS / 6);
        victim.process().kill();
        verdicts.note("node %s was killed while it generated records; %d of %d files were complete"
                .formatted(
                        victim.settings().host(),
                        SyntheticFiles.in(trial.synthetic()).count(),
                        REQUESTS));
        cluster.awaitLost(victim);
        awaitRest();
        final SyntheticFiles without = SyntheticFiles.in(trial.synthetic());
        verdicts.check(
                "the other nodes continued",
                without.count() >= REQUESTS / 2,
                "%d of %d requests completed without it".formatted(without.count(), REQUESTS));
        trial.flow().client().runStatus(trial.flow().id(TrialFlow.BATCH), "RUN_ONCE");
        trial.rejoin(victim);
        final SyntheticFiles all = trial.awaitRecords(REQUESTS);
        verdicts.check(
                "each request was completed once, none lost, none duplicated",
                all.oneOfEach(ClusterTrial.SEED, REQUESTS),
                "%d files for %d requests".formatted(all.count(), REQUESTS));
        verdicts.check(
                "with the same records as without the loss",
                all.contents().equals(expected),
                "%d files compared".formatted(expected.size()));
    }

    /** Kills the training node: the previous model stays in use, and the training resumes after the node's restart. */
    void whileTraining() throws IOException, InterruptedException {
        final NiFiNode trainingNode = trial.trainingNode();
        final Path checkpoints = trainingNode.home().folder().resolve("checkpoints");
        final int trained = ClusterTrial.names(trial.originals());
        final int spread = Files.readString(trainingNode.home().log()).length();
        trial.spread("second");
        TrialFlow.await(
                "the first third of the training",
                PATIENCE,
                () -> LoggedStep.of(trainingNode, spread).stream().anyMatch(logged -> logged.share() >= .3));
        trainingNode.process().kill();
        final int before = Files.readString(trainingNode.home().log()).length();
        verdicts.note("node %s was killed while it trained; versions in the store: %s"
                .formatted(trainingNode.settings().host(), trial.store().versions(ClusterTrial.MODEL)));
        verdicts.check(
                "the store holds the previous model and nothing else",
                trial.store().versions(ClusterTrial.MODEL).equals(Set.of(1L))
                        && trial.store().faults(ClusterTrial.MODEL).isEmpty(),
                "versions %s, faults %s"
                        .formatted(
                                trial.store().versions(ClusterTrial.MODEL),
                                trial.store().faults(ClusterTrial.MODEL)));
        cluster.awaitLost(trainingNode);
        SyntheticFiles.clear(trial.synthetic());
        trial.flow().ask(6);
        TrialFlow.await(
                "records without the training node",
                PATIENCE,
                () -> SyntheticFiles.in(trial.synthetic()).count() >= 4);
        verdicts.check(
                "records are generated without the training node",
                true,
                "%d files".formatted(SyntheticFiles.in(trial.synthetic()).count()));
        trial.rejoin(trainingNode);
        trial.awaitVersion(2);
        trial.awaitOriginals(trained + trial.inputFiles());
        final List<LoggedStep> rest = LoggedStep.of(trainingNode, before);
        // A training from the start logs its first tenth first.
        verdicts.check(
                "the training resumed from its checkpoint",
                !rest.isEmpty() && rest.getFirst().share() > .1,
                "after the restart: " + rest);
        verdicts.check(
                "each record was used for training and transferred to 'original' once",
                ClusterTrial.names(trial.originals()) == trained + trial.inputFiles(),
                "%d files".formatted(ClusterTrial.names(trial.originals())));
        verdicts.check(
                "one more complete model",
                trial.store().versions(ClusterTrial.MODEL).size() == 2
                        && trial.store().faults(ClusterTrial.MODEL).isEmpty(),
                "versions %s, faults %s"
                        .formatted(
                                trial.store().versions(ClusterTrial.MODEL),
                                trial.store().faults(ClusterTrial.MODEL)));
        TrialFlow.await(
                "the deletion of the checkpoint",
                PATIENCE,
                () -> SyntheticFiles.names(checkpoints).isEmpty());
        verdicts.check(
                "no checkpoint is left",
                SyntheticFiles.names(checkpoints).isEmpty(),
                SyntheticFiles.names(checkpoints).toString());
    }

    private NiFiNode other(final NiFiNode trainingNode) {
        return cluster.nodes().stream()
                .filter(node -> node != trainingNode)
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    /** Waits until the running nodes have nothing left to do. */
    private void awaitRest() throws IOException, InterruptedException {
        int last = -1;
        for (int still = 0; still < 3; ) {
            final int now = SyntheticFiles.in(trial.synthetic()).count();
            still = now == last ? still + 1 : 0;
            last = now;
            Thread.sleep(2_000);
        }
    }
}
