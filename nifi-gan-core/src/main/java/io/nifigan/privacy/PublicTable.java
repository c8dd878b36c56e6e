// SPDX-License-Identifier: Apache-2.0
package io.nifigan.privacy;

import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A table's columns as the public schema has them, without any record: what they are, how they are cut at most, and how
 * rows of them are made.
 */
final class PublicTable {
    /** Numbers of so few possible values have a cell for each. */
    private static final int FEW_VALUES = 24;

    private final List<Column> columns;
    private final List<PublicColumn> facts;
    private final int[] learnt;

    private PublicTable(final List<Column> columns, final List<PublicColumn> facts) {
        this.columns = columns;
        this.facts = facts;
        this.learnt = IntStream.range(0, columns.size())
                .filter(c -> columns.get(c).kind() != ColumnKind.IDENTIFIER)
                .toArray();
    }

    /** @throws PrivacyException where a field is not in the schema, or what is said of it does not go with it */
    static PublicTable of(final List<Field> fields, final PublicSchema schema) throws PrivacyException {
        final List<String> unknown = fields.stream()
                .map(Field::name)
                .filter(name -> !schema.columns().containsKey(name))
                .toList();
        if (!unknown.isEmpty()) {
            throw new PrivacyException(
                    ("The public schema says nothing of %s. Bounds and lists of values are not learnt "
                                            + "from records here, since they ")
                                    .formatted(String.join(", ", unknown))
                            + "would tell of single ones: add each with \"min\" and \"max\", with \"values\", or "
                            + "as an \"identifier\", or leave the column out");
        }
        final List<String> absent = schema.columns().keySet().stream()
                .filter(name -> fields.stream().noneMatch(field -> field.name().equals(name)))
                .sorted()
                .toList();
        if (!absent.isEmpty()) {
            throw new PrivacyException("The public schema names columns that the records do not have: %s"
                    .formatted(String.join(", ", absent)));
        }
        final List<Column> columns = new ArrayList<>();
        final List<PublicColumn> facts = new ArrayList<>();
        for (final Field field : fields) {
            if (field.path() != null) {
                throw new PrivacyException(
                        ("\"%s\" lies in a nested record, an array or a map; a private training takes flat "
                                        + "records only")
                                .formatted(field.name()));
            }
            final PublicColumn fact = schema.columns().get(field.name());
            facts.add(fact);
            columns.add(fact.column(field));
        }
        return new PublicTable(List.copyOf(columns), List.copyOf(facts));
    }

    List<Column> columns() {
        return columns;
    }

    PublicColumn fact(final int column) {
        return facts.get(column);
    }

    /** The columns that are learnt: all but identifiers. */
    int[] learnt() {
        return learnt.clone();
    }

    boolean isNumber(final int column) {
        return columns.get(column).kind().isNumeric();
    }

    /** {least, most} of a column of numbers. */
    double[] limits(final int column) throws PrivacyException {
        final double[] limits = {
            PublicColumn.number(columns.get(column), facts.get(column).min()),
            PublicColumn.number(columns.get(column), facts.get(column).max())
        };
        if (!(limits[0] < limits[1])) {
            throw new PrivacyException("The bounds of the column \"%s\" must be two different values, the least first"
                    .formatted(columns.get(column).name()));
        }
        return limits;
    }

    /** Edges around the values that are looked at in any case: zero, the bounds, and what the schema calls special. */
    double[] fixedEdges(final int column) throws PrivacyException {
        final double[] limits = limits(column);
        final double step = columns.get(column).step();
        final Map<Double, Boolean> edges = new TreeMap<>();
        if (zeroMatters(column)) {
            Cells.around(0, limits[0], limits[1], step, edges);
        }
        Cells.around(limits[0], limits[0], limits[1], step, edges);
        Cells.around(limits[1], limits[0], limits[1], step, edges);
        for (final String special : facts.get(column).special()) {
            Cells.around(PublicColumn.number(columns.get(column), special), limits[0], limits[1], step, edges);
        }
        return edges.keySet().stream().mapToDouble(edge -> edge).toArray();
    }

    /** Edges around each value of a column of numbers that can have few only; null of others. */
    double[] eachValue(final int column) throws PrivacyException {
        final double[] limits = limits(column);
        final double step = columns.get(column).step();
        final int count = (int) Math.min(FEW_VALUES, Math.rint((limits[1] - limits[0]) / step)) + 1;
        return count > FEW_VALUES
                ? null
                : IntStream.range(1, count)
                        .mapToDouble(i -> limits[0] + (i - .5) * step)
                        .toArray();
    }

    /** Where a column may be cut. */
    double[] candidates(final int column) throws PrivacyException {
        final double[] limits = limits(column);
        return Cells.candidates(limits[0], limits[1], columns.get(column).step(), zeroMatters(column));
    }

    private boolean zeroMatters(final int column) throws PrivacyException {
        final ColumnKind kind = columns.get(column).kind();
        final double[] limits = limits(column);
        return (kind == ColumnKind.INTEGER || kind == ColumnKind.DECIMAL) && limits[0] <= 0 && limits[1] >= 0;
    }

    /** For each entry of a dictionary the place in the list of values; -1 for what counts as missing. */
    int[] places(final int column, final List<String> dictionary) {
        final List<String> values = facts.get(column).values();
        final int other = facts.get(column).other() == null
                ? -1
                : values.indexOf(facts.get(column).other());
        return dictionary.stream()
                .mapToInt(text -> {
                    final int place = values.contains(text) ? values.indexOf(text) : values.indexOf(text.strip());
                    return place >= 0 ? place : other;
                })
                .toArray();
    }

    /** What was taken for public, a sentence for each column. */
    List<String> describe() {
        final List<String> lines = new ArrayList<>();
        for (int c = 0; c < columns.size(); c++) {
            final PublicColumn fact = facts.get(c);
            final String missing = fact.mayMiss() ? ", may be missing" : "";
            lines.add(columns.get(c).name()
                    + switch (fact.kind()) {
                        case IDENTIFIER -> ": made up, not looked at";
                        case CATEGORY -> ": one of " + fact.values() + missing;
                        default ->
                            ": " + fact.kind().name().toLowerCase(Locale.ROOT) + " from " + fact.min() + " to "
                                    + fact.max() + missing;
                    });
        }
        return lines;
    }

    /** Places of columns by name. */
    int[] places(final List<String> names) {
        return Arrays.stream(learnt)
                .filter(c -> names.contains(columns.get(c).name()))
                .toArray();
    }
}
