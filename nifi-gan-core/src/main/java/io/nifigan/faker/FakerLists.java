// SPDX-License-Identifier: Apache-2.0
package io.nifigan.faker;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.datafaker.Faker;

/**
 * Lists of names, streets and companies from Datafaker. They are built once per locale and cached, because calling
 * Datafaker for every row is slow. The lists are the same in every run with the same version. Thread-safe.
 *
 * @param given given names, each once
 * @param family family names, each once
 */
public record FakerLists(List<String> given, List<String> family) {
    /** The locale for tables whose locale is unknown. */
    public static final String DEFAULT_LOCALE = "en";
    /** The supported locales as IETF language tags, the default first. */
    public static final List<String> LOCALES = List.of(
            DEFAULT_LOCALE,
            "de",
            "fr",
            "es",
            "it",
            "pl",
            "nl",
            "pt-BR",
            "sv",
            "da-DK",
            "nb-NO",
            "fi-FI",
            "cs-CZ",
            "sk",
            "hu",
            "tr",
            "hr",
            "ru",
            "uk",
            "he",
            "ja",
            "ko",
            "zh-CN",
            "en-IN");

    private static final int MIN_NAMES = 10;
    private static final int DRAWS = 3_000;
    private static final int SEED = 20_260;
    private static final int MAX_DEPTH = 4;
    /** Share of streets from which on a common word is a kind of street and not a name. */
    private static final double MAX_WORD_SHARE = .01;

    private static final double MIN_SHARE_AFTER_PEOPLE = .4;
    private static final int MIN_WORDS = 50;
    private static final Pattern REFERENCE = Pattern.compile("#\\{([A-Za-z_.]+)}");
    private static final Pattern NOT_LETTERS = Pattern.compile("[^\\p{L}\\p{M}]+");
    private static final Map<String, FakerLists> NAMES = new ConcurrentHashMap<>();
    private static final Map<String, Set<String>> LOWER_GIVEN = new ConcurrentHashMap<>();
    private static final Map<String, Set<String>> LOWER_FAMILY = new ConcurrentHashMap<>();
    private static final Map<String, List<String>> STREETS = new ConcurrentHashMap<>();
    private static final Map<String, List<String>> COMPANIES = new ConcurrentHashMap<>();

    public FakerLists {
        given = List.copyOf(given);
        family = List.copyOf(family);
    }

    /** The names of people in a locale. */
    public static FakerLists of(final String locale) {
        check(locale);
        return NAMES.computeIfAbsent(locale, FakerLists::names);
    }

    /** The given names of a locale in lower case, for lookups. */
    public static Set<String> lowerGiven(final String locale) {
        return LOWER_GIVEN.computeIfAbsent(locale, tag -> lower(of(tag).given()));
    }

    /** The family names of a locale in lower case, for lookups. */
    public static Set<String> lowerFamily(final String locale) {
        return LOWER_FAMILY.computeIfAbsent(locale, tag -> lower(of(tag).family()));
    }

    private static Set<String> lower(final List<String> names) {
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    /** The names of streets in a locale, without words for kinds of streets. */
    public static List<String> streets(final String locale) {
        check(locale);
        return STREETS.computeIfAbsent(locale, FakerLists::streetWords);
    }

    /** The names of companies in a locale. */
    public static List<String> companies(final String locale) {
        check(locale);
        return COMPANIES.computeIfAbsent(locale, tag -> {
            final Faker faker = faker(tag);
            return draw(faker.company()::name);
        });
    }

    /**
     * Checks that a locale is supported.
     *
     * @throws IllegalArgumentException where it is not one of {@link #LOCALES}
     */
    public static void check(final String locale) {
        if (!LOCALES.contains(locale)) {
            throw new IllegalArgumentException(
                    "The locale '%s' is not supported; it must be one of %s".formatted(locale, LOCALES));
        }
    }

    private static Faker faker(final String locale) {
        return new Faker(Locale.forLanguageTag(locale), new Random(SEED));
    }

    private static FakerLists names(final String locale) {
        final Faker faker = faker(locale);
        final Set<String> given = new LinkedHashSet<>();
        expand(faker, "name.first_name", given, 0);
        final Set<String> family = new LinkedHashSet<>();
        expand(faker, "name.last_name", family, 0);
        return new FakerLists(
                given.size() < MIN_NAMES ? draw(faker.name()::firstName) : List.copyOf(given),
                family.size() < MIN_NAMES ? draw(faker.name()::lastName) : List.copyOf(family));
    }

    /**
     * Adds the names of a Datafaker list and of the lists that it refers to, as in {@code #{male_first_name}} or
     * {@code #{Name.femaleFirstName}}.
     */
    private static void expand(final Faker faker, final String key, final Set<String> names, final int depth) {
        final Object list = faker.fakeValuesService().fetchObject(key, faker.getContext());
        if (!(list instanceof List<?> entries)) {
            return;
        }
        for (final Object entry : entries) {
            final String text = String.valueOf(entry).strip();
            final Matcher reference = REFERENCE.matcher(text);
            if (reference.matches() && depth < MAX_DEPTH) {
                final String other = reference
                        .group(1)
                        .replaceAll("(?<=[a-z])([A-Z])", "_$1")
                        .toLowerCase(Locale.ROOT);
                expand(faker, other.contains(".") ? other : "name." + other, names, depth + 1);
            } else if (!text.isEmpty() && text.codePoints().allMatch(FakerLists::isNameCharacter)) {
                names.add(text);
            }
        }
    }

    private static boolean isNameCharacter(final int c) {
        return Character.isLetter(c)
                || Character.getType(c) == Character.NON_SPACING_MARK
                || c == '-'
                || c == '\''
                || c == '’'
                || c == ' ';
    }

    private static List<String> draw(final Supplier<String> values) {
        final Set<String> distinct = new LinkedHashSet<>();
        for (int i = 0; i < DRAWS; i++) {
            final String value = values.get();
            if (value != null && !value.isBlank()) {
                distinct.add(value.strip());
            }
        }
        return List.copyOf(distinct);
    }

    private static List<String> streetWords(final String locale) {
        final Map<String, Integer> counts = new LinkedHashMap<>();
        final Faker faker = faker(locale);
        final List<String> streets = draw(faker.address()::streetName);
        for (final String street : streets) {
            for (final String word : NOT_LETTERS.split(street)) {
                if (word.length() > 1
                        && !Character.isLowerCase(word.codePointAt(0))
                        && (word.length() > 2 || !Character.isUpperCase(word.codePointAt(0)))) {
                    counts.merge(word, 1, Integer::sum);
                }
            }
        }
        final FakerLists people = of(locale);
        final Set<String> names = new HashSet<>(people.given());
        names.addAll(people.family());
        final int all = counts.values().stream().mapToInt(Integer::intValue).sum();
        final int named = counts.keySet().stream()
                .filter(names::contains)
                .mapToInt(counts::get)
                .sum();
        // Where streets are named after people, all other words are kinds of streets.
        final boolean afterPeople = named > MIN_SHARE_AFTER_PEOPLE * all;
        final List<String> words = new ArrayList<>(counts.keySet());
        words.removeIf(word ->
                afterPeople ? !names.contains(word) : counts.get(word) > Math.max(1, MAX_WORD_SHARE * streets.size()));
        return words.size() < MIN_WORDS ? people.family() : List.copyOf(words);
    }
}
