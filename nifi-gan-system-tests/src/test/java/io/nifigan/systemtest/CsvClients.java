// SPDX-License-Identifier: Apache-2.0
package io.nifigan.systemtest;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/** Clients as CSV as people write it: amounts with a currency or N/A, percentages, dates, and a number as a word. */
final class CsvClients {
    static final String JOINED = "joined";
    static final String INCOME = "income";
    static final String DISCOUNT = "discount";
    static final String WEIGHT = "weight";
    static final String BRANCH = "branch";
    static final String NOT_AVAILABLE = "N/A";
    /** A value of one row, unlike all others of its column. */
    static final String STRAY = "about seventy";

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("dd/MM/uuuu").withResolverStyle(ResolverStyle.STRICT);
    private static final List<String> BRANCHES = List.of("Bonn", "Köln", "Trier");

    private CsvClients() {}

    static List<Map<String, String>> rows(final int count) {
        final SplittableRandom random = new SplittableRandom(21);
        final List<Map<String, String>> rows = new ArrayList<>();
        for (int r = 0; r < count; r++) {
            final int branch = Math.min(random.nextInt(4), 2);
            final Map<String, String> row = new LinkedHashMap<>();
            row.put(
                    JOINED,
                    LocalDate.of(2015, 3, 1).plusDays(random.nextInt(3_000)).format(DATE));
            row.put(
                    INCOME,
                    random.nextInt(12) == 0
                            ? NOT_AVAILABLE
                            : String.format(
                                    Locale.GERMANY, "%,.2f €", 900 + 800 * branch + 3_000 * random.nextDouble()));
            row.put(DISCOUNT, String.format(Locale.GERMANY, "%.1f %%", 20 * random.nextDouble()));
            row.put(WEIGHT, String.format(Locale.GERMANY, "%.1f", 50 + 50 * random.nextDouble()));
            row.put(BRANCH, BRANCHES.get(branch));
            rows.add(row);
        }
        rows.get(count / 2).put(WEIGHT, STRAY);
        return rows;
    }

    /** The number in a text with a decimal comma; NaN for a word. */
    static double number(final String text) {
        return NOT_AVAILABLE.equals(text) || STRAY.equals(text)
                ? Double.NaN
                : Double.parseDouble(text.replaceAll("[^\\d,-]", "").replace(',', '.'));
    }

    /** The form of a text with a number: the shape of what is before the decimals, and each of these. */
    static String decimalsForm(final String text) {
        final int comma = text.indexOf(',');
        return comma < 0
                ? ColumnPair.shape(text)
                : ColumnPair.shape(text.substring(0, comma))
                        + text.substring(comma).replaceAll("\\d", "9");
    }

    /** The day of a date, since 1970-01-01. */
    static double epochDay(final String date) {
        return LocalDate.parse(date, DATE).toEpochDay();
    }

    static byte[] write(final List<Map<String, String>> rows) throws IOException {
        final StringWriter text = new StringWriter();
        try (CSVPrinter printer = new CSVPrinter(text, CSVFormat.DEFAULT)) {
            printer.printRecord(rows.getFirst().keySet());
            for (final Map<String, String> row : rows) {
                printer.printRecord(row.values());
            }
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    static List<Map<String, String>> read(final byte[] file) throws IOException {
        final CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (CSVParser parser = CSVParser.parse(new StringReader(new String(file, StandardCharsets.UTF_8)), format)) {
            return parser.stream().map(CSVRecord::toMap).toList();
        }
    }
}
