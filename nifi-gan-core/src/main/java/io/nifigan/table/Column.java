// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import io.nifigan.form.FormMixture;
import io.nifigan.form.WrittenForm;
import java.util.Objects;

/**
 * A column of a table: the field that it comes from, and the kind and format detected in its values.
 *
 * <p>Numeric kinds hold a {@code double} per row in these units: INTEGER and DECIMAL the number itself, DATE days since
 * 1970-01-01, TIME milliseconds of the day, TIMESTAMP milliseconds since 1970-01-01T00:00 in local time.
 *
 * @param field the field of the records
 * @param kind the kind, which decides how the column is encoded
 * @param step numeric kinds: the grid that every value lies on, in the column's unit (1, .01, 1000 for whole seconds),
 *     or 0 where there is none; 0 for other kinds
 * @param format how a field of texts writes the values, and a field of whole numbers those of dates. Numeric kinds: the
 *     spec of a {@link io.nifigan.form.WrittenForm}, the most common one where there are several (see
 *     {@link FormColumns}). BOOLEAN: the words for false and true with a bar between. Null where the field's type needs
 *     no format, or where the texts are numbers with as few digits as possible
 * @param meaning IDENTIFIER: the semantic type of the values ({@link SemanticType#KEY} where null is given); null for
 *     other kinds
 */
public record Column(Field field, ColumnKind kind, double step, String format, SemanticType meaning) {
    public Column {
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(kind, "kind");
        if (!(step >= 0 && Double.isFinite(step))) {
            throw new IllegalArgumentException(
                    "Column '%s': step is %s; it must be 0 or more".formatted(field.name(), step));
        }
        checkFormat(field, kind, format);
        if (kind == ColumnKind.IDENTIFIER && meaning == null) {
            meaning = SemanticType.KEY;
        }
        final boolean text = field.type() == ValueType.STRING || field.type() == ValueType.CHAR;
        if (meaning != null && (kind != ColumnKind.IDENTIFIER || !text && !meaning.mayBeNumber())) {
            throw new IllegalArgumentException(
                    ("Column '%s': the semantic type '%s' is not possible for a column of kind %s in a field "
                                    + "of type %s")
                            .formatted(field.name(), meaning.label(), kind, field.type()));
        }
    }

    /** A column without a known semantic type. */
    public Column(final Field field, final ColumnKind kind, final double step, final String format) {
        this(field, kind, step, format, null);
    }

    /** The name of the field. */
    public String name() {
        return field.name();
    }

    /**
     * Rejects a format that cannot write the column. Formats may come from a model file, and the first written row
     * would be too late.
     */
    private static void checkFormat(final Field field, final ColumnKind kind, final String format) {
        final boolean text = field.type() == ValueType.STRING || field.type() == ValueType.CHAR;
        final boolean temporal = kind == ColumnKind.DATE || kind == ColumnKind.TIME || kind == ColumnKind.TIMESTAMP;
        final boolean whole = field.type() == ValueType.INT
                || field.type() == ValueType.LONG
                || field.type() == ValueType.BIGINT
                || field.type() == ValueType.DECIMAL;
        boolean fits = format == null
                ? !(text && temporal)
                : (text || whole && temporal) && format.length() <= WrittenForm.MAX_SPEC;
        if (format != null && fits) {
            fits = switch (kind) {
                case BOOLEAN -> format.indexOf('|') >= 0;
                case INTEGER, DECIMAL, DATE, TIME, TIMESTAMP -> FormMixture.isForm(kind.content(), format);
                default -> false;
            };
        }
        if (!fits) {
            throw new IllegalArgumentException("Column '%s': the format '%s' cannot write a %s in a field of type %s"
                    .formatted(field.name(), format, kind, field.type()));
        }
    }
}
