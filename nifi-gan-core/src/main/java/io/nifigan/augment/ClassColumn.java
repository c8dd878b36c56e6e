// SPDX-License-Identifier: Apache-2.0
package io.nifigan.augment;

import io.nifigan.encode.Support;
import io.nifigan.model.GANModel;
import io.nifigan.table.Column;
import io.nifigan.table.Table;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A column of a model whose values are classes, with the class names as records write them. */
public final class ClassColumn {
    private static final int MAX_LISTED = 20;

    private final int column;
    private final Set<String> known;

    private ClassColumn(final int column, final Set<String> known) {
        this.column = column;
        this.known = known;
    }

    /**
     * Finds the column in a model.
     *
     * @param name the column's name
     * @throws IllegalArgumentException if the model has no such column, or if its values are not classes
     */
    public static ClassColumn of(final GANModel model, final String name) {
        final List<String> names = model.columns().stream().map(Column::name).toList();
        final int column = names.indexOf(name);
        if (column < 0) {
            throw new IllegalArgumentException(
                    "The model has no column '%s'. It has: %s".formatted(name, listed(names)));
        }
        final List<String> values = values(model.encoder().support(column), name);
        return new ClassColumn(column, texts(model.columns().get(column), values));
    }

    private static List<String> values(final Optional<Support> support, final String name) {
        return support.filter(known -> known.continuum() == null)
                .map(Support::values)
                .orElseThrow(() -> new IllegalArgumentException(
                        ("The column '%s' holds numbers, times or identifiers instead of classes. Name a column "
                                        + "with few distinct values; if numbers stand for classes, train with the kind "
                                        + "of the column set to category")
                                .formatted(name)));
    }

    /** The model's values as records write them. */
    private static Set<String> texts(final Column column, final List<String> values) {
        final List<String> present =
                values.stream().filter(Objects::nonNull).distinct().toList();
        final boolean numeric = column.kind().isNumeric();
        final double[][] numbers = {
            numeric ? present.stream().mapToDouble(Double::parseDouble).toArray() : null
        };
        final int[] order = new int[present.size()];
        Arrays.setAll(order, i -> i);
        final int[][] codes = {numeric ? null : order};
        final Table table =
                new Table(List.of(column), present.size(), numbers, codes, Arrays.asList(numeric ? null : present));
        final Set<String> texts = new LinkedHashSet<>();
        for (int r = 0; r < table.rows(); r++) {
            texts.add(text(table.value(0, r)));
        }
        return texts;
    }

    private static String text(final Object value) {
        return value instanceof BigDecimal decimal ? decimal.toPlainString() : String.valueOf(value);
    }

    /** The class of a row, null if it is missing; the table must have the model's columns. */
    public String classOf(final Table table, final int row) {
        return table.isMissing(column, row) ? null : text(table.value(column, row));
    }

    public boolean isKnown(final String name) {
        return known.contains(name);
    }

    /** The classes that the model knows, as a list that is cut after 20 names. */
    public String known() {
        return listed(known);
    }

    private static String listed(final java.util.Collection<String> names) {
        return names.stream().limit(MAX_LISTED).collect(Collectors.joining(", "))
                + (names.size() > MAX_LISTED ? ", ..." : "");
    }

    /**
     * The class that a user's text names: an exact match, else a match that ignores case, else the same number in
     * another notation.
     *
     * @return null if no class matches
     */
    public String resolve(final String name) {
        if (known.contains(name)) {
            return name;
        }
        final List<String> alike = known.stream()
                .filter(other -> other.equalsIgnoreCase(name) || isSameNumber(other, name))
                .toList();
        return alike.size() == 1 ? alike.get(0) : null;
    }

    private static boolean isSameNumber(final String a, final String b) {
        try {
            return Double.parseDouble(a) == Double.parseDouble(b);
        } catch (final NumberFormatException e) {
            return false;
        }
    }
}
