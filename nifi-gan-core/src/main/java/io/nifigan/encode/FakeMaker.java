// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import io.nifigan.faker.FakerLists;
import io.nifigan.table.IdentifierMeaning;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Makes the values of one identifier's column, with all lists at hand. Not for several threads at once. */
public final class FakeMaker {
    private final IdentifierGenerator generator;
    private final FakeForm form;
    private final List<NamePattern> names = new ArrayList<>();
    private final double[] weights;
    private final double[] shapeWeights;
    private final List<String> lexicon;

    /**
     * @param generator generates values of the column's shape; null where the form says all
     * @param form      what the values mean and how they are written; null where their shape is all that is known
     */
    public FakeMaker(final IdentifierGenerator generator, final FakeForm form) {
        this.generator = generator;
        this.form = form;
        this.shapeWeights = generator == null ? new double[0] : generator.weights();
        this.weights = form == null ? new double[0] : form.patterns().stream().mapToDouble(FakeForm.Pattern::weight).toArray();
        if (form != null && isOfNames(form.meaning())) {
            form.patterns().forEach(pattern -> names.add(new NamePattern(pattern.text())));
        }
        this.lexicon = form == null ? List.of() : switch (form.meaning()) {
            case STREET_ADDRESS -> admitted(FakerLists.streets(form.locale()).stream().filter(StreetWords::isName).toList());
            case COMPANY -> admitted(FakerLists.companies(form.locale()));
            default -> List.of();
        };
    }

    private List<String> admitted(final List<String> words) {
        final List<String> admitted = words.stream().filter(word -> form.lottery().accepts(Lottery.hash(Ascii.lower(word)))).toList();
        return admitted.isEmpty() ? words : admitted;
    }

    private static boolean isOfNames(final IdentifierMeaning meaning) {
        return meaning == IdentifierMeaning.FULL_NAME || meaning == IdentifierMeaning.EMAIL || meaning == IdentifierMeaning.USER_NAME;
    }

    static boolean needsPatterns(final IdentifierMeaning meaning) {
        return isOfNames(meaning) || meaning == IdentifierMeaning.URL || meaning == IdentifierMeaning.MAC || meaning == IdentifierMeaning.IP_V4
                || meaning == IdentifierMeaning.IP_V6;
    }

    /** @throws IllegalArgumentException where a pattern is none of the meaning's */
    static void check(final IdentifierMeaning meaning, final String pattern) {
        if (isOfNames(meaning)) {
            new NamePattern(pattern).text();
            return;
        }
        final Set<String> known = switch (meaning) {
            case CREDIT_CARD -> CardNumbers.PREFIXES.keySet();
            case IP_V4, IP_V6, MAC, URL -> NetworkNames.patterns(meaning);
            default -> Set.of();
        };
        if (!known.contains(pattern)) {
            throw new IllegalArgumentException("A %s has a pattern that is none of %s".formatted(meaning.label(), known));
        }
    }

    /** Which person the values belong to, or -1 where they are nobody's. */
    public int person() {
        return form != null && form.meaning().isOfPerson() ? form.person() : -1;
    }

    /** A maker of the person whom the values belong to. */
    public PersonMaker persons() {
        return new PersonMaker(form.locale(), form.lottery());
    }

    /**
     * A new value.
     *
     * @param random   what it is drawn with
     * @param rowIndex the number of the row from 0, by which sequences count
     * @param person   whom it belongs to; null where {@link #person()} is -1
     */
    public String next(final RandomGenerator random, final long rowIndex, final Person person) {
        if (form == null) {
            return generator.next(random, rowIndex, shapeWeights, List.of());
        }
        return switch (form.meaning()) {
            case GIVEN_NAME -> form.letterCase().of(person.given());
            case FAMILY_NAME -> form.letterCase().of(person.family());
            case FULL_NAME -> form.letterCase().of(name(person, false, random));
            case USER_NAME -> account(person, random);
            case EMAIL -> account(person, random) + "@" + form.letterCase().of(pick(form.domains(), random));
            case STREET_ADDRESS -> StreetWords.apart(generator.next(random, rowIndex, shapeWeights, lexicon));
            case COMPANY -> form.letterCase().of(pick(lexicon, random));
            case CREDIT_CARD -> CardNumbers.make(generator.next(random, rowIndex, shapeWeights, List.of()), form.patterns(), random);
            case IBAN -> CardNumbers.account(generator.next(random, rowIndex, shapeWeights, List.of()));
            default -> NetworkNames.make(form, drawnPattern(random), random);
        };
    }

    private String account(final Person person, final RandomGenerator random) {
        final String name = name(person, true, random);
        return switch (form.letterCase()) {
            case TITLE -> Character.toUpperCase(name.charAt(0)) + name.substring(1);
            default -> form.letterCase().of(name);
        };
    }

    private String name(final Person person, final boolean ascii, final RandomGenerator random) {
        return names.get(names.size() == 1 ? 0 : IdentifierGenerator.draw(weights, random)).make(person, ascii, random);
    }

    private String drawnPattern(final RandomGenerator random) {
        return form.patterns().isEmpty() ? "" : form.patterns().get(IdentifierGenerator.draw(weights, random)).text();
    }

    private static String pick(final List<String> values, final RandomGenerator random) {
        return values.get(random.nextInt(values.size()));
    }
}
