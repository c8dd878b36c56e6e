// SPDX-License-Identifier: Apache-2.0
package io.nifigan.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nifigan.demo.NiFiNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A test in a real NiFi that records in the sliding window stay in the queue, also after a kill, and leave it when they
 * drop out of the window.
 */
class SlidingWindowIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String NAME = "window-it";

    @Test
    void slidesOverAKill() throws IOException, InterruptedException {
        final Path target = Path.of(System.getProperty("nifi.gan.demo.target"));
        final NiFiNode node = SingleNodeTrial.node(target, NAME);
        try {
            final SingleNodeTrial trial = SingleNodeTrial.begin(target, NAME, node, 300, Map.of("Maximum Steps", "20"));
            trial.slideWindow();
            final List<CustomerTable> shares = trial.table().shares(3);
            trial.learn(shares.get(0), 1);
            assertEquals(1, trial.queuedToLearn());
            node.process().kill();
            node.restart();
            trial.learn(shares.get(1), 2);
            assertEquals(List.of(), SyntheticFiles.names(trial.output("originals")));
            trial.learn(shares.get(2), 3);
            TrialFlow.await(
                    "the oldest to leave",
                    PATIENCE,
                    () -> SyntheticFiles.names(trial.output("originals")).equals(List.of("share-1.csv")));
            assertEquals(2, trial.queuedToLearn());
            assertEquals(List.of(), SyntheticFiles.names(trial.output("failed")));
            assertEquals(3, SyntheticFiles.names(trial.output("models")).size());
        } finally {
            node.stop();
        }
    }
}
