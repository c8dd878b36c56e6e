// SPDX-License-Identifier: Apache-2.0
package io.nifigan.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** The user's own CSV file. */
final class CsvInput {
    private static final int MIN = 20;

    private CsvInput() {}

    /** @throws IOException where there is no table in the file; the message says what was found and what to do */
    static void check(final Path csv) throws IOException {
        if (!Files.isRegularFile(csv)) {
            throw new IOException("There is no file %s; --csv takes the path of a CSV file.".formatted(csv));
        }
        if (Files.size(csv) == 0) {
            throw new IOException(
                    "%s is empty; it must hold a line of column names and %d records or more.".formatted(csv, MIN));
        }
        final int records = some(csv, MIN).size();
        if (records < MIN) {
            throw new IOException(
                    "%s holds %d records below its line of column names; a table can be learnt from %d on."
                            .formatted(csv, records, MIN));
        }
    }

    /** The first records. */
    static List<Map<String, String>> some(final Path csv, final int count) throws IOException {
        final List<Map<String, String>> rows = new ArrayList<>();
        try (CSVParser parser = Report.parser(csv)) {
            for (final CSVRecord record : parser) {
                rows.add(record.toMap());
                if (rows.size() == count) {
                    break;
                }
            }
        } catch (final IllegalArgumentException | UncheckedIOException e) {
            throw new IOException(
                    "%s is not a CSV file in UTF-8 with a line of column names on top: %s"
                            .formatted(csv, e.getMessage()),
                    e);
        }
        return rows;
    }
}
