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
 * Recognises what identifiers mean, from their values and from the name of their field. Columns whose values repeat, as
 * given names do, are personal where both agree; where only one speaks for it, they must be nearly unique as well.
 * Places, genders and the like are nobody's and stay categories.
 */
final class SemanticTypeDetector {
    private static final DetectionOptions OPTIONS = DetectionOptions.DEFAULT;
    private static final List<SemanticType> WITH_SYNTAX = List.of(
            SemanticType.EMAIL,
            SemanticType.UUID,
            SemanticType.IP_V4,
            SemanticType.IP_V6,
            SemanticType.MAC,
            SemanticType.URL,
            SemanticType.IBAN,
            SemanticType.CREDIT_CARD);
    private static final Set<SemanticType> OF_PEOPLE =
            Set.of(SemanticType.EMAIL, SemanticType.IBAN, SemanticType.CREDIT_CARD);

    private final List<String> values;
    private final boolean rare;
    private final FieldWords.Hint hint;

    private SemanticTypeDetector(final String name, final List<String> values, final boolean rare) {
        this.values = values;
        this.rare = rare;
        this.hint = FieldWords.hint(name).orElse(null);
    }

    /**
     * @param name the field's name
     * @param dictionary the different values
     * @param rare whether the values are nearly unique
     * @return nothing where the column is no identifier
     */
    static Optional<SemanticType> ofTexts(final String name, final List<String> dictionary, final boolean rare) {
        final List<String> sample = new ArrayList<>();
        final int step = Math.max(1, dictionary.size() / OPTIONS.maxLookedAt());
        for (int i = 0; i < dictionary.size(); i += step) {
            if (!dictionary.get(i).isBlank()) {
                sample.add(dictionary.get(i).strip());
            }
        }
        return Optional.ofNullable(new SemanticTypeDetector(name, sample, rare).detect());
    }

    /**
     * The same for whole numbers.
     *
     * @param texts the numbers as texts, some of them or all
     * @param different whether they differ as identifiers do
     */
    static Optional<SemanticType> ofNumbers(final String name, final List<String> texts, final boolean different) {
        final SemanticTypeDetector detector =
                new SemanticTypeDetector(name, new ArrayList<>(new HashSet<>(texts)), different);
        if (detector.values.size() >= OPTIONS.min()) {
            if (detector.share(value -> ValueChecks.isValid(SemanticType.CREDIT_CARD, value))
                    >= (detector.hinted(SemanticType.CREDIT_CARD) ? OPTIONS.max() : OPTIONS.nearlyAll())) {
                return Optional.of(SemanticType.CREDIT_CARD);
            }
            final boolean many = different || detector.values.size() > OPTIONS.fewCategories();
            if (many
                    && detector.hinted(SemanticType.PHONE)
                    && detector.share(ValueChecks::isPhone) >= OPTIONS.nearlyAll()) {
                return Optional.of(SemanticType.PHONE);
            }
            if (many
                    && detector.hinted(SemanticType.NATIONAL_ID)
                    && detector.share(value -> value.length() >= 6) >= OPTIONS.nearlyAll()) {
                return Optional.of(SemanticType.NATIONAL_ID);
            }
        }
        if (!different) {
            return Optional.empty();
        }
        return Optional.of(detector.hinted(SemanticType.POSTAL_CODE) ? SemanticType.POSTAL_CODE : SemanticType.KEY);
    }

    private SemanticType detect() {
        SemanticType found = null;
        if (values.size() >= OPTIONS.min()) {
            found = bySyntax();
            if (found == null && hint != null) {
                found = byName();
            }
            if (found == null && rare) {
                found = byValues();
            }
        }
        return found == null && rare ? SemanticType.KEY : found;
    }

    private boolean hinted(final SemanticType meaning) {
        return hint != null && hint.meaning() == meaning;
    }

    private double share(final Predicate<String> check) {
        return values.isEmpty() ? 0 : (double) values.stream().filter(check).count() / values.size();
    }

    private SemanticType bySyntax() {
        for (final SemanticType meaning : WITH_SYNTAX) {
            final boolean named = hinted(meaning) || meaning == SemanticType.IP_V6 && hinted(SemanticType.IP_V4);
            if (share(value -> ValueChecks.isValid(meaning, value)) >= (named ? OPTIONS.max() : OPTIONS.nearlyAll())) {
                return rare || OF_PEOPLE.contains(meaning) || named && values.size() > OPTIONS.fewCategories()
                        ? meaning
                        : null;
            }
        }
        return null;
    }

    private SemanticType byName() {
        final boolean many = rare || values.size() >= OPTIONS.minNames();
        final boolean fits = switch (hint.meaning()) {
            case PHONE -> share(ValueChecks::isPhone) >= OPTIONS.max();
            case NATIONAL_ID ->
                share(value -> ValueChecks.digits(value) >= 4 && value.length() <= 30) >= OPTIONS.nearlyAll();
            case POSTAL_CODE -> rare;
            case COMPANY -> rare && share(ValueChecks::hasLetter) >= OPTIONS.nearlyAll();
            case USER_NAME ->
                (rare || values.size() > OPTIONS.fewCategories())
                        && share(value ->
                                        value.indexOf(' ') < 0 && value.length() <= 40 && ValueChecks.hasLetter(value))
                                >= OPTIONS.nearlyAll();
            case STREET_ADDRESS ->
                rare && share(ValueChecks::hasLetter) >= OPTIONS.nearlyAll()
                        || many
                                && share(value -> ValueChecks.digits(value) > 0 && ValueChecks.hasLetter(value))
                                        >= OPTIONS.streets();
            case GIVEN_NAME, FAMILY_NAME ->
                share(value -> ValueChecks.nameWords(value) > 0) >= OPTIONS.nearlyAll()
                        && (many || known(hint.meaning() == SemanticType.GIVEN_NAME, false) >= OPTIONS.known());
            case FULL_NAME ->
                (hint.weak() ? rare || values.size() > OPTIONS.fewCategories() : many) && isFullName(hint.weak());
            default -> false;
        };
        return fits ? hint.meaning() : null;
    }

    private boolean isFullName(final boolean weak) {
        return share(value -> ValueChecks.nameWords(value) > 1 && ValueChecks.nameWords(value) < 6)
                        >= OPTIONS.wellKnown()
                && (!weak || knownFull() >= (rare ? OPTIONS.known() : OPTIONS.max()));
    }

    private SemanticType byValues() {
        if (share(ValueChecks::isWrittenAsPhone) >= OPTIONS.nearlyAll()) {
            return SemanticType.PHONE;
        }
        if (share(ValueChecks::isStreet) >= OPTIONS.formatted()) {
            return SemanticType.STREET_ADDRESS;
        }
        if (share(ValueChecks::isCompany) >= OPTIONS.streets()) {
            return SemanticType.COMPANY;
        }
        if (share(value -> ValueChecks.nameWords(value) == 1) >= OPTIONS.nearlyAll()) {
            return known(true, true) >= OPTIONS.wellKnown()
                    ? SemanticType.GIVEN_NAME
                    : known(false, true) >= OPTIONS.wellKnown() ? SemanticType.FAMILY_NAME : null;
        }
        return isFullName(true) && knownFull() >= OPTIONS.max() ? SemanticType.FULL_NAME : null;
    }

    /**
     * The greatest share of values that some locale has among its given or family names, either of all locales or of
     * the first that has enough.
     */
    private double known(final boolean given, final boolean all) {
        double best = 0;
        for (final String locale : FakerLists.LOCALES) {
            final Set<String> names = given ? FakerLists.lowerGiven(locale) : FakerLists.lowerFamily(locale);
            best = Math.max(best, share(value -> names.contains(value.toLowerCase(Locale.ROOT))));
            if (best >= (all ? OPTIONS.wellKnown() : OPTIONS.known())) {
                break;
            }
        }
        return best;
    }

    /**
     * The greatest share of values whose first or last word some locale has among its given names, or where both words
     * are names.
     */
    private double knownFull() {
        double best = 0;
        for (final String locale : FakerLists.LOCALES) {
            final Set<String> given = FakerLists.lowerGiven(locale);
            best = Math.max(best, share(value -> {
                final String[] words =
                        value.toLowerCase(Locale.ROOT).replace(",", "").split(" ");
                return words.length > 1
                        && words.length < 6
                        && (given.contains(words[0])
                                || given.contains(words[words.length - 1])
                                || words.length > 2 && given.contains(words[1]));
            }));
            if (best >= OPTIONS.max()) {
                break;
            }
        }
        return best;
    }
}
