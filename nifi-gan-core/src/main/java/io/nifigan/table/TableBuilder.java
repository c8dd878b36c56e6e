// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Collects rows of records and recognises what each column is. */
public final class TableBuilder {
    private static final int CHECKED_EVERY = 256;
    /** A text takes some 100 bytes, a cell 8. */
    private static final int CELLS_PER_TEXT = 12;

    private final List<ColumnBuffer> buffers;
    private final Map<String, ColumnKind> overrides;
    private final Map<String, SemanticType> meanings;
    /** The columns where they are known, else null. */
    private final List<Column> known;

    private int rows;
    private List<String> warnings = List.of();
    /** Null where all rows are to stay in memory. */
    private SpillSettings spill;
    /** Null until there are too many rows. */
    private SpilledRows spilled;

    private boolean built;

    /**
     * @param fields the records' fields
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
    public TableBuilder(
            final List<Field> fields,
            final Map<String, ColumnKind> overrides,
            final Map<String, SemanticType> meanings) {
        this(fields, overrides, meanings, null);
    }

    private TableBuilder(
            final List<Field> fields,
            final Map<String, ColumnKind> overrides,
            final Map<String, SemanticType> meanings,
            final List<Column> known) {
        this.buffers = fields.stream().map(ColumnBuffer::new).toList();
        this.overrides = Map.copyOf(overrides);
        this.meanings = Map.copyOf(meanings);
        this.known = known;
    }

    /**
     * A builder for rows of a known table (to score them): kinds are given; what does not fit a column counts as
     * missing. A category that the known table does not have is kept in the dictionary.
     */
    public static TableBuilder forColumns(final List<Column> columns) {
        return new TableBuilder(columns.stream().map(Column::field).toList(), Map.of(), Map.of(), List.copyOf(columns));
    }

    /**
     * Has rows go to disk once there are too many of them. Whoever asks for it has to discard the builder, or close the
     * table that it gives.
     */
    public TableBuilder spilling(final SpillSettings settings) {
        spill = settings;
        return this;
    }

    /**
     * Adds a row.
     *
     * @param values one value a field, in the fields' order: null, Boolean, any Number, Character, String, LocalDate,
     *     LocalTime or LocalDateTime
     * @throws IllegalArgumentException where the number of values is not that of the fields
     * @throws SpillException where rows have to go to disk and cannot
     */
    public void add(final Object[] values) {
        if (values.length != buffers.size()) {
            throw new IllegalArgumentException(
                    "The row has %d values; the table has %d fields".formatted(values.length, buffers.size()));
        }
        for (int c = 0; c < values.length; c++) {
            buffers.get(c).add(values[c]);
        }
        rows++;
        if (spill != null
                && (spilled != null
                        ? buffers.getFirst().size() == SpilledRows.BLOCK
                        : rows % CHECKED_EVERY == 0 && isFull())) {
            spill();
        }
    }

    private boolean isFull() {
        long cells = (long) rows * buffers.size();
        for (final ColumnBuffer buffer : buffers) {
            cells += (long) CELLS_PER_TEXT * buffer.dictionary().size();
        }
        return cells > spill.cells();
    }

    private void spill() {
        if (spilled == null) {
            spilled = new SpilledRows(buffers.stream().map(ColumnBuffer::field).toList(), spill);
        }
        spilled.append(buffers);
        buffers.forEach(ColumnBuffer::clear);
    }

    /**
     * Whether there were so many rows that they are on disk: then {@link #buildLarge} gives the table, and otherwise
     * {@link #build}.
     */
    public boolean isLarge() {
        return spilled != null;
    }

    /**
     * The table of all rows, which are on disk; it is to be closed.
     *
     * @param random by which the sample is drawn
     */
    public LargeTable buildLarge(final RandomGenerator random) {
        if (spilled == null) {
            throw new IllegalStateException("The rows are in memory");
        }
        spill();
        final int[] sampled = draw(rows, spill.sampleRows(rows, buffers.size()), random);
        final List<ColumnBuffer> some =
                buffers.stream().map(ColumnBuffer::field).map(ColumnBuffer::new).toList();
        for (int c = 0; c < some.size(); c++) {
            int next = 0;
            for (int block = 0; block < spilled.blocks(); block++) {
                final ColumnBuffer read = spilled.read(block, c);
                final int start = spilled.start(block);
                for (; next < sampled.length && sampled[next] - start < read.size(); next++) {
                    some.get(c).add(read, sampled[next] - start);
                }
            }
        }
        final LargeTable large = new LargeTable(spill, spilled, build(some, sampled.length), sampled);
        built = true;
        return large;
    }

    /** Which rows are drawn, in their order, each set of them as likely as any other. */
    private static int[] draw(final int rows, final int count, final RandomGenerator random) {
        final int[] drawn = new int[count];
        int found = 0;
        for (int r = 0; found < count; r++) {
            if (random.nextInt(rows - r) < count - found) {
                drawn[found++] = r;
            }
        }
        return drawn;
    }

    /** Frees the disk where no table was made of what is there. */
    public void discard() {
        if (spilled != null && !built) {
            spilled.close();
        }
    }

    public int rows() {
        return rows;
    }

    /** The table of all rows added so far, which are in memory. */
    public Table build() {
        if (spilled != null) {
            throw new IllegalStateException("The rows are on disk");
        }
        return build(buffers, rows);
    }

    /**
     * @param held the rows, or some of them: what was wrong with values as they came is told by the buffers that they
     *     came to
     */
    private Table build(final List<ColumnBuffer> held, final int count) {
        final int width = buffers.size();
        final List<Column> columns = new ArrayList<>(width);
        final double[][] numbers = new double[width][];
        final int[][] codes = new int[width][];
        final List<List<String>> dictionaries = new ArrayList<>(width);
        final List<String> notes = new ArrayList<>();
        for (int c = 0; c < width; c++) {
            final ColumnBuffer buffer = held.get(c);
            final Field field = buffer.field();
            final KindDetector.Found found = find(buffer, c);
            final ColumnData data = ColumnData.of(buffer, found.kind(), found.format());
            columns.add(
                    known != null
                            ? known.get(c)
                            : new Column(
                                    field,
                                    found.kind(),
                                    found.kind().isNumeric() ? Steps.of(found.kind(), data.numbers(), field) : 0,
                                    found.format(),
                                    found.meaning()));
            numbers[c] = data.numbers();
            codes[c] = data.codes();
            dictionaries.add(data.dictionary());
            note(notes, buffers.get(c), found.kind(), data);
        }
        Stream.concat(overrides.keySet().stream(), meanings.keySet().stream())
                .distinct()
                .filter(name -> buffers.stream()
                        .noneMatch(buffer -> buffer.field().name().equals(name)))
                .sorted()
                .forEach(name ->
                        notes.add("A kind is set for column '%s', but there is no such column".formatted(name)));
        warnings = List.copyOf(notes);
        return new Table(columns, count, numbers, codes, dictionaries);
    }

    private KindDetector.Found find(final ColumnBuffer buffer, final int column) {
        if (known != null) {
            return new KindDetector.Found(
                    known.get(column).kind(), known.get(column).format());
        }
        final SemanticType meaning = meanings.get(buffer.field().name());
        if (meaning != null) {
            return KindDetector.forced(buffer, meaning);
        }
        final ColumnKind forced = overrides.get(buffer.field().name());
        return forced == null ? KindDetector.detect(buffer) : KindDetector.forced(buffer, forced);
    }

    private void note(
            final List<String> notes, final ColumnBuffer buffer, final ColumnKind kind, final ColumnData data) {
        final String name = buffer.field().name();
        final SemanticType meaning = meanings.get(name);
        if (meaning != null && !buffer.isOfTexts() && !meaning.mayBeNumber()) {
            notes.add(("Column '%s': '%s' does not go with a field of type %s; its values are made anew in "
                            + "the same shape")
                    .formatted(name, meaning.label(), buffer.field().type()));
        }
        final int infinite = buffer.infinite() + data.infinite();
        if (infinite > 0) {
            notes.add("Column '%s': %s or not a number; counted as missing"
                    .formatted(name, count(infinite, "value is infinite", "values are infinite")));
        }
        if (buffer.unreadable() > 0) {
            notes.add("Column '%s': %s not of the field's type %s; counted as missing"
                    .formatted(
                            name,
                            count(buffer.unreadable(), "value is", "values are"),
                            buffer.field().type()));
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
