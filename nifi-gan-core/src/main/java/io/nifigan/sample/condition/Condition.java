// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample.condition;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.QuoteMode;

/**
 * A condition on the values of one column, as a user writes it: one or more terms, separated by commas, of which one
 * must hold; or, after {@code not}, none may hold.
 *
 * <table>
 * <caption>Terms</caption>
 * <tr><td>{@code gold}, {@code "Smith, John"}, {@code "null"}</td><td>a value; in quotes (doubled inside) where it holds a comma, begins with a quote
 *     or {@code not}, or is the word null</td></tr>
 * <tr><td>{@code >= 18}, {@code > 18}, {@code <= 65}, {@code < 2020-01-01}</td><td>numbers, days and times: an open end</td></tr>
 * <tr><td>{@code 18..65}, {@code [18..65)}, {@code (0..1]}, {@code 18..}</td><td>a range with both ends in it, or with a round bracket without that
 *     end</td></tr>
 * <tr><td>{@code null}</td><td>no value; {@code not null} is any value</td></tr>
 * </table>
 *
 * <p>What a term means depends on the column: {@code >50K} is a value of a category. {@link Conditions} reads terms by
 * the model's columns.
 *
 * @param column the column's name
 * @param text the terms
 */
public record Condition(String column, String text) {
    private static final Pattern NOT = Pattern.compile("not\\s+(.*)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    /** Quotes distinguish a text from the word null; blanks around terms are ignored. */
    private static final CSVFormat TERMS = CSVFormat.DEFAULT
            .builder()
            .setIgnoreSurroundingSpaces(true)
            .setNullString("null")
            .setQuoteMode(QuoteMode.ALL_NON_NULL)
            .setIgnoreEmptyLines(false)
            .get();

    private static final int MAX_LENGTH = 100_000;

    /** @throws IllegalArgumentException if there are no terms, or quotes do not match */
    public Condition {
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException(
                    ("The condition on column '%s' is empty. Write a value, such as gold; several: gold, "
                                            + "silver; a range: ")
                                    .formatted(column)
                            + "18..65 or >= 18; null; or not null");
        }
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("The condition on column '%s' has %,d letters; at most %,d are allowed"
                    .formatted(column, text.length(), MAX_LENGTH));
        }
        text = text.strip();
        if (terms(column, text).isEmpty()) {
            throw new IllegalArgumentException(
                    "The condition on column '%s' is not followed by any value".formatted(column));
        }
    }

    /** Whether none of the terms may hold. */
    public boolean isNegated() {
        return NOT.matcher(text).matches();
    }

    /** The terms, 1 or more, without quotes; null for "no value". */
    public List<String> terms() {
        return terms(column, text);
    }

    private static List<String> terms(final String column, final String text) {
        final Matcher not = NOT.matcher(text);
        final List<String> terms = new ArrayList<>();
        try (CSVParser parser = CSVParser.parse(not.matches() ? not.group(1) : text, TERMS)) {
            for (final CSVRecord line : parser) {
                line.forEach(term -> terms.add(term == null || isNull(term, text) ? null : term));
            }
        } catch (final IOException | UncheckedIOException | IllegalStateException e) {
            throw new IllegalArgumentException(
                    ("The condition on column '%s' has quotes that do not match: write a quote in a value "
                                            + "twice, and the value in ")
                                    .formatted(column)
                            + "quotes",
                    e);
        }
        return Collections.unmodifiableList(terms);
    }

    /** Takes NULL in capitals as null too, which the parser does not. */
    private static boolean isNull(final String term, final String text) {
        return "null".equals(term.toLowerCase(Locale.ROOT)) && text.indexOf('"') < 0;
    }

    @Override
    public String toString() {
        return column + ": " + text;
    }
}
