// SPDX-License-Identifier: Apache-2.0
package io.nifigan.text;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * How a CSV file is written. A file can be written the way another one came.
 *
 * @param charset the encoding of its characters
 * @param byteOrderMark whether it begins with a byte order mark
 * @param separator the character between cells: a comma, semicolon, tab or vertical bar
 * @param lineEnd the end of a line
 */
public record CsvDialect(Charset charset, boolean byteOrderMark, char separator, String lineEnd) {
    /** UTF-8 without a byte order mark, commas between cells, line feeds. */
    public static final CsvDialect STANDARD = new CsvDialect(StandardCharsets.UTF_8, false, ',', "\n");

    /** Separators, the most likely first. */
    static final String SEPARATORS = ",\t;|";

    /** The records that are counted to find the separator. */
    private static final int EXAMINED = 200;

    /** Opens a file's content. */
    @FunctionalInterface
    public interface Source {
        /** The content from its start, unpacked. */
        InputStream open() throws IOException;
    }

    /**
     * Finds how a file is written. It reads the whole file, because the first character that is not ASCII may be
     * anywhere.
     *
     * @throws IOException where the file cannot be read or is no text; the message says what it looks like
     */
    public static CsvDialect of(final Source source) throws IOException {
        final TextEncoding encoding = TextEncoding.of(source);
        final CsvDialect guess = new CsvDialect(encoding.charset(), encoding.byteOrderMark(), ',', STANDARD.lineEnd());
        final List<Counts> counts = new ArrayList<>();
        for (final char separator : SEPARATORS.toCharArray()) {
            counts.add(Counts.of(source, guess, separator));
        }
        final Counts found = choose(counts);
        return new CsvDialect(guess.charset, guess.byteOrderMark, found.separator, found.lineEnd);
    }

    /** Reads content in this dialect; skips the byte order mark. */
    public InputStreamReader reader(final InputStream content) throws IOException {
        final InputStream in = new BufferedInputStream(content, 1 << 16);
        if (byteOrderMark) {
            in.skipNBytes("\uFEFF".getBytes(charset).length);
        }
        return new InputStreamReader(in, charset);
    }

    /** The format of the CSV library. */
    public CSVFormat format() {
        return CSVFormat.DEFAULT
                .builder()
                .setDelimiter(separator)
                .setRecordSeparator(lineEnd)
                .setIgnoreEmptyLines(true)
                .get();
    }

    /** Whether cells are separated by commas and characters encoded as UTF-8. */
    public boolean isStandard() {
        return separator == ',' && charset.equals(StandardCharsets.UTF_8);
    }

    /** The encoding and the separator in words, such as "UTF-16LE with tabs between cells". */
    public String describe() {
        return "%s with %s between cells".formatted(charset.name(), plural(separator));
    }

    /** The name of a separator, such as "semicolon". */
    public static String name(final char separator) {
        return switch (separator) {
            case '\t' -> "tab";
            case ';' -> "semicolon";
            case '|' -> "vertical bar";
            default -> "comma";
        };
    }

    static String plural(final char separator) {
        return name(separator) + "s";
    }

    /**
     * A comma where all records have two cells or more so; else the separator with which all records have the most
     * cells; else one with which most records have as many cells as the header. Where there is none, a comma.
     */
    private static Counts choose(final List<Counts> counts) {
        final Counts comma = counts.getFirst();
        if (comma.cells > 1 && comma.agreeing == comma.records) {
            return comma;
        }
        Counts best = comma;
        for (final Counts other : counts) {
            if (other.cells > 1 && other.agreeing == other.records && other.cells > best.cells) {
                best = other;
            }
        }
        if (best == comma && comma.cells == 1) {
            for (final Counts other : counts) {
                if (other.cells > best.cells && 2 * other.agreeing > other.records) {
                    best = other;
                }
            }
        }
        return best;
    }

    /**
     * What a separator makes of a file.
     *
     * @param cells the cells of the header; 0 where the file cannot be read so
     * @param records the records examined, without the header
     * @param agreeing those with as many cells as the header
     */
    private record Counts(char separator, int cells, int records, int agreeing, String lineEnd) {
        static Counts of(final Source source, final CsvDialect guess, final char separator) throws IOException {
            final CsvDialect dialect = new CsvDialect(guess.charset, guess.byteOrderMark, separator, guess.lineEnd);
            int cells = 0;
            int records = -1;
            int agreeing = 0;
            String lineEnd = STANDARD.lineEnd;
            try (CSVParser parser = CSVParser.builder()
                    .setReader(dialect.reader(source.open()))
                    .setFormat(dialect.format())
                    .get()) {
                for (final CSVRecord row : parser) {
                    records++;
                    if (records == 0) {
                        cells = row.size();
                    } else {
                        agreeing += row.size() == cells ? 1 : 0;
                    }
                    if (records == EXAMINED) {
                        break;
                    }
                }
                final String first = parser.getFirstEndOfLine();
                lineEnd = "\r\n".equals(first) || "\r".equals(first) ? first : lineEnd;
            } catch (final UncheckedIOException | IllegalStateException e) {
                // Quotes that do not fit this separator: it is not this one.
                return new Counts(separator, separator == ',' ? 1 : 0, 1, 0, lineEnd);
            }
            return new Counts(separator, cells, Math.max(0, records), agreeing, lineEnd);
        }
    }
}
