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
 * The results of a run, as text and tables.
 *
 * @param figures the model's quality measures by attribute name
 * @param columns column names of the synthetic records
 * @param sample the first synthetic records
 * @param records number of synthetic records
 * @param meanProbability mean probability of being real, by ScoreDiscriminator
 */
public record Report(
        Map<String, String> figures,
        List<String> columns,
        List<Map<String, String>> sample,
        long records,
        double meanProbability) {
    private static final int SHOWN = 10;
    private static final int MAX_WIDTH = 22;
    private static final int MAX_LINE = 198;
    private static final int GAP = 2;
    private static final int MAX_IDENTIFIERS = 3;
    private static final String HIDDEN = "(hidden)";
    private static final String PROBABILITY = "gan_probability";
    /** The names of the printed values, by attribute. */
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

    /** Reads the report from the files of a run. */
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

    /** Names of the identifier columns, which are newly generated and not learnt. */
    public Set<String> identifiers() {
        return new HashSet<>(
                List.of(figures.getOrDefault("gan.model.identifiers", "").split(",")));
    }

    /** The quality measures as lines of {@code name value}. */
    public List<String> lines() {
        final List<String> lines = new ArrayList<>();
        lines.add("records " + records);
        // A private training has no measures on records, and any other training has no privacy guarantee.
        final boolean promised = figures.containsKey("gan.privacy.epsilon");
        NAMES.forEach((attribute, name) -> {
            if (promised ? figures.containsKey(attribute) : !attribute.startsWith("gan.privacy.")) {
                lines.add(name + " " + figures.getOrDefault(attribute, "unknown"));
            }
        });
        lines.add("mean_probability %.3f".formatted(meanProbability));
        return lines;
    }

    /** The given columns without those that the synthetic records lack. */
    public List<String> chosen(final List<String> names) {
        return names.stream().filter(columns::contains).toList();
    }

    /** The most informative columns to print: some identifiers, followed by the learnt columns. */
    public List<String> informativeColumns() {
        final Set<String> identifiers = identifiers();
        final List<String> informativeColumns = new ArrayList<>(columns.stream()
                .filter(identifiers::contains)
                .limit(MAX_IDENTIFIERS)
                .toList());
        columns.stream().filter(column -> !identifiers.contains(column)).forEach(informativeColumns::add);
        return informativeColumns;
    }

    /**
     * Prints synthetic records beside real ones.
     *
     * @param things the plural noun for the records
     * @param real real records, as values by column
     * @param chosen names of the columns to print, as many as fit on a line
     * @param hidden names of the columns whose real values are hidden
     */
    public void compare(
            final PrintStream out,
            final String things,
            final List<Map<String, String>> real,
            final List<String> chosen,
            final Set<String> hidden) {
        final List<Map<String, String>> shown =
                real.stream().map(row -> withHiddenValues(row, hidden)).toList();
        final Map<String, Integer> widths = new LinkedHashMap<>();
        int width = 0;
        for (final String column : chosen) {
            if (column.startsWith("gan_") || emptyEverywhere(column, real)) {
                continue;
            }
            final int wide = width(column, shown);
            width += wide + GAP;
            if (width <= MAX_LINE) {
                widths.put(column, wide);
            }
        }
        table(out, "Synthetic " + things, widths, sample);
        table(
                out,
                "Real " + things + (widths.keySet().stream().anyMatch(hidden::contains) ? ", identifiers hidden" : ""),
                widths,
                shown);
    }

    private static Map<String, String> withHiddenValues(final Map<String, String> row, final Set<String> hidden) {
        final Map<String, String> copy = new HashMap<>(row);
        hidden.forEach(column -> copy.put(column, HIDDEN));
        return copy;
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
        return Math.min(width, MAX_WIDTH);
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
