// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import io.nifigan.text.CsvDialect;
import java.io.BufferedInputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads and writes tables as CSV files: a header line, an empty cell for a missing value. The encoding and the
 * separator of a file are found in it ({@link CsvDialect}). A file whose name ends in {@code .gz} is compressed with
 * gzip.
 */
public final class CsvTables {
    private CsvTables() {}

    /**
     * Reads a whole file into a builder; call {@link TableBuilder#build()} on it.
     *
     * @param file the file
     * @param overrides kinds set by the user, by column name
     * @throws IOException where the file cannot be read, has no header or no rows, or a row has more or fewer cells
     *     than the header
     */
    public static TableBuilder read(final Path file, final Map<String, ColumnKind> overrides) throws IOException {
        return read(file, fields -> new TableBuilder(fields, overrides));
    }

    /** Reads a whole file into the builder that a function makes for the header's fields. */
    public static TableBuilder read(final Path file, final Function<List<Field>, TableBuilder> builders)
            throws IOException {
        return read(file, dialect(file), builders);
    }

    /**
     * Finds how a file is written.
     *
     * @throws IOException where it cannot be read or is no text
     */
    public static CsvDialect dialect(final Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("%s is not a file".formatted(file));
        }
        try {
            return CsvDialect.of(() -> open(file));
        } catch (final IOException e) {
            throw new IOException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** Reads a whole file of a known dialect into the builder that a function makes for the header's fields. */
    public static TableBuilder read(
            final Path file, final CsvDialect dialect, final Function<List<Field>, TableBuilder> builders)
            throws IOException {
        final TableBuilder builder = readRows(file, dialect, builders);
        if (builder.rows() == 0) {
            throw new IOException("%s has a header but no rows".formatted(file));
        }
        return builder;
    }

    /** Reads a whole file, which may have no rows, into the builder that a function makes for the header's fields. */
    public static TableBuilder readRows(final Path file, final Function<List<Field>, TableBuilder> builders)
            throws IOException {
        return readRows(file, dialect(file), builders);
    }

    private static TableBuilder readRows(
            final Path file, final CsvDialect dialect, final Function<List<Field>, TableBuilder> builders)
            throws IOException {
        try (InputStream in = open(file);
                CSVParser parser = CSVParser.builder()
                        .setReader(dialect.reader(in))
                        .setFormat(dialect.format())
                        .get()) {
            TableBuilder builder = null;
            Object[] cells = new Object[0];
            for (final CSVRecord row : parser) {
                if (builder == null) {
                    builder = builders.apply(header(file, row));
                    cells = new Object[row.size()];
                    continue;
                }
                if (row.size() != cells.length) {
                    throw new IOException("%s: line %d has %d cells, the header has %d; quote cells that hold a %s"
                            .formatted(
                                    file,
                                    parser.getCurrentLineNumber(),
                                    row.size(),
                                    cells.length,
                                    CsvDialect.name(dialect.separator())));
                }
                for (int c = 0; c < cells.length; c++) {
                    cells[c] = row.get(c).isEmpty() ? null : row.get(c);
                }
                builder.add(cells);
            }
            if (builder == null) {
                throw new IOException("%s is empty; it needs a header line and rows".formatted(file));
            }
            return builder;
        } catch (final UncheckedIOException e) {
            throw new IOException(
                    "%s cannot be read as CSV: %s".formatted(file, e.getCause().getMessage()), e);
        } catch (final IllegalStateException e) {
            throw new IOException("%s cannot be read as CSV: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static InputStream open(final Path file) throws IOException {
        final InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        try {
            return isCompressed(file) ? new GZIPInputStream(raw, 1 << 16) : raw;
        } catch (final IOException e) {
            raw.close();
            throw e;
        }
    }

    private static boolean isCompressed(final Path file) {
        return file.getFileName().toString().endsWith(".gz");
    }

    private static List<Field> header(final Path file, final CSVRecord row) throws IOException {
        final List<Field> fields = new ArrayList<>();
        final Set<String> names = new HashSet<>();
        for (final String name : row) {
            if (name.isBlank()) {
                throw new IOException(
                        "%s: column %d has no name in the header; write one".formatted(file, fields.size() + 1));
            }
            if (!names.add(name)) {
                throw new IOException("%s: the header has the column '%s' twice; rename one".formatted(file, name));
            }
            fields.add(new Field(name, ValueType.STRING));
        }
        return fields;
    }

    /** Writes a table with its header. */
    public static void write(final Table table, final Path file) throws IOException {
        try (Writer writer = new Writer(file, table.columns())) {
            writer.write(table);
        }
    }

    /** A CSV writer for a table in parts, so that not all rows need to be in memory. */
    public static final class Writer implements AutoCloseable {
        private final CSVPrinter printer;
        private final int width;

        /** Creates or replaces the file and writes the header. */
        public Writer(final Path file, final List<Column> columns) throws IOException {
            this(file, columns, CsvDialect.STANDARD);
        }

        /** Creates or replaces the file and writes the header, in a dialect. */
        public Writer(final Path file, final List<Column> columns, final CsvDialect dialect) throws IOException {
            final OutputStream raw = Files.newOutputStream(file);
            final OutputStream out = isCompressed(file) ? new GZIPOutputStream(raw, 1 << 16) : raw;
            final BufferedWriter text = new BufferedWriter(new OutputStreamWriter(out, dialect.charset()), 1 << 16);
            if (dialect.byteOrderMark()) {
                text.write('\uFEFF');
            }
            printer = new CSVPrinter(text, dialect.format());
            final List<Column> fields = FormColumns.fields(columns);
            width = fields.size();
            printer.printRecord(fields.stream().map(Column::name).toList());
        }

        /** Appends rows. */
        public void write(final Table rows) throws IOException {
            final Object[] cells = new Object[width];
            for (int r = 0; r < rows.rows(); r++) {
                for (int c = 0; c < width; c++) {
                    final Object value = rows.value(c, r);
                    cells[c] = value == null ? "" : value;
                }
                printer.printRecord(cells);
            }
        }

        @Override
        public void close() throws IOException {
            printer.close(true);
        }
    }
}
