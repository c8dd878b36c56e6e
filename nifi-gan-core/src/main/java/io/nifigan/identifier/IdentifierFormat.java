// SPDX-License-Identifier: Apache-2.0
package io.nifigan.identifier;

import io.nifigan.faker.FakerLists;
import io.nifigan.table.SemanticType;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * How values of a meaning are made for a column.
 *
 * @param meaning what they are
 * @param locale whose names, streets and firms they take
 * @param person which of the row's persons they belong to, from 0
 * @param letterCase how letters are written
 * @param patterns how they are written, by the share of the values. Persons: {@link NamePattern}s; other meanings: see
 *     {@link IdentifierGenerator}
 * @param domains mail and web: domains that are nobody's
 * @param filter which values may be made
 */
public record IdentifierFormat(
        SemanticType meaning,
        String locale,
        int person,
        LetterCase letterCase,
        List<Pattern> patterns,
        List<String> domains,
        SaltedHashFilter filter) {
    /** Domains that RFC 2606 keeps for examples, and names below them. */
    static final List<String> DOMAINS = List.of(
            "example.com",
            "example.org",
            "example.net",
            "mail.example.com",
            "mail.example.org",
            "mail.example.net",
            "post.example.com",
            "post.example.org",
            "post.example.net");

    private static final int MAX_PATTERNS = 50;
    private static final int MAX_PERSONS = 100;
    private static final Set<SemanticType> BY_SHAPE_ONLY =
            Set.of(SemanticType.KEY, SemanticType.PHONE, SemanticType.POSTAL_CODE, SemanticType.NATIONAL_ID);

    /**
     * @param text the pattern
     * @param weight how often it occurs among all patterns
     */
    public record Pattern(String text, double weight) {
        public Pattern {
            Objects.requireNonNull(text, "text");
            if (!(weight > 0 && Double.isFinite(weight))) {
                throw new IllegalArgumentException(
                        "The weight of an identifier's pattern is %s; it must be above 0".formatted(weight));
            }
        }
    }

    public IdentifierFormat {
        Objects.requireNonNull(meaning, "meaning");
        Objects.requireNonNull(letterCase, "letterCase");
        Objects.requireNonNull(filter, "filter");
        FakerLists.check(Objects.requireNonNull(locale, "locale"));
        patterns = List.copyOf(patterns);
        domains = List.copyOf(domains);
        if (BY_SHAPE_ONLY.contains(meaning)) {
            throw new IllegalArgumentException("A %s is made by its shape alone".formatted(meaning.label()));
        }
        if (person < 0 || person >= MAX_PERSONS || patterns.size() > MAX_PATTERNS) {
            throw new IllegalArgumentException("Person %d with %d patterns; %d and %d are the most"
                    .formatted(person, patterns.size(), MAX_PERSONS - 1, MAX_PATTERNS));
        }
        if (!DOMAINS.containsAll(domains)) {
            throw new IllegalArgumentException("Domains of identifiers must be of " + DOMAINS);
        }
        final boolean needsPattern = IdentifierGenerator.needsPatterns(meaning);
        final boolean needsDomain = meaning == SemanticType.EMAIL || meaning == SemanticType.URL;
        if (needsPattern && patterns.isEmpty() || needsDomain && domains.isEmpty()) {
            throw new IllegalArgumentException("A %s has %d patterns and %d domains; it needs at least one"
                    .formatted(meaning.label(), patterns.size(), domains.size()));
        }
        for (final Pattern pattern : patterns) {
            IdentifierGenerator.check(meaning, pattern.text());
        }
    }

    /** Whether values of a meaning are made by their shape and nothing else. */
    static boolean isByShapeOnly(final SemanticType meaning) {
        return BY_SHAPE_ONLY.contains(meaning);
    }

    /** Whether values of a meaning are made by their shape first. */
    public static boolean needsShape(final SemanticType meaning) {
        return isByShapeOnly(meaning)
                || meaning == SemanticType.STREET_ADDRESS
                || meaning == SemanticType.CREDIT_CARD
                || meaning == SemanticType.IBAN;
    }
}
