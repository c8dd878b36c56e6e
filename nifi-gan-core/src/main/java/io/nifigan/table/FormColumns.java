// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import io.nifigan.form.FormMixture;
import io.nifigan.form.WrittenForm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The columns that say in which form the values of another column are written (see {@link Field#marksForm()}). They
 * come after all columns that are fields of records.
 */
public final class FormColumns {
    private FormColumns() {}

    /** For each column the index of the column with its values' forms, -1 where all are written in one form. */
    public static int[] of(final List<Column> columns) {
        final int[] forms = new int[columns.size()];
        Arrays.fill(forms, -1);
        for (int f = 0; f < forms.length; f++) {
            if (columns.get(f).field().marksForm()) {
                forms[written(columns, f)] = f;
            }
        }
        return forms;
    }

    /**
     * Checks columns that a model file may have brought.
     *
     * @throws IllegalArgumentException where a column of forms comes before a field, or its forms do not fit
     */
    static void check(final List<Column> columns) {
        for (int c = 0; c < columns.size(); c++) {
            final Column column = columns.get(c);
            if (column.field().marksForm()) {
                final Column written = columns.get(written(columns, c));
                if (!written.kind().isNumeric() || written.field().type() != ValueType.STRING) {
                    throw new IllegalArgumentException(
                            "The column '%.100s' says how a column is written that has no numbers in texts"
                                    .formatted(column.name()));
                }
                mixture(written, column);
            } else if (c > 0 && columns.get(c - 1).field().marksForm()) {
                throw new IllegalArgumentException(
                        "The column '%.100s' comes after one that says how another is written"
                                .formatted(column.name()));
            }
        }
    }

    /** The index of the column whose values the forms of a column write. */
    public static int written(final List<Column> columns, final int form) {
        final List<PathStep> steps = columns.get(form).field().steps();
        final List<PathStep> wanted = steps.subList(0, steps.size() - 1);
        for (int c = 0; c < columns.size(); c++) {
            if (columns.get(c).field().steps().equals(wanted)) {
                return c;
            }
        }
        throw new IllegalArgumentException("The column '%.100s' says how a column is written that does not exist"
                .formatted(columns.get(form).name()));
    }

    /** The columns that are fields of records. */
    public static List<Column> fields(final List<Column> columns) {
        return columns.stream().filter(column -> !column.field().marksForm()).toList();
    }

    /** The column with the forms of another. */
    static Column column(final Field written, final FormMixture mixture) {
        final List<PathStep> steps = new ArrayList<>(written.steps());
        steps.add(PathStep.FORM);
        final FieldPath path =
                new FieldPath(steps, written.path() != null && written.path().always());
        return new Column(
                new Field(
                        FieldPath.name(steps),
                        ValueType.STRING,
                        0,
                        0,
                        path,
                        List.of(new ScalarType(ValueType.STRING, 0, 0, mixture.specs()))),
                ColumnKind.CATEGORY,
                0,
                null);
    }

    /** The forms that a column of forms declares; its first is the most common form of values. */
    static FormMixture mixture(final Column written, final Column form) {
        return FormMixture.of(written.kind().content(), form.field().symbols());
    }

    /** The forms in which a column has no value: its words, and null for missing. */
    public static List<String> withoutValue(final List<Column> columns, final int written) {
        final List<String> without = new ArrayList<>(
                mixture(columns.get(written), columns.get(of(columns)[written])).wordSpecs());
        without.add(null);
        return without;
    }

    /** The text of a value in a given form; null where the form is a value's and there is none. */
    static String write(final Column column, final String spec, final double value) {
        final WrittenForm form = FormMixture.form(column.kind().content(), spec);
        if (FormMixture.isWord(form)) {
            return form.write(value);
        }
        return Double.isNaN(value) ? null : form.write(Values.onItsGrid(column, value));
    }
}
