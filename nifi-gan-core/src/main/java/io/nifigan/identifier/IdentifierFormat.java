// SPDX-License-Identifier: Apache-2.0
package io.nifigan.identifier;

import io.nifigan.faker.FakerLists;
import io.nifigan.table.SemanticType;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The format of a column's identifiers of a semantic type, from which new values are generated.
 *
 * @param meaning the semantic type of the values
 * @param locale the locale of names, streets and companies
 * @param person the index of the row's person that they belong to, from 0
 * @param letterCase the case of letters
 * @param patterns the patterns with their weights. For names, mail addresses and user names {@link NamePattern}s; for
 *     other types see {@link IdentifierGenerator}
 * @param domains for mail and web addresses, the reserved domains to use
 * @param filter the filter of values that may be generated
 */
public record IdentifierFormat(
        SemanticType meaning,
        String locale,
        int person,
        LetterCase letterCase,
        List<Pattern> patterns,
        List<String> domains,
        SaltedHashFilter filter) {
    /** Domains reserved for examples (RFC 2606), and subdomains of them. */
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
     * A pattern with its frequency.
     *
     * @param text the pattern
     * @param weight the relative frequency among all patterns
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
            throw new IllegalArgumentException(
                    "A %s needs no format, because it is generated from its pattern alone".formatted(meaning.label()));
        }
        if (person < 0 || person >= MAX_PERSONS || patterns.size() > MAX_PATTERNS) {
            throw new IllegalArgumentException(
                    "An identifier's format has person %d and %d patterns; %d and %d are possible at most"
                            .formatted(person, patterns.size(), MAX_PERSONS - 1, MAX_PATTERNS));
        }
        if (!DOMAINS.containsAll(domains)) {
            throw new IllegalArgumentException("Domains of identifiers must be some of " + DOMAINS);
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

    /** Whether values of a type are generated from a {@link PatternGenerator} alone. */
    static boolean isByShapeOnly(final SemanticType meaning) {
        return BY_SHAPE_ONLY.contains(meaning);
    }

    /** Whether values of a type need a {@link PatternGenerator}, alone or before further changes. */
    public static boolean needsShape(final SemanticType meaning) {
        return isByShapeOnly(meaning)
                || meaning == SemanticType.STREET_ADDRESS
                || meaning == SemanticType.CREDIT_CARD
                || meaning == SemanticType.IBAN;
    }
}
