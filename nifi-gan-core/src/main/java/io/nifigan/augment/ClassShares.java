// SPDX-License-Identifier: Apache-2.0
package io.nifigan.augment;

import java.io.IOException;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * What share of the records each class is to have.
 *
 * @param percent of each class that is named, above 0; empty where all classes are to be equal
 */
public record ClassShares(Map<String, Double> percent) {
    /** All classes alike. */
    public static final ClassShares EQUAL = new ClassShares(Map.of());

    static final double WHOLE = 100;
    /** Thirds are written as 33.3 % or 33 %. */
    static final double ROUNDED = 1;

    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT.builder().setIgnoreSurroundingSpaces(true).get();

    public ClassShares {
        percent = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(percent));
        double sum = 0;
        for (final Map.Entry<String, Double> entry : percent.entrySet()) {
            if (!(entry.getValue() > 0 && entry.getValue() <= WHOLE)) {
                throw new IllegalArgumentException("The share of '%s' is %s %%; it must be above 0 and at most 100"
                        .formatted(entry.getKey(), entry.getValue()));
            }
            sum += entry.getValue();
        }
        if (sum > WHOLE + ROUNDED) {
            throw new IllegalArgumentException(
                    "The shares of the classes add up to %s %%; 100 is the most".formatted(sum));
        }
    }

    /**
     * Reads shares such as {@code yes=50%, no=50%}; the percent sign may be left out, an entry with a comma in its name
     * is put into double quotes.
     *
     * @param text null or blank for all classes alike
     * @throws IllegalArgumentException where it cannot be read
     */
    public static ClassShares parse(final String text) {
        if (text == null || text.isBlank()) {
            return EQUAL;
        }
        final Map<String, Double> percent = new LinkedHashMap<>();
        try (CSVParser parser = CSVParser.builder()
                .setReader(new StringReader(text))
                .setFormat(FORMAT)
                .get()) {
            for (final CSVRecord line : parser) {
                line.stream().filter(entry -> !entry.isBlank()).forEach(entry -> add(entry, percent));
            }
        } catch (final IOException | java.io.UncheckedIOException | IllegalStateException e) {
            throw new IllegalArgumentException(
                    "The shares '%s' cannot be read; write them as: yes=50%%, no=50%%".formatted(text), e);
        }
        return new ClassShares(percent);
    }

    private static void add(final String entry, final Map<String, Double> percent) {
        final int equals = entry.lastIndexOf('=');
        final String number = entry.substring(equals + 1).replace("%", "").strip();
        try {
            final String name = entry.substring(0, Math.max(0, equals)).strip();
            if (name.isEmpty() || percent.put(name, Double.valueOf(number)) != null) {
                throw new IllegalArgumentException(
                        "The share '%s' has no class, or one that has a share already".formatted(entry));
            }
        } catch (final NumberFormatException e) {
            throw new IllegalArgumentException(
                    "The share '%s' is no class with its percentage, such as yes=50%%".formatted(entry), e);
        }
    }
}
