// SPDX-License-Identifier: Apache-2.0
package io.nifigan.identifier;

import io.nifigan.faker.FakerLists;
import io.nifigan.table.SemanticType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Generates the values of an identifier column. Not thread-safe. */
public final class IdentifierGenerator {
    private final PatternGenerator pattern;
    private final IdentifierFormat format;
    private final List<NamePattern> names = new ArrayList<>();
    private final double[] weights;
    private final double[] shapeWeights;
    private final List<String> lexicon;

    /**
     * @param generator generates values with the column's patterns; null where the format alone is enough
     * @param format the format of the values; null where {@code generator} alone is enough
     */
    public IdentifierGenerator(final PatternGenerator generator, final IdentifierFormat format) {
        this.pattern = generator;
        this.format = format;
        this.shapeWeights = generator == null ? new double[0] : generator.weights();
        this.weights = format == null
                ? new double[0]
                : format.patterns().stream()
                        .mapToDouble(IdentifierFormat.Pattern::weight)
                        .toArray();
        if (format != null && isBuiltFromNames(format.meaning())) {
            format.patterns().forEach(pattern -> names.add(new NamePattern(pattern.text())));
        }
        this.lexicon = format == null
                ? List.of()
                : switch (format.meaning()) {
                    case STREET_ADDRESS ->
                        acceptedWords(FakerLists.streets(format.locale()).stream()
                                .filter(StreetWords::isName)
                                .toList());
                    case COMPANY -> acceptedWords(FakerLists.companies(format.locale()));
                    default -> List.of();
                };
    }

    private List<String> acceptedWords(final List<String> words) {
        final List<String> acceptedWords = words.stream()
                .filter(word -> format.filter().accepts(SaltedHashFilter.hash(Ascii.lower(word))))
                .toList();
        return acceptedWords.isEmpty() ? words : acceptedWords;
    }

    private static boolean isBuiltFromNames(final SemanticType meaning) {
        return meaning == SemanticType.FULL_NAME || meaning == SemanticType.EMAIL || meaning == SemanticType.USER_NAME;
    }

    static boolean needsPatterns(final SemanticType meaning) {
        return isBuiltFromNames(meaning)
                || meaning == SemanticType.URL
                || meaning == SemanticType.MAC
                || meaning == SemanticType.IP_V4
                || meaning == SemanticType.IP_V6;
    }

    /**
     * Checks a pattern.
     *
     * @throws IllegalArgumentException where the semantic type does not have the pattern
     */
    static void check(final SemanticType meaning, final String pattern) {
        if (isBuiltFromNames(meaning)) {
            new NamePattern(pattern).text();
            return;
        }
        final Set<String> known = switch (meaning) {
            case CREDIT_CARD -> CardNumbers.PREFIXES.keySet();
            case IP_V4, IP_V6, MAC, URL -> NetworkNames.patterns(meaning);
            default -> Set.of();
        };
        if (!known.contains(pattern)) {
            throw new IllegalArgumentException(
                    "A %s has an unknown pattern; it must be one of %s".formatted(meaning.label(), known));
        }
    }

    /** The index of the row's person that the values belong to, or -1 where they belong to none. */
    public int person() {
        return format != null && format.meaning().isOfPerson() ? format.person() : -1;
    }

    /** A generator of persons with the column's locale and filter. */
    public PersonGenerator persons() {
        return new PersonGenerator(format.locale(), format.filter());
    }

    /**
     * Generates a value.
     *
     * @param random the source of random numbers
     * @param rowIndex the index of the row from 0, for sequences
     * @param person the person that the value belongs to; null where {@link #person()} is -1
     */
    public String next(final RandomGenerator random, final long rowIndex, final Person person) {
        if (format == null) {
            return pattern.next(random, rowIndex, shapeWeights, List.of());
        }
        return switch (format.meaning()) {
            case GIVEN_NAME -> format.letterCase().of(person.given());
            case FAMILY_NAME -> format.letterCase().of(person.family());
            case FULL_NAME -> format.letterCase().of(name(person, false, random));
            case USER_NAME -> account(person, random);
            case EMAIL -> account(person, random) + "@" + format.letterCase().of(pick(format.domains(), random));
            case STREET_ADDRESS -> StreetWords.apart(pattern.next(random, rowIndex, shapeWeights, lexicon));
            case COMPANY -> format.letterCase().of(pick(lexicon, random));
            case CREDIT_CARD ->
                CardNumbers.make(pattern.next(random, rowIndex, shapeWeights, List.of()), format.patterns(), random);
            case IBAN -> CardNumbers.account(pattern.next(random, rowIndex, shapeWeights, List.of()));
            default -> NetworkNames.make(format, drawPattern(random), random);
        };
    }

    private String account(final Person person, final RandomGenerator random) {
        final String name = name(person, true, random);
        return switch (format.letterCase()) {
            case TITLE -> Character.toUpperCase(name.charAt(0)) + name.substring(1);
            default -> format.letterCase().of(name);
        };
    }

    private String name(final Person person, final boolean ascii, final RandomGenerator random) {
        return names.get(names.size() == 1 ? 0 : PatternGenerator.draw(weights, random))
                .make(person, ascii, random);
    }

    private String drawPattern(final RandomGenerator random) {
        return format.patterns().isEmpty()
                ? ""
                : format.patterns().get(PatternGenerator.draw(weights, random)).text();
    }

    private static String pick(final List<String> values, final RandomGenerator random) {
        return values.get(random.nextInt(values.size()));
    }
}
