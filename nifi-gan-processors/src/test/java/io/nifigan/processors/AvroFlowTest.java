// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.model.GANModel;
import io.nifigan.processors.sample.SampleGenerator;
import io.nifigan.processors.score.ScoreDiscriminator;
import io.nifigan.processors.train.TrainGAN;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.apache.avro.Conversions;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.nifi.avro.AvroReader;
import org.apache.nifi.avro.AvroRecordSetWriter;
import org.apache.nifi.processor.Processor;
import org.apache.nifi.util.LogMessage;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Avro files through training and generation, with NiFi's own reader and writer: the schema comes out as it went in.
 */
@Tag("slow")
class AvroFlowTest {
    @TempDir
    private Path folder;

    private static final String SCHEMA = """
            {"type": "record", "name": "Payment", "namespace": "org.example.bank", "doc": "A payment",
             "aliases": ["Transfer"], "fields": [
              {"name": "id", "type": {"type": "string", "logicalType": "uuid"}, "doc": "never null"},
              {"name": "amount", "type": {"type": "bytes", "logicalType": "decimal", "precision": 12, "scale": 2}},
              {"name": "rate", "type": "double"},
              {"name": "booked", "type": {"type": "long", "logicalType": "timestamp-micros"}},
              {"name": "seen", "type": ["null", {"type": "long", "logicalType": "timestamp-millis"}], "default": null},
              {"name": "day", "type": {"type": "int", "logicalType": "date"}, "aliases": ["date_of_payment"]},
              {"name": "hour", "type": {"type": "long", "logicalType": "time-micros"}},
              {"name": "state", "type": {"type": "enum", "name": "State", "symbols": ["OPEN", "PAID", "LATE"]},
               "default": "OPEN"},
              {"name": "before", "type": ["null", "State"], "default": null},
              {"name": "pieces", "type": "int", "default": 1, "order": "descending"},
              {"name": "payer", "type": {"type": "record", "name": "Party", "doc": "who", "fields": [
                {"name": "kind", "type": "string", "default": "person"},
                {"name": "score", "type": ["float", "null"], "default": 0.5}]}},
              {"name": "payee", "type": ["null", "Party"]}]}""";

    private static GenericRecord payment(final Schema schema, final SplittableRandom random) {
        final GenericRecord payment = new GenericData.Record(schema);
        final BigDecimal amount = BigDecimal.valueOf(random.nextInt(100, 1_000_000), 2);
        payment.put("id", new UUID(random.nextLong(), random.nextLong()).toString());
        payment.put("amount", new Conversions.DecimalConversion().toBytes(amount, null, LogicalTypes.decimal(12, 2)));
        payment.put("rate", random.nextInt(10) == 0 ? Double.NaN : random.nextInt(100) / 4.);
        final long booked = 1_700_000_000_000_000L + random.nextLong(1_000_000_000_000L);
        payment.put("booked", booked);
        payment.put("seen", random.nextInt(3) == 0 ? null : booked / 1_000 + 86_400_000);
        payment.put("day", (int) LocalDate.of(2023, 1, 1).toEpochDay() + random.nextInt(300));
        payment.put("hour", random.nextLong(86_400) * 1_000_000);
        final Schema states = schema.getField("state").schema();
        final String state = states.getEnumSymbols().get(random.nextInt(3));
        payment.put("state", new GenericData.EnumSymbol(states, state));
        payment.put("before", random.nextBoolean() ? null : new GenericData.EnumSymbol(states, "OPEN"));
        payment.put("pieces", 1 + random.nextInt(5));
        payment.put("payer", party(schema, random));
        payment.put("payee", random.nextInt(4) == 0 ? null : party(schema, random));
        return payment;
    }

    private static GenericRecord party(final Schema schema, final SplittableRandom random) {
        final GenericRecord party =
                new GenericData.Record(schema.getField("payer").schema());
        party.put("kind", random.nextBoolean() ? "person" : "firm");
        party.put("score", random.nextInt(5) == 0 ? null : random.nextInt(10) / 2f);
        return party;
    }

    private static byte[] avro(final Schema schema, final int rows) throws IOException {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        final SplittableRandom random = new SplittableRandom(5);
        try (DataFileWriter<GenericRecord> writer = new DataFileWriter<>(new GenericDatumWriter<>(schema))) {
            writer.create(schema, out);
            for (int r = 0; r < rows; r++) {
                writer.append(payment(schema, random));
            }
        }
        return out.toByteArray();
    }

    private static TestRunner trained(final byte[] avro, final Map<String, String> properties) {
        final TestRunner runner = Flow.runner(new TrainGAN());
        Flow.set(runner, Customers.QUICK);
        Flow.set(runner, properties);
        Flow.service(runner, "Record Reader", new AvroReader());
        runner.enqueue(avro);
        runner.run();
        assertEquals(
                List.of(),
                runner.getFlowFilesForRelationship("failure").stream()
                        .map(flowFile -> flowFile.getAttribute("gan.error"))
                        .toList());
        return runner;
    }

    private static byte[] generated(final byte[] model, final int records) {
        final TestRunner runner = Flow.runner(new SampleGenerator());
        Flow.set(runner, Map.of("Number of Records", Integer.toString(records), "Random Seed", "3"));
        Flow.service(runner, "Record Writer", new AvroRecordSetWriter());
        runner.enqueue(model);
        runner.run();
        assertEquals(
                List.of(),
                runner.getFlowFilesForRelationship("failure").stream()
                        .map(flowFile -> flowFile.getAttribute("gan.error"))
                        .toList());
        return runner.getFlowFilesForRelationship("success").getFirst().toByteArray();
    }

    private static List<GenericRecord> records(final byte[] avro) throws IOException {
        final List<GenericRecord> records = new ArrayList<>();
        try (DataFileStream<GenericRecord> stream =
                new DataFileStream<>(new ByteArrayInputStream(avro), new GenericDatumReader<>())) {
            stream.forEach(records::add);
        }
        return records;
    }

    private static byte[] model(final TestRunner trainer) {
        return trainer.getFlowFilesForRelationship("model").getFirst().toByteArray();
    }

    private static List<String> warnings(final TestRunner runner) {
        return runner.getLogger().getWarnMessages().stream()
                .map(LogMessage::getMsg)
                .toList();
    }

    @Test
    void theSchemaThatCameIsTheSchemaThatGoesOut() throws IOException {
        final Schema schema = new Schema.Parser().parse(SCHEMA);
        final TestRunner trainer = trained(avro(schema, 600), Map.of());

        final List<GenericRecord> records = records(generated(model(trainer), 300));
        assertEquals(300, records.size());
        assertEquals(schema.toString(true), records.getFirst().getSchema().toString(true));

        final long nan = records.stream()
                .filter(record -> Double.isNaN((double) record.get("rate")))
                .count();
        assertTrue(nan > 5 && nan < 70, nan + " of 300 rates, of which a tenth are NaN");
        assertTrue(
                warnings(trainer).stream()
                        .anyMatch(warning -> warning.contains("'booked': its type in Avro has micro")),
                warnings(trainer).toString());
    }

    @Test
    void whatIsLeftOutIsLeftOutOfTheSchemaToo() throws IOException {
        final Schema schema = new Schema.Parser().parse(SCHEMA);
        final byte[] model =
                model(trained(avro(schema, 100), Map.of("Columns To Ignore", "state,id,payer.score,payee.score,rate")));
        assertFalse(GANModel.read(new ByteArrayInputStream(model))
                .schema()
                .orElseThrow()
                .text()
                .contains("\"rate\""));

        final Schema made = records(generated(model, 3)).getFirst().getSchema();
        assertNull(made.getField("state"));
        // The enumeration was defined in the field that is gone.
        assertEquals(
                "org.example.bank.State",
                made.getField("before").schema().getTypes().get(1).getFullName());
        assertNull(made.getField("payer").schema().getField("score"));
        assertEquals("who", made.getField("payee").schema().getTypes().get(1).getDoc());
    }

    private TestRunner withModel(final Processor processor, final byte[] model) throws IOException {
        Files.write(folder.resolve("model.zip"), model);
        final TestRunner runner = Flow.runner(processor);
        Flow.service(runner, "Record Reader", new AvroReader());
        Flow.service(runner, "Record Writer", new AvroRecordSetWriter());
        runner.setProperty("Model Location", folder.resolve("model.zip").toString());
        return runner;
    }

    @Test
    void scoresComeAfterTheFieldsOfTheSameSchema() throws IOException {
        final Schema schema = new Schema.Parser().parse(SCHEMA);
        final byte[] avro = avro(schema, 100);
        final TestRunner scorer = withModel(new ScoreDiscriminator(), model(trained(avro, Map.of())));
        Flow.set(
                scorer, Map.of("Routing Strategy", "All To Scored", "Probability Field", "p", "Percentile Field", "q"));
        scorer.enqueue(avro);
        scorer.run();
        final List<GenericRecord> scored =
                records(scorer.getFlowFilesForRelationship("scored").getFirst().toByteArray());
        assertEquals(100, scored.size());
        final String made = scored.getFirst().getSchema().toString();
        final String own = schema.toString();
        assertTrue(made.startsWith(own.substring(0, own.indexOf(",\"fields\""))), made);
        schema.getFields()
                .forEach(field ->
                        assertEquals(field, scored.getFirst().getSchema().getField(field.name())));
        assertEquals(
                "double",
                scored.getFirst()
                        .getSchema()
                        .getField("p")
                        .schema()
                        .getTypes()
                        .get(1)
                        .toString()
                        .replace("\"", ""));
    }

    /** NiFi's Avro writer fails on any fixed value but a decimal. */
    @Test
    void fixedValuesAreWrittenAsBytes() throws IOException {
        final Schema schema = new Schema.Parser().parse("""
                {"type": "record", "name": "Blob", "doc": "kept", "fields": [
                  {"name": "n", "type": "int"},
                  {"name": "hash", "type": {"type": "fixed", "name": "Hash", "size": 3}},
                  {"name": "flag", "type": ["null", "bytes"]}]}""");
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        final SplittableRandom random = new SplittableRandom(5);
        try (DataFileWriter<GenericRecord> writer = new DataFileWriter<>(new GenericDatumWriter<>(schema))) {
            writer.create(schema, out);
            for (int r = 0; r < 300; r++) {
                final GenericRecord record = new GenericData.Record(schema);
                record.put("n", random.nextInt(1000));
                final byte[] hash = {(byte) random.nextInt(5), (byte) random.nextInt(200), 3};
                record.put("hash", new GenericData.Fixed(schema.getField("hash").schema(), hash));
                record.put("flag", random.nextBoolean() ? null : ByteBuffer.wrap(new byte[] {1, 2}));
                writer.append(record);
            }
        }
        final TestRunner trainer = trained(out.toByteArray(), Map.of());
        assertTrue(
                warnings(trainer).stream().anyMatch(warning -> warning.contains("'hash': NiFi's Avro writer")),
                warnings(trainer).toString());

        final List<GenericRecord> records = records(generated(model(trainer), 50));
        assertEquals("kept", records.getFirst().getSchema().getDoc());
        for (final GenericRecord record : records) {
            final ByteBuffer hash = (ByteBuffer) record.get("hash");
            assertTrue(hash.remaining() == 3 && hash.get(2) == 3, hash.toString());
            final ByteBuffer flag = (ByteBuffer) record.get("flag");
            assertTrue(flag == null || flag.equals(ByteBuffer.wrap(new byte[] {1, 2})));
        }
    }
}
