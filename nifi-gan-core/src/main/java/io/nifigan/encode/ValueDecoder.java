// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import io.nifigan.network.Noise;
import io.nifigan.table.Column;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/**
 * The way back: from chosen members and shares to the values of a table. Columns that follow from others are looked up or computed, and
 * missing where a rule says so; identifiers stay missing.
 */
public final class ValueDecoder {
    private final TableEncoder encoder;
    private final int rows;
    private final double[][] numbers;
    /** For columns that are learnt in parts, each part's values. */
    private final double[][][] parts;
    private final int[][] values;

    /** @param rows how many rows will be set */
    public ValueDecoder(final TableEncoder encoder, final int rows) {
        this.encoder = encoder;
        this.rows = rows;
        final int columns = encoder.columns().size();
        this.numbers = new double[columns][];
        this.parts = new double[columns][][];
        this.values = new int[columns][];
        for (int c = 0; c < columns; c++) {
            switch (encoder.encodings().get(c)) {
                case NumberEncoding number -> numbers[c] = unset(number);
                case CalendarEncoding calendar -> parts[c] = calendar.parts().stream().map(this::unset).toArray(double[][]::new);
                case CategoryEncoding category -> values[c] = new int[rows];
                case DependentEncoding dependent -> { }
                case ComputedEncoding computed -> { }
                case LookupEncoding lookup -> { }
                case IdentifierEncoding identifier -> { }
                case JoinedEncoding joined -> { }
            }
        }
    }

    /** Columns with nothing to learn have no block: always the one value, or always missing. */
    private double[] unset(final NumberEncoding number) {
        final double[] values = new double[rows];
        Arrays.fill(values, number.atoms().length == 1 ? number.atoms()[0] : Double.NaN);
        return values;
    }

    /**
     * Sets the value of a block's column, or of the part of it that the block is for.
     *
     * @param member the chosen member
     * @param share  for a continuous number, the share of rows below it
     * @param noise  draws among the values that share a member
     */
    public void set(final Block block, final int row, final int member, final double share, final Noise noise) {
        final int column = block.column();
        final double step = encoder.columns().get(column).step();
        switch (encoder.encodings().get(column)) {
            case NumberEncoding number -> numbers[column][row] = value(number, member, share, step);
            case CalendarEncoding calendar -> {
                final NumberEncoding number = calendar.parts().get(block.part());
                final double partStep = calendar.step(block.part(), step);
                // Only the first part says that a value is missing; where another says so alone, it has to be something.
                parts[column][block.part()][row] = block.part() > 0 && member == number.missingMember()
                        ? number.draw(noise.nextDouble(), partStep) : value(number, member, share, partStep);
            }
            default -> {
                final CategoryEncoding category = (CategoryEncoding) encoder.encodings().get(column);
                values[column][row] = member < category.learnt() ? member
                        : encoder.rest(column).draw(member - category.learnt(), noise.nextDouble());
            }
        }
    }

    private static double value(final NumberEncoding number, final int member, final double share, final double step) {
        return member == number.missingMember() ? Double.NaN : member == number.othersMember() ? number.valueAt(share, step)
                : number.atoms()[member];
    }

    private double[] join(final int column, final CalendarEncoding calendar) {
        final double[][] of = parts[column];
        final double[] joined = new double[rows];
        for (int r = 0; r < rows; r++) {
            joined[r] = Double.isNaN(of[0][r]) ? Double.NaN
                    : calendar.join(encoder.columns().get(column).kind(), of[0][r], of[1][r], of[2][r], of[3][r]);
        }
        return joined;
    }

    /** The table of what was set. */
    public Table table() {
        final List<Column> columns = encoder.columns();
        final double[][] tableNumbers = new double[columns.size()][];
        final int[][] codes = new int[columns.size()][];
        final List<List<String>> dictionaries = new ArrayList<>(java.util.Collections.nCopies(columns.size(), null));
        // Filled column by column, each after those that it follows from.
        final Table table = new Table(columns, rows, tableNumbers, codes, dictionaries);
        for (final int c : encoder.plan().order()) {
            switch (encoder.encodings().get(c)) {
                case NumberEncoding number -> {
                    tableNumbers[c] = numbers[c];
                    setMissing(table, c);
                }
                case CalendarEncoding calendar -> {
                    numbers[c] = join(c, calendar);
                    tableNumbers[c] = numbers[c];
                    setMissing(table, c);
                }
                case IdentifierEncoding identifier -> codes[c] = missing(c, dictionaries);
                case JoinedEncoding joined -> codes[c] = missing(c, dictionaries);
                case CategoryEncoding category -> {
                    setMissing(table, c);
                    fill(c, category.values(), values[c], tableNumbers, codes, dictionaries);
                }
                case DependentEncoding dependent -> fill(c, dependent.values(), values[dependent.determinant()], tableNumbers, codes, dictionaries);
                case LookupEncoding lookup -> lookUp(lookup.rule(), table, tableNumbers, codes, dictionaries);
                case ComputedEncoding computed -> {
                    tableNumbers[c] = new double[rows];
                    for (int r = 0; r < rows; r++) {
                        computed.rule().apply(table, r);
                    }
                }
            }
        }
        return table;
    }

    /** Makes a learnt column miss where a rule of missing values says so. */
    private void setMissing(final Table table, final int column) {
        final NullRule rule = encoder.plan().missing(column);
        if (rule != null) {
            final IntPredicate absent = rule.absent(table);
            final int missing = encoder.encodings().get(column) instanceof CategoryEncoding category ? category.values().indexOf(null) : -1;
            for (int r = 0; r < rows; r++) {
                if (absent.test(r)) {
                    if (numbers[column] == null) {
                        values[column][r] = missing;
                    } else {
                        numbers[column][r] = Double.NaN;
                    }
                }
            }
        }
    }

    /** Looks up a column; missing where a combination was never seen, and a rule refuses these rows. */
    private void lookUp(final LookupRule rule, final Table table, final double[][] tableNumbers, final int[][] codes,
                        final List<List<String>> dictionaries) {
        final IntUnaryOperator combination = rule.combination(table);
        final int column = rule.target();
        final boolean numeric = encoder.columns().get(column).kind().isNumeric();
        final Map<String, Integer> dictionary = dictionary(column);
        final double[] found = numeric ? new double[rows] : null;
        final int[] chosen = numeric ? null : new int[rows];
        for (int r = 0; r < rows; r++) {
            final int at = combination.applyAsInt(r);
            final Object value = at < 0 ? null : rule.values().value(at);
            if (numeric) {
                found[r] = value == null ? Double.NaN : (Double) value;
            } else {
                chosen[r] = value == null ? -1 : dictionary.computeIfAbsent((String) value, key -> dictionary.size());
            }
        }
        tableNumbers[column] = found;
        codes[column] = chosen;
        dictionaries.set(column, numeric ? null : List.copyOf(dictionary.keySet()));
    }

    /** The beginning of a column's dictionary: a boolean's is always the same. */
    private Map<String, Integer> dictionary(final int column) {
        final Map<String, Integer> dictionary = new LinkedHashMap<>();
        if (encoder.columns().get(column).kind() == io.nifigan.table.ColumnKind.BOOLEAN) {
            dictionary.put("false", 0);
            dictionary.put("true", 1);
        }
        return dictionary;
    }

    private int[] missing(final int column, final List<List<String>> dictionaries) {
        final int[] codes = new int[rows];
        Arrays.fill(codes, -1);
        dictionaries.set(column, List.of());
        return codes;
    }

    private void fill(final int column, final List<String> meanings, final int[] indices, final double[][] tableNumbers, final int[][] codes,
                      final List<List<String>> dictionaries) {
        if (encoder.columns().get(column).kind().isNumeric()) {
            final double[] parsed = new double[meanings.size()];
            for (int i = 0; i < parsed.length; i++) {
                parsed[i] = meanings.get(i) == null ? Double.NaN : Double.parseDouble(meanings.get(i));
            }
            tableNumbers[column] = new double[rows];
            for (int r = 0; r < rows; r++) {
                tableNumbers[column][r] = parsed[indices[r]];
            }
            return;
        }
        final Map<String, Integer> dictionary = dictionary(column);
        final int[] recoded = new int[meanings.size()];
        for (int i = 0; i < recoded.length; i++) {
            final String meaning = meanings.get(i);
            recoded[i] = meaning == null ? -1 : dictionary.computeIfAbsent(meaning, key -> dictionary.size());
        }
        codes[column] = new int[rows];
        for (int r = 0; r < rows; r++) {
            codes[column][r] = recoded[indices[r]];
        }
        dictionaries.set(column, List.copyOf(dictionary.keySet()));
    }
}
