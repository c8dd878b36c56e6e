// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import io.nifigan.form.Forms;
import io.nifigan.text.TextWarnings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** A builder that collects rows of records and detects the kind of each column. */
public final class TableBuilder {
    private static final int CHECKED_EVERY = 256;
    /** A distinct text counts as 12 cells: it takes some 100 bytes, a cell 8. */
    private static final int CELLS_PER_TEXT = 12;

    private final List<ColumnBuffer> buffers;
    private final Map<String, ColumnKind> overrides;
    private final Map<String, SemanticType> meanings;
    /** The given columns; null where kinds are detected. */
    private final List<Column> known;
    /** For each column the rows with a value; null where kinds are detected. */
    private final BitSet[] given;

    private int rows;
    private List<String> warnings = List.of();
    private List<ColumnVerdict> verdicts = List.of();
    /** Null where all rows are to stay in memory. */
    private SpillSettings spill;
    /** Null until there are too many rows for memory. */
    private SpilledRows spilled;

    private boolean built;

    /**
     * @param fields the records' fields
     * @param overrides kinds set by the user, by field name; {@link #warnings()} reports names without a field
     */
    public TableBuilder(final List<Field> fields, final Map<String, ColumnKind> overrides) {
        this(fields, overrides, Map.of(), null);
    }

    /**
     * A builder with kinds and semantic types set by the user.
     *
     * @param meanings semantic types by field name; these columns are identifiers
     */
    public TableBuilder(
            final List<Field> fields,
            final Map<String, ColumnKind> overrides,
            final Map<String, SemanticType> meanings) {
        this(fields, overrides, meanings, null);
    }

    private TableBuilder(
            final List<ColumnBuffer> buffers,
            final int rows,
            final Map<String, ColumnKind> overrides,
            final Map<String, SemanticType> meanings) {
        this.buffers = buffers;
        this.rows = rows;
        this.overrides = Map.copyOf(overrides);
        this.meanings = Map.copyOf(meanings);
        this.known = null;
        this.given = null;
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
        this.given = known == null ? null : new BitSet[fields.size()];
        if (given != null) {
            Arrays.setAll(given, c -> new BitSet());
        }
    }

    /**
     * A builder for further rows of a known table, such as rows to score. Kinds are given; a value that does not fit
     * its column counts as missing. A category that the known table does not have is added to the dictionary. Rows have
     * no values for columns of forms (see {@link FormColumns}).
     */
    public static TableBuilder forColumns(final List<Column> columns) {
        return new TableBuilder(
                FormColumns.fields(columns).stream().map(Column::field).toList(),
                Map.of(),
                Map.of(),
                List.copyOf(columns));
    }

    /**
     * A builder of the same rows, in which some columns have given kinds, whatever was set before. Rows must be in
     * memory, and none may be added to either builder afterwards.
     */
    public TableBuilder withKinds(final Map<String, ColumnKind> kinds) {
        if (spilled != null || known != null) {
            throw new IllegalStateException("The rows are on disk, or of a known table");
        }
        final Map<String, ColumnKind> all = new HashMap<>(overrides);
        all.putAll(kinds);
        final Map<String, SemanticType> left = new HashMap<>(meanings);
        left.keySet().removeAll(kinds.keySet());
        return new TableBuilder(buffers, rows, all, left);
    }

    /** Builds the table with every column read as text. */
    public Table texts() {
        final Map<String, ColumnKind> kinds = new HashMap<>();
        buffers.forEach(buffer -> kinds.put(buffer.field().name(), ColumnKind.CATEGORY));
        return withKinds(kinds).build();
    }

    /**
     * Lets rows go to disk once there are too many for memory. The caller must then {@link #discard()} the builder or
     * close the {@link LargeTable} that it builds.
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
     * @throws SpillException where rows must go to disk and cannot be written
     */
    public void add(final Object[] values) {
        if (values.length != buffers.size()) {
            throw new IllegalArgumentException(
                    "The row has %d values; the table has %d fields".formatted(values.length, buffers.size()));
        }
        for (int c = 0; c < values.length; c++) {
            buffers.get(c).add(values[c]);
            if (given != null && isGiven(values[c])) {
                given[c].set(rows);
            }
        }
        rows++;
        if (spill != null
                && (spilled != null
                        ? buffers.getFirst().size() == SpilledRows.BLOCK
                        : rows % CHECKED_EVERY == 0 && isFull())) {
            spill();
        }
    }

    /** Whether a value is present: neither null nor a marker for missing. */
    private static boolean isGiven(final Object value) {
        return switch (value) {
            case null -> false;
            case Double number -> !number.isNaN();
            case Float number -> !number.isNaN();
            case String text -> !text.isBlank() && !Forms.isNotFinite(text);
            default -> true;
        };
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

    /** Whether the rows are on disk; then call {@link #buildLarge}, otherwise {@link #build}. */
    public boolean isLarge() {
        return spilled != null;
    }

    /**
     * Builds the table of rows on disk; the caller must close it.
     *
     * @param random the generator that draws the sample
     */
    public LargeTable buildLarge(final RandomGenerator random) {
        if (spilled == null) {
            throw new IllegalStateException("The rows are in memory; call build()");
        }
        spill();
        final int[] sampled = draw(rows, spill.sampleRows(rows, buffers.size()), random);
        final List<ColumnBuffer> sampleBuffers =
                buffers.stream().map(ColumnBuffer::field).map(ColumnBuffer::new).toList();
        for (int c = 0; c < sampleBuffers.size(); c++) {
            int next = 0;
            for (int block = 0; block < spilled.blocks(); block++) {
                final ColumnBuffer read = spilled.read(block, c);
                final int start = spilled.start(block);
                for (; next < sampled.length && sampled[next] - start < read.size(); next++) {
                    sampleBuffers.get(c).add(read, sampled[next] - start);
                }
            }
        }
        final LargeTable large = new LargeTable(spill, spilled, build(sampleBuffers, sampled.length), sampled);
        built = true;
        return large;
    }

    /** The indices of a uniform sample of rows, drawn without replacement, ascending. */
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

    /** Frees the disk space where no table was built from it. */
    public void discard() {
        if (spilled != null && !built) {
            spilled.close();
        }
    }

    /** The number of rows added so far. */
    public int rows() {
        return rows;
    }

    /** Builds the table of all rows added so far, which must be in memory. */
    public Table build() {
        if (spilled != null) {
            throw new IllegalStateException("The rows are on disk; call buildLarge()");
        }
        final Table table = build(buffers, rows);
        return known == null ? table : table.withUnfit(unfit(table));
    }

    /** For each column the rows whose value does not fit; null where there are none. */
    private BitSet[] unfit(final Table table) {
        final int[] forms = FormColumns.of(table.columns());
        final BitSet[] unfit = new BitSet[forms.length];
        for (int c = 0; c < given.length; c++) {
            for (int r = given[c].nextSetBit(0); r >= 0; r = given[c].nextSetBit(r + 1)) {
                // A word among numbers has a form, but no number.
                if (table.isMissing(c, r) && (forms[c] < 0 || table.isMissing(forms[c], r))) {
                    unfit[c] = unfit[c] == null ? new BitSet() : unfit[c];
                    unfit[c].set(r);
                }
            }
        }
        return unfit;
    }

    /**
     * Builds a table and collects the warnings.
     *
     * @param held buffers with all rows or a sample; the original {@code buffers} hold the counts for the warnings
     */
    private Table build(final List<ColumnBuffer> held, final int count) {
        final Assembly table = new Assembly();
        final int[] knownForms = known == null ? null : FormColumns.of(known);
        final List<String> notes = new ArrayList<>();
        final List<ColumnVerdict> said = new ArrayList<>();
        for (int c = 0; c < buffers.size(); c++) {
            final ColumnBuffer buffer = held.get(c);
            final Field field = buffer.field();
            final KindDetector.Found found = detect(buffer, c);
            final ColumnData data = ColumnData.of(buffer, found.kind(), found.format(), found.forms());
            table.add(
                    known != null
                            ? known.get(c)
                            : new Column(
                                    field,
                                    found.kind(),
                                    found.kind().isNumeric() ? Steps.of(found.kind(), data.numbers(), field) : 0,
                                    found.format(),
                                    found.meaning()),
                    data);
            if (found.forms() != null) {
                table.addForms(
                        knownForms == null ? FormColumns.column(field, found.forms()) : known.get(knownForms[c]),
                        data.forms());
            }
            said.add(ColumnVerdicts.of(
                    buffers.get(c), buffer, table.columns.getLast(), found.forms(), data, isRecognised(field)));
            addWarnings(notes, field);
            if (known == null && data.dictionary() != null) {
                notes.addAll(TextWarnings.of(
                        field.name(), data.dictionary(), buffers.size() == 1, found.meaning() == SemanticType.KEY));
            }
        }
        notes.addAll(ColumnVerdicts.warnings(said));
        Stream.concat(overrides.keySet().stream(), meanings.keySet().stream())
                .distinct()
                .filter(name -> buffers.stream()
                        .noneMatch(buffer -> buffer.field().name().equals(name)))
                .sorted()
                .forEach(name ->
                        notes.add("A kind is set for column '%s', but there is no such column".formatted(name)));
        warnings = List.copyOf(notes);
        verdicts = List.copyOf(said);
        return table.build(count);
    }

    private KindDetector.Found detect(final ColumnBuffer buffer, final int column) {
        if (known != null) {
            final int form = FormColumns.of(known)[column];
            return new KindDetector.Found(
                    known.get(column).kind(),
                    known.get(column).format(),
                    null,
                    form < 0 ? null : FormColumns.mixture(known.get(column), known.get(form)));
        }
        final SemanticType meaning = meanings.get(buffer.field().name());
        if (meaning != null) {
            return KindDetector.forced(buffer, meaning);
        }
        final ColumnKind forced = overrides.get(buffer.field().name());
        return forced == null ? KindDetector.detect(buffer) : KindDetector.forced(buffer, forced);
    }

    /** Whether the kind of a field's column is neither known nor set by the user. */
    private boolean isRecognised(final Field field) {
        return known == null && !overrides.containsKey(field.name()) && !meanings.containsKey(field.name());
    }

    private void addWarnings(final List<String> notes, final Field field) {
        final SemanticType meaning = meanings.get(field.name());
        final boolean text = field.type() == ValueType.STRING || field.type() == ValueType.CHAR;
        if (meaning != null && !text && !meaning.mayBeNumber()) {
            notes.add(("Column '%s': a field of type %s cannot hold '%s'; new values "
                            + "get the same format as the old ones")
                    .formatted(field.name(), field.type(), meaning.label()));
        }
    }

    /**
     * Warnings for the user about the values, such as how many infinite ones count as missing: one sentence each, none
     * with a value of the rows. Empty before {@link #build()} or {@link #buildLarge}.
     */
    public List<String> warnings() {
        return warnings;
    }

    /**
     * What becomes of each field's column, in the order of the fields. Empty before {@link #build()} or
     * {@link #buildLarge}.
     */
    public List<ColumnVerdict> verdicts() {
        return verdicts;
    }

    /** The columns of a table that is put together, those of forms after all others. */
    private static final class Assembly {
        private final List<Column> columns = new ArrayList<>();
        private final List<ColumnData> data = new ArrayList<>();
        private final List<Column> forms = new ArrayList<>();
        private final List<ColumnData> formData = new ArrayList<>();

        void add(final Column column, final ColumnData values) {
            columns.add(column);
            data.add(values);
        }

        /** Adds the column with the forms of the last column's values, {@code [rows]} indices of its symbols. */
        void addForms(final Column column, final int[] codes) {
            forms.add(column);
            formData.add(new ColumnData(null, codes, column.field().symbols(), 0, 0, 0, null));
        }

        Table build(final int rows) {
            columns.addAll(forms);
            data.addAll(formData);
            return new Table(
                    columns,
                    rows,
                    data.stream().map(ColumnData::numbers).toArray(double[][]::new),
                    data.stream().map(ColumnData::codes).toArray(int[][]::new),
                    // A numeric column has no dictionary, so the list holds nulls.
                    new ArrayList<>(data.stream().map(ColumnData::dictionary).toList()));
        }
    }
}
