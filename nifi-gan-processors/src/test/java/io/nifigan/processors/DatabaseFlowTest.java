// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.processors.sample.SampleGenerator;
import io.nifigan.processors.score.ScoreDiscriminator;
import io.nifigan.processors.train.TrainGAN;
import io.nifigan.relational.RelationalModel;
import io.nifigan.services.DirectoryGANModelStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.processor.VerifiableProcessor;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables of a database go through TrainGAN and SampleGenerator. */
@Tag("slow")
class DatabaseFlowTest {
    private static MockFlowFile model;

    @TempDir
    private Path folder;

    private static TestRunner trainer() {
        final TestRunner runner = Flow.runner(new TrainGAN());
        Flow.csvReader(runner);
        Flow.set(runner, Customers.QUICK);
        Flow.set(runner, Map.of("Gather FlowFiles", "Tables Of A Database", "Tables", "customers, orders, products"));
        return runner;
    }

    private static void enqueue(final TestRunner runner, final String table) {
        runner.enqueue(Shop.tables().get(table), Map.of("db.table.name", table));
    }

    private static synchronized MockFlowFile model() {
        if (model == null) {
            final TestRunner runner = trainer();
            Shop.tables().keySet().forEach(table -> enqueue(runner, table));
            runner.run();
            model = runner.getFlowFilesForRelationship("model").getFirst();
        }
        return model;
    }

    private static TestRunner sampler() {
        final TestRunner runner = Flow.runner(new SampleGenerator());
        Flow.csvWriter(runner);
        return runner;
    }

    private static List<MockFlowFile> generated(final TestRunner runner) {
        runner.clearTransferState();
        runner.enqueue(model().toByteArray());
        runner.run();
        assertEquals(
                List.of(),
                runner.getFlowFilesForRelationship("failure").stream()
                        .map(flowFile -> flowFile.getAttribute("gan.error"))
                        .toList());
        return runner.getFlowFilesForRelationship("success");
    }

    private static String table(final List<MockFlowFile> generated, final String name) {
        final List<String> lines = new ArrayList<>();
        generated.stream()
                .filter(flowFile -> name.equals(flowFile.getAttribute("gan.table")))
                .map(MockFlowFile::getContent)
                .forEach(content -> lines.addAll(List.of(content.strip().split("\\r?\\n"))
                        .subList(lines.isEmpty() ? 0 : 1, content.strip().split("\\r?\\n").length)));
        return String.join("\n", lines);
    }

    private static void assertKeysHold(final List<MockFlowFile> generated) {
        final List<String> customers = Shop.column(table(generated, "customers"), "id");
        final List<String> orders = Shop.column(table(generated, "orders"), "id");
        assertEquals(customers.size(), new HashSet<>(customers).size(), "a key is there twice");
        assertEquals(orders.size(), new HashSet<>(orders).size(), "a key is there twice");
        assertTrue(customers.containsAll(Shop.column(table(generated, "orders"), "customer_id")));
        assertTrue(Shop.column(table(generated, "products"), "product_id")
                .containsAll(Shop.column(table(generated, "orders"), "product_id")));
    }

    @Test
    void tablesWaitForEachOtherAndGiveOneModel() {
        final TestRunner runner = trainer();
        enqueue(runner, "orders");
        enqueue(runner, "customers");
        runner.run(1, false);
        runner.assertQueueNotEmpty();
        runner.assertTransferCount("model", 0);
        enqueue(runner, "products");
        // A second export of a table waits for the next training.
        enqueue(runner, "orders");
        runner.run(1, true, false);
        runner.assertTransferCount("failure", 0);
        runner.assertTransferCount("original", 3);
        assertEquals(1, runner.getQueueSize().getObjectCount());
        final MockFlowFile trained = runner.getFlowFilesForRelationship("model").getFirst();
        trained.assertAttributeEquals("mime.type", RelationalModel.MIME_TYPE);
        assertEquals(
                Set.of("customers", "orders", "products"),
                Set.of(trained.getAttribute("gan.model.tables").split(",")));
        final String keys = trained.getAttribute("gan.model.keys");
        assertTrue(keys.contains("customer_id -> customers") && keys.contains("order by day"), keys);
        assertTrue(
                Flow.logged(runner).stream().anyMatch(line -> line.contains("customer_id -> customers")),
                "the log does not say which keys were found");
        final List<ConfigVerificationResult> verified = ((VerifiableProcessor) runner.getProcessor())
                .verify(runner.getProcessContext(), runner.getLogger(), Map.of());
        assertTrue(
                verified.stream().anyMatch(result -> result.getExplanation().contains("customer_id -> customers")),
                verified::toString);
    }

    @Test
    void eachTableIsAFlowFileParentsFirstAndAllKeysHold() {
        final List<MockFlowFile> generated = generated(sampler());
        assertEquals(3, generated.size());
        assertEquals("orders", generated.getLast().getAttribute("gan.table"));
        for (int i = 0; i < 3; i++) {
            generated.get(i).assertAttributeEquals("fragment.index", Integer.toString(i));
            generated.get(i).assertAttributeEquals("fragment.count", "3");
            generated.get(i).assertAttributeEquals("gan.table.order", Integer.toString(i));
            generated.get(i).assertAttributeEquals("gan.role", "synthetic");
        }
        assertKeysHold(generated);
        assertEquals(
                Shop.CUSTOMERS, Shop.column(table(generated, "customers"), "id").size());
        assertEquals(
                Shop.PRODUCTS,
                Shop.column(table(generated, "products"), "product_id").size());
        assertTrue(table(generated, "orders").startsWith("id,customer_id,product_id,day,amount\n"));
    }

    @Test
    void scaleAndPartsOfAnySize() {
        final TestRunner runner = sampler();
        Flow.set(runner, Map.of("Scale", "2", "Records Per FlowFile", "100"));
        final List<MockFlowFile> generated = generated(runner);
        assertKeysHold(generated);
        assertEquals(
                2 * Shop.CUSTOMERS,
                Shop.column(table(generated, "customers"), "id").size());
        generated.forEach(flowFile -> assertTrue(Integer.parseInt(flowFile.getAttribute("record.count")) <= 100));
        assertEquals(Integer.toString(generated.size()), generated.getFirst().getAttribute("fragment.count"));
        assertEquals(
                generated.size(),
                generated.stream()
                        .map(flowFile -> flowFile.getAttribute("filename"))
                        .distinct()
                        .count());
    }

    @Test
    void asSecondBatchFitsIntoTheSameDatabase() {
        final TestRunner runner = sampler();
        runner.setProperty("Continue Keys", "true");
        final List<MockFlowFile> first = generated(runner);
        final List<MockFlowFile> second = generated(runner);
        assertKeysHold(first);
        final Set<String> customers = new HashSet<>(Shop.column(table(first, "customers"), "id"));
        final List<String> added = Shop.column(table(second, "customers"), "id");
        assertTrue(added.stream().noneMatch(customers::contains), "a key of the first batch again");
        assertTrue(added.containsAll(Shop.column(table(second, "orders"), "customer_id")));
        assertEquals("", table(second, "products"), "products that are kept are there already");
        final Set<String> orders = new HashSet<>(Shop.column(table(first, "orders"), "id"));
        assertTrue(Shop.column(table(second, "orders"), "id").stream().noneMatch(orders::contains));
    }

    @Test
    void theSameSeedGivesTheSameDatabase() {
        final TestRunner runner = sampler();
        runner.setProperty("Random Seed", "4");
        final Map<String, String> once = new LinkedHashMap<>();
        generated(runner).forEach(flowFile -> once.put(flowFile.getAttribute("gan.table"), flowFile.getContent()));
        generated(runner)
                .forEach(flowFile -> assertEquals(once.get(flowFile.getAttribute("gan.table")), flowFile.getContent()));
        runner.setProperty("Random Seed", "5");
        assertNotEquals(once.get("customers"), table(generated(runner), "customers"));
    }

    @Test
    void whatHoldsForOneTableOnlyIsRefused() {
        final TestRunner runner = sampler();
        runner.setProperty("column:city", "Cork");
        runner.enqueue(model().toByteArray());
        runner.run();
        runner.assertTransferCount("success", 0);
        assertTrue(runner.getFlowFilesForRelationship("failure")
                .getFirst()
                .getAttribute("gan.error")
                .contains("conditions"));
        final TestRunner trainer = trainer();
        trainer.setProperty("Privacy", "Differential");
        trainer.assertNotValid();
    }

    @Test
    void otherProcessorsSayWhatToDoWithSuchAModel() throws IOException {
        final Path file = Files.write(folder.resolve("model.zip"), model().toByteArray());
        final TestRunner runner = Flow.runner(new ScoreDiscriminator());
        Flow.csvReader(runner);
        Flow.csvWriter(runner);
        Flow.set(runner, Map.of("Model Location", file.toString()));
        runner.enqueue(Shop.tables().get("customers"));
        runner.run();
        assertTrue(runner.getFlowFilesForRelationship("failure")
                .getFirst()
                .getAttribute("gan.error")
                .contains("several tables"));
        final List<ConfigVerificationResult> verified = ((VerifiableProcessor) runner.getProcessor())
                .verify(runner.getProcessContext(), runner.getLogger(), Map.of());
        assertTrue(
                verified.stream()
                        .anyMatch(result -> result.getOutcome() == Outcome.FAILED
                                && result.getExplanation().contains("several tables")),
                verified::toString);
    }

    @Test
    void storesHoldModelsOfDatabasesToo() throws Exception {
        final TestRunner trainer = trainer();
        final TestRunner runner = sampler();
        for (final TestRunner each : List.of(trainer, runner)) {
            final DirectoryGANModelStore store = new DirectoryGANModelStore();
            each.addControllerService("store", store);
            each.setProperty(store, "Directory", folder.toString());
            each.enableControllerService(store);
            Flow.set(each, Map.of("Model Store", "store", "Model Name", "shop"));
        }
        Shop.tables().keySet().forEach(table -> enqueue(trainer, table));
        trainer.run();
        trainer.getFlowFilesForRelationship("model").getFirst().assertAttributeEquals("gan.model.version", "1");
        runner.setProperty("Model Source", "Model Store");
        runner.enqueue("go");
        runner.run();
        assertKeysHold(runner.getFlowFilesForRelationship("success"));
        assertTrue(((VerifiableProcessor) runner.getProcessor())
                .verify(runner.getProcessContext(), runner.getLogger(), Map.of()).stream()
                        .anyMatch(result -> result.getExplanation().contains("customer_id -> customers")));
    }

    @Test
    void tablesWithoutANameOrThatNobodyNamedGoToFailure() {
        final TestRunner runner = trainer();
        runner.enqueue("a,b\n1,2\n");
        runner.enqueue("a,b\n1,2\n", Map.of("db.table.name", "others"));
        runner.run();
        assertEquals(2, runner.getFlowFilesForRelationship("failure").size());
    }

    @Test
    void keysAreTakenAsGivenAndFaultsInThemAreSaid() {
        final TestRunner runner = trainer();
        runner.setProperty("Keys", "orders.client -> customers.id");
        Shop.tables().keySet().forEach(table -> enqueue(runner, table));
        runner.run();
        runner.assertTransferCount("failure", 3);
        final String error =
                runner.getFlowFilesForRelationship("failure").getFirst().getAttribute("gan.error");
        assertTrue(error.contains("client"), error);
    }
}
