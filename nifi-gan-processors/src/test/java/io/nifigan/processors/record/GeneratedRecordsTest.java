// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nifigan.processors.flow.FlowFileRejectedException;
import io.nifigan.table.Field;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
import io.nifigan.table.ValueType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.apache.nifi.serialization.SimpleRecordSchema;
import org.apache.nifi.serialization.record.MapRecord;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordFieldType;
import org.apache.nifi.serialization.record.RecordSchema;
import org.junit.jupiter.api.Test;

class GeneratedRecordsTest {
    private static final Map<ValueType, Object> SAMPLES = Map.ofEntries(
            Map.entry(ValueType.BOOLEAN, true),
            Map.entry(ValueType.BYTE, (byte) 7),
            Map.entry(ValueType.SHORT, (short) 700),
            Map.entry(ValueType.INT, 70_000),
            Map.entry(ValueType.LONG, 7_000_000_000L),
            Map.entry(ValueType.BIGINT, new BigInteger("70000000000")),
            Map.entry(ValueType.FLOAT, 1.5F),
            Map.entry(ValueType.DOUBLE, 2.25),
            Map.entry(ValueType.DECIMAL, new BigDecimal("12.30")),
            Map.entry(ValueType.CHAR, 'x'),
            Map.entry(ValueType.STRING, "text"),
            Map.entry(ValueType.DATE, LocalDate.of(2024, 2, 29)),
            Map.entry(ValueType.TIME, LocalTime.of(1, 2, 3)),
            Map.entry(ValueType.TIMESTAMP, LocalDateTime.of(2024, 2, 29, 1, 2, 3)));

    @Test
    void pointsInTimeKeepTheirMicroseconds() throws FlowFileRejectedException {
        final RecordSchema schema =
                new SimpleRecordSchema(List.of(new RecordField("t", RecordFieldType.TIMESTAMP.getDataType())));
        final RecordLayout layout = RecordLayout.of(schema, Set.of());
        final TableBuilder builder = new TableBuilder(layout.fields(), Map.of());
        final List<Timestamp> times = new ArrayList<>();
        for (int r = 0; r < 50; r++) {
            times.add(Timestamp.valueOf("2024-05-01 10:11:12.123%03d".formatted(37 * r % 1_000)));
            builder.add(layout.row(new MapRecord(schema, new HashMap<>(Map.of("t", times.get(r))))));
        }
        final Table table = builder.build();
        final IntFunction<Record> records = new GeneratedRecords(table.columns()).of(table);
        for (int r = 0; r < times.size(); r++) {
            assertEquals(times.get(r), records.apply(r).getValue("t"));
        }
    }

    @Test
    void recordsOfEachTypeComeBackAsTheRowTheyWereMadeFrom() throws FlowFileRejectedException {
        final List<Field> fields = new ArrayList<>();
        final List<Object> values = new ArrayList<>();
        SAMPLES.forEach((type, value) -> {
            fields.add(new Field(
                    type.name(), type, type == ValueType.DECIMAL ? 10 : 0, type == ValueType.DECIMAL ? 2 : 0));
            values.add(value);
        });
        final TableBuilder builder = new TableBuilder(fields, Map.of());
        builder.add(values.toArray());
        builder.add(new Object[fields.size()]);
        final Table table = builder.build();
        final GeneratedRecords records = new GeneratedRecords(table.columns());

        final RecordLayout layout = RecordLayout.of(records.schema(), Set.of());
        assertEquals(fields, layout.fields());
        assertArrayEquals(values.toArray(), layout.row(records.of(table).apply(0)));
        final Record missing = records.of(table).apply(1);
        assertArrayEquals(new Object[fields.size()], missing.getValues());
        assertEquals(
                fields.size(),
                records.schema().getFields().stream()
                        .filter(RecordField::isNullable)
                        .count());
    }

    @Test
    void decimalsOfUnknownPrecisionGetOneThatFormatsCanHold() {
        final TableBuilder builder = new TableBuilder(List.of(new Field("d", ValueType.DECIMAL)), Map.of());
        builder.add(new Object[] {new BigDecimal("1.5")});
        assertEquals(
                RecordFieldType.DECIMAL.getDecimalDataType(34, 10),
                new GeneratedRecords(builder.build().columns())
                        .schema()
                        .getField(0)
                        .getDataType());
    }
}
