// SPDX-License-Identifier: Apache-2.0
package io.nifigan.identifier;

import io.nifigan.faker.FakerLists;
import io.nifigan.table.SemanticType;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Determines the format of a table's identifiers. It keeps frequencies of predefined patterns only, and none of the
 * values.
 */
public final class IdentifierFormatInducer {
    private static final List<String> DEFAULT_PATTERN = List.of("{given} {family}");
    private static final int MIN_WORDS = 60;
    /** Minimum number of full names that can be generated, even if some are then real ones by chance. */
    private static final double MIN_PEOPLE = 500;

    private static final double MIN_ADDRESSES = .02;

    private final Table table;
    private final Table all;
    private final LocaleDetector locale;
    private final PersonColumns persons;
    private final Map<Integer, SaltedHashFilter> filters = new HashMap<>();

    /**
     * Creates an inducer.
     *
     * @param table the training rows
     * @param all all rows, including held-out ones, whose values must not be generated
     */
    public IdentifierFormatInducer(final Table table, final Table all) {
        this.table = table;
        this.all = all;
        this.locale = new LocaleDetector(table);
        this.persons = new PersonColumns(table, locale);
    }

    /** A generator for the patterns of a column's values; null where the semantic type needs none. */
    public PatternGenerator generator(final int column) {
        final SemanticType meaning = table.column(column).meaning();
        return IdentifierFormat.needsShape(meaning)
                ? PatternGenerator.fit(table, column, meaning == SemanticType.STREET_ADDRESS)
                : null;
    }

    /** The format of a column's values; null where the semantic type needs only a {@link PatternGenerator}. */
    public IdentifierFormat format(final int column) {
        final SemanticType meaning = table.column(column).meaning();
        if (IdentifierFormat.isByShapeOnly(meaning)) {
            return null;
        }
        final List<String> values = distinct(table, column);
        final int person = meaning.isOfPerson() ? persons.personOf(column) : 0;
        final List<IdentifierFormat.Pattern> patterns = switch (meaning) {
            case FULL_NAME, USER_NAME, EMAIL -> new NamePatterns(table, column, persons, locale.tag()).learn();
            case IP_V4, IP_V6, MAC, URL ->
                shares(values.stream()
                        .map(value -> NetworkNames.pattern(meaning, value))
                        .toList());
            case CREDIT_CARD ->
                shares(values.stream()
                        .map(value -> value.replaceAll("\\D", ""))
                        .map(CardNumbers::scheme)
                        .flatMap(java.util.Optional::stream)
                        .toList());
            default -> List.<IdentifierFormat.Pattern>of();
        };
        final List<IdentifierFormat.Pattern> patternsOrDefault =
                patterns.isEmpty() && IdentifierGenerator.needsPatterns(meaning) ? fallback(meaning) : patterns;
        return new IdentifierFormat(
                meaning,
                locale.tag(),
                person,
                LetterCase.in(values),
                patternsOrDefault,
                domains(meaning, values),
                filter(meaning, column, person));
    }

    private static List<IdentifierFormat.Pattern> fallback(final SemanticType meaning) {
        return switch (meaning) {
            case FULL_NAME -> shares(DEFAULT_PATTERN);
            case USER_NAME, EMAIL -> shares(List.of("{given}.{family}"));
            default ->
                shares(NetworkNames.patterns(meaning).stream().sorted().limit(1).toList());
        };
    }

    /** The patterns by frequency; those with fewer than five values are dropped where there are others. */
    private static List<IdentifierFormat.Pattern> shares(final List<String> patterns) {
        final Map<String, Integer> counts = new HashMap<>();
        patterns.forEach(pattern -> counts.merge(pattern, 1, Integer::sum));
        final boolean anyCommon = counts.values().stream().anyMatch(count -> count >= IdentifierShapes.MIN_VALUES);
        return counts.entrySet().stream()
                .filter(entry -> !anyCommon || entry.getValue() >= IdentifierShapes.MIN_VALUES)
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> new IdentifierFormat.Pattern(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** Up to three reserved domains that do not occur in the column. */
    private static List<String> domains(final SemanticType meaning, final Collection<String> values) {
        if (meaning != SemanticType.EMAIL && meaning != SemanticType.URL) {
            return List.of();
        }
        final List<String> free = IdentifierFormat.DOMAINS.stream()
                .filter(domain ->
                        values.stream().noneMatch(value -> Ascii.lower(value).contains(domain)))
                .limit(3)
                .toList();
        return free.isEmpty() ? IdentifierFormat.DOMAINS.subList(0, 3) : free;
    }

    private SaltedHashFilter filter(final SemanticType meaning, final int column, final int person) {
        return switch (meaning) {
            case GIVEN_NAME, FAMILY_NAME, FULL_NAME, USER_NAME, EMAIL -> filters.computeIfAbsent(person, this::persons);
            case STREET_ADDRESS ->
                ofWords(
                        FakerLists.streets(locale.tag()).stream()
                                .filter(StreetWords::isName)
                                .toList(),
                        words(column));
            case COMPANY -> ofWords(FakerLists.companies(locale.tag()), distinct(all, column));
            case IP_V4 ->
                SaltedHashFilter.avoiding(
                        distinct(all, column).stream()
                                .filter(value -> !"public".equals(NetworkNames.pattern(meaning, value)))
                                .mapToLong(SaltedHashFilter::hash)
                                .toArray(),
                        MIN_ADDRESSES);
            default -> SaltedHashFilter.ALL;
        };
    }

    /** A filter that excludes the pairs of names that occur in a row and could be generated. */
    private SaltedHashFilter persons(final int person) {
        final Set<Long> real = new HashSet<>();
        final Set<String> given = FakerLists.lowerGiven(locale.tag());
        final Set<String> family = FakerLists.lowerFamily(locale.tag());
        for (final String[] names : new PersonColumns(all, locale).names(person)) {
            final String first = Ascii.lower(names[0]);
            final String last = Ascii.lower(names[1]);
            if (given.contains(first) && family.contains(last)) {
                real.add(SaltedHashFilter.hash(SaltedHashFilter.hash(first), SaltedHashFilter.hash(last)));
            }
        }
        final double pairs = (double) given.size() * family.size();
        return SaltedHashFilter.avoiding(sorted(real), Math.min(1, MIN_PEOPLE / pairs));
    }

    private static SaltedHashFilter ofWords(final List<String> lexicon, final Collection<String> real) {
        final Set<String> lower = new HashSet<>();
        real.forEach(value -> lower.add(Ascii.lower(value)));
        final Set<Long> hashes = new HashSet<>();
        lexicon.stream()
                .map(Ascii::lower)
                .filter(lower::contains)
                .forEach(word -> hashes.add(SaltedHashFilter.hash(word)));
        return SaltedHashFilter.avoiding(sorted(hashes), Math.min(1, (double) MIN_WORDS / lexicon.size()));
    }

    private static long[] sorted(final Set<Long> hashes) {
        return hashes.stream().mapToLong(Long::longValue).sorted().toArray();
    }

    private List<String> words(final int column) {
        final List<String> words = new ArrayList<>();
        distinct(all, column)
                .forEach(value -> words.addAll(new IdentifierPhrases.Parsed(StreetWords.joined(value)).parts()));
        return words;
    }

    /** The distinct values of a column's rows. */
    static List<String> distinct(final Table table, final int column) {
        final boolean[] used = new boolean[table.dictionary(column).size()];
        final List<String> values = new ArrayList<>();
        for (final int code : table.codes(column)) {
            if (code >= 0 && !used[code]) {
                used[code] = true;
                values.add(table.dictionary(column).get(code));
            }
        }
        return values;
    }
}
