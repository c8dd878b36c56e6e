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
    private final List<OrderRule> orderRules;
    private final Layout layout;
    private final Structure structure;
    private final List<Map<String, Integer>> indices;

    /**
     * @param columns    the table's columns
     * @param encodings  one a column
     * @param orderRules what holds between numeric columns in every row
     * @throws IllegalArgumentException where they do not fit together
     */
    public TableEncoder(final List<Column> columns, final List<Encoding> encodings, final List<OrderRule> orderRules) {
        this.columns = List.copyOf(columns);
        this.encodings = List.copyOf(encodings);
        this.orderRules = List.copyOf(orderRules);
        check();
        this.structure = Structure.of(columns);
        this.layout = Layout.of(encodings);
        this.indices = new ArrayList<>();
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
                case IdentifierEncoding identifier -> require(!kind.isNumeric(), name, "an identifier's encoding but is a number");
                case JoinedEncoding joined -> {
                    require(!kind.isNumeric() && joined.rule().column() == c, name, "a rule for joining that is another column's");
                    checkPart(name, joined.rule().first());
                    checkPart(name, joined.rule().second());
                }
                case DependentEncoding dependent -> {
                    require(dependent.determinant() >= 0 && dependent.determinant() < columns.size(), name, "a determinant that is no column");
                    require(encodings.get(dependent.determinant()) instanceof CategoryEncoding determinant
                            && determinant.values().size() == dependent.values().size(), name, "a determinant that does not fit");
                    checkValues(name, kind, dependent.values());
                }
                case CategoryEncoding category -> checkValues(name, kind, category.values());
            }
        }
        if (orderRules.size() > OrderRules.RULES_PER_COLUMN * columns.size()) {
            throw new IllegalArgumentException("%d columns with %d order rules; %d a column is the most".formatted(columns.size(), orderRules.size(),
                    OrderRules.RULES_PER_COLUMN));
        }
        for (final OrderRule rule : orderRules) {
            require(rule.smaller() >= 0 && rule.smaller() < columns.size() && rule.larger() >= 0 && rule.larger() < columns.size()
                    && columns.get(rule.smaller()).kind().isNumeric() && columns.get(rule.larger()).kind().isNumeric(),
                    "A rule", "columns that are no numbers");
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

    public List<OrderRule> orderRules() {
        return orderRules;
    }

    public Layout layout() {
        return layout;
    }

    /** How the columns make up nested records. */
    public Structure structure() {
        return structure;
    }

    /** Encodes the rows of a table of the same columns. */
    public EncodedTable encode(final Table table) {
        final EncodedTable encoded = new EncodedTable(layout, table.rows());
        for (int b = 0; b < layout.blocks().size(); b++) {
            final int column = layout.blocks().get(b).column();
            if (encodings.get(column) instanceof NumberEncoding number) {
                encodeNumbers(table, column, number, b, encoded);
            } else {
                encodeCategories(table, column, (CategoryEncoding) encodings.get(column), b, encoded);
            }
        }
        return encoded;
    }

    private void encodeNumbers(final Table table, final int column, final NumberEncoding number, final int block, final EncodedTable encoded) {
        final double[] values = table.numbers(column);
        final double step = columns.get(column).step();
        for (int r = 0; r < values.length; r++) {
            double value = values[r];
            boolean unusual = value < number.least() || value > number.most();
            if (Double.isNaN(value)) {
                if (number.hasMissing()) {
                    encoded.choose(block, r, number.missingMember());
                    continue;
                }
                unusual = true;
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
                unusual = true;
                int nearest = 0;
                while (nearest + 1 < number.atoms().length && number.atoms()[nearest + 1] <= value) {
                    nearest++;
                }
                encoded.choose(block, r, nearest);
            }
            if (unusual) {
                encoded.countUnusual(r);
            }
        }
    }

    private void encodeCategories(final Table table, final int column, final CategoryEncoding category, final int block,
                                  final EncodedTable encoded) {
        final Map<String, Integer> index = indices.get(column);
        final int rarest = category.members() - 1;
        if (columns.get(column).kind().isNumeric()) {
            final double[] values = table.numbers(column);
            for (int r = 0; r < values.length; r++) {
                final Integer value = index.get(Double.isNaN(values[r]) ? null : Double.toString(values[r]));
                choose(category, block, r, value, rarest, encoded);
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
                choose(category, block, r, codes[r] < 0 ? missing : known[codes[r]], rarest, encoded);
            }
        }
    }

    private static void choose(final CategoryEncoding category, final int block, final int row, final Integer value, final int rarest,
                               final EncodedTable encoded) {
        if (value == null) {
            encoded.countUnusual(row);
            encoded.choose(block, row, rarest);
        } else {
            encoded.choose(block, row, category.memberOf(value));
        }
    }
}
