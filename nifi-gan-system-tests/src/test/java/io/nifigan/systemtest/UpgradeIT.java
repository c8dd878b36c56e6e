// SPDX-License-Identifier: Apache-2.0
package io.nifigan.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.nifigan.demo.NiFiHome;
import io.nifigan.demo.NiFiNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * A test in a real NiFi that a flow goes on with another version of the NAR: the file is replaced between a stop and a
 * start, as docs/how-to/upgrade.md says. Both versions have the same code, so this tests how NiFi and the NAR handle
 * versions; FirstReleaseFlowTest and FirstReleaseModelTest test that the code reads what older code wrote.
 */
class UpgradeIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String NAME = "upgrade-it";
    private static final String BEFORE = "0.0.8";
    private static final String AFTER = "0.0.9";

    @Test
    void goesOnWithItsStoreItsModelsAndItsQueue() throws IOException, InterruptedException {
        final Path target = Path.of(System.getProperty("nifi.gan.demo.target"));
        final NiFiHome built = NiFiHome.in(target, NAME + "/nifi");
        final Path nars = target.resolve(NAME).resolve("nars").toAbsolutePath();
        NiFiHome.delete(nars);
        NarVersion.copy(built.extensions(), nars.resolve(BEFORE), BEFORE);
        final Path newer = NarVersion.copy(built.extensions(), nars.resolve(AFTER), AFTER);
        final NiFiNode node =
                new NiFiNode(new NiFiHome(built.folder(), built.libraries(), nars.resolve(BEFORE)), false);
        try {
            final SingleNodeTrial trial = SingleNodeTrial.begin(target, NAME, node, 300, Map.of("Maximum Steps", "20"));
            trial.slideWindow();
            final List<CustomerTable> shares = trial.table().shares(2);
            trial.learn(shares.get(0), 1);
            generate(trial, 1);
            assertEquals(Set.of(BEFORE), versions(trial));

            node.stop();
            final Path extensions = node.home().folder().resolve("extensions");
            Files.delete(extensions.resolve("nifi-gan-nar-%s.nar".formatted(BEFORE)));
            Files.copy(newer, extensions.resolve(newer.getFileName()));
            node.restart();

            assertEquals(Set.of(AFTER), versions(trial));
            assertEquals(List.of(), trial.flow().client().invalid(trial.flow().group()));
            assertEquals(1, trial.queuedToLearn(), "the records in the sliding window");
            generate(trial, 1);
            trial.learn(shares.get(1), 2);
            generate(trial, 2);
            assertEquals(List.of(), trial.store().faults(SingleNodeTrial.MODEL));
            assertEquals(List.of(), SyntheticFiles.names(trial.output("failed")));
        } finally {
            node.stop();
        }
        NiFiHome.delete(nars);
    }

    /** Generates records with the latest model of the store. */
    private static void generate(final SingleNodeTrial trial, final long version)
            throws IOException, InterruptedException {
        SyntheticFiles.clear(trial.synthetic());
        trial.flow().ask(1);
        TrialFlow.await(
                "synthetic records",
                PATIENCE,
                () -> SyntheticFiles.in(trial.synthetic()).count() == 1);
        final SyntheticFiles.SyntheticFile file =
                SyntheticFiles.in(trial.synthetic()).files().getFirst();
        assertEquals(trial.store().id(SingleNodeTrial.MODEL, version), file.model());
        assertTrue(file.records().size() > 10, file.file());
    }

    /** The versions of the NAR from which this project's processors and services are. */
    private static Set<String> versions(final SingleNodeTrial trial) throws IOException {
        final Set<String> versions = new TreeSet<>();
        final JsonNode contents =
                trial.flow().client().download(trial.flow().group()).path("flowContents");
        for (final String kind : List.of("processors", "controllerServices")) {
            for (final JsonNode component : contents.path(kind)) {
                if ("nifi-gan-nar"
                        .equals(component.path("bundle").path("artifact").asText())) {
                    versions.add(component.path("bundle").path("version").asText());
                }
            }
        }
        return versions;
    }
}
