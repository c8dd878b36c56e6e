// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.encode.EncoderFitter;
import io.nifigan.table.Table;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** The rules that are found in a table, and values for such tables. */
final class FoundRules {
    private FoundRules() {}

    /** The rules that an encoder describes. */
    static List<String> rules(final Table table, final String... given) {
        return EncoderFitter.fit(table, table, Set.of(), List.of(given)).describeRules();
    }

    /** Asserts that rules are found, and that they can be given. */
    static void assertFinds(final Table table, final String... expected) {
        final List<String> rules = rules(table);
        for (final String rule : expected) {
            assertTrue(rules.contains(rule), rule + " is not in " + rules);
        }
        // What is found can be given, and gives the same again.
        final List<String> given = new ArrayList<>(List.of(expected));
        given.add("none");
        assertEquals(Set.of(expected), Set.copyOf(rules(table, given.toArray(String[]::new))));
    }

    /** The rules without those of a part of the rows. */
    static Set<String> inAllRows(final Table table) {
        return rules(table).stream().filter(rule -> !rule.contains("%")).collect(Collectors.toSet());
    }

    /** The text of a number that is rounded to two decimals. */
    static String cents(final double value, final RoundingMode mode) {
        return new BigDecimal(Double.toString(value)).setScale(2, mode).toPlainString();
    }

    /** A number of cents as one with two decimals. */
    static String cents(final int value) {
        return "%d.%02d".formatted(value / 100, value % 100);
    }

    /** A day of the years before 2024. */
    static LocalDate day(final SplittableRandom random, final int years) {
        return LocalDate.of(2024 - years, 1, 1).plusDays(random.nextInt(365 * years));
    }
}
