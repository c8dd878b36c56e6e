// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nifigan.processors.sample.SampleGenerator;
import io.nifigan.processors.train.TrainGAN;
import io.nifigan.relational.RelationalModel;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.nifi.avro.AvroReader;
import org.apache.nifi.avro.AvroRecordSetWriter;
import org.apache.nifi.processor.VerifiableProcessor;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Records with arrays of records of any length are learnt and come out as such, with nothing to set. */
@Tag("slow")
class DocumentFlowTest {
    private static final String[] CITIES = {"Bergen", "Cork", "Delft"};
    private static final int RECORDS = 160;
    private static MockFlowFile model;

    /** Customers with purchases, each of them with items. */
    private static String documents(final boolean latestFirst) {
        final Random random = new Random(8);
        final ArrayNode customers = JsonNodeFactory.instance.arrayNode();
        for (int c = 0; c < RECORDS; c++) {
            final ObjectNode customer = customers.addObject();
            customer.put("name", Customers.name(c));
            final ObjectNode home = customer.putObject("home");
            home.put("city", CITIES[random.nextInt(3)]);
            final List<ObjectNode> purchases = new ArrayList<>();
            LocalDate day = LocalDate.of(2024, 1, 1).plusDays(random.nextInt(60));
            for (int i = random.nextInt(5); i > 0; i--) {
                final ObjectNode purchase = JsonNodeFactory.instance.objectNode();
                purchase.put("day", day.toString());
                day = day.plusDays(1 + random.nextInt(20));
                final ArrayNode items = purchase.putArray("items");
                for (int k = 1 + random.nextInt(3); k > 0; k--) {
                    items.addObject().put("sku", "S" + random.nextInt(6)).put("quantity", 1 + random.nextInt(9));
                }
                purchases.add(latestFirst ? 0 : purchases.size(), purchase);
            }
            home.putArray("purchases").addAll(purchases);
            customer.put("age", 18 + random.nextInt(50));
        }
        return customers.toString();
    }

    private static MockFlowFile train(final String documents) {
        final TestRunner runner = Flow.runner(new TrainGAN());
        Flow.jsonReader(runner);
        Flow.set(runner, Customers.QUICK);
        runner.enqueue(documents);
        runner.run();
        assertEquals(
                List.of(),
                runner.getFlowFilesForRelationship("failure").stream()
                        .map(flowFile -> flowFile.getAttribute("gan.error"))
                        .toList());
        return runner.getFlowFilesForRelationship("model").getFirst();
    }

    private static synchronized MockFlowFile model() {
        if (model == null) {
            model = train(documents(false));
        }
        return model;
    }

    private static List<MockFlowFile> generated(final TestRunner runner, final MockFlowFile model) {
        runner.enqueue(model.toByteArray());
        runner.run();
        runner.assertTransferCount("failure", 0);
        return runner.getFlowFilesForRelationship("success");
    }

    private static TestRunner sampler(final int records) {
        final TestRunner runner = Flow.runner(new SampleGenerator());
        Flow.jsonWriter(runner);
        runner.setProperty("Number of Records", Integer.toString(records));
        return runner;
    }

    private static List<String> names(final JsonNode record) {
        final List<String> names = new ArrayList<>();
        record.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void arraysOfRecordsComeOutAsSuchAndNested() {
        model().assertAttributeEquals("mime.type", RelationalModel.MIME_TYPE);
        final List<MockFlowFile> made = generated(sampler(200), model());
        assertEquals(1, made.size());
        made.getFirst().assertAttributeNotExists("gan.table");
        made.getFirst().assertAttributeNotExists("fragment.index");
        final List<JsonNode> records = Flow.records(made.getFirst());
        assertEquals(200, records.size());
        final Set<Integer> lengths = new HashSet<>();
        int items = 0;
        for (final JsonNode record : records) {
            assertEquals(List.of("name", "home", "age"), names(record));
            assertEquals(List.of("city", "purchases"), names(record.get("home")));
            final JsonNode purchases = record.get("home").get("purchases");
            assertTrue(purchases.isArray(), record::toString);
            lengths.add(purchases.size());
            String before = "";
            for (final JsonNode purchase : purchases) {
                assertEquals(List.of("day", "items"), names(purchase));
                assertTrue(before.compareTo(purchase.get("day").asText()) <= 0, "days are in order: " + purchases);
                before = purchase.get("day").asText();
                for (final JsonNode item : purchase.get("items")) {
                    assertEquals(List.of("sku", "quantity"), names(item));
                    assertTrue(item.get("sku").asText().matches("S[0-5]"), item::toString);
                    assertTrue(item.get("quantity").isInt(), item::toString);
                    items++;
                }
            }
        }
        assertTrue(lengths.size() > 3 && lengths.contains(0), lengths::toString);
        assertTrue(items > 200, "items " + items);
    }

    @Test
    void partsAndSeedsAreAsForOtherRecords() {
        final TestRunner runner = sampler(90);
        Flow.set(runner, Map.of("Records Per FlowFile", "40", "Random Seed", "3"));
        final List<MockFlowFile> made = generated(runner, model());
        assertEquals(
                List.of("40", "40", "10"),
                made.stream()
                        .map(flowFile -> flowFile.getAttribute("record.count"))
                        .toList());
        made.getLast().assertAttributeEquals("fragment.count", "3");
        final TestRunner again = sampler(90);
        again.setProperty("Random Seed", "3");
        final List<JsonNode> whole = Flow.records(generated(again, model()).getFirst());
        assertEquals(whole.subList(0, 40), Flow.records(made.getFirst()));
        final TestRunner other = sampler(90);
        assertNotEquals(whole, Flow.records(generated(other, model()).getFirst()));
    }

    @Test
    void avroKeepsTheArraysToo() throws Exception {
        final TestRunner runner = sampler(50);
        Flow.service(runner, "Record Writer", new AvroRecordSetWriter());
        final MockFlowFile avro = generated(runner, model()).getFirst();
        int purchases = 0;
        try (DataFileStream<GenericRecord> records =
                new DataFileStream<>(avro.getContentStream(), new GenericDatumReader<>())) {
            for (final GenericRecord record : records) {
                final GenericData.Array<?> array =
                        (GenericData.Array<?>) ((GenericRecord) record.get("home")).get("purchases");
                purchases += array.size();
            }
        }
        assertTrue(purchases > 30, "purchases " + purchases);
        final TestRunner trainer = Flow.runner(new TrainGAN());
        Flow.service(trainer, "Record Reader", new AvroReader());
        Flow.set(trainer, Customers.QUICK);
        trainer.enqueue(avro.toByteArray());
        trainer.run();
        trainer.assertTransferCount("model", 1);
        trainer.getFlowFilesForRelationship("model")
                .getFirst()
                .assertAttributeEquals("mime.type", RelationalModel.MIME_TYPE);
    }

    @Test
    void anOrderThatNoDateSaysIsKeptByPosition() {
        final MockFlowFile latestFirst = train(documents(true));
        assertTrue(latestFirst.getAttribute("gan.model.keys").contains("order by ~position"));
        assertTrue(Flow.records(generated(sampler(40), latestFirst).getFirst()).stream()
                .anyMatch(record -> record.get("home").get("purchases").size() > 1));
    }

    @Test
    void keysGoOnInTheRecordsAndInTheirArrays() {
        final Random random = new Random(4);
        final ArrayNode orders = JsonNodeFactory.instance.arrayNode();
        int line = 300;
        for (int i = 0; i < RECORDS; i++) {
            final ObjectNode order = orders.addObject();
            order.put("order_id", 1_000 + i).put("city", CITIES[random.nextInt(3)]);
            final ArrayNode lines = order.putArray("lines");
            for (int k = random.nextInt(4); k > 0; k--) {
                lines.addObject().put("line_id", line++).put("quantity", 1 + random.nextInt(9));
            }
        }
        final TestRunner runner = sampler(50);
        Flow.set(runner, Map.of("Continue Keys", "true", "Random Seed", "3"));
        final MockFlowFile trained = train(orders.toString());
        final List<Integer> keys = new ArrayList<>();
        final List<Integer> lineKeys = new ArrayList<>();
        for (int batch = 0; batch < 3; batch++) {
            runner.clearTransferState();
            for (final JsonNode record : Flow.records(generated(runner, trained).getFirst())) {
                keys.add(record.get("order_id").asInt());
                record.get("lines")
                        .forEach(one -> lineKeys.add(one.get("line_id").asInt()));
            }
        }
        assertEquals(150, keys.size());
        assertEquals(keys.size(), new HashSet<>(keys).size(), "keys of records: " + keys);
        assertTrue(lineKeys.size() > 50);
        assertEquals(lineKeys.size(), new HashSet<>(lineKeys).size(), "keys in arrays: " + lineKeys);
    }

    @Test
    void verificationAndRefusalsAreClear() {
        final TestRunner runner = sampler(10);
        runner.setProperty("Minimum Realism", "0.5");
        runner.enqueue(model().toByteArray());
        runner.run();
        runner.assertTransferCount("success", 0);
        assertTrue(runner.getFlowFilesForRelationship("failure")
                .getFirst()
                .getAttribute("gan.error")
                .contains("Minimum Realism"));
        assertTrue(((VerifiableProcessor) runner.getProcessor())
                .verify(runner.getProcessContext(), runner.getLogger(), Map.of()).stream()
                        .allMatch(result -> result.getExplanation() != null));
    }
}
