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

/** Access to the user's CSV file. */
final class CsvInput {
    private static final int MIN = 20;

    private CsvInput() {}

    /**
     * Checks the file.
     *
     * @throws IOException if the file holds no usable table; the message says what is wrong and what to do
     */
    static void check(final Path csv) throws IOException {
        if (!Files.isRegularFile(csv)) {
            throw new IOException("There is no file %s; --csv needs the path of a CSV file.".formatted(csv));
        }
        if (Files.size(csv) == 0) {
            throw new IOException(
                    "%s is empty; it must have a line of column names and at least %d records.".formatted(csv, MIN));
        }
        final int records = some(csv, MIN).size();
        if (records < MIN) {
            throw new IOException("%s has %d records below its line of column names; a training needs at least %d."
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
                    "%s is not a CSV file in UTF-8 that starts with a line of column names: %s"
                            .formatted(csv, e.getMessage()),
                    e);
        }
        return rows;
    }
}
