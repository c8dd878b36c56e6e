// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.nifigan.processors.Customers;
import io.nifigan.processors.Flow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleFairnessTest {
    @TempDir
    private Path folder;

    private TestRunner runner;

    @BeforeEach
    void jsonFromFlowFiles() {
        runner = Flow.runner(new SampleGenerator());
        Flow.jsonWriter(runner);
        Flow.set(runner, Map.of("Number of Records", "300", "Random Seed", "3"));
    }

    private void fair(final String target, final String sensitive) {
        Flow.set(runner, Map.of("Fair Target", target, "Sensitive Columns", sensitive));
    }

    private MockFlowFile made(final Map<String, String> attributes) {
        runner.enqueue(Customers.model(), attributes);
        runner.run();
        runner.assertTransferCount(SampleGenerator.FAILURE, 0);
        return runner.getFlowFilesForRelationship(SampleGenerator.SUCCESS).getLast();
    }

    private String refusal() {
        runner.clearTransferState();
        runner.enqueue(Customers.model());
        runner.run();
        runner.assertAllFlowFilesTransferred(SampleGenerator.FAILURE, 1);
        return runner.getFlowFilesForRelationship(SampleGenerator.FAILURE)
                .getFirst()
                .getAttribute("gan.error");
    }

    @Test
    void onlyTheTargetIsDrawnAnewAndTheAttributesSayWhatWasReached() {
        final MockFlowFile plain = made(Map.of());
        plain.assertAttributeNotExists("gan.fair.target");
        fair("member", "city, age");
        final MockFlowFile fair = made(Map.of());
        fair.assertAttributeEquals("gan.fair.target", "member");
        fair.assertAttributeEquals("gan.fair.sensitive", "city, age");
        for (final String figure : List.of("gap", "gap.before", "distance", "distance.before", "auc", "auc.before")) {
            final double value = Double.parseDouble(fair.getAttribute("gan.fair." + figure));
            assertTrue(value >= 0 && value <= 1, figure + " " + value);
        }
        final List<JsonNode> before = Flow.records(plain);
        final List<JsonNode> after = Flow.records(fair);
        int changed = 0;
        for (int r = 0; r < before.size(); r++) {
            for (final String column : List.of("id", "name", "age", "income", "city", "joined")) {
                assertEquals(before.get(r).get(column), after.get(r).get(column));
            }
            changed += before.get(r).get("member").equals(after.get(r).get("member")) ? 0 : 1;
        }
        assertTrue(changed > 50, "changed " + changed);
        assertEquals(fair.getContent(), made(Map.of()).getContent());
    }

    @Test
    void attributesOfTheFlowFileMayNameTheColumnsAndConditionsHold() {
        fair("${decided}", "${protected}");
        runner.setProperty("column:city", "Cork, Delft");
        final MockFlowFile made = made(Map.of("decided", "member", "protected", "city"));
        made.assertAttributeEquals("gan.fair.target", "member");
        Flow.records(made)
                .forEach(record -> assertTrue(
                        List.of("Cork", "Delft").contains(record.get("city").asText()), record::toString));
        made(Map.of("gan.fair.target", "of earlier records")).assertAttributeNotExists("gan.fair.target");
    }

    @Test
    void whatCannotBeFairIsRefusedWithTheReason() {
        fair("membership", "city");
        final String unknown = refusal();
        assertTrue(unknown.contains("'membership'") && unknown.contains("age, income, city, member"), unknown);
        fair("income", "city");
        assertTrue(refusal().contains("2 to 20 different values"));
        fair("member", "name");
        assertTrue(refusal().contains("identifiers"));
        fair("member", "member");
        assertTrue(refusal().contains("is the fair target and a sensitive column"));
        fair("member", "city");
        runner.setProperty("column:member", "true");
        assertTrue(refusal().contains("cannot be combined with the fair target"));
    }

    @Test
    void aTargetNeedsSensitiveColumns() {
        runner.setProperty("Fair Target", "member");
        runner.assertNotValid();
        runner.setProperty("Sensitive Columns", "city");
        runner.assertValid();
    }

    @Test
    void verificationKnowsTheColumns() throws IOException {
        final Path file = folder.resolve("model.zip");
        Files.write(file, Customers.model());
        Flow.set(runner, Map.of("Model Source", "File", "Model Location", file.toString()));
        fair("member", "city");
        final ConfigVerificationResult good = settings();
        assertEquals(Outcome.SUCCESSFUL, good.getOutcome());
        assertTrue(good.getExplanation().contains("'member' does not depend on city"), good.getExplanation());
        fair("member", "town");
        assertEquals(Outcome.FAILED, settings().getOutcome());
        assertTrue(settings().getExplanation().contains("'town'"), settings().getExplanation());
    }

    private ConfigVerificationResult settings() {
        return ((SampleGenerator) runner.getProcessor())
                .verify(runner.getProcessContext(), runner.getLogger(), Map.of()).stream()
                        .filter(result -> result.getVerificationStepName().equals("Check Settings"))
                        .findFirst()
                        .orElseThrow();
    }
}
