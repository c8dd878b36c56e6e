// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Structure;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns rows of a table into rows of numbers for the networks. Fitted by {@link EncoderFitter}; immutable. */
public final class TableEncoder {
    private final List<Column> columns;
    private final List<Encoding> encodings;
    private final List<Rule> rules;
    private final RulePlan plan;
    private final Layout layout;
    private final Structure structure;
    private final List<Map<String, Integer>> indices;
    private final List<RestValues> rests;

    /**
     * @param columns    the table's columns
     * @param encodings  one a column
     * @param rules      what else holds between columns in every row
     * @throws IllegalArgumentException where they do not fit together
     */
    public TableEncoder(final List<Column> columns, final List<Encoding> encodings, final List<Rule> rules) {
        this.columns = List.copyOf(columns);
        this.encodings = List.copyOf(encodings);
        this.rules = List.copyOf(rules);
        check();
        this.plan = RulePlan.of(columns, encodings, rules);
        this.structure = Structure.of(columns);
        this.layout = Layout.of(encodings);
        this.indices = new ArrayList<>();
        this.rests = new ArrayList<>();
        for (final Encoding encoding : encodings) {
            Map<String, Integer> index = null;
            if (encoding instanceof CategoryEncoding category) {
                index = new HashMap<>();
                for (int i = 0; i < category.values().size(); i++) {
                    index.put(category.values().get(i), i);
                }
                require(index.size() == category.values().size(), columns.get(indices.size()).name(), "a category twice");
            }
            indices.add(index);
            rests.add(encoding instanceof CategoryEncoding category ? new RestValues(category) : null);
        }
    }

    private void check() {
        if (columns.size() != encodings.size()) {
            throw new IllegalArgumentException("%d columns but %d encodings".formatted(columns.size(), encodings.size()));
        }
        for (int c = 0; c < columns.size(); c++) {
            final ColumnKind kind = columns.get(c).kind();
            final String name = columns.get(c).name();
            switch (encodings.get(c)) {
                case NumberEncoding number -> require(kind.isNumeric(), name, "a number's encoding but is no number");
                case CalendarEncoding calendar -> require(kind == ColumnKind.TIMESTAMP || kind == ColumnKind.DATE, name,
                        "a calendar but holds no days");
                case IdentifierEncoding identifier -> {
                    require(!kind.isNumeric(), name, "an identifier's encoding but is a number");
                    require(identifier.fake() == null || identifier.fake().meaning() == columns.get(c).meaning(), name,
                            "an identifier's encoding of another meaning");
                }
                case JoinedEncoding joined -> {
                    require(!kind.isNumeric() && joined.rule().column() == c, name, "a rule for joining that is another column's");
                    checkPart(name, joined.rule().first());
                    checkPart(name, joined.rule().second());
                }
                case ComputedEncoding computed -> require(computed.rule().target() == c, name, "a rule for computing that is another column's");
                case LookupEncoding lookup -> require(lookup.rule().target() == c, name, "a rule for looking up that is another column's");
                case DependentEncoding dependent -> {
                    require(dependent.determinant() >= 0 && dependent.determinant() < columns.size(), name, "a determinant that is no column");
                    require(encodings.get(dependent.determinant()) instanceof CategoryEncoding determinant
                            && determinant.values().size() == dependent.values().size(), name, "a determinant that does not fit");
                    checkValues(name, kind, dependent.values());
                }
                case CategoryEncoding category -> checkValues(name, kind, category.values());
            }
        }
    }

    private void checkPart(final String name, final int part) {
        require(part < columns.size() && !columns.get(part).kind().isNumeric() && !(encodings.get(part) instanceof JoinedEncoding), name,
                "a part that is no column of texts");
    }

    private static void checkValues(final String name, final ColumnKind kind, final List<String> values) {
        for (final String value : values) {
            if (kind.isNumeric() && value != null) {
                try {
                    require(Double.isFinite(Double.parseDouble(value)), name, "a value that is not finite");
                } catch (final NumberFormatException e) {
                    throw new IllegalArgumentException(name + " has a value that is no number", e);
                }
            }
        }
    }

    private static void require(final boolean good, final String name, final String what) {
        if (!good) {
            throw new IllegalArgumentException(name + " has " + what);
        }
    }

    public List<Column> columns() {
        return columns;
    }

    public List<Encoding> encodings() {
        return encodings;
    }

    /** The rules that belong to no single column's encoding. */
    public List<Rule> rules() {
        return rules;
    }

    /** What follows from what, and in which order. */
    public RulePlan plan() {
        return plan;
    }

    /** All that holds in every row, as {@link RuleText} writes it. */
    public List<String> describeRules() {
        return plan.describe(columns);
    }

    public Layout layout() {
        return layout;
    }

    /** Draws a category's values that have no member of their own; null for other columns. */
    RestValues rest(final int column) {
        return rests.get(column);
    }

    /** A category's values by their texts, with null for a missing one; null for other columns. */
    Map<String, Integer> index(final int column) {
        return indices.get(column);
    }

    /** {@code [rows]}: how many values of each row of a table of the same columns cannot be placed. */
    public int[] unusual(final Table table) {
        return UnusualValues.of(this, table);
    }

    /** How the columns make up nested records. */
    public Structure structure() {
        return structure;
    }

    /** Encodes the rows of a table of the same columns. */
    public EncodedColumns encode(final Table table) {
        final EncodedColumns encoded = new EncodedColumns(layout, table.rows());
        final boolean[] unusual = new boolean[table.rows()];
        for (int b = 0; b < layout.blocks().size(); b++) {
            final Block block = layout.blocks().get(b);
            final int column = block.column();
            final double step = columns.get(column).step();
            switch (encodings.get(column)) {
                case CategoryEncoding category -> encodeCategories(table, column, category, b, encoded);
                case CalendarEncoding calendar -> encodeNumbers(CalendarEncoding.split(calendar.period(), calendar.cell(), columns.get(column).kind(),
                        table.numbers(column), block.part()), calendar.parts().get(block.part()), calendar.step(block.part(), step), b, encoded,
                        unusual);
                case NumberEncoding number -> encodeNumbers(table.numbers(column), number, step, b, encoded, unusual);
                default -> throw new IllegalStateException("A column that is not learnt has a block");
            }
            if (b + 1 == layout.blocks().size() || layout.blocks().get(b + 1).column() != column) {
                countUnusual(table, column, unusual, encoded);
            }
        }
        return encoded;
    }

    /** Counts each row's value once, however many of its parts are unusual, and forgets them. */
    private void countUnusual(final Table table, final int column, final boolean[] unusual, final EncodedColumns encoded) {
        for (int r = 0; r < unusual.length; r++) {
            final boolean beyond = encodings.get(column) instanceof CalendarEncoding calendar
                    && (table.numbers(column)[r] < calendar.least() || table.numbers(column)[r] > calendar.most());
            if (unusual[r] || beyond) {
                encoded.countUnusual(r);
            }
            unusual[r] = false;
        }
    }

    private static void encodeNumbers(final double[] values, final NumberEncoding number, final double step, final int block,
                                      final EncodedColumns encoded, final boolean[] strange) {
        for (int r = 0; r < values.length; r++) {
            double value = values[r];
            strange[r] |= number.isUnusual(value);
            if (Double.isNaN(value)) {
                if (number.hasMissing()) {
                    encoded.choose(block, r, number.missingMember());
                    continue;
                }
                value = number.most();
            }
            final int atom = number.atomOf(value);
            if (atom >= 0) {
                encoded.choose(block, r, atom);
            } else if (number.hasOthers()) {
                encoded.choose(block, r, number.othersMember());
                encoded.place(block, r, number.position(value, step, false), number.position(value, step, true));
            } else {
                // A number between atoms, where the model knows only atoms: the nearest below or the first.
                int nearest = 0;
                while (nearest + 1 < number.atoms().length && number.atoms()[nearest + 1] <= value) {
                    nearest++;
                }
                encoded.choose(block, r, nearest);
            }
        }
    }

    private void encodeCategories(final Table table, final int column, final CategoryEncoding category, final int block,
                                  final EncodedColumns encoded) {
        final Map<String, Integer> index = indices.get(column);
        final int unknown = category.unknownMember();
        if (columns.get(column).kind().isNumeric()) {
            final double[] values = table.numbers(column);
            for (int r = 0; r < values.length; r++) {
                final Integer value = index.get(Double.isNaN(values[r]) ? null : Double.toString(values[r]));
                choose(category, block, r, value, unknown, encoded);
            }
        } else {
            final int[] codes = table.codes(column);
            final List<String> dictionary = table.dictionary(column);
            final Integer missing = index.get(null);
            final Integer[] known = new Integer[dictionary.size()];
            for (int i = 0; i < known.length; i++) {
                known[i] = index.get(dictionary.get(i));
            }
            for (int r = 0; r < codes.length; r++) {
                choose(category, block, r, codes[r] < 0 ? missing : known[codes[r]], unknown, encoded);
            }
        }
    }

    private static void choose(final CategoryEncoding category, final int block, final int row, final Integer value, final int unknown,
                               final EncodedColumns encoded) {
        if (value == null) {
            encoded.countUnusual(row);
            encoded.choose(block, row, unknown);
        } else {
            encoded.choose(block, row, category.memberOf(value));
        }
    }
}
