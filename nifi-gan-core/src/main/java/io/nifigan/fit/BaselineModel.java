// SPDX-License-Identifier: Apache-2.0
package io.nifigan.fit;

import io.nifigan.model.GANModel;
import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Table;
import io.nifigan.train.TrainingException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An earlier model of the same columns.
 *
 * @param model the model
 * @param continued whether the training goes on with its networks; else it is only compared with
 */
public record BaselineModel(GANModel model, boolean continued) {
    /**
     * Compares columns.
     *
     * @throws TrainingException where a table has not the very columns, by name and kind, that the model has
     */
    void check(final List<Column> columns) throws TrainingException {
        final Set<String> lacking = names(model.columns());
        lacking.removeAll(names(columns));
        final Set<String> added = names(columns);
        added.removeAll(names(model.columns()));
        if (!lacking.isEmpty() || !added.isEmpty()) {
            throw new TrainingException(
                    ("The records have not the columns of model %s%s%s. Train on records of the same "
                                    + "columns, or anew under another name")
                            .formatted(
                                    model.id(),
                                    list(": they lack ", lacking),
                                    list(lacking.isEmpty() ? ": it lacks " : "; it lacks ", added)));
        }
        for (final Column column : columns) {
            final ColumnKind before = kind(column.name());
            if (before != column.kind()) {
                throw new TrainingException(
                        ("The column \"%s\" is of kind %s, in model %s of kind %s. Set its kind to what it "
                                        + "was, or train anew under " + "another name")
                                .formatted(
                                        column.name(),
                                        column.kind().name().toLowerCase(Locale.ROOT),
                                        model.id(),
                                        before.name().toLowerCase(Locale.ROOT)));
            }
        }
    }

    private ColumnKind kind(final String name) {
        return model.columns().stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow()
                .kind();
    }

    private static Set<String> names(final List<Column> columns) {
        return columns.stream().map(Column::name).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static String list(final String before, final Set<String> names) {
        return names.isEmpty()
                ? ""
                : names.stream()
                        .limit(20)
                        .map(name -> name.length() <= 60 ? name : name.substring(0, 57) + "...")
                        .collect(Collectors.joining(", ", before, ""));
    }

    /** Rows of the model with their columns in the order of another table. */
    static Table inOrder(final Table rows, final List<Column> order) {
        final List<String> names = rows.columns().stream().map(Column::name).toList();
        final double[][] numbers = new double[order.size()][];
        final int[][] codes = new int[order.size()][];
        final List<List<String>> dictionaries = new ArrayList<>();
        for (int c = 0; c < order.size(); c++) {
            final int from = names.indexOf(order.get(c).name());
            numbers[c] = rows.numbers(from);
            codes[c] = rows.codes(from);
            dictionaries.add(rows.dictionary(from));
        }
        return new Table(order, rows.rows(), numbers, codes, dictionaries);
    }
}
