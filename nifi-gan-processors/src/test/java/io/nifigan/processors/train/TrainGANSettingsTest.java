// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.model.GANModel;
import io.nifigan.processors.Customers;
import io.nifigan.processors.Flow;
import io.nifigan.train.TrainingSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which properties a newcomer sees, and which values hidden ones have. */
class TrainGANSettingsTest {
    @TempDir
    private Path folder;

    private TestRunner runner;

    @BeforeEach
    void quickTrainingOnCsv() {
        runner = Flow.runner(new TrainGAN());
        Flow.csvReader(runner);
        Flow.set(runner, Customers.QUICK);
    }

    private List<String> shown() {
        return runner.getProcessor().getPropertyDescriptors().stream()
                .filter(this::isShown)
                .map(PropertyDescriptor::getName)
                .toList();
    }

    private boolean isShown(final PropertyDescriptor property) {
        return property.getDependencies().stream()
                .allMatch(needed -> isMet(
                        needed.getPropertyName(),
                        needed.getDependentValues() == null ? List.of() : List.copyOf(needed.getDependentValues())));
    }

    private boolean isMet(final String name, final List<String> values) {
        final PropertyDescriptor property = runner.getProcessor().getPropertyDescriptors().stream()
                .filter(other -> other.getName().equals(name))
                .findFirst()
                .orElseThrow();
        // As it was set: the newest NiFi's mock refuses to read what is hidden, and expressions before they are
        // evaluated.
        final String set = runner.getProcessContext().getAllProperties().get(name);
        final String value = set == null ? property.getDefaultValue() : set;
        return isShown(property) && value != null && (values.isEmpty() || values.contains(value));
    }

    @Test
    void aNewcomerSeesElevenPropertiesInTheOrderOfThought() {
        final TestRunner fresh = Flow.runner(new TrainGAN());
        runner = fresh;
        assertEquals(
                List.of(
                        "Record Reader",
                        "Gather FlowFiles",
                        "Entity Column",
                        "Target Columns",
                        "Columns To Ignore",
                        "Time Budget",
                        "Privacy",
                        "Minimum Occurrences",
                        "Protect Extremes",
                        "Model Store",
                        "Settings"),
                shown());
    }

    @Test
    void advancedSettingsShowTheNetworksLast() {
        final List<String> shown = shown();
        assertTrue(shown.size() > 25, shown::toString);
        assertEquals(
                List.of(
                        "Latent Prior",
                        "Loss",
                        "Latent Size",
                        "Layer Width",
                        "Depth",
                        "Batch Size",
                        "Learning Rate",
                        "Gradient Penalty"),
                shown.subList(shown.size() - 8, shown.size()));
        assertFalse(shown.contains("Checkpoint Period"));
    }

    @Test
    void hiddenSettingsHaveTheirDefaults() throws IOException {
        Flow.set(
                runner,
                Map.of(
                        "Checkpoint Directory",
                        folder.toString(),
                        "Progress Period",
                        "1 sec",
                        "Spill Directory",
                        folder.resolve("none").toString(),
                        "Cells In Memory",
                        "1",
                        "Rules",
                        "age -> city",
                        "Settings",
                        "Recommended",
                        "Time Budget",
                        "1 sec"));
        runner.assertValid();
        assertFalse(runner.getProcessor().getRelationships().contains(ProgressRecords.RELATIONSHIP));
        runner.enqueue(Customers.csv(200));
        runner.run();
        runner.assertTransferCount(TrainGAN.FAILURE, 0);
        final MockFlowFile flowFile =
                runner.getFlowFilesForRelationship(TrainGAN.MODEL).getFirst();
        final GANModel model = GANModel.read(new ByteArrayInputStream(flowFile.toByteArray()));
        assertEquals(TrainingSettings.defaults().width(), model.settings().width());
        assertEquals(List.of(), model.settings().rules());
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(), files.toList(), "no checkpoint");
        }
    }

    @Test
    void hiddenSettingsCountAgainWhenTheyAreShown() throws IOException {
        runner.setProperty("Settings", "Recommended");
        runner.setProperty("Settings", "Advanced");
        runner.setProperty("Progress Period", "1 hour");
        assertTrue(runner.getProcessor().getRelationships().contains(ProgressRecords.RELATIONSHIP));
        runner.enqueue(Customers.csv(200));
        runner.run();
        assertEquals(
                12,
                GANModel.read(new ByteArrayInputStream(runner.getFlowFilesForRelationship(TrainGAN.MODEL)
                                .getFirst()
                                .toByteArray()))
                        .provenance()
                        .steps());
    }

    @Test
    void aColumnMayBeNamedLikeAProperty() {
        final String csv = Customers.csv(200).replaceFirst("age", "Depth").replaceFirst("income", "Loss");
        Flow.set(runner, Map.of("column:Depth", "category", "column:Loss", "ignore"));
        runner.assertValid();
        runner.enqueue(csv);
        runner.run();
        runner.assertTransferCount(TrainGAN.FAILURE, 0);
        final String columns =
                runner.getFlowFilesForRelationship(TrainGAN.MODEL).getFirst().getAttribute("gan.model.columns");
        assertEquals("6", columns);
    }
}
