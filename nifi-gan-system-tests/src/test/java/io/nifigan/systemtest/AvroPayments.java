// SPDX-License-Identifier: Apache-2.0
package io.nifigan.systemtest;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;

/** Payments as an Avro file with logical types and required fields. */
final class AvroPayments {
    static final String ID = "id";
    static final String AMOUNT = "amount";
    static final String RATE = "rate";
    static final String BOOKED = "booked";
    static final String SEEN = "seen";
    static final String DAY = "day";
    static final String STATE = "state";

    static final Schema SCHEMA = new Schema.Parser().parse("""
            {"type": "record", "name": "Payment", "namespace": "org.example.bank", "doc": "A payment", "fields": [
              {"name": "id", "type": {"type": "string", "logicalType": "uuid"}, "doc": "never null"},
              {"name": "amount", "type": {"type": "bytes", "logicalType": "decimal", "precision": 12, "scale": 2}},
              {"name": "rate", "type": "double"},
              {"name": "booked", "type": {"type": "long", "logicalType": "timestamp-micros"}},
              {"name": "seen", "type": ["null", {"type": "long", "logicalType": "timestamp-millis"}], "default": null},
              {"name": "day", "type": {"type": "int", "logicalType": "date"}},
              {"name": "state", "type": {"type": "enum", "name": "State", "symbols": ["OPEN", "PAID", "LATE"]},
               "default": "OPEN"}]}""");

    private static final int SCALE = 2;
    private static final long FIRST_MICROSECOND = 1_700_000_000_000_000L;
    private static final long MICROSECONDS = 10_000_000_000_000L;

    private AvroPayments() {}

    static byte[] file(final int count) throws IOException {
        final SplittableRandom random = new SplittableRandom(22);
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DataFileWriter<GenericRecord> writer = new DataFileWriter<>(new GenericDatumWriter<>(SCHEMA))) {
            writer.create(SCHEMA, out);
            for (int r = 0; r < count; r++) {
                writer.append(payment(random));
            }
        }
        return out.toByteArray();
    }

    private static GenericRecord payment(final SplittableRandom random) {
        final GenericRecord payment = new GenericData.Record(SCHEMA);
        payment.put(ID, new UUID(random.nextLong(), random.nextLong()).toString());
        final long cents = random.nextLong(100, 1_000_000);
        payment.put(AMOUNT, ByteBuffer.wrap(BigInteger.valueOf(cents).toByteArray()));
        payment.put(RATE, random.nextInt(10) == 0 ? Double.NaN : random.nextInt(100) / 4.);
        final long booked = FIRST_MICROSECOND + random.nextLong(MICROSECONDS);
        payment.put(BOOKED, booked);
        payment.put(SEEN, random.nextInt(3) == 0 ? null : booked / 1_000 + random.nextInt(86_400_000));
        payment.put(DAY, (int) LocalDate.of(2023, 1, 1).toEpochDay() + random.nextInt(300));
        final Schema states = SCHEMA.getField(STATE).schema();
        payment.put(
                STATE,
                new GenericData.EnumSymbol(states, states.getEnumSymbols().get(Math.min(random.nextInt(5), 2))));
        return payment;
    }

    static Schema schema(final byte[] file) throws IOException {
        try (DataFileStream<GenericRecord> stream = stream(file)) {
            return stream.getSchema();
        }
    }

    /** The rows as values by name, amounts as decimals. */
    static List<Map<String, Object>> read(final byte[] file) throws IOException {
        final List<Map<String, Object>> rows = new ArrayList<>();
        try (DataFileStream<GenericRecord> stream = stream(file)) {
            for (final GenericRecord payment : stream) {
                final Map<String, Object> row = new LinkedHashMap<>();
                for (final Schema.Field field : payment.getSchema().getFields()) {
                    row.put(field.name(), value(payment.get(field.pos())));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    private static Object value(final Object value) {
        return value instanceof ByteBuffer bytes
                ? new BigDecimal(new BigInteger(bytes.array(), bytes.arrayOffset(), bytes.remaining()), SCALE)
                : value;
    }

    private static DataFileStream<GenericRecord> stream(final byte[] file) throws IOException {
        return new DataFileStream<>(new ByteArrayInputStream(file), new GenericDatumReader<>());
    }
}
