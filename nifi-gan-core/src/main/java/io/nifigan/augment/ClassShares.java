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
 * Requested shares of the records by class.
 *
 * @param percent percentage of each named class, above 0; empty if all classes are to be equal
 */
public record ClassShares(Map<String, Double> percent) {
    /** Equal shares of all classes. */
    public static final ClassShares EQUAL = new ClassShares(Map.of());

    static final double WHOLE = 100;
    /** Tolerance of the sum in percent: thirds are written as 33.3 % or 33 %. */
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
                    "The shares of the classes add up to %s %%; they must not exceed 100 %%".formatted(sum));
        }
    }

    /**
     * Parses shares such as {@code yes=50%, no=50%}. The percent sign is optional. An entry whose class name contains a
     * comma is written in double quotes.
     *
     * @param text null or blank for equal shares
     * @throws IllegalArgumentException if the text cannot be parsed
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
                        "The share '%s' names no class, or a class that already has a share".formatted(entry));
            }
        } catch (final NumberFormatException e) {
            throw new IllegalArgumentException(
                    "The share '%s' must be a class with a percentage, such as yes=50%%".formatted(entry), e);
        }
    }
}
