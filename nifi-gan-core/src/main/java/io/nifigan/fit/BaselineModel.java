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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An earlier model of the same columns, to compare the new model with or to continue from.
 *
 * @param model the model
 * @param continued whether the training starts from its parameters; else the new model is only compared with it
 */
public record BaselineModel(GANModel model, boolean continued) {
    /**
     * Checks that a table has the model's columns.
     *
     * @throws TrainingException if the columns differ in name or kind
     */
    void check(final List<Column> columns) throws TrainingException {
        final Optional<String> difference = difference(columns);
        if (difference.isPresent()) {
            throw new TrainingException(difference.get()
                    + ". Train on records with the same columns, or train a new model under another " + "name");
        }
        for (final Column column : columns) {
            final ColumnKind before = kind(column.name());
            if (before != column.kind()) {
                throw new TrainingException(
                        ("The column \"%s\" is of kind %s, but in model %s it is of kind %s. Set its kind as it was, "
                                        + "or train a new model under another name")
                                .formatted(
                                        column.name(),
                                        column.kind().name().toLowerCase(Locale.ROOT),
                                        model.id(),
                                        before.name().toLowerCase(Locale.ROOT)));
            }
        }
    }

    /** How the names of a table's columns differ from the model's, as a sentence without its stop; empty if not. */
    public Optional<String> difference(final List<Column> columns) {
        final Set<String> lacking = names(model.columns());
        lacking.removeAll(names(columns));
        final Set<String> added = names(columns);
        added.removeAll(names(model.columns()));
        return lacking.isEmpty() && added.isEmpty()
                ? Optional.empty()
                : Optional.of("The records do not have the columns of model %s%s%s"
                        .formatted(
                                model.id(),
                                list(": they lack ", lacking),
                                list(lacking.isEmpty() ? ": the model lacks " : "; the model lacks ", added)));
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

    /** Rows of the model with the columns in another order. */
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
