// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import java.util.ArrayList;
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
     */
    record Found(ColumnKind kind, String format, SemanticType meaning) {
        Found(final ColumnKind kind, final String format) {
            this(kind, format, null);
        }
    }

    private static final int MAX_EXAMINED = 2_000;

    private static final List<ColumnKind> TEMPORAL = List.of(ColumnKind.DATE, ColumnKind.TIMESTAMP, ColumnKind.TIME);

    private KindDetector() {}

    static Found detect(final ColumnBuffer buffer) {
        if (!buffer.field().symbols().isEmpty()) {
            return new Found(ColumnKind.CATEGORY, null);
        }
        return switch (buffer.field().type()) {
            case BOOLEAN -> new Found(ColumnKind.BOOLEAN, null);
            case DATE -> new Found(ColumnKind.DATE, null);
            case TIME -> new Found(ColumnKind.TIME, null);
            case TIMESTAMP -> new Found(ColumnKind.TIMESTAMP, null);
            default -> buffer.isNumeric() ? ofNumbers(buffer) : ofTexts(buffer);
        };
    }

    /** The result where the user set an identifier's semantic type; KEY where a field of numbers cannot hold it. */
    static Found forced(final ColumnBuffer buffer, final SemanticType meaning) {
        return new Found(
                ColumnKind.IDENTIFIER,
                null,
                buffer.isTextField() || meaning.mayBeNumber() ? meaning : SemanticType.KEY);
    }

    /** The result where the user set the kind; only the format is detected. */
    static Found forced(final ColumnBuffer buffer, final ColumnKind kind) {
        if (!buffer.isTextField()) {
            return new Found(kind, null);
        }
        return switch (kind) {
            case INTEGER, DECIMAL -> new Found(kind, buffer.isNumeric() ? decimalFormat(buffer) : null);
            case DATE, TIME, TIMESTAMP ->
                new Found(kind, DateFormats.best(distinct(buffer), kind).orElse(defaultFormat(kind)));
            case BOOLEAN ->
                new Found(
                        kind,
                        buffer.isNumeric()
                                ? "0|1"
                                : BooleanSpelling.mostCommon(buffer.dictionary(), counts(buffer))
                                        .format());
            default -> new Found(kind, null);
        };
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
        if (!whole || !any && (fractional || type == ValueType.DECIMAL)) {
            return new Found(ColumnKind.DECIMAL, decimalFormat(buffer));
        }
        final String format = decimalFormat(buffer);
        if (isElement(buffer)) {
            return new Found(ColumnKind.INTEGER, format);
        }
        final boolean different =
                IdentifierRules.isWholeIdentifier(buffer.field().name(), values, !fractional && format == null);
        final Optional<SemanticType> meaning = fractional
                ? Optional.empty()
                : SemanticTypeDetector.ofNumbers(
                        buffer.field().name(), distinctSample(buffer, MAX_EXAMINED), different);
        return different || meaning.isPresent()
                ? new Found(ColumnKind.IDENTIFIER, null, meaning.orElse(SemanticType.KEY))
                : new Found(ColumnKind.INTEGER, format);
    }

    /** Whether the values are those of one element of an array; such values are measurements and never identifiers. */
    private static boolean isElement(final ColumnBuffer buffer) {
        return buffer.field().path() != null && buffer.field().path().endsInElement();
    }

    /** The number format, such as "0.00" where every text has two decimals; null where they have none or differ. */
    private static String decimalFormat(final ColumnBuffer buffer) {
        final int decimals = buffer.sharedDecimals();
        return decimals > 0 ? "0." + "0".repeat(decimals) : null;
    }

    private static Found ofTexts(final ColumnBuffer buffer) {
        final List<String> dictionary = buffer.dictionary();
        if (dictionary.isEmpty()) {
            return new Found(ColumnKind.CATEGORY, null);
        }
        final int[] counts = counts(buffer);
        if (dictionary.stream().allMatch(BooleanSpelling::isBoolean)) {
            return new Found(
                    ColumnKind.BOOLEAN,
                    BooleanSpelling.mostCommon(dictionary, counts).format());
        }
        final boolean rare = IdentifierRules.isTextIdentifier(buffer.field().name(), counts);
        final Optional<Found> number = number(dictionary);
        if (number.isPresent()) {
            // Phone numbers are digits, but not numbers to compute with.
            return SemanticTypeDetector.ofTexts(buffer.field().name(), dictionary, false)
                    .filter(SemanticType::mayBeNumber)
                    .map(meaning -> new Found(ColumnKind.IDENTIFIER, null, meaning))
                    .orElseGet(number::get);
        }
        for (final ColumnKind kind : TEMPORAL) {
            final Optional<String> format = DateFormats.recognise(dictionary, kind);
            if (format.isPresent()) {
                return new Found(kind, format.get());
            }
        }
        if (isElement(buffer)) {
            return new Found(ColumnKind.CATEGORY, null);
        }
        return SemanticTypeDetector.ofTexts(buffer.field().name(), dictionary, rare)
                .map(meaning -> new Found(ColumnKind.IDENTIFIER, null, meaning))
                .orElseGet(() -> new Found(ColumnKind.CATEGORY, null));
    }

    /**
     * The kind of texts that are numbers in a notation that the buffer does not hold as numbers: with exponents, blanks
     * around them or NaN.
     */
    private static Optional<Found> number(final List<String> dictionary) {
        boolean any = false;
        boolean whole = true;
        for (final String text : dictionary) {
            final double value = NumberTexts.parse(text);
            if (Double.isNaN(value)) {
                if (!NumberTexts.isNotFinite(text)) {
                    return Optional.empty();
                }
                continue;
            }
            any = true;
            final boolean isWhole = Steps.isWhole(value);
            if (isWhole
                    && Math.abs(value) >= 1e15
                    && text.indexOf('.') < 0
                    && text.indexOf('e') < 0
                    && text.indexOf('E') < 0) {
                return Optional.empty();
            }
            whole &= isWhole;
        }
        return any ? Optional.of(new Found(whole ? ColumnKind.INTEGER : ColumnKind.DECIMAL, null)) : Optional.empty();
    }

    private static List<String> distinct(final ColumnBuffer buffer) {
        if (!buffer.isNumeric()) {
            return buffer.dictionary();
        }
        return distinctSample(buffer, 1_000);
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
