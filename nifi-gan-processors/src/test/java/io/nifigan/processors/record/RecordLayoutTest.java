// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.processors.flow.FlowFileRejectedException;
import io.nifigan.table.Field;
import io.nifigan.table.ValueType;
import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.nifi.serialization.SimpleRecordSchema;
import org.apache.nifi.serialization.record.DataType;
import org.apache.nifi.serialization.record.MapRecord;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordFieldType;
import org.apache.nifi.serialization.record.RecordSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordLayoutTest {
    private static RecordSchema schema(final String name, final DataType type) {
        return new SimpleRecordSchema(List.of(new RecordField(name, type)));
    }

    private static Field only(final DataType type) throws FlowFileRejectedException {
        return RecordLayout.of(schema("f", type), Set.of()).fields().getFirst();
    }

    @Test
    void keepsPrecisionAndScaleOfDecimals() throws FlowFileRejectedException {
        assertEquals(new Field("f", ValueType.DECIMAL, 12, 3), only(RecordFieldType.DECIMAL.getDecimalDataType(12, 3)));
    }

    @Test
    void takesEnumsAndUuidsAsText() throws FlowFileRejectedException {
        assertEquals(
                ValueType.STRING,
                only(RecordFieldType.ENUM.getEnumDataType(List.of("A", "B"))).type());
        assertEquals(ValueType.STRING, only(RecordFieldType.UUID.getDataType()).type());
    }

    @ParameterizedTest
    @CsvSource({
        "INT,LONG,LONG",
        "LONG,INT,LONG",
        "INT,DOUBLE,DOUBLE",
        "SHORT,FLOAT,FLOAT",
        "LONG,FLOAT,DOUBLE",
        "BIGINT,DOUBLE,DECIMAL",
        "DATE,TIMESTAMP,TIMESTAMP",
        "CHAR,STRING,STRING",
        "INT,STRING,STRING",
        "BOOLEAN,STRING,STRING"
    })
    void resolvesAChoiceToTheTypeThatCarriesBoth(
            final RecordFieldType a, final RecordFieldType b, final ValueType expected)
            throws FlowFileRejectedException {
        assertEquals(
                expected,
                only(RecordFieldType.CHOICE.getChoiceDataType(a.getDataType(), b.getDataType()))
                        .type());
    }

    @Test
    void resolvesAChoiceWithTextWhicheverComesFirst() throws FlowFileRejectedException {
        assertEquals(
                ValueType.STRING,
                only(RecordFieldType.CHOICE.getChoiceDataType(
                                RecordFieldType.BOOLEAN.getDataType(),
                                RecordFieldType.INT.getDataType(),
                                RecordFieldType.STRING.getDataType()))
                        .type());
    }

    @Test
    void refusesChoicesWithoutACommonType() {
        final RecordSchema mixed = schema(
                "f",
                RecordFieldType.CHOICE.getChoiceDataType(
                        RecordFieldType.BOOLEAN.getDataType(), RecordFieldType.DATE.getDataType()));
        assertThrows(FlowFileRejectedException.class, () -> RecordLayout.of(mixed, Set.of()));
    }

    @Test
    void leavesIgnoredFieldsOutAndRefusesWhenNoneIsLeft() throws FlowFileRejectedException {
        final RecordSchema two = new SimpleRecordSchema(List.of(
                new RecordField("a", RecordFieldType.INT.getDataType()),
                new RecordField("b", RecordFieldType.ARRAY.getArrayDataType(RecordFieldType.INT.getDataType()))));
        assertEquals(
                List.of(new Field("a", ValueType.INT)),
                RecordLayout.of(two, Set.of("b")).fields());
        assertThrows(FlowFileRejectedException.class, () -> RecordLayout.of(two, Set.of("a", "b")));
    }

    @Test
    void joinsNumbersOfDifferentWidthAndKeepsTheFirstOrder() throws FlowFileRejectedException {
        final RecordLayout first = RecordLayout.of(
                new SimpleRecordSchema(List.of(
                        new RecordField("a", RecordFieldType.INT.getDataType()),
                        new RecordField("b", RecordFieldType.STRING.getDataType()))),
                Set.of());
        final RecordLayout second = RecordLayout.of(
                new SimpleRecordSchema(List.of(
                        new RecordField("b", RecordFieldType.STRING.getDataType()),
                        new RecordField("a", RecordFieldType.DOUBLE.getDataType()))),
                Set.of());
        assertEquals(
                List.of(new Field("a", ValueType.DOUBLE), new Field("b", ValueType.STRING)),
                first.join(second).fields());
    }

    @Test
    void saysHowLayoutsDiffer() throws FlowFileRejectedException {
        final RecordLayout first = RecordLayout.of(
                new SimpleRecordSchema(List.of(
                        new RecordField("a", RecordFieldType.INT.getDataType()),
                        new RecordField("b", RecordFieldType.STRING.getDataType()))),
                Set.of());
        final RecordLayout second = RecordLayout.of(
                new SimpleRecordSchema(List.of(
                        new RecordField("a", RecordFieldType.STRING.getDataType()),
                        new RecordField("c", RecordFieldType.STRING.getDataType()))),
                Set.of());
        final String message = assertThrows(FlowFileRejectedException.class, () -> first.join(second))
                .getMessage();
        assertTrue(
                message.contains("'a' is STRING instead of INT")
                        && message.contains("'b' is missing")
                        && message.contains("'c' is new"),
                message);
    }

    @Test
    void turnsEachKindOfValueIntoWhatTablesTake() {
        final LocalTime time = LocalTime.of(13, 45, 59, 123_000_000);
        final UUID uuid = UUID.fromString("123e4567-e89b-12d3-a456-426614174000");
        assertEquals(LocalDate.of(2024, 2, 29), RecordValues.toTable(Date.valueOf("2024-02-29"), ValueType.DATE));
        assertEquals(
                time,
                RecordValues.toTable(
                        new Time(time.atDate(LocalDate.EPOCH)
                                .atZone(ZoneId.systemDefault())
                                .toInstant()
                                .toEpochMilli()),
                        ValueType.TIME));
        assertEquals(
                LocalDateTime.of(2024, 2, 29, 1, 2, 3, 4_000_000),
                RecordValues.toTable(Timestamp.valueOf("2024-02-29 01:02:03.004"), ValueType.TIMESTAMP));
        assertEquals(
                LocalDate.of(2024, 2, 29).atStartOfDay(),
                RecordValues.toTable(Date.valueOf("2024-02-29"), ValueType.TIMESTAMP));
        assertEquals(uuid.toString(), RecordValues.toTable(uuid, ValueType.STRING));
        assertEquals("12", RecordValues.toTable(12, ValueType.STRING));
        assertEquals("text", RecordValues.toTable(new StringBuilder("text"), ValueType.STRING));
        assertEquals(null, RecordValues.toTable(new Object[] {1}, ValueType.INT));
    }

    @Test
    void timesGoThroughRecordsAndBack() {
        for (final Object value : List.of(
                LocalDate.of(1582, 10, 20),
                LocalTime.of(23, 59, 59, 999_000_000),
                LocalDateTime.of(1999, 12, 31, 23, 59, 59, 1_000_000))) {
            final ValueType type = value instanceof LocalDate
                    ? ValueType.DATE
                    : value instanceof LocalTime ? ValueType.TIME : ValueType.TIMESTAMP;
            assertEquals(value, RecordValues.toTable(RecordValues.toRecord(value), type));
        }
    }

    @Test
    void putsMissingFieldsAsNullInTheLayoutsOrder() throws FlowFileRejectedException {
        final RecordLayout layout = RecordLayout.of(
                new SimpleRecordSchema(List.of(
                        new RecordField("a", RecordFieldType.INT.getDataType()),
                        new RecordField("b", RecordFieldType.STRING.getDataType()))),
                Set.of());
        final RecordSchema other = schema("b", RecordFieldType.STRING.getDataType());
        assertArrayEquals(new Object[] {null, "x"}, layout.row(new MapRecord(other, Map.of("b", "x"))));
    }
}
