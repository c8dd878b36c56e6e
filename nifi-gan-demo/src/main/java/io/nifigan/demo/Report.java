// SPDX-License-Identifier: Apache-2.0
package io.nifigan.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * What came out of a run, in words and tables.
 *
 * @param figures the model's figures by their attributes' names
 * @param columns names of the synthetic records' columns
 * @param sample the first synthetic records
 * @param records number of synthetic records
 * @param meanProbability the mean probability of being real that the discriminator gave them
 */
public record Report(
        Map<String, String> figures,
        List<String> columns,
        List<Map<String, String>> sample,
        long records,
        double meanProbability) {
    private static final int SHOWN = 10;
    private static final int WIDEST = 22;
    private static final int LINE = 198;
    private static final int GAP = 2;
    private static final int MAX_IDENTIFIERS = 3;
    private static final String HIDDEN = "(hidden)";
    private static final String PROBABILITY = "gan_probability";
    /** Lines that other programs read, by the attribute that holds the figure. */
    private static final Map<String, String> NAMES = names();

    private static Map<String, String> names() {
        final Map<String, String> names = new LinkedHashMap<>();
        names.put("gan.model.rows", "trained_on");
        names.put("gan.privacy.epsilon", "epsilon");
        names.put("gan.privacy.delta", "delta");
        names.put("gan.model.steps", "steps");
        names.put("gan.model.seconds", "training_seconds");
        names.put("gan.fidelity.shape.error", "shape_error");
        names.put("gan.fidelity.shape.floor", "shape_error_floor");
        names.put("gan.fidelity.trend.error", "trend_error");
        names.put("gan.fidelity.trend.floor", "trend_error_floor");
        names.put("gan.fidelity.auc", "auc");
        return names;
    }

    /** Reads the files of a run. */
    public static Report of(final Path synthetic, final Path figures) throws IOException {
        final Map<String, String> values = new LinkedHashMap<>();
        final JsonNode json = new ObjectMapper().readTree(figures.toFile());
        json.properties()
                .forEach(entry -> values.put(entry.getKey(), entry.getValue().asText()));
        final List<Map<String, String>> sample = new ArrayList<>();
        long records = 0;
        double probabilities = 0;
        try (CSVParser parser = parser(synthetic)) {
            for (final CSVRecord record : parser) {
                records++;
                probabilities += Double.parseDouble(record.get(PROBABILITY));
                if (sample.size() < SHOWN) {
                    sample.add(record.toMap());
                }
            }
            return new Report(values, parser.getHeaderNames(), sample, records, probabilities / records);
        }
    }

    static CSVParser parser(final Path csv) throws IOException {
        final Reader reader = Files.newBufferedReader(csv, StandardCharsets.UTF_8);
        return CSVParser.parse(
                reader,
                CSVFormat.DEFAULT
                        .builder()
                        .setHeader()
                        .setSkipHeaderRecord(true)
                        .get());
    }

    /** Names of the columns that are made anew in the same shape instead of being learnt. */
    public Set<String> identifiers() {
        return new HashSet<>(
                List.of(figures.getOrDefault("gan.model.identifiers", "").split(",")));
    }

    /** The figures, a line {@code name value} each. */
    public List<String> lines() {
        final List<String> lines = new ArrayList<>();
        lines.add("records " + records);
        // A private training has no figures that would tell of records, and an ordinary one promises nothing.
        final boolean promised = figures.containsKey("gan.privacy.epsilon");
        NAMES.forEach((attribute, name) -> {
            if (promised ? figures.containsKey(attribute) : !attribute.startsWith("gan.privacy.")) {
                lines.add(name + " " + figures.getOrDefault(attribute, "unknown"));
            }
        });
        lines.add("mean_probability %.3f".formatted(meanProbability));
        return lines;
    }

    /** Of some columns those that the synthetic records have: others may have been left out. */
    public List<String> chosen(final List<String> names) {
        return names.stream().filter(columns::contains).toList();
    }

    /** The columns that tell most in a table: some of the made-up identifiers, then what was learnt. */
    public List<String> telling() {
        final Set<String> identifiers = identifiers();
        final List<String> telling = new ArrayList<>(columns.stream()
                .filter(identifiers::contains)
                .limit(MAX_IDENTIFIERS)
                .toList());
        columns.stream().filter(column -> !identifiers.contains(column)).forEach(telling::add);
        return telling;
    }

    /**
     * Prints synthetic records beside real ones.
     *
     * @param things what they are, in the plural
     * @param real some real records by column
     * @param chosen names of the columns to show, as many from the first on as a line holds
     * @param hidden names of the columns whose real values nobody is to see
     */
    public void compare(
            final PrintStream out,
            final String things,
            final List<Map<String, String>> real,
            final List<String> chosen,
            final Set<String> hidden) {
        final List<Map<String, String>> veiled =
                real.stream().map(row -> veiled(row, hidden)).toList();
        final Map<String, Integer> widths = new LinkedHashMap<>();
        int width = 0;
        for (final String column : chosen) {
            if (column.startsWith("gan_") || emptyEverywhere(column, real)) {
                continue;
            }
            final int wide = width(column, veiled);
            width += wide + GAP;
            if (width <= LINE) {
                widths.put(column, wide);
            }
        }
        table(out, "Synthetic " + things, widths, sample);
        table(
                out,
                "Real " + things + (widths.keySet().stream().anyMatch(hidden::contains) ? ", identifiers hidden" : ""),
                widths,
                veiled);
    }

    private static Map<String, String> veiled(final Map<String, String> row, final Set<String> hidden) {
        final Map<String, String> veiled = new HashMap<>(row);
        hidden.forEach(column -> veiled.put(column, HIDDEN));
        return veiled;
    }

    private boolean emptyEverywhere(final String column, final List<Map<String, String>> real) {
        return sample.stream().allMatch(row -> text(row, column).isEmpty())
                && real.stream().allMatch(row -> text(row, column).isEmpty());
    }

    private int width(final String column, final List<Map<String, String>> real) {
        int width = column.length();
        for (final List<Map<String, String>> rows : List.of(sample, real)) {
            for (final Map<String, String> row : rows) {
                width = Math.max(width, text(row, column).length());
            }
        }
        return Math.min(width, WIDEST);
    }

    private static void table(
            final PrintStream out,
            final String title,
            final Map<String, Integer> widths,
            final List<Map<String, String>> rows) {
        out.println();
        out.println(title);
        final StringBuilder line = new StringBuilder();
        widths.forEach((column, width) -> line.append(padded(column, width)));
        out.println("  " + line.toString().stripTrailing());
        for (final Map<String, String> row : rows) {
            line.setLength(0);
            widths.forEach((column, width) -> line.append(padded(text(row, column), width)));
            out.println("  " + line.toString().stripTrailing());
        }
    }

    private static String text(final Map<String, String> row, final String column) {
        final String value = row.get(column);
        return value == null ? "" : value;
    }

    private static String padded(final String text, final int width) {
        final String cut = text.length() > width ? text.substring(0, width - 1) + "…" : text;
        return cut + " ".repeat(width - cut.length() + GAP);
    }
}
