// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import io.nifigan.faker.FakerLists;
import io.nifigan.table.IdentifierMeaning;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * How values of a meaning are made for a column.
 *
 * @param meaning    what they are
 * @param locale     whose names, streets and firms they take
 * @param person     which of the row's persons they belong to, from 0
 * @param letterCase how letters are written
 * @param patterns   how they are written, by the share of the values. Persons: {@link NamePattern}s; other meanings: see {@link FakeMaker}
 * @param domains    mail and web: domains that are nobody's
 * @param lottery    which values may be made
 */
public record FakeForm(IdentifierMeaning meaning, String locale, int person, LetterCase letterCase, List<Pattern> patterns, List<String> domains,
                       Lottery lottery) {
    /** Domains that RFC 2606 keeps for examples, and names below them. */
    static final List<String> DOMAINS = List.of("example.com", "example.org", "example.net", "mail.example.com", "mail.example.org",
            "mail.example.net", "post.example.com", "post.example.org", "post.example.net");
    private static final int MOST_PATTERNS = 50;
    private static final int MOST_PERSONS = 100;
    private static final Set<IdentifierMeaning> BY_SHAPE_ONLY = Set.of(IdentifierMeaning.KEY, IdentifierMeaning.PHONE, IdentifierMeaning.POSTAL_CODE,
            IdentifierMeaning.NATIONAL_ID);

    /**
     * @param text   the pattern
     * @param weight how often it occurs among all patterns
     */
    public record Pattern(String text, double weight) {
        public Pattern {
            Objects.requireNonNull(text, "text");
            if (!(weight > 0 && Double.isFinite(weight))) {
                throw new IllegalArgumentException("The weight of an identifier's pattern is %s; it must be above 0".formatted(weight));
            }
        }
    }

    public FakeForm {
        Objects.requireNonNull(meaning, "meaning");
        Objects.requireNonNull(letterCase, "letterCase");
        Objects.requireNonNull(lottery, "lottery");
        FakerLists.check(Objects.requireNonNull(locale, "locale"));
        patterns = List.copyOf(patterns);
        domains = List.copyOf(domains);
        if (BY_SHAPE_ONLY.contains(meaning)) {
            throw new IllegalArgumentException("A %s is made by its shape alone".formatted(meaning.label()));
        }
        if (person < 0 || person >= MOST_PERSONS || patterns.size() > MOST_PATTERNS) {
            throw new IllegalArgumentException("Person %d with %d patterns; %d and %d are the most".formatted(person, patterns.size(), MOST_PERSONS - 1,
                    MOST_PATTERNS));
        }
        if (!DOMAINS.containsAll(domains)) {
            throw new IllegalArgumentException("Domains of identifiers must be of " + DOMAINS);
        }
        final boolean needsPattern = FakeMaker.needsPatterns(meaning);
        final boolean needsDomain = meaning == IdentifierMeaning.EMAIL || meaning == IdentifierMeaning.URL;
        if (needsPattern && patterns.isEmpty() || needsDomain && domains.isEmpty()) {
            throw new IllegalArgumentException("A %s has %d patterns and %d domains; it needs at least one".formatted(meaning.label(), patterns.size(),
                    domains.size()));
        }
        for (final Pattern pattern : patterns) {
            FakeMaker.check(meaning, pattern.text());
        }
    }

    /** Whether values of a meaning are made by their shape and nothing else. */
    static boolean isByShapeOnly(final IdentifierMeaning meaning) {
        return BY_SHAPE_ONLY.contains(meaning);
    }

    /** Whether values of a meaning are made by their shape first. */
    static boolean needsShape(final IdentifierMeaning meaning) {
        return isByShapeOnly(meaning) || meaning == IdentifierMeaning.STREET_ADDRESS || meaning == IdentifierMeaning.CREDIT_CARD
                || meaning == IdentifierMeaning.IBAN;
    }
}
