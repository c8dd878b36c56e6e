// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.processors.flow.FlowFileRejectedException;
import io.nifigan.table.Field;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.nifi.serialization.SimpleRecordSchema;
import org.apache.nifi.serialization.record.MapRecord;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordFieldType;
import org.apache.nifi.serialization.record.RecordSchema;
import org.junit.jupiter.api.Test;

/** Arrays of different lengths: those of a few texts are sets, others cannot be learnt. */
class SetLayoutTest {
    private static final RecordSchema SCHEMA = new SimpleRecordSchema(List.of(
            new RecordField("n", RecordFieldType.INT.getDataType()),
            new RecordField(
                    "tags", RecordFieldType.ARRAY.getArrayDataType(RecordFieldType.STRING.getDataType(), true))));

    private static Record record(final String... tags) {
        final Map<String, Object> values = new HashMap<>();
        values.put("n", 1);
        values.put("tags", tags);
        return new MapRecord(SCHEMA, values);
    }

    private static List<Record> times(final int count, final String... tags) {
        return IntStream.range(0, count).mapToObj(i -> record(tags)).toList();
    }

    @SafeVarargs
    private static List<Record> all(final List<Record>... parts) {
        return Arrays.stream(parts).flatMap(List::stream).toList();
    }

    private static RecordLayout layout(final LayoutOptions options, final List<Record> records)
            throws FlowFileRejectedException {
        final RecordInspector inspector = new RecordInspector(SCHEMA, options);
        records.forEach(inspector::see);
        return inspector.layout();
    }

    private static RecordLayout layout(final List<Record> records) throws FlowFileRejectedException {
        return layout(LayoutOptions.strict(Set.of()), records);
    }

    private static List<String> names(final RecordLayout layout) {
        return layout.fields().stream().map(Field::name).toList();
    }

    /** Records after their conversion to a table and back. */
    private static List<Record> there(final RecordLayout layout, final List<Record> records) {
        final TableBuilder builder = new TableBuilder(layout.fields(), Map.of());
        records.forEach(record -> builder.add(layout.row(record)));
        final Table table = builder.build();
        return IntStream.range(0, records.size())
                .mapToObj(new GeneratedRecords(table.columns()).of(table))
                .toList();
    }

    @Test
    void arraysOfAFewTextsAreSetsAndComeBackInTheirOrder() throws FlowFileRejectedException {
        final List<Record> records = new ArrayList<>(
                all(times(9, "red"), times(5, "blue", "green"), times(5, "green", "red"), times(6), times(7, "blue")));
        records.add(record((String[]) null));
        final RecordLayout layout = layout(records);
        assertEquals(List.of("n", "tags?", "tags{blue}", "tags{green}", "tags{red}"), names(layout));
        assertEquals(List.of(), layout.notes());
        assertArrayEquals(new Object[] {1, true, true, true, false}, layout.row(records.get(9)));
        assertArrayEquals(new Object[] {1, false, null, null, null}, layout.row(records.getLast()));

        final List<Record> back = there(layout, records);
        for (int r = 0; r < records.size() - 1; r++) {
            assertArrayEquals(records.get(r).getAsArray("tags"), back.get(r).getAsArray("tags"));
        }
        assertNull(back.getLast().getValue("tags"));
        assertEquals(SCHEMA.getDataTypes(), back.getFirst().getSchema().getDataTypes());
    }

    @Test
    void theOrderIsThatOfMostArraysAndIsSaidToBeLost() throws FlowFileRejectedException {
        final RecordLayout layout =
                layout(all(times(20, "b", "a"), times(5, "a", "b"), times(9, "c", "b"), times(5, "a")));
        assertEquals(List.of("n", "tags{c}", "tags{b}", "tags{a}"), names(layout));
        assertTrue(layout.notes().getFirst().contains("'tags'"), layout.notes().toString());
        assertTrue(
                layout.notes().getFirst().contains("most common order"),
                layout.notes().toString());
    }

    @Test
    void rareTextsAreLeftOutAndNotNamed() throws FlowFileRejectedException {
        final List<Record> records = new ArrayList<>(all(times(60, "x", "y"), times(60, "y")));
        records.add(record("Jane Doe", "y"));
        final RecordLayout layout = layout(records);
        assertEquals(List.of("n", "tags{x}", "tags{y}"), names(layout));
        assertTrue(
                layout.notes().getFirst().contains("1 others"), layout.notes().toString());
        assertTrue(layout.notes().stream().noneMatch(note -> note.contains("Jane")));
    }

    @Test
    void whatIsNoSetIsRefusedOrLeftOut() throws FlowFileRejectedException {
        final List<List<Record>> others = List.of(
                all(times(20, "a", "a"), times(20, "b")),
                all(times(20, "a", null), times(20, "b")),
                all(times(20, "x".repeat(101)), times(20)),
                IntStream.range(0, 100)
                        .mapToObj(r -> r % 2 == 0 ? record("a" + r) : record("a" + r, "b" + r))
                        .toList());
        for (final List<Record> records : others) {
            final String message = assertThrows(FlowFileRejectedException.class, () -> layout(records))
                    .getMessage();
            assertTrue(message.contains("'tags'") && message.contains("sets of a few texts"), message);

            final RecordLayout layout = layout(new LayoutOptions(Set.of(), true, true, false), records);
            assertEquals(List.of("n"), names(layout));
            assertEquals(Set.of("n", "tags"), layout.names());
            assertEquals(Set.of("tags"), layout.unlearnt().keySet());
            assertTrue(
                    layout.notes().getFirst().endsWith("It is left out"),
                    layout.notes().toString());
        }
        final List<Record> set = all(times(20, "a"), times(20));
        assertThrows(
                FlowFileRejectedException.class, () -> layout(new LayoutOptions(Set.of(), false, false, false), set));
    }

    @Test
    void setsOfSeveralFlowFilesAreOne() throws FlowFileRejectedException {
        // Each alone is of one length, or lacks a text.
        final RecordLayout first = layout(times(10, "a", "b"));
        final RecordLayout second = layout(all(times(10, "b"), times(10, "b", "c")));
        assertEquals(List.of("n", "tags[0]", "tags[1]"), names(first));
        assertEquals(List.of("n", "tags{a}", "tags{b}", "tags{c}"), names(first.join(second)));
    }

    @Test
    void aRecordOfWhichNothingCanBeLearntIsPresentOrNot() throws FlowFileRejectedException {
        final RecordSchema schema = new SimpleRecordSchema(List.of(
                new RecordField("n", RecordFieldType.INT.getDataType()),
                new RecordField("inner", RecordFieldType.RECORD.getRecordDataType(SCHEMA)),
                new RecordField(
                        "list",
                        RecordFieldType.ARRAY.getArrayDataType(RecordFieldType.RECORD.getRecordDataType(SCHEMA)))));
        final RecordInspector inspector =
                new RecordInspector(schema, new LayoutOptions(Set.of("inner.n"), true, true, false));
        all(times(9, "a", "a"), times(9, "b"))
                .forEach(inner -> inspector.see(new MapRecord(schema, new HashMap<>(Map.of("n", 1, "inner", inner)))));
        final RecordLayout layout = inspector.layout();
        assertEquals(List.of("n", "inner?"), names(layout));
        assertEquals(Set.of("inner.tags", "list"), layout.unlearnt().keySet());
    }
}
