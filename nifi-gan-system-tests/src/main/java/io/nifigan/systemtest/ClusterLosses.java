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

/** Nodes that are killed with -9: what their cluster does without them, and what they do when they are back. */
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

    /** A node that makes records dies; its requests wait in its repository, and the others' go on. */
    void whileSampling() throws IOException, InterruptedException {
        final Map<Long, String> expected = MadeFiles.in(trial.synthetic()).contents();
        final NiFiNode victim = other(trial.learner());
        MadeFiles.clear(trial.synthetic());
        trial.flow().ask(REQUESTS);
        trial.awaitRecords(REQUESTS / 6);
        victim.process().kill();
        verdicts.note("node %s was killed while it made synthetic records; %d of %d files were there"
                .formatted(
                        victim.settings().host(),
                        MadeFiles.in(trial.synthetic()).count(),
                        REQUESTS));
        cluster.awaitLost(victim);
        awaitRest();
        final MadeFiles without = MadeFiles.in(trial.synthetic());
        verdicts.check(
                "the other nodes went on",
                without.count() >= REQUESTS / 2,
                "%d of %d requests met without it".formatted(without.count(), REQUESTS));
        trial.flow().client().runStatus(trial.flow().id(TrialFlow.BATCH), "RUN_ONCE");
        trial.rejoin(victim);
        final MadeFiles all = trial.awaitRecords(REQUESTS);
        verdicts.check(
                "each request was met once, none lost, none doubled",
                all.oneOfEach(ClusterTrial.SEED, REQUESTS),
                "%d files for %d requests".formatted(all.count(), REQUESTS));
        verdicts.check(
                "with the same records as without the loss",
                all.contents().equals(expected),
                "%d files compared".formatted(expected.size()));
    }

    /** The node that learns dies; the model before stays in use, and the training goes on when the node is back. */
    void whileTraining() throws IOException, InterruptedException {
        final NiFiNode learner = trial.learner();
        final Path checkpoints = learner.home().folder().resolve("checkpoints");
        final int learnt = ClusterTrial.names(trial.originals());
        final int spread = Files.readString(learner.home().log()).length();
        trial.spread("second");
        TrialFlow.await(
                "the first third of the training",
                PATIENCE,
                () -> LoggedStep.of(learner, spread).stream().anyMatch(told -> told.share() >= .3));
        learner.process().kill();
        final int before = Files.readString(learner.home().log()).length();
        verdicts.note("node %s was killed while it learnt; versions in the store: %s"
                .formatted(learner.settings().host(), trial.store().versions(ClusterTrial.MODEL)));
        verdicts.check(
                "the store holds the model before and nothing else",
                trial.store().versions(ClusterTrial.MODEL).equals(Set.of(1L))
                        && trial.store().faults(ClusterTrial.MODEL).isEmpty(),
                "versions %s, faults %s"
                        .formatted(
                                trial.store().versions(ClusterTrial.MODEL),
                                trial.store().faults(ClusterTrial.MODEL)));
        cluster.awaitLost(learner);
        MadeFiles.clear(trial.synthetic());
        trial.flow().ask(6);
        TrialFlow.await(
                "records without the node that learns",
                PATIENCE,
                () -> MadeFiles.in(trial.synthetic()).count() >= 4);
        verdicts.check(
                "records are made without the node that learns",
                true,
                "%d files".formatted(MadeFiles.in(trial.synthetic()).count()));
        trial.rejoin(learner);
        trial.awaitVersion(2);
        trial.awaitOriginals(learnt + trial.inputFiles());
        final List<LoggedStep> rest = LoggedStep.of(learner, before);
        // One that begins anew tells of its first tenth first.
        verdicts.check(
                "the training went on from its checkpoint",
                !rest.isEmpty() && rest.getFirst().share() > .1,
                "after the restart: " + rest);
        verdicts.check(
                "each record was learnt from, and given out once",
                ClusterTrial.names(trial.originals()) == learnt + trial.inputFiles(),
                "%d files".formatted(ClusterTrial.names(trial.originals())));
        verdicts.check(
                "one more model, whole",
                trial.store().versions(ClusterTrial.MODEL).size() == 2
                        && trial.store().faults(ClusterTrial.MODEL).isEmpty(),
                "versions %s, faults %s"
                        .formatted(
                                trial.store().versions(ClusterTrial.MODEL),
                                trial.store().faults(ClusterTrial.MODEL)));
        TrialFlow.await(
                "the checkpoint to go",
                PATIENCE,
                () -> MadeFiles.names(checkpoints).isEmpty());
        verdicts.check(
                "no checkpoint is left over",
                MadeFiles.names(checkpoints).isEmpty(),
                MadeFiles.names(checkpoints).toString());
    }

    private NiFiNode other(final NiFiNode learner) {
        return cluster.nodes().stream()
                .filter(node -> node != learner)
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    /** Waits until what lives has nothing more to do. */
    private void awaitRest() throws IOException, InterruptedException {
        int last = -1;
        for (int still = 0; still < 3; ) {
            final int now = MadeFiles.in(trial.synthetic()).count();
            still = now == last ? still + 1 : 0;
            last = now;
            Thread.sleep(2_000);
        }
    }
}
