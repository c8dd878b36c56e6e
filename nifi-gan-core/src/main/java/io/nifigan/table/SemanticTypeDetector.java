// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import io.nifigan.faker.FakerLists;
import io.nifigan.form.Lookalikes;
import io.nifigan.text.CellStructure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Detects the semantic type of an identifier from its values and its field's name. A column whose values repeat, as
 * given names do, is personal where both agree; where only one of them supports it, the values must be nearly unique as
 * well. Places, genders and the like identify nobody and stay categories.
 */
final class SemanticTypeDetector {
    private static final DetectionOptions OPTIONS = DetectionOptions.DEFAULT;
    /** The length from which a word of a name is no particle. */
    private static final int MIN_NAME = 4;

    private static final List<SemanticType> TYPES_WITH_SYNTAX = List.of(
            SemanticType.EMAIL,
            SemanticType.UUID,
            SemanticType.IP_V4,
            SemanticType.IP_V6,
            SemanticType.MAC,
            SemanticType.URL,
            SemanticType.IBAN,
            SemanticType.CREDIT_CARD);
    private static final List<SemanticType> PERSONAL_TYPES =
            List.of(SemanticType.EMAIL, SemanticType.IBAN, SemanticType.CREDIT_CARD);

    private final List<String> values;
    private final boolean rare;
    private final FieldWords.Hint hint;

    private SemanticTypeDetector(final String name, final List<String> values, final boolean rare) {
        this.values = values;
        this.rare = rare;
        this.hint = FieldWords.hint(name).orElse(null);
    }

    /**
     * The semantic type of a column of texts.
     *
     * @param name the field's name
     * @param dictionary the distinct values
     * @param rare whether the values are nearly unique
     * @return empty where the column is not an identifier
     */
    static Optional<SemanticType> ofTexts(final String name, final List<String> dictionary, final boolean rare) {
        if (rare
                && CellStructure.of(dictionary).filter(CellStructure::isCertain).isPresent()) {
            return Optional.of(SemanticType.KEY);
        }
        final List<String> sample = new ArrayList<>();
        final int step = Math.max(1, dictionary.size() / OPTIONS.maxExamined());
        for (int i = 0; i < dictionary.size(); i += step) {
            if (!dictionary.get(i).isBlank()) {
                sample.add(dictionary.get(i).strip());
            }
        }
        return Optional.ofNullable(new SemanticTypeDetector(name, sample, rare).detect());
    }

    /**
     * What the values of a category say about persons: their names, or where they can be reached or paid. Values that
     * repeat are learnt as they are, so a user should know.
     *
     * @param name the field's name
     * @param dictionary the distinct values, all or a sample
     * @return empty where most of the values say nothing of the kind
     */
    static Optional<SemanticType> ofPersons(final String name, final List<String> dictionary) {
        final SemanticTypeDetector detector = new SemanticTypeDetector(
                name,
                dictionary.stream()
                        .filter(value -> !value.isBlank())
                        .map(String::strip)
                        .toList(),
                false);
        return Optional.ofNullable(detector.ofPersons(FieldWords.isPlace(name), FieldWords.isRole(name)));
    }

    private SemanticType ofPersons(final boolean place, final boolean role) {
        for (final SemanticType meaning : PERSONAL_TYPES) {
            if (share(value -> ValueChecks.isValid(meaning, value)) >= OPTIONS.minShareWithHint()) {
                return meaning;
            }
        }
        if (share(isHinted(SemanticType.PHONE) ? ValueChecks::isPhone : ValueChecks::isWrittenAsPhone)
                >= OPTIONS.minShareWithHint()) {
            return SemanticType.PHONE;
        }
        if (place || values.size() < OPTIONS.minPersons()) {
            return null;
        }
        final boolean named =
                role || hint != null && !hint.weak() && hint.meaning().isOfPerson();
        final double enough = named ? OPTIONS.minKnownNamesWithHint() : OPTIONS.minKnownNames();
        if (knownFullNameShare() >= enough) {
            return SemanticType.FULL_NAME;
        }
        if (share(value -> ValueChecks.nameWords(value) == 1) < OPTIONS.minShareWithHint()
                || share(Lookalikes::isCalendarWord) >= OPTIONS.minShareWithHint()) {
            return null;
        }
        final double given = knownNameShare(true, true);
        // Many family names are words as well, such as those of colours: only the field's name tells them apart.
        final double family = named ? knownNameShare(false, true) : 0;
        return Math.max(given, family) < enough
                ? null
                : given >= family ? SemanticType.GIVEN_NAME : SemanticType.FAMILY_NAME;
    }

    /**
     * The semantic type of a column of whole numbers.
     *
     * @param texts the numbers as texts, all or a sample
     * @param different whether {@link IdentifierRules} takes the column for an identifier
     */
    static Optional<SemanticType> ofNumbers(final String name, final List<String> texts, final boolean different) {
        final SemanticTypeDetector detector =
                new SemanticTypeDetector(name, new ArrayList<>(new HashSet<>(texts)), different);
        if (detector.values.size() >= OPTIONS.minValues()) {
            if (detector.share(value -> ValueChecks.isValid(SemanticType.CREDIT_CARD, value))
                    >= (detector.isHinted(SemanticType.CREDIT_CARD)
                            ? OPTIONS.minShareWithHint()
                            : OPTIONS.minShare())) {
                return Optional.of(SemanticType.CREDIT_CARD);
            }
            final boolean many = different || detector.values.size() > OPTIONS.maxCategories();
            if (many
                    && detector.isHinted(SemanticType.PHONE)
                    && detector.share(ValueChecks::isPhone) >= OPTIONS.minShare()) {
                return Optional.of(SemanticType.PHONE);
            }
            if (many
                    && detector.isHinted(SemanticType.NATIONAL_ID)
                    && detector.share(value -> value.length() >= 6) >= OPTIONS.minShare()) {
                return Optional.of(SemanticType.NATIONAL_ID);
            }
        }
        if (!different) {
            return Optional.empty();
        }
        return Optional.of(detector.isHinted(SemanticType.POSTAL_CODE) ? SemanticType.POSTAL_CODE : SemanticType.KEY);
    }

    private SemanticType detect() {
        SemanticType found = null;
        if (values.size() >= OPTIONS.minValues()) {
            found = bySyntax();
            if (found == null
                    && rare
                    && CellStructure.of(values).filter(CellStructure::isCertain).isPresent()) {
                return SemanticType.KEY;
            }
            if (found == null && hint != null) {
                found = byName();
            }
            if (found == null && rare) {
                found = byValues();
            }
        }
        return found == null && rare ? SemanticType.KEY : found;
    }

    private boolean isHinted(final SemanticType meaning) {
        return hint != null && hint.meaning() == meaning;
    }

    private double share(final Predicate<String> check) {
        return values.isEmpty() ? 0 : (double) values.stream().filter(check).count() / values.size();
    }

    private SemanticType bySyntax() {
        for (final SemanticType meaning : TYPES_WITH_SYNTAX) {
            final boolean named = isHinted(meaning) || meaning == SemanticType.IP_V6 && isHinted(SemanticType.IP_V4);
            if (share(value -> ValueChecks.isValid(meaning, value))
                    >= (named ? OPTIONS.minShareWithHint() : OPTIONS.minShare())) {
                return rare || PERSONAL_TYPES.contains(meaning) || named && values.size() > OPTIONS.maxCategories()
                        ? meaning
                        : null;
            }
        }
        return null;
    }

    private SemanticType byName() {
        final boolean many = rare || values.size() >= OPTIONS.minNamedValues();
        final boolean fits = switch (hint.meaning()) {
            case PHONE -> share(ValueChecks::isPhone) >= OPTIONS.minShareWithHint();
            case NATIONAL_ID ->
                share(value -> ValueChecks.digits(value) >= 4 && value.length() <= 30) >= OPTIONS.minShare();
            case POSTAL_CODE -> rare;
            case COMPANY -> rare && share(ValueChecks::hasLetter) >= OPTIONS.minShare();
            case USER_NAME ->
                (rare || values.size() > OPTIONS.maxCategories())
                        && share(value ->
                                        value.indexOf(' ') < 0 && value.length() <= 40 && ValueChecks.hasLetter(value))
                                >= OPTIONS.minShare();
            case STREET_ADDRESS ->
                rare && share(ValueChecks::hasLetter) >= OPTIONS.minShare()
                        || many
                                && share(value -> ValueChecks.digits(value) > 0 && ValueChecks.hasLetter(value))
                                        >= OPTIONS.minAddresses();
            case GIVEN_NAME, FAMILY_NAME ->
                share(value -> ValueChecks.nameWords(value) > 0) >= OPTIONS.minShare()
                        && (many
                                || knownNameShare(hint.meaning() == SemanticType.GIVEN_NAME, false)
                                        >= OPTIONS.minKnownNamesWithHint());
            case FULL_NAME ->
                (hint.weak() ? rare || values.size() > OPTIONS.maxCategories() : many) && isFullName(hint.weak());
            default -> false;
        };
        return fits ? hint.meaning() : null;
    }

    private boolean isFullName(final boolean weak) {
        return share(value -> ValueChecks.nameWords(value) > 1 && ValueChecks.nameWords(value) < 6)
                        >= OPTIONS.minKnownNames()
                && (!weak
                        || knownFullNameShare()
                                >= (rare ? OPTIONS.minKnownNamesWithHint() : OPTIONS.minShareWithHint()));
    }

    private SemanticType byValues() {
        if (share(ValueChecks::isWrittenAsPhone) >= OPTIONS.minShare()) {
            return SemanticType.PHONE;
        }
        if (share(ValueChecks::isStreet) >= OPTIONS.minStreets()) {
            return SemanticType.STREET_ADDRESS;
        }
        if (share(ValueChecks::isCompany) >= OPTIONS.minAddresses()) {
            return SemanticType.COMPANY;
        }
        if (share(value -> ValueChecks.nameWords(value) == 1) >= OPTIONS.minShare()) {
            return knownNameShare(true, true) >= OPTIONS.minKnownNames()
                    ? SemanticType.GIVEN_NAME
                    : knownNameShare(false, true) >= OPTIONS.minKnownNames() ? SemanticType.FAMILY_NAME : null;
        }
        return isFullName(true) && knownFullNameShare() >= OPTIONS.minShareWithHint() ? SemanticType.FULL_NAME : null;
    }

    /**
     * The share of values in a locale's given or family names: that of the first locale that reaches the threshold,
     * else the largest of all locales.
     */
    private double knownNameShare(final boolean given, final boolean all) {
        double best = 0;
        for (final String locale : FakerLists.LOCALES) {
            final Set<String> names = given ? FakerLists.lowerGiven(locale) : FakerLists.lowerFamily(locale);
            best = Math.max(best, share(value -> names.contains(value.toLowerCase(Locale.ROOT))));
            if (best >= (all ? OPTIONS.minKnownNames() : OPTIONS.minKnownNamesWithHint())) {
                break;
            }
        }
        return best;
    }

    /**
     * The share of values of several words with a given name of a locale among them: that of the first locale that
     * reaches the threshold, else the largest of all locales.
     */
    private double knownFullNameShare() {
        double best = 0;
        for (final String locale : FakerLists.LOCALES) {
            final Set<String> given = FakerLists.lowerGiven(locale);
            best = Math.max(best, share(value -> {
                final String[] words =
                        value.toLowerCase(Locale.ROOT).replace(",", "").split(" ");
                return words.length > 1
                        && words.length < 6
                        && isWrittenAsName(value)
                        && (given.contains(words[0])
                                || given.contains(words[words.length - 1])
                                || words.length > 2 && given.contains(words[1]));
            }));
            if (best >= OPTIONS.minShareWithHint()) {
                break;
            }
        }
        return best;
    }

    /** Whether long words begin in the same case: apple and olive are given names, but "Olive oil" is nobody's name. */
    private static boolean isWrittenAsName(final String value) {
        final String[] words = value.replace(",", "").split(" ");
        final boolean upper = Character.isUpperCase(value.charAt(0));
        for (final String word : words) {
            // Shorter ones are particles, such as van and de.
            if (word.length() >= MIN_NAME && Character.isUpperCase(word.charAt(0)) != upper) {
                return false;
            }
        }
        return words[words.length - 1].length() > 1;
    }
}
