// SPDX-License-Identifier: Apache-2.0
package io.nifigan.identifier;

import io.nifigan.common.Checksums;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Turns numbers with the format of cards or bank accounts into valid ones: with the prefixes of test cards and correct
 * check digits.
 */
final class CardNumbers {
    /** The card schemes by the prefix of their cards. */
    static final Map<String, Scheme> PREFIXES = prefixes();

    /**
     * A card scheme.
     *
     * @param test the prefix of test cards
     * @param digits the number of digits of a card number
     */
    record Scheme(String test, int digits) {}

    private static final int IBAN_PREFIX_LENGTH = 4;

    private CardNumbers() {}

    private static Map<String, Scheme> prefixes() {
        final Map<String, Scheme> prefixes = new TreeMap<>();
        prefixes.put("4", new Scheme("411111", 16));
        prefixes.put("5", new Scheme("555555", 16));
        prefixes.put("2", new Scheme("222300", 16));
        prefixes.put("34", new Scheme("343434", 15));
        prefixes.put("37", new Scheme("378282", 15));
        prefixes.put("60", new Scheme("601111", 16));
        prefixes.put("62", new Scheme("620000", 16));
        prefixes.put("65", new Scheme("601100", 16));
        prefixes.put("35", new Scheme("353011", 16));
        prefixes.put("30", new Scheme("305693", 14));
        prefixes.put("36", new Scheme("362272", 14));
        return prefixes;
    }

    /** The key in {@link #PREFIXES} for the digits of a card; empty where no scheme matches. */
    static Optional<String> scheme(final String digits) {
        return PREFIXES.keySet().stream()
                .filter(digits::startsWith)
                .max(java.util.Comparator.comparingInt(String::length));
    }

    /** Replaces the prefix and the check digit of a card number by those of a test card of a random scheme. */
    static String make(
            final String shaped, final List<IdentifierFormat.Pattern> schemes, final RandomGenerator random) {
        final List<Integer> places = new ArrayList<>();
        for (int i = 0; i < shaped.length(); i++) {
            if (shaped.charAt(i) >= '0' && shaped.charAt(i) <= '9') {
                places.add(i);
            }
        }
        if (places.size() < 2) {
            return shaped;
        }
        final StringBuilder digits = new StringBuilder();
        places.forEach(place -> digits.append(shaped.charAt(place)));
        final List<IdentifierFormat.Pattern> fitting = schemes.stream()
                .filter(scheme -> PREFIXES.get(scheme.text()).digits() == digits.length())
                .toList();
        if (!fitting.isEmpty()) {
            final String test = PREFIXES.get(fitting.get(PatternGenerator.draw(
                                    fitting.stream()
                                            .mapToDouble(IdentifierFormat.Pattern::weight)
                                            .toArray(),
                                    random))
                            .text())
                    .test();
            digits.replace(0, test.length(), test);
        }
        digits.setCharAt(digits.length() - 1, (char) ('0' + Checksums.luhn(digits, digits.length() - 1)));
        final StringBuilder result = new StringBuilder(shaped);
        for (int i = 0; i < places.size(); i++) {
            result.setCharAt(places.get(i), digits.charAt(i));
        }
        return result.toString();
    }

    /** Replaces the check digits of an IBAN by correct ones, and the first digit of a bank code by 0. */
    static String account(final String shaped) {
        final List<Integer> places = new ArrayList<>();
        final StringBuilder plain = new StringBuilder();
        for (int i = 0; i < shaped.length(); i++) {
            final char c = Character.toUpperCase(shaped.charAt(i));
            if (c >= '0' && c <= '9' || c >= 'A' && c <= 'Z') {
                places.add(i);
                plain.append(c);
            }
        }
        if (plain.length() <= IBAN_PREFIX_LENGTH) {
            return shaped;
        }
        final StringBuilder result = new StringBuilder(shaped);
        if (Character.isDigit(plain.charAt(IBAN_PREFIX_LENGTH))) {
            plain.setCharAt(IBAN_PREFIX_LENGTH, '0');
            result.setCharAt(places.get(IBAN_PREFIX_LENGTH), '0');
        }
        final String check = Checksums.ibanCheck(plain);
        result.setCharAt(places.get(2), check.charAt(0));
        result.setCharAt(places.get(3), check.charAt(1));
        return result.toString();
    }
}
