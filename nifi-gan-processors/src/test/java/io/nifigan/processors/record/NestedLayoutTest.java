// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.processors.flow.FlowFileRejectedException;
import io.nifigan.table.Field;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
import io.nifigan.table.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.nifi.serialization.SimpleRecordSchema;
import org.apache.nifi.serialization.record.DataType;
import org.apache.nifi.serialization.record.MapRecord;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordFieldType;
import org.apache.nifi.serialization.record.RecordSchema;
import org.junit.jupiter.api.Test;

class NestedLayoutTest {
    private static final DataType INT = RecordFieldType.INT.getDataType();
    private static final DataType STRING = RecordFieldType.STRING.getDataType();
    private static final RecordSchema ADDRESS = schema("city", STRING, "floor", INT);

    private static RecordSchema schema(final Object... namesAndTypes) {
        return new SimpleRecordSchema(IntStream.range(0, namesAndTypes.length / 2)
                .mapToObj(i -> new RecordField((String) namesAndTypes[2 * i], (DataType) namesAndTypes[2 * i + 1]))
                .toList());
    }

    private static Record record(final RecordSchema schema, final Object... values) {
        final Map<String, Object> map = new LinkedHashMap<>();
        IntStream.range(0, values.length)
                .forEach(i -> map.put(schema.getField(i).getFieldName(), values[i]));
        return new MapRecord(schema, map);
    }

    private static RecordLayout layout(final RecordSchema schema, final Set<String> ignored, final Record... records)
            throws FlowFileRejectedException {
        final RecordInspector inspector = new RecordInspector(schema, LayoutOptions.strict(ignored));
        List.of(records).forEach(inspector::see);
        return inspector.layout();
    }

    private static List<String> names(final RecordLayout layout) {
        return layout.fields().stream().map(Field::name).toList();
    }

    private static String refusal(final RecordSchema schema, final Record... records) {
        return assertThrows(FlowFileRejectedException.class, () -> layout(schema, Set.of(), records))
                .getMessage();
    }

    /** Records after their conversion to a table and back. */
    private static List<Record> there(final RecordLayout layout, final Record... records) {
        final TableBuilder builder = new TableBuilder(layout.fields(), Map.of());
        List.of(records).forEach(record -> builder.add(layout.row(record)));
        final Table table = builder.build();
        final GeneratedRecords generated = new GeneratedRecords(table.columns());
        return IntStream.range(0, records.length).mapToObj(generated.of(table)).toList();
    }

    @Test
    void aNestedRecordThatMayBeMissingSaysSoInAColumnOfItsOwn() throws FlowFileRejectedException {
        final RecordSchema schema = schema("id", INT, "address", RecordFieldType.RECORD.getRecordDataType(ADDRESS));
        final Record full = record(schema, 1, record(ADDRESS, "Bern", 3));
        final Record partial = record(schema, 2, record(ADDRESS, "Basel", null));
        final Record none = record(schema, 3, (Object) null);
        assertEquals(List.of("id", "address.city", "address.floor"), names(layout(schema, Set.of(), full, partial)));

        final RecordLayout layout = layout(schema, Set.of(), full, partial, none);
        assertEquals(List.of("id", "address?", "address.city", "address.floor"), names(layout));
        assertEquals(
                List.of(true, false),
                layout.fields().stream()
                        .skip(2)
                        .map(field -> field.path().always())
                        .toList());
        assertArrayEquals(new Object[] {1, true, "Bern", 3}, layout.row(full));
        assertArrayEquals(new Object[] {3, false, null, null}, layout.row(none));

        final List<Record> back = there(layout, full, partial, none);
        assertEquals("Bern", ((Record) back.get(0).getValue("address")).getValue("city"));
        assertEquals(null, ((Record) back.get(1).getValue("address")).getValue("floor"));
        assertEquals(null, back.get(2).getValue("address"));
        assertEquals(
                schema.getField(1).getDataType(),
                back.get(0).getSchema().getField(1).getDataType());
    }

    @Test
    void arraysOfOneLengthAreColumnsAndComeBackWithTheirType() throws FlowFileRejectedException {
        final DataType floats = RecordFieldType.ARRAY.getArrayDataType(RecordFieldType.FLOAT.getDataType());
        final RecordSchema schema = schema(
                "v",
                floats,
                "grid",
                RecordFieldType.ARRAY.getArrayDataType(RecordFieldType.ARRAY.getArrayDataType(INT)));
        final Record first = record(
                schema, new Object[] {1.5F, -2.25F}, new Object[] {new Object[] {1, 2, 3}, new Object[] {4, 5, 6}});
        final Record second = record(schema, null, List.of(new int[] {7, 8, 9}, new int[] {10, 11, 12}));
        final RecordLayout layout = layout(schema, Set.of(), first, second);
        assertEquals(
                List.of(
                        "v?",
                        "v[0]",
                        "v[1]",
                        "grid[0][0]",
                        "grid[0][1]",
                        "grid[0][2]",
                        "grid[1][0]",
                        "grid[1][1]",
                        "grid[1][2]"),
                names(layout));

        final List<Record> back = there(layout, first, second);
        assertArrayEquals(new Object[] {1.5F, -2.25F}, back.get(0).getAsArray("v"));
        assertEquals(null, back.get(1).getValue("v"));
        assertEquals(
                "[[7, 8, 9], [10, 11, 12]]", Arrays.deepToString(back.get(1).getAsArray("grid")));
        assertEquals("[[1, 2, 3], [4, 5, 6]]", Arrays.deepToString(back.get(0).getAsArray("grid")));
    }

    @Test
    void arraysThatAreAlwaysEmptyOrNullKeepTheirType() throws FlowFileRejectedException {
        final DataType doubles = RecordFieldType.ARRAY.getArrayDataType(RecordFieldType.DOUBLE.getDataType(), true);
        final RecordSchema schema = schema("id", INT, "empty", doubles, "null", doubles);
        final Record record = record(schema, 1, new Object[0], null);
        final Record back = there(layout(schema, Set.of(), record), record).getFirst();
        assertArrayEquals(new Object[0], back.getAsArray("empty"));
        assertEquals(null, back.getValue("null"));
        assertEquals(List.of(INT, doubles, doubles), back.getSchema().getDataTypes());
    }

    @Test
    void arraysOfRecordsAndOfDifferentLengthsAreRefusedWithWhatToDo() {
        final RecordSchema records = schema(
                "items", RecordFieldType.ARRAY.getArrayDataType(RecordFieldType.RECORD.getRecordDataType(ADDRESS)));
        final String ofRecords = refusal(records);
        assertTrue(
                ofRecords.contains("'items'") && ofRecords.contains("ForkRecord") && ofRecords.contains("ignore"),
                ofRecords);

        final RecordSchema ints = schema("v", RecordFieldType.ARRAY.getArrayDataType(INT));
        final String ofLengths =
                refusal(ints, record(ints, (Object) new Object[] {1, 2, 3}), record(ints, (Object) new Object[] {1}));
        assertTrue(
                ofLengths.contains("'v'") && ofLengths.contains("1 to 3 elements") && ofLengths.contains("ignore"),
                ofLengths);

        final String tooLong = refusal(ints, record(ints, (Object) new int[1_000_000]));
        assertTrue(tooLong.contains("'v'") && tooLong.contains("10,000 columns"), tooLong);
    }

    @Test
    void commonKeysOfAMapAreColumnsAndAbsentOnesComeOutAbsent() throws FlowFileRejectedException {
        final RecordSchema schema = schema("id", INT, "tags", RecordFieldType.MAP.getMapDataType(STRING));
        final List<Record> records = new ArrayList<>();
        for (int r = 0; r < 1_000; r++) {
            final Map<String, Object> tags = new HashMap<>();
            tags.put("all", "x" + r % 3);
            tags.put("secret of " + r, "v");
            if (r % 50 == 0) {
                tags.put("some", "y");
            }
            if (r % 200 == 0) {
                tags.put("five", "z");
            }
            records.add(record(schema, r, tags));
        }
        final RecordLayout layout = layout(schema, Set.of(), records.toArray(Record[]::new));
        assertEquals(List.of("id", "tags.all", "tags.some"), names(layout));
        assertEquals(
                List.of(true, false),
                layout.fields().stream()
                        .skip(1)
                        .map(field -> field.path().always())
                        .toList());
        assertTrue(
                layout.notes().getFirst().contains("'tags'")
                        && layout.notes().getFirst().contains("1,001 keys"),
                layout.notes().toString());
        assertEquals(
                Map.of("all", "x1"), there(layout, records.get(1)).getFirst().getValue("tags"));
        assertEquals(
                Map.of("all", "x2", "some", "y"),
                there(layout, records.get(50)).getFirst().getValue("tags"));
    }

    @Test
    void aMapHasAtMostAHundredKeysTheMostCommonOnes() throws FlowFileRejectedException {
        final RecordSchema schema = schema("tags", RecordFieldType.MAP.getMapDataType(INT));
        final Record[] records = IntStream.range(0, 500)
                .mapToObj(r -> record(
                        schema,
                        IntStream.range(0, 150)
                                .filter(key -> key < 100 || r % 2 == 0)
                                .boxed()
                                .collect(java.util.stream.Collectors.toMap(
                                        key -> "k%03d".formatted(149 - key), key -> key))))
                .toArray(Record[]::new);
        final List<String> names = names(layout(schema, Set.of(), records));
        assertEquals(MapNode.MAX_KEYS, names.size());
        assertEquals("tags.k050", names.getFirst());
        assertEquals("tags.k149", names.getLast());
    }

    @Test
    void aMapWithoutCommonKeysComesOutEmpty() throws FlowFileRejectedException {
        final RecordSchema schema = schema("id", INT, "tags", RecordFieldType.MAP.getMapDataType(INT, true));
        final Record[] records = IntStream.range(0, 30)
                .mapToObj(r -> record(schema, r, Map.of("k" + r, r)))
                .toArray(Record[]::new);
        final Record back = there(layout(schema, Set.of(), records), records).getFirst();
        assertEquals(Map.of(), back.getValue("tags"));
        assertEquals(schema.getDataTypes(), back.getSchema().getDataTypes());
    }

    @Test
    void aChoiceIsOfTheTypeThatFitsTheValuesSeenAndComesOutAsAChoice() throws FlowFileRejectedException {
        final DataType choice = RecordFieldType.CHOICE.getChoiceDataType(
                RecordFieldType.LONG.getDataType(), RecordFieldType.DOUBLE.getDataType(), STRING);
        final RecordSchema schema = schema("c", choice);
        assertEquals(
                ValueType.LONG,
                layout(schema, Set.of(), record(schema, 3L)).fields().getFirst().type());
        assertEquals(
                ValueType.DOUBLE,
                layout(schema, Set.of(), record(schema, 3L), record(schema, 2.5))
                        .fields()
                        .getFirst()
                        .type());
        assertEquals(
                ValueType.STRING,
                layout(schema, Set.of(), record(schema, 3L), record(schema, "x"))
                        .fields()
                        .getFirst()
                        .type());
        assertEquals(
                ValueType.STRING,
                layout(schema, Set.of(), record(schema, (Object) null))
                        .fields()
                        .getFirst()
                        .type());
        assertEquals(
                choice,
                there(layout(schema, Set.of(), record(schema, 3L)), record(schema, 3L))
                        .getFirst()
                        .getSchema()
                        .getField(0)
                        .getDataType());
    }

    @Test
    void aChoiceOfArraysIsAnArrayOfChoices() throws FlowFileRejectedException {
        final RecordSchema schema = schema(
                "v",
                RecordFieldType.CHOICE.getChoiceDataType(
                        RecordFieldType.ARRAY.getArrayDataType(INT),
                        RecordFieldType.ARRAY.getArrayDataType(RecordFieldType.DOUBLE.getDataType())));
        final Record whole = record(schema, (Object) new Object[] {1, 2});
        final Record broken = record(schema, (Object) new Object[] {1.5, 2.5});
        final RecordLayout layout = layout(schema, Set.of(), whole, broken);
        assertEquals(
                List.of(ValueType.DOUBLE, ValueType.DOUBLE),
                layout.fields().stream().map(Field::type).toList());
        assertArrayEquals(
                new Object[] {1.5, 2.5}, there(layout, whole, broken).get(1).getAsArray("v"));
    }

    @Test
    void aChoiceOfARecordAndATextIsTakenWhereOnlyOneOccurs() throws FlowFileRejectedException {
        final RecordSchema schema = schema(
                "a",
                RecordFieldType.CHOICE.getChoiceDataType(STRING, RecordFieldType.RECORD.getRecordDataType(ADDRESS)));
        final Record nested = record(schema, record(ADDRESS, "Bern", 1));
        final Record text = record(schema, "Bern");
        assertEquals(List.of("a?", "a.city", "a.floor"), names(layout(schema, Set.of(), nested, record(schema, (Object)
                null))));
        assertEquals(List.of("a"), names(layout(schema, Set.of(), text)));
        final String message = refusal(schema, nested, text, text);
        assertTrue(message.contains("STRING in 2 records") && message.contains("RECORD in 1"), message);
    }

    @Test
    void whatIsIgnoredIsLeftOutWithAllThatIsInIt() throws FlowFileRejectedException {
        final RecordSchema schema = schema(
                "id",
                INT,
                "address",
                RecordFieldType.RECORD.getRecordDataType(ADDRESS),
                "v",
                RecordFieldType.ARRAY.getArrayDataType(INT),
                "tags",
                RecordFieldType.MAP.getMapDataType(INT));
        final Record[] records = IntStream.range(0, 9)
                .mapToObj(r -> record(schema, r, record(ADDRESS, "x", 1), new Object[] {r}, Map.of("a", 1, "b", 2)))
                .toArray(Record[]::new);
        final RecordLayout layout = layout(schema, Set.of("address.city", "v", "tags.a"), records);
        assertEquals(List.of("id", "address.floor", "tags.b"), names(layout));
        assertTrue(
                layout.names().containsAll(Set.of("address", "address.city", "v", "tags.a", "tags")),
                layout.names().toString());
        assertEquals(List.of("id", "v[0]", "tags.a", "tags.b"), names(layout(schema, Set.of("address"), records)));
        assertTrue(assertThrows(FlowFileRejectedException.class, () -> layout(schema, Set.of("v[0]"), records))
                .getMessage()
                .contains("as a whole"));
    }

    @Test
    void aNameWithADotKeepsApartFromAPathOrIsRefused() throws FlowFileRejectedException {
        final RecordSchema dotted = schema("address.city", STRING, "x[0]", INT);
        assertEquals(
                List.of(new Field("address.city", ValueType.STRING), new Field("x[0]", ValueType.INT)),
                layout(dotted, Set.of()).fields());
        final RecordSchema clash =
                schema("address.city", STRING, "address", RecordFieldType.RECORD.getRecordDataType(ADDRESS));
        assertTrue(refusal(clash).contains("Two columns would be called 'address.city'"));
        assertEquals(List.of("address.city"), names(layout(clash, Set.of("address"))));
    }

    @Test
    void recordsWithoutFieldsComeOutAsSuch() throws FlowFileRejectedException {
        final RecordSchema nothing = new SimpleRecordSchema(List.of());
        final RecordSchema schema = schema("id", INT, "e", RecordFieldType.RECORD.getRecordDataType(nothing));
        final Record record = record(schema, 1, new MapRecord(nothing, Map.of()));
        assertEquals(
                Map.of(),
                ((Record) there(layout(schema, Set.of(), record), record)
                                .getFirst()
                                .getValue("e"))
                        .toMap());
    }

    @Test
    void recordsThatHoldThemselvesAreRefused() {
        final SimpleRecordSchema tree =
                new SimpleRecordSchema(org.apache.nifi.serialization.record.SchemaIdentifier.EMPTY);
        tree.setFields(List.of(
                new RecordField("value", INT),
                new RecordField("left", RecordFieldType.RECORD.getRecordDataType(tree)),
                new RecordField("right", RecordFieldType.RECORD.getRecordDataType(tree))));
        assertTrue(refusal(tree).contains("'left' is nested more than 15 deep"));
    }

    @Test
    void layoutsOfSeveralFlowFilesAreJoinedByWhatWasSeenInAll() throws FlowFileRejectedException {
        final RecordSchema schema = schema(
                "id",
                INT,
                "address",
                RecordFieldType.RECORD.getRecordDataType(ADDRESS),
                "v",
                RecordFieldType.ARRAY.getArrayDataType(INT),
                "tags",
                RecordFieldType.MAP.getMapDataType(INT));
        final RecordSchema wider = schema(
                "id",
                INT,
                "address",
                RecordFieldType.RECORD.getRecordDataType(ADDRESS),
                "v",
                RecordFieldType.ARRAY.getArrayDataType(RecordFieldType.DOUBLE.getDataType()),
                "tags",
                RecordFieldType.MAP.getMapDataType(INT));
        final Record[] first = Collections.nCopies(
                        5, record(schema, 1, record(ADDRESS, "x", 1), new Object[] {1, 2}, Map.of("a", 1, "c", 1)))
                .toArray(Record[]::new);
        final Record[] second = Collections.nCopies(
                        5, record(wider, 1, null, new Object[] {1.5, 2.5}, Map.of("a", 1, "b", 1)))
                .toArray(Record[]::new);
        final RecordLayout joined = layout(schema, Set.of(), first).join(layout(wider, Set.of(), second));
        assertEquals(
                List.of(
                        "id",
                        "address?",
                        "address.city",
                        "address.floor",
                        "v[0]",
                        "v[1]",
                        "tags.a",
                        "tags.b",
                        "tags.c"),
                names(joined));
        assertEquals(ValueType.DOUBLE, joined.fields().get(5).type());
        assertEquals(
                List.of(true, true, true, true, false, false),
                joined.fields().stream()
                        .skip(3)
                        .map(field -> field.path().always())
                        .toList());

        final RecordLayout longer = layout(schema, Set.of(), record(schema, 1, null, new Object[] {1, 2, 3}, Map.of()));
        final String message = assertThrows(FlowFileRejectedException.class, () -> joined.join(longer))
                .getMessage();
        assertTrue(message.contains("'v' is an array of 2 to 3 elements"), message);
    }
}
