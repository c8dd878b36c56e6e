// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import io.nifigan.form.Content;
import io.nifigan.form.FormFinder;
import io.nifigan.form.FormMixture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Detects the kind of a column from its values, or the format of a kind that the user set. */
final class KindDetector {
    /**
     * The result of a detection.
     *
     * @param kind the kind
     * @param format as in {@link Column#format()}
     * @param meaning as in {@link Column#meaning()}
     * @param forms the forms of texts of a numeric kind; null where {@code format} says all
     */
    record Found(ColumnKind kind, String format, SemanticType meaning, FormMixture forms) {
        Found(final ColumnKind kind, final String format) {
            this(kind, format, null, null);
        }

        Found(final ColumnKind kind, final FormMixture forms) {
            this(kind, forms.specs().getFirst(), null, forms.isOneForm() ? null : forms);
        }

        static Found identifier(final SemanticType meaning) {
            return new Found(ColumnKind.IDENTIFIER, null, meaning, null);
        }
    }

    private static final int MAX_EXAMINED = 2_000;
    /** Seconds since 1970 at the end of 1989; smaller numbers need no closer look. */
    private static final double MIN_EPOCH = 6e8;

    /** Up to this number of forms, values that look like an identifier's are numbers all the same. */
    private static final int MAX_FORMS_OF_NUMBERS = 3;

    private KindDetector() {}

    static Found detect(final ColumnBuffer buffer) {
        if (!buffer.field().symbols().isEmpty()) {
            return new Found(ColumnKind.CATEGORY, (String) null);
        }
        return switch (buffer.field().type()) {
            case BOOLEAN -> new Found(ColumnKind.BOOLEAN, (String) null);
            case DATE -> new Found(ColumnKind.DATE, (String) null);
            case TIME -> new Found(ColumnKind.TIME, (String) null);
            case TIMESTAMP -> new Found(ColumnKind.TIMESTAMP, (String) null);
            default -> buffer.isNumeric() ? ofNumbers(buffer) : ofTexts(buffer);
        };
    }

    /** The result where the user set an identifier's semantic type; KEY where a field of numbers cannot hold it. */
    static Found forced(final ColumnBuffer buffer, final SemanticType meaning) {
        return Found.identifier(buffer.isTextField() || meaning.mayBeNumber() ? meaning : SemanticType.KEY);
    }

    /** The result where the user set the kind; only the format is detected. */
    static Found forced(final ColumnBuffer buffer, final ColumnKind kind) {
        if (!buffer.isTextField()) {
            return new Found(kind, (String) null);
        }
        return switch (kind) {
            case INTEGER, DECIMAL ->
                buffer.isNumeric() ? new Found(kind, decimalFormat(buffer)) : ofForcedTexts(buffer, kind, null);
            case DATE, TIME, TIMESTAMP -> ofForcedTexts(buffer, kind, defaultFormat(kind));
            case BOOLEAN ->
                new Found(
                        kind,
                        buffer.isNumeric()
                                ? "0|1"
                                : BooleanSpelling.mostCommon(buffer.dictionary(), counts(buffer))
                                        .format());
            default -> new Found(kind, (String) null);
        };
    }

    private static Found ofForcedTexts(final ColumnBuffer buffer, final ColumnKind kind, final String otherwise) {
        final List<String> texts = distinct(buffer);
        final int[] counts = buffer.isNumeric() ? ones(texts.size()) : counts(buffer);
        return FormFinder.find(texts, counts, kind.content())
                .map(forms -> new Found(kind, forms))
                .orElse(new Found(kind, otherwise));
    }

    private static String defaultFormat(final ColumnKind kind) {
        return switch (kind) {
            case DATE -> "uuuu-MM-dd";
            case TIME -> "HH:mm:ss";
            default -> "uuuu-MM-dd'T'HH:mm:ss";
        };
    }

    private static Found ofNumbers(final ColumnBuffer buffer) {
        final double[] values = buffer.numbers();
        boolean whole = true;
        boolean any = false;
        for (final double value : values) {
            if (!Double.isNaN(value)) {
                any = true;
                whole &= Steps.isWhole(value);
            }
        }
        final ValueType type = buffer.field().type();
        final boolean fractional = type == ValueType.FLOAT || type == ValueType.DOUBLE;
        if (!whole && type == ValueType.STRING && !isElement(buffer) && mayBeEpochs(values)) {
            final Optional<Found> date = datesInDigits(buffer);
            if (date.isPresent()) {
                return date.get();
            }
        }
        if (!whole || !any && (fractional || type == ValueType.DECIMAL)) {
            return new Found(ColumnKind.DECIMAL, decimalFormat(buffer));
        }
        final String format = decimalFormat(buffer);
        final double[] offsets = buffer.hasRemainders() ? buffer.offsets() : values;
        if (isElement(buffer)) {
            return new Found(ColumnKind.INTEGER, format);
        }
        if (!fractional
                && format == null
                && !IdentifierRules.isNamedOrSequence(buffer.field().name(), offsets)) {
            final Optional<Found> date = datesInDigits(buffer);
            if (date.isPresent()) {
                return date.get();
            }
        }
        final boolean different =
                IdentifierRules.isWholeIdentifier(buffer.field().name(), offsets, !fractional && format == null)
                        || buffer.hasRemainders() && IdentifierRules.isLongIdentifier(values, offsets);
        final Optional<SemanticType> meaning = fractional
                ? Optional.empty()
                : SemanticTypeDetector.ofNumbers(
                        buffer.field().name(), distinctSample(buffer, MAX_EXAMINED), different);
        return different || meaning.isPresent()
                ? Found.identifier(meaning.orElse(SemanticType.KEY))
                : new Found(ColumnKind.INTEGER, format);
    }

    private static boolean mayBeEpochs(final double... values) {
        return Arrays.stream(values).allMatch(value -> Double.isNaN(value) || value >= MIN_EPOCH);
    }

    /** Dates that are written as numbers, such as 20230623 or milliseconds since 1970. */
    private static Optional<Found> datesInDigits(final ColumnBuffer buffer) {
        final List<String> texts = distinct(buffer);
        return FormFinder.find(texts, ones(texts.size()))
                .filter(forms -> forms.isOneForm() && forms.content() != Content.NUMBER)
                .map(forms -> new Found(ColumnKind.of(forms.content()), forms));
    }

    /** Whether the values are those of one element of an array; such values are measurements and never identifiers. */
    private static boolean isElement(final ColumnBuffer buffer) {
        return buffer.field().path() != null && buffer.field().path().endsInElement();
    }

    /**
     * The number format, such as "0.00" where every text has two decimals and "0.0#" where every text has some; null
     * where there are texts without.
     */
    private static String decimalFormat(final ColumnBuffer buffer) {
        final int decimals = buffer.sharedDecimals();
        return decimals > 0 ? "0." + "0".repeat(decimals) : buffer.alwaysHasDecimals() ? "0.0#" : null;
    }

    private static Found ofTexts(final ColumnBuffer buffer) {
        final List<String> dictionary = buffer.dictionary();
        if (dictionary.isEmpty()) {
            return new Found(ColumnKind.CATEGORY, (String) null);
        }
        final int[] counts = counts(buffer);
        if (dictionary.stream().allMatch(BooleanSpelling::isBoolean)) {
            return new Found(
                    ColumnKind.BOOLEAN,
                    BooleanSpelling.mostCommon(dictionary, counts).format());
        }
        final boolean rare = IdentifierRules.isTextIdentifier(buffer.field().name(), dictionary, counts);
        final Optional<FormMixture> forms = FormFinder.find(dictionary, counts)
                .filter(found -> found.isOneForm() || buffer.field().type() == ValueType.STRING && !isElement(buffer));
        if (forms.isPresent()) {
            return SemanticTypeDetector.ofTexts(buffer.field().name(), dictionary, false)
                    .filter(meaning -> isRather(meaning, forms.get()))
                    .map(Found::identifier)
                    .orElseGet(() -> ofForms(dictionary, forms.get()));
        }
        if (isElement(buffer)) {
            return new Found(ColumnKind.CATEGORY, (String) null);
        }
        return SemanticTypeDetector.ofTexts(buffer.field().name(), dictionary, rare)
                .map(Found::identifier)
                .orElseGet(() -> new Found(ColumnKind.CATEGORY, (String) null));
    }

    /**
     * Whether texts in forms of numbers are rather an identifier: phone numbers are digits, but not to compute with.
     */
    private static boolean isRather(final SemanticType meaning, final FormMixture forms) {
        return forms.content() == Content.NUMBER
                && (meaning.mayBeNumber() || forms.forms().size() > MAX_FORMS_OF_NUMBERS);
    }

    private static Found ofForms(final List<String> dictionary, final FormMixture forms) {
        if (forms.content() != Content.NUMBER) {
            return new Found(ColumnKind.of(forms.content()), forms);
        }
        final boolean whole = dictionary.stream()
                .mapToDouble(text -> forms.read(text).value())
                .allMatch(value -> Double.isNaN(value) || Steps.isWhole(value));
        return new Found(whole ? ColumnKind.INTEGER : ColumnKind.DECIMAL, forms);
    }

    private static List<String> distinct(final ColumnBuffer buffer) {
        return buffer.isNumeric()
                ? distinctSample(buffer, MAX_EXAMINED).stream().distinct().toList()
                : buffer.dictionary();
    }

    private static List<String> distinctSample(final ColumnBuffer buffer, final int max) {
        final List<String> sample = new ArrayList<>();
        for (int r = 0; r < buffer.size() && sample.size() < max; r++) {
            if (!Double.isNaN(buffer.number(r))) {
                sample.add(buffer.text(r));
            }
        }
        return sample;
    }

    private static int[] ones(final int length) {
        final int[] ones = new int[length];
        Arrays.fill(ones, 1);
        return ones;
    }

    static int[] counts(final ColumnBuffer buffer) {
        final int[] counts = new int[buffer.dictionary().size()];
        for (final int code : buffer.codes()) {
            if (code >= 0) {
                counts[code]++;
            }
        }
        return counts;
    }
}
