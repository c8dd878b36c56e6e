// SPDX-License-Identifier: Apache-2.0
package io.nifigan.privacy;

import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Field;
import io.nifigan.table.SemanticType;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
import java.util.HashSet;
import java.util.List;

/**
 * What is known of a column without looking at any record. Numbers beyond the bounds are learnt as the bound, values
 * that are not in the list as {@code other} where that is given, else as missing; a record with a missing value where
 * none is said to be missing is left out.
 *
 * @param kind what the column is; IDENTIFIER where its values are made up and never looked at
 * @param min the least value of a number, a day or a time, as a text; null for others
 * @param max the greatest
 * @param decimals digits after the point of a DECIMAL, 0 to 12
 * @param format how days and times are written where records hold them as texts, such as uuuu-MM-dd; null for the usual
 *     forms
 * @param values a category's values; of an identifier some made-up ones to show its form, or none
 * @param other which of the values stands for all that are not among them; null for none
 * @param mayMiss whether a value may be missing
 * @param special numbers that are likely to be very frequent, such as a fixed fee; 0 and the bounds are looked at
 *     anyway
 * @param meaning what an IDENTIFIER is; null where it is a key or no identifier
 */
public record PublicColumn(
        ColumnKind kind,
        String min,
        String max,
        int decimals,
        String format,
        List<String> values,
        String other,
        boolean mayMiss,
        List<String> special,
        SemanticType meaning) {
    private static final int MAX_VALUES = 10_000;
    private static final int MAX_SPECIAL = 50;
    private static final int MAX_DECIMALS = 12;

    public PublicColumn {
        values = List.copyOf(values);
        special = List.copyOf(special);
        if (decimals < 0 || decimals > MAX_DECIMALS) {
            throw new IllegalArgumentException("decimals is %d; it must be 0 to %d".formatted(decimals, MAX_DECIMALS));
        }
        if (values.size() > MAX_VALUES
                || new HashSet<>(values).size() < values.size()
                || special.size() > MAX_SPECIAL) {
            throw new IllegalArgumentException(
                    "there may be %,d values, each once, and %d special ones".formatted(MAX_VALUES, MAX_SPECIAL));
        }
        if (kind.isNumeric() && (min == null || max == null)) {
            throw new IllegalArgumentException("a column of numbers, days or times needs both \"min\" and \"max\"");
        }
        if (kind == ColumnKind.CATEGORY && values.isEmpty() && !mayMiss) {
            throw new IllegalArgumentException("a category needs its \"values\"");
        }
        if (other != null && !values.contains(other)) {
            throw new IllegalArgumentException("\"other\" must be one of the \"values\"");
        }
    }

    /** The column as the records' field has it: a public fact as well. */
    Column column(final Field field) throws PrivacyException {
        try {
            return switch (kind) {
                case DECIMAL -> new Column(field, kind, decimals == 0 ? 1 : Double.parseDouble("1e-" + decimals), null);
                case INTEGER, DATE ->
                    new Column(field, kind, 1, kind == ColumnKind.DATE ? format(field, "uuuu-MM-dd") : null);
                case TIME, TIMESTAMP ->
                    new Column(
                            field,
                            kind,
                            1_000,
                            format(field, kind == ColumnKind.TIME ? "HH:mm:ss" : "uuuu-MM-dd'T'HH:mm:ss"));
                case IDENTIFIER -> new Column(field, kind, 0, null, meaning == null ? SemanticType.KEY : meaning);
                default -> new Column(field, ColumnKind.CATEGORY, 0, null);
            };
        } catch (final IllegalArgumentException e) {
            throw new PrivacyException("What is said of the column \"%s\" does not go with its field: %s"
                    .formatted(field.name(), e.getMessage()));
        }
    }

    private String format(final Field field, final String usual) {
        return switch (field.type()) {
            case STRING, CHAR -> format == null ? usual : format;
            default -> null;
        };
    }

    /** A bound in the column's unit. */
    static double number(final Column column, final String text) throws PrivacyException {
        // A bound may lie between whole numbers.
        final Column as =
                column.kind() == ColumnKind.INTEGER ? new Column(column.field(), ColumnKind.DECIMAL, 0, null) : column;
        final TableBuilder builder = TableBuilder.forColumns(List.of(as));
        builder.add(new Object[] {text});
        final Table cell = builder.build();
        if (cell.isMissing(0, 0)) {
            throw new PrivacyException("The bound \"%s\" of the column \"%s\" is none for a column of kind %s"
                    .formatted(text, column.name(), column.kind()));
        }
        return cell.numbers(0)[0];
    }
}
