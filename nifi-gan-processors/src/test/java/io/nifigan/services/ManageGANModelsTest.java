// SPDX-License-Identifier: Apache-2.0
package io.nifigan.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.nifigan.model.GANModel;
import io.nifigan.processors.Customers;
import io.nifigan.processors.Flow;
import io.nifigan.processors.manage.ManageGANModels;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ManageGANModels with both stores. */
class ManageGANModelsTest {
    @TempDir
    private Path folder;

    private GANModelStore store;

    private TestRunner runner(final String kind) throws InitializationException, IOException {
        final TestRunner runner = Flow.runner(new ManageGANModels());
        Flow.jsonWriter(runner);
        store = "directory".equals(kind)
                ? StoreFlow.directory(runner, folder)
                : StoreFlow.cache(runner, new MapCache());
        runner.setProperty("Action", "Use gan.action Attribute");
        runner.setProperty("Model Name", "${name}");
        runner.setProperty("Model Version", "${version}");
        runner.setProperty("Target Model Name", "${target}");
        for (final byte[] file : List.of(Customers.model(), Customers.otherModel(), Customers.model())) {
            store.publish("customers", GANModel.read(new ByteArrayInputStream(file)));
        }
        store.publish("orders", GANModel.read(new ByteArrayInputStream(Customers.otherModel())));
        return runner;
    }

    private static MockFlowFile act(final TestRunner runner, final Map<String, String> attributes) {
        runner.clearTransferState();
        runner.enqueue("", attributes);
        runner.run();
        runner.assertTransferCount("failure", 0);
        runner.assertTransferCount("original", 1);
        return runner.getFlowFilesForRelationship("success").getFirst();
    }

    private static String refusal(final TestRunner runner, final Map<String, String> attributes) {
        runner.clearTransferState();
        runner.enqueue("", attributes);
        runner.run();
        runner.assertAllFlowFilesTransferred("failure", 1);
        return runner.getFlowFilesForRelationship("failure").getFirst().getAttribute("gan.error");
    }

    /** The listed versions, with a star at the latest and a P at a pinned one: "1 2 3*". */
    private static String versions(final MockFlowFile listed) {
        final StringBuilder versions = new StringBuilder();
        for (final JsonNode version : Flow.records(listed)) {
            versions.append(versions.isEmpty() ? "" : " ")
                    .append(version.get("version").asLong())
                    .append(version.get("latest").asBoolean() ? "*" : "")
                    .append(version.get("pinned").asBoolean() ? "P" : "");
        }
        return versions.toString();
    }

    private long latest() throws IOException {
        return store.find("customers", ModelVersions.LATEST).version();
    }

    @ParameterizedTest
    @ValueSource(strings = {"directory", "cache"})
    void listsWhatEachModelIsAndHowGood(final String kind) throws Exception {
        final TestRunner runner = runner(kind);
        final MockFlowFile all = act(runner, Map.of("gan.action", "List"));
        all.assertAttributeEquals("record.count", "4");
        final JsonNode first = Flow.records(all).getFirst();
        assertEquals("customers", first.get("name").asText());
        assertEquals(
                GANModel.read(new ByteArrayInputStream(Customers.model())).id(),
                first.get("model_id").asText());
        assertEquals(400, first.get("records").asInt());
        assertEquals(7, first.get("columns").asInt());
        assertEquals(12, first.get("steps").asInt());
        assertTrue(first.get("shape_error").asDouble() > 0, first::toString);
        assertTrue(first.get("problem").isNull(), first::toString);
        assertEquals("orders", Flow.records(all).getLast().get("name").asText());
        assertEquals("1 2 3*", versions(act(runner, Map.of("gan.action", "list", "name", "customers"))));
        assertEquals("", versions(act(runner, Map.of("gan.action", "list", "name", "nobody"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"directory", "cache"})
    void pinsAnEarlierVersionAndGoesOnWithTheNewest(final String kind) throws Exception {
        final TestRunner runner = runner(kind);
        final MockFlowFile pinned = act(runner, Map.of("gan.action", "Pin", "name", "customers", "version", "1"));
        assertEquals("1*P 2 3", versions(pinned));
        pinned.assertAttributeEquals("gan.model.version", "1");
        assertEquals(1, latest());
        for (int i = 0; i < 6; i++) {
            store.publish("customers", GANModel.read(new ByteArrayInputStream(Customers.otherModel())));
        }
        assertEquals(1, latest());
        assertEquals(
                "1*P 5 6 7 8 9",
                versions(act(runner, Map.of("gan.action", "List", "name", "customers"))),
                "a pinned version is kept beside the five");
        assertTrue(refusal(runner, Map.of("gan.action", "Delete", "name", "customers", "version", "1"))
                .contains("unpin it"));
        assertEquals("1 5 6 7 8 9*", versions(act(runner, Map.of("gan.action", "Unpin", "name", "customers"))));
        assertEquals(9, latest());
    }

    @ParameterizedTest
    @ValueSource(strings = {"directory", "cache"})
    void promotesAnEarlierVersionOrUnderAnotherName(final String kind) throws Exception {
        final TestRunner runner = runner(kind);
        final String second = store.find("customers", 2).modelId();
        final MockFlowFile promoted = act(runner, Map.of("gan.action", "Promote", "name", "customers", "version", "2"));
        promoted.assertAttributeEquals("gan.model.version", "4");
        assertEquals("1 2 3 4*", versions(promoted));
        assertEquals(second, store.find("customers", ModelVersions.LATEST).modelId());
        final MockFlowFile other = act(
                runner,
                Map.of("gan.action", "Promote", "name", "customers", "version", "latest", "target", "production"));
        other.assertAttributeEquals("gan.model.name", "production");
        assertEquals("1*", versions(other));
        assertEquals(List.of("customers", "orders", "production"), store.names());
        assertTrue(refusal(runner, Map.of("gan.action", "Promote", "name", "customers", "version", "4"))
                .contains("is the newest already"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"directory", "cache"})
    void deletesVersionsWhoseNumbersAreNotGivenAgain(final String kind) throws Exception {
        final TestRunner runner = runner(kind);
        assertEquals(
                "1 3*", versions(act(runner, Map.of("gan.action", "Delete", "name", "customers", "version", "2"))));
        assertEquals("1*", versions(act(runner, Map.of("gan.action", "Delete", "name", "customers", "version", "3"))));
        assertEquals(1, latest());
        assertThrows(NoSuchModelException.class, () -> store.find("customers", 3));
        assertEquals("", versions(act(runner, Map.of("gan.action", "Delete", "name", "customers", "version", "1"))));
        assertEquals(List.of("orders"), store.names());
        assertThrows(NoSuchModelException.class, () -> store.find("customers", ModelVersions.LATEST));
        assertEquals(
                4,
                store.publish("customers", GANModel.read(new ByteArrayInputStream(Customers.model())))
                        .version());
        assertEquals(4, latest());
    }

    @ParameterizedTest
    @ValueSource(strings = {"directory", "cache"})
    void saysWhatIsMissing(final String kind) throws Exception {
        final TestRunner runner = runner(kind);
        assertEquals(
                "The attribute gan.action must be one of: List, Promote, Pin, Unpin, Delete",
                refusal(runner, Map.of("gan.action", "burn", "name", "customers")));
        assertEquals("Pin needs a Model Name", refusal(runner, Map.of("gan.action", "Pin", "version", "1")));
        assertEquals("Pin needs a Model Version", refusal(runner, Map.of("gan.action", "Pin", "name", "customers")));
        assertTrue(refusal(runner, Map.of("gan.action", "Delete", "name", "customers", "version", "latest"))
                .contains("needs the number"));
        for (final String action : List.of("Pin", "Promote", "Delete")) {
            assertTrue(refusal(runner, Map.of("gan.action", action, "name", "customers", "version", "8"))
                    .contains("no version 8"));
        }
        assertTrue(
                refusal(runner, Map.of("gan.action", "Unpin", "name", "nobody")).contains("no model of the name"));
    }

    @ParameterizedTest
    @ValueSource(strings = "directory")
    void aVersionThatCannotBeReadIsListedAndCanBeDeleted(final String kind) throws Exception {
        final TestRunner runner = runner(kind);
        Files.writeString(folder.resolve("customers/v2/model.json"), "{}");
        final List<JsonNode> listed = Flow.records(act(runner, Map.of("gan.action", "List", "name", "customers")));
        assertTrue(listed.get(1).get("problem").asText().contains("damaged"), listed::toString);
        assertFalse(listed.get(1).get("latest").asBoolean());
        assertEquals(
                "1 3*", versions(act(runner, Map.of("gan.action", "Delete", "name", "customers", "version", "2"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"directory", "cache"})
    void runsOnceByHand(final String kind) throws Exception {
        final TestRunner runner = runner(kind);
        runner.setIncomingConnection(false);
        runner.setNonLoopConnection(false);
        Flow.set(runner, Map.of("Action", "Pin", "Model Name", "customers", "Model Version", "2"));
        runner.run();
        assertEquals(
                "1 2*P 3",
                versions(runner.getFlowFilesForRelationship("success").getFirst()));
        runner.setProperty("Model Version", "8");
        runner.run();
        runner.assertTransferCount("success", 1);
        assertEquals(1, runner.getLogger().getErrorMessages().size());
    }
}
