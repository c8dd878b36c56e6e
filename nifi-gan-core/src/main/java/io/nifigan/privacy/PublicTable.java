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

/** The columns of a table by the public schema: their kinds, bounds and candidate edges, without any record. */
final class PublicTable {
    /** Up to this many possible values, each value of a number has a cell of its own. */
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

    /** @throws PrivacyException if a field is not in the schema, or does not fit it */
    static PublicTable of(final List<Field> fields, final PublicSchema schema) throws PrivacyException {
        final List<String> unknown = fields.stream()
                .map(Field::name)
                .filter(name -> !schema.columns().containsKey(name))
                .toList();
        if (!unknown.isEmpty()) {
            throw new PrivacyException(
                    ("The public schema says nothing of %s. Bounds and lists of values are not learnt "
                                            + "from the records, since they ")
                                    .formatted(String.join(", ", unknown))
                            + "could reveal single records: add each with \"min\" and \"max\", with \"values\", or "
                            + "as an \"identifier\", or leave the column out");
        }
        final List<String> absent = schema.columns().keySet().stream()
                .filter(name -> fields.stream().noneMatch(field -> field.name().equals(name)))
                .sorted()
                .toList();
        if (!absent.isEmpty()) {
            throw new PrivacyException(("The public schema names columns that the records do not have: %s. Remove "
                            + "them, or correct their names")
                    .formatted(String.join(", ", absent)));
        }
        final List<Column> columns = new ArrayList<>();
        final List<PublicColumn> facts = new ArrayList<>();
        for (final Field field : fields) {
            if (field.path() != null) {
                throw new PrivacyException(
                        ("\"%s\" lies in a nested record, an array or a map, but a private training needs flat "
                                        + "records. Flatten the records or leave the field out")
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

    /** The bounds {min, max} of a numeric column. */
    double[] limits(final int column) throws PrivacyException {
        final double[] limits = {
            PublicColumn.number(columns.get(column), facts.get(column).min()),
            PublicColumn.number(columns.get(column), facts.get(column).max())
        };
        if (!(limits[0] < limits[1])) {
            throw new PrivacyException("The \"min\" of the column \"%s\" must be less than its \"max\""
                    .formatted(columns.get(column).name()));
        }
        return limits;
    }

    /**
     * The edges around values that always have cells of their own: zero, the bounds, and special values of the schema.
     */
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

    /** The edges around each value of a numeric column with few possible values; null for other columns. */
    double[] valueEdges(final int column) throws PrivacyException {
        final double[] limits = limits(column);
        final double step = columns.get(column).step();
        final int count = (int) Math.min(FEW_VALUES, Math.rint((limits[1] - limits[0]) / step)) + 1;
        return count > FEW_VALUES
                ? null
                : IntStream.range(1, count)
                        .mapToDouble(i -> limits[0] + (i - .5) * step)
                        .toArray();
    }

    /** The candidate edges of a numeric column. */
    double[] candidates(final int column) throws PrivacyException {
        final double[] limits = limits(column);
        return Cells.candidates(limits[0], limits[1], columns.get(column).step(), zeroMatters(column));
    }

    private boolean zeroMatters(final int column) throws PrivacyException {
        final ColumnKind kind = columns.get(column).kind();
        final double[] limits = limits(column);
        return (kind == ColumnKind.INTEGER || kind == ColumnKind.DECIMAL) && limits[0] <= 0 && limits[1] >= 0;
    }

    /** For each entry of a dictionary, its index in the list of values; -1 if it counts as missing. */
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

    /** The public facts, a text for each column. */
    List<String> describe() {
        final List<String> lines = new ArrayList<>();
        for (int c = 0; c < columns.size(); c++) {
            final PublicColumn fact = facts.get(c);
            final String missing = fact.mayMiss() ? ", may be missing" : "";
            lines.add(columns.get(c).name()
                    + switch (fact.kind()) {
                        case IDENTIFIER -> ": made up, never read";
                        case CATEGORY -> ": one of " + fact.values() + missing;
                        default ->
                            ": " + fact.kind().name().toLowerCase(Locale.ROOT) + " from " + fact.min() + " to "
                                    + fact.max() + missing;
                    });
        }
        return lines;
    }

    /** The indices of learnt columns with these names. */
    int[] places(final List<String> names) {
        return Arrays.stream(learnt)
                .filter(c -> names.contains(columns.get(c).name()))
                .toArray();
    }
}
