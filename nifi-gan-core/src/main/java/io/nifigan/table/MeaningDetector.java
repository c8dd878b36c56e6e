// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import io.nifigan.faker.FakerLists;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Recognises what identifiers mean, from their values and from the name of their field. Columns whose values repeat, as given names do,
 * are personal where both agree; where only one speaks for it, they must be nearly unique as well. Places, genders and the like are
 * nobody's and stay categories.
 */
final class MeaningDetector {
    private static final int MOST_LOOKED_AT = 2_000;
    private static final int FEWEST = 5;
    /** Columns of technical addresses with fewer values are categories. */
    private static final int FEW_CATEGORIES = 50;
    private static final int FEWEST_NAMES = 20;
    private static final double NEARLY_ALL = .9;
    private static final double MOST = .5;
    /** The share of names in a locale's lists, which know only the more common ones. */
    private static final double KNOWN = .3;
    private static final double WELL_KNOWN = .6;
    private static final double STREETS = .4;
    private static final double FORMATTED = .7;
    private static final List<IdentifierMeaning> WITH_SYNTAX = List.of(IdentifierMeaning.EMAIL, IdentifierMeaning.UUID, IdentifierMeaning.IP_V4,
            IdentifierMeaning.IP_V6, IdentifierMeaning.MAC, IdentifierMeaning.URL, IdentifierMeaning.IBAN, IdentifierMeaning.CREDIT_CARD);
    private static final Set<IdentifierMeaning> OF_PEOPLE = Set.of(IdentifierMeaning.EMAIL, IdentifierMeaning.IBAN, IdentifierMeaning.CREDIT_CARD);

    private final List<String> values;
    private final boolean rare;
    private final FieldWords.Hint hint;

    private MeaningDetector(final String name, final List<String> values, final boolean rare) {
        this.values = values;
        this.rare = rare;
        this.hint = FieldWords.hint(name).orElse(null);
    }

    /**
     * @param name       the field's name
     * @param dictionary the different values
     * @param rare       whether the values are nearly unique
     * @return nothing where the column is no identifier
     */
    static Optional<IdentifierMeaning> ofTexts(final String name, final List<String> dictionary, final boolean rare) {
        final List<String> sample = new ArrayList<>();
        final int step = Math.max(1, dictionary.size() / MOST_LOOKED_AT);
        for (int i = 0; i < dictionary.size(); i += step) {
            if (!dictionary.get(i).isBlank()) {
                sample.add(dictionary.get(i).strip());
            }
        }
        return Optional.ofNullable(new MeaningDetector(name, sample, rare).detect());
    }

    /**
     * The same for whole numbers.
     *
     * @param texts     the numbers as texts, some of them or all
     * @param different whether they differ as identifiers do
     */
    static Optional<IdentifierMeaning> ofNumbers(final String name, final List<String> texts, final boolean different) {
        final MeaningDetector detector = new MeaningDetector(name, new ArrayList<>(new HashSet<>(texts)), different);
        if (detector.values.size() >= FEWEST) {
            if (detector.share(value -> ValueChecks.isValid(IdentifierMeaning.CREDIT_CARD, value))
                    >= (detector.hinted(IdentifierMeaning.CREDIT_CARD) ? MOST : NEARLY_ALL)) {
                return Optional.of(IdentifierMeaning.CREDIT_CARD);
            }
            final boolean many = different || detector.values.size() > FEW_CATEGORIES;
            if (many && detector.hinted(IdentifierMeaning.PHONE) && detector.share(ValueChecks::isPhone) >= NEARLY_ALL) {
                return Optional.of(IdentifierMeaning.PHONE);
            }
            if (many && detector.hinted(IdentifierMeaning.NATIONAL_ID) && detector.share(value -> value.length() >= 6) >= NEARLY_ALL) {
                return Optional.of(IdentifierMeaning.NATIONAL_ID);
            }
        }
        if (!different) {
            return Optional.empty();
        }
        return Optional.of(detector.hinted(IdentifierMeaning.POSTAL_CODE) ? IdentifierMeaning.POSTAL_CODE : IdentifierMeaning.KEY);
    }

    private IdentifierMeaning detect() {
        IdentifierMeaning found = null;
        if (values.size() >= FEWEST) {
            found = bySyntax();
            if (found == null && hint != null) {
                found = byName();
            }
            if (found == null && rare) {
                found = byValues();
            }
        }
        return found == null && rare ? IdentifierMeaning.KEY : found;
    }

    private boolean hinted(final IdentifierMeaning meaning) {
        return hint != null && hint.meaning() == meaning;
    }

    private double share(final Predicate<String> check) {
        return values.isEmpty() ? 0 : (double) values.stream().filter(check).count() / values.size();
    }

    private IdentifierMeaning bySyntax() {
        for (final IdentifierMeaning meaning : WITH_SYNTAX) {
            final boolean named = hinted(meaning) || meaning == IdentifierMeaning.IP_V6 && hinted(IdentifierMeaning.IP_V4);
            if (share(value -> ValueChecks.isValid(meaning, value)) >= (named ? MOST : NEARLY_ALL)) {
                return rare || OF_PEOPLE.contains(meaning) || named && values.size() > FEW_CATEGORIES ? meaning : null;
            }
        }
        return null;
    }

    private IdentifierMeaning byName() {
        final boolean many = rare || values.size() >= FEWEST_NAMES;
        final boolean fits = switch (hint.meaning()) {
            case PHONE -> share(ValueChecks::isPhone) >= MOST;
            case NATIONAL_ID -> share(value -> ValueChecks.digits(value) >= 4 && value.length() <= 30) >= NEARLY_ALL;
            case POSTAL_CODE -> rare;
            case COMPANY -> rare && share(ValueChecks::hasLetter) >= NEARLY_ALL;
            case USER_NAME -> (rare || values.size() > FEW_CATEGORIES)
                    && share(value -> value.indexOf(' ') < 0 && value.length() <= 40 && ValueChecks.hasLetter(value)) >= NEARLY_ALL;
            case STREET_ADDRESS -> rare && share(ValueChecks::hasLetter) >= NEARLY_ALL
                    || many && share(value -> ValueChecks.digits(value) > 0 && ValueChecks.hasLetter(value)) >= STREETS;
            case GIVEN_NAME, FAMILY_NAME -> share(value -> ValueChecks.nameWords(value) > 0) >= NEARLY_ALL
                    && (many || known(hint.meaning() == IdentifierMeaning.GIVEN_NAME, false) >= KNOWN);
            case FULL_NAME -> (hint.weak() ? rare || values.size() > FEW_CATEGORIES : many) && isFullName(hint.weak());
            default -> false;
        };
        return fits ? hint.meaning() : null;
    }

    private boolean isFullName(final boolean weak) {
        return share(value -> ValueChecks.nameWords(value) > 1 && ValueChecks.nameWords(value) < 6) >= WELL_KNOWN && (!weak || knownFull() >= (rare ? KNOWN : MOST));
    }

    private IdentifierMeaning byValues() {
        if (share(ValueChecks::isWrittenAsPhone) >= NEARLY_ALL) {
            return IdentifierMeaning.PHONE;
        }
        if (share(ValueChecks::isStreet) >= FORMATTED) {
            return IdentifierMeaning.STREET_ADDRESS;
        }
        if (share(ValueChecks::isCompany) >= STREETS) {
            return IdentifierMeaning.COMPANY;
        }
        if (share(value -> ValueChecks.nameWords(value) == 1) >= NEARLY_ALL) {
            return known(true, true) >= WELL_KNOWN ? IdentifierMeaning.GIVEN_NAME
                    : known(false, true) >= WELL_KNOWN ? IdentifierMeaning.FAMILY_NAME : null;
        }
        return isFullName(true) && knownFull() >= MOST ? IdentifierMeaning.FULL_NAME : null;
    }

    /** The greatest share of values that some locale has among its given or family names, either of all locales or of the first that has enough. */
    private double known(final boolean given, final boolean all) {
        double best = 0;
        for (final String locale : FakerLists.LOCALES) {
            final Set<String> names = given ? FakerLists.lowerGiven(locale) : FakerLists.lowerFamily(locale);
            best = Math.max(best, share(value -> names.contains(value.toLowerCase(Locale.ROOT))));
            if (best >= (all ? WELL_KNOWN : KNOWN)) {
                break;
            }
        }
        return best;
    }

    /** The greatest share of values whose first or last word some locale has among its given names, or where both words are names. */
    private double knownFull() {
        double best = 0;
        for (final String locale : FakerLists.LOCALES) {
            final Set<String> given = FakerLists.lowerGiven(locale);
            best = Math.max(best, share(value -> {
                final String[] words = value.toLowerCase(Locale.ROOT).replace(",", "").split(" ");
                return words.length > 1 && words.length < 6 && (given.contains(words[0]) || given.contains(words[words.length - 1])
                        || words.length > 2 && given.contains(words[1]));
            }));
            if (best >= MOST) {
                break;
            }
        }
        return best;
    }
}
