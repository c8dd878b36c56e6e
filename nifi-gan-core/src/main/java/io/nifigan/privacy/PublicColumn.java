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
 * The public facts about a column, which do not come from the records. Numbers outside the bounds are clipped. Values
 * that are not in the list become {@code other}, or missing if there is no {@code other}. A record with a missing value
 * in a column that may not miss any is left out.
 *
 * @param kind the kind of the column; values of an IDENTIFIER are made up and never read
 * @param min the minimum of a number, date or time, as text; null for others
 * @param max the maximum, likewise
 * @param decimals the decimal places of a DECIMAL, 0 to 12
 * @param format the pattern of dates and times in text fields, such as uuuu-MM-dd; null for the ISO formats
 * @param values a category's values; for an identifier made-up examples of its format, or none
 * @param other the value that stands for all values not in the list; null for none
 * @param mayMiss whether values may be missing
 * @param special numbers that are likely to be very frequent, such as a fixed fee, besides 0 and the bounds
 * @param meaning the semantic type of an IDENTIFIER; null for a key and for other kinds
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
                    "it may have at most %,d \"values\", each once, and at most %d \"special\" numbers"
                            .formatted(MAX_VALUES, MAX_SPECIAL));
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

    /** The column of a record field, by public facts only. */
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
            throw new PrivacyException("The public schema's column \"%s\" does not fit its field in the records: %s"
                    .formatted(field.name(), e.getMessage()));
        }
    }

    private String format(final Field field, final String usual) {
        return switch (field.type()) {
            case STRING, CHAR -> format == null ? usual : format;
            default -> null;
        };
    }

    /** Parses a bound into the column's unit. */
    static double number(final Column column, final String text) throws PrivacyException {
        // A bound may lie between whole numbers.
        final Column as =
                column.kind() == ColumnKind.INTEGER ? new Column(column.field(), ColumnKind.DECIMAL, 0, null) : column;
        final TableBuilder builder = TableBuilder.forColumns(List.of(as));
        builder.add(new Object[] {text});
        final Table cell = builder.build();
        if (cell.isMissing(0, 0)) {
            throw new PrivacyException("The bound \"%s\" of the column \"%s\" is not a value of its kind, %s"
                    .formatted(text, column.name(), column.kind()));
        }
        return cell.numbers(0)[0];
    }
}
