// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample.condition;

import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Field;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
import io.nifigan.table.ValueType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Reads and writes values of a column as users do: as in the column's records or, for dates and times, by ISO 8601. */
final class Literals {
    private static final double DAY = 86_400_000;

    private final Column column;

    Literals(final Column column) {
        this.column = column;
    }

    /** A value of a column that is not numeric, as in its dictionary; empty if it is not of the column's kind. */
    Optional<String> text(final String text) {
        final Table cell = cell(column, text);
        if (!cell.isMissing(0, 0)) {
            return Optional.of(cell.dictionary(0).get(cell.codes(0)[0]));
        }
        final boolean truth = column.kind() == ColumnKind.BOOLEAN
                && ("true".equalsIgnoreCase(text) || "false".equalsIgnoreCase(text));
        return truth ? Optional.of(Boolean.toString("true".equalsIgnoreCase(text))) : Optional.empty();
    }

    /**
     * A value of a numeric column; a day, in a column of points in time, is the whole day. Empty if the text is not of
     * the column's kind.
     */
    Optional<Term.Range> range(final String text) {
        // The end of a range may lie between whole numbers.
        final ColumnKind kind = column.kind() == ColumnKind.INTEGER ? ColumnKind.DECIMAL : column.kind();
        double value = number(column.kind() == kind ? column : iso(ValueType.DOUBLE, kind), text);
        if (Double.isNaN(value)) {
            value = switch (kind) {
                case DATE -> number(iso(ValueType.DATE, kind), text);
                case TIME ->
                    either(number(iso(ValueType.TIME, kind), text), number(iso(ValueType.TIME, kind), text + ":00"));
                case TIMESTAMP -> timestamp(text.replaceFirst("(?<=\\d) (?=\\d)", "T"));
                default -> value;
            };
        }
        if (Double.isNaN(value) && kind == ColumnKind.TIMESTAMP) {
            final double day = number(iso(ValueType.DATE, ColumnKind.DATE), text);
            return Double.isNaN(day)
                    ? Optional.empty()
                    : Optional.of(new Term.Range(day * DAY, false, (day + 1) * DAY, true));
        }
        return Double.isNaN(value) ? Optional.empty() : Optional.of(new Term.Range(value, false, value, false));
    }

    private double timestamp(final String text) {
        final Column iso = iso(ValueType.TIMESTAMP, ColumnKind.TIMESTAMP);
        return either(number(iso, text), number(iso, text + ":00"));
    }

    private static double either(final double first, final double second) {
        return Double.isNaN(first) ? second : first;
    }

    private Column iso(final ValueType type, final ColumnKind kind) {
        return new Column(new Field(column.name(), type), kind, 0, null);
    }

    private static double number(final Column as, final String text) {
        return cell(as, text).numbers(0)[0];
    }

    private static Table cell(final Column as, final String text) {
        final TableBuilder builder = TableBuilder.forColumns(List.of(as));
        builder.add(new Object[] {text});
        return builder.build();
    }

    /** A value of a numeric column, as in its records. */
    String show(final double value) {
        if (Double.isInfinite(value)) {
            return Double.toString(value);
        }
        final List<List<String>> dictionaries = new ArrayList<>(Collections.singletonList(null));
        return String.valueOf(
                new Table(List.of(column), 1, new double[][] {{value}}, new int[1][], dictionaries).value(0, 0));
    }

    /** A value that {@link io.nifigan.encode.CategoryEncoding} holds, as in the column's records. */
    String showHeld(final String held) {
        return held == null ? "null" : column.kind().isNumeric() ? show(Double.parseDouble(held)) : held;
    }
}
