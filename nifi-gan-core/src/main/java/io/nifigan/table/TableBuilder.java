// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Collects rows of records and recognises what each column is. */
public final class TableBuilder {
    private final List<ColumnBuffer> buffers;
    private final Map<String, ColumnKind> overrides;
    private final Map<String, IdentifierMeaning> meanings;
    /** The columns where they are known, else null. */
    private final List<Column> known;
    private int rows;
    private List<String> warnings = List.of();

    /**
     * @param fields    the records' fields
     * @param overrides kinds set by the user, by field name; names that are no field are told by {@link #warnings()}
     */
    public TableBuilder(final List<Field> fields, final Map<String, ColumnKind> overrides) {
        this(fields, overrides, Map.of(), null);
    }

    /**
     * As {@link #TableBuilder(List, Map)}, where the user also says what identifiers are.
     *
     * @param meanings by field name: the column is an identifier, and this is what its values are
     */
    public TableBuilder(final List<Field> fields, final Map<String, ColumnKind> overrides, final Map<String, IdentifierMeaning> meanings) {
        this(fields, overrides, meanings, null);
    }

    private TableBuilder(final List<Field> fields, final Map<String, ColumnKind> overrides, final Map<String, IdentifierMeaning> meanings,
                         final List<Column> known) {
        this.buffers = fields.stream().map(ColumnBuffer::new).toList();
        this.overrides = Map.copyOf(overrides);
        this.meanings = Map.copyOf(meanings);
        this.known = known;
    }

    /**
     * A builder for rows of a known table (to score them): kinds are given; what does not fit a column counts as missing. A
     * category that the known table does not have is kept in the dictionary.
     */
    public static TableBuilder forColumns(final List<Column> columns) {
        return new TableBuilder(columns.stream().map(Column::field).toList(), Map.of(), Map.of(), List.copyOf(columns));
    }

    /**
     * Adds a row.
     *
     * @param values one value a field, in the fields' order: null, Boolean, any Number, Character, String, LocalDate,
     *               LocalTime or LocalDateTime
     * @throws IllegalArgumentException where the number of values is not that of the fields
     */
    public void add(final Object[] values) {
        if (values.length != buffers.size()) {
            throw new IllegalArgumentException("The row has %d values; the table has %d fields".formatted(values.length, buffers.size()));
        }
        for (int c = 0; c < values.length; c++) {
            buffers.get(c).add(values[c]);
        }
        rows++;
    }

    public int rows() {
        return rows;
    }

    /** The table of all rows added so far. */
    public Table build() {
        final int width = buffers.size();
        final List<Column> columns = new ArrayList<>(width);
        final double[][] numbers = new double[width][];
        final int[][] codes = new int[width][];
        final List<List<String>> dictionaries = new ArrayList<>(width);
        final List<String> notes = new ArrayList<>();
        for (int c = 0; c < width; c++) {
            final ColumnBuffer buffer = buffers.get(c);
            final Field field = buffer.field();
            final KindDetector.Found found = find(c);
            final ColumnData data = ColumnData.of(buffer, found.kind(), found.format());
            columns.add(known != null ? known.get(c)
                    : new Column(field, found.kind(), found.kind().isNumeric() ? Steps.of(found.kind(), data.numbers(), field) : 0, found.format(),
                            found.meaning()));
            numbers[c] = data.numbers();
            codes[c] = data.codes();
            dictionaries.add(data.dictionary());
            note(notes, buffer, found.kind(), data);
        }
        Stream.concat(overrides.keySet().stream(), meanings.keySet().stream()).distinct().filter(name -> buffers.stream().noneMatch(buffer -> buffer.field().name().equals(name))).sorted()
                .forEach(name -> notes.add("A kind is set for column '%s', but there is no such column".formatted(name)));
        warnings = List.copyOf(notes);
        return new Table(columns, rows, numbers, codes, dictionaries);
    }

    private KindDetector.Found find(final int column) {
        if (known != null) {
            return new KindDetector.Found(known.get(column).kind(), known.get(column).format());
        }
        final ColumnBuffer buffer = buffers.get(column);
        final IdentifierMeaning meaning = meanings.get(buffer.field().name());
        if (meaning != null) {
            return KindDetector.forced(buffer, meaning);
        }
        final ColumnKind forced = overrides.get(buffer.field().name());
        return forced == null ? KindDetector.detect(buffer) : KindDetector.forced(buffer, forced);
    }

    private void note(final List<String> notes, final ColumnBuffer buffer, final ColumnKind kind, final ColumnData data) {
        final String name = buffer.field().name();
        final IdentifierMeaning meaning = meanings.get(name);
        if (meaning != null && !buffer.isOfTexts() && !meaning.mayBeNumber()) {
            notes.add("Column '%s': '%s' does not go with a field of type %s; its values are made anew in the same shape".formatted(name,
                    meaning.label(), buffer.field().type()));
        }
        final int infinite = buffer.infinite() + data.infinite();
        if (infinite > 0) {
            notes.add("Column '%s': %s or not a number; counted as missing".formatted(name, count(infinite, "value is infinite",
                    "values are infinite")));
        }
        if (buffer.unreadable() > 0) {
            notes.add("Column '%s': %s not of the field's type %s; counted as missing"
                    .formatted(name, count(buffer.unreadable(), "value is", "values are"), buffer.field().type()));
        }
        if (data.unfit() > 0) {
            notes.add("Column '%s': %s not fit its kind %s; counted as missing"
                    .formatted(name, count(data.unfit(), "value does", "values do"), kind));
        }
        if (buffer.inexact() > 0 && kind.isNumeric()) {
            notes.add("Column '%s': %s more digits than can be kept; learnt to about 15 digits"
                    .formatted(name, count(buffer.inexact(), "value has", "values have")));
        }
    }

    private static String count(final int number, final String one, final String many) {
        return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? one : many);
    }

    /**
     * What a user should know of what was read, one sentence each, without any value of the rows: infinities taken as
     * missing and how many, texts that did not fit a forced kind, and the like. Known after {@link #build()}.
     */
    public List<String> warnings() {
        return warnings;
    }
}
