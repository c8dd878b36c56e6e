// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational;

import io.nifigan.table.Column;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The rows of a child table, family after family, as far as they are known: all of them in training, in sampling those
 * up to a position in each family.
 */
final class ChainState {
    private final List<Column> columns;
    private final int[] parent;
    private final int[] start;
    private final double[][] numbers;
    private final int[][] codes;
    private final List<List<String>> dictionaries;
    private final List<Map<String, Integer>> codeOf;
    private final int[][] references;
    private final double[] begin;
    private final double[] end;
    private final boolean[] leftOut;
    private Grid grid = Grid.FREE;
    private final double[] time;
    private final double[][] sums;
    private final int[] summed;

    /**
     * @param columns the columns of rows
     * @param dictionaries for each column the texts known before, null for numbers
     * @param parent {@code [families]}: the row of the parent, -1 for none
     * @param start {@code [families + 1]}: the index of each family's first row
     * @param references the number of foreign keys that are drawn
     * @param summed the columns whose sums are followed
     */
    ChainState(
            final List<Column> columns,
            final List<List<String>> dictionaries,
            final int[] parent,
            final int[] start,
            final int references,
            final int[] summed) {
        this(columns, new ArrayList<>(), new ArrayList<>(), parent, start, references, summed);
        for (int c = 0; c < columns.size(); c++) {
            final boolean numeric = columns.get(c).kind().isNumeric();
            this.dictionaries.add(numeric ? null : new ArrayList<>(dictionaries.get(c)));
            final Map<String, Integer> known = new HashMap<>();
            for (int i = 0; !numeric && i < dictionaries.get(c).size(); i++) {
                known.put(dictionaries.get(c).get(i), i);
            }
            codeOf.add(known);
        }
    }

    private ChainState(
            final List<Column> columns,
            final List<List<String>> dictionaries,
            final List<Map<String, Integer>> codeOf,
            final int[] parent,
            final int[] start,
            final int references,
            final int[] summed) {
        this.columns = List.copyOf(columns);
        this.dictionaries = dictionaries;
        this.codeOf = codeOf;
        this.parent = parent;
        this.start = start;
        this.summed = summed;
        final int rows = start[parent.length];
        this.numbers = new double[columns.size()][];
        this.codes = new int[columns.size()][];
        for (int c = 0; c < columns.size(); c++) {
            final boolean numeric = columns.get(c).kind().isNumeric();
            numbers[c] = numeric ? new double[rows] : null;
            codes[c] = numeric ? null : new int[rows];
        }
        this.references = new int[references][rows];
        this.begin = new double[parent.length];
        Arrays.fill(begin, Double.NaN);
        this.end = begin.clone();
        this.time = new double[rows];
        this.leftOut = new boolean[rows];
        this.sums = new double[summed.length][rows];
    }

    /**
     * A state of the same families, which begin at the same values and refer to the same rows, whose other values are
     * yet to be made. Both have the same codes.
     */
    ChainState again() {
        final ChainState other =
                new ChainState(columns, dictionaries, codeOf, parent, start, references.length, summed);
        other.grid = grid;
        System.arraycopy(begin, 0, other.begin, 0, begin.length);
        System.arraycopy(end, 0, other.end, 0, end.length);
        for (int k = 0; k < references.length; k++) {
            System.arraycopy(references[k], 0, other.references[k], 0, references[k].length);
        }
        return other;
    }

    /** A state of some families only, with all that is known of them. */
    ChainState part(final int[] families) {
        final int[] parents = new int[families.length];
        final int[] starts = new int[families.length + 1];
        for (int i = 0; i < families.length; i++) {
            parents[i] = parent[families[i]];
            starts[i + 1] = starts[i] + length(families[i]);
        }
        final ChainState part =
                new ChainState(columns, dictionaries, codeOf, parents, starts, references.length, summed);
        part.grid = grid;
        final Table rows = table();
        for (int i = 0; i < families.length; i++) {
            part.begin[i] = begin[families[i]];
            part.end[i] = end[families[i]];
            for (int t = 0; t < part.length(i); t++) {
                final int from = row(families[i], t);
                part.put(part.row(i, t), t == 0, rows, from, time[from]);
                for (int k = 0; k < references.length; k++) {
                    part.references[k][part.row(i, t)] = references[k][from];
                }
            }
        }
        return part;
    }

    /** Takes over the rows of a family from a state of the same families. */
    void take(final int family, final ChainState other, final Table rows) {
        for (int t = 0; t < length(family); t++) {
            final int row = row(family, t);
            put(row, t == 0, rows, row, other.time[row]);
            leftOut[row] = other.leftOut[row];
        }
    }

    /** Marks a row that is not to be part of the result. */
    void leaveOut(final int row) {
        leftOut[row] = true;
    }

    /** The rows that are part of the result. */
    int[] kept() {
        return IntStream.range(0, rows()).filter(r -> !leftOut[r]).toArray();
    }

    int rows() {
        return time.length;
    }

    int families() {
        return parent.length;
    }

    int parent(final int family) {
        return parent[family];
    }

    /** {@code [rows]}: the parent of each row's family, -1 for none. */
    int[] parents() {
        final int[] all = new int[rows()];
        for (int f = 0; f < families(); f++) {
            Arrays.fill(all, start[f], start[f + 1], parent[f]);
        }
        return all;
    }

    int length(final int family) {
        return start[family + 1] - start[family];
    }

    /** The index of each row's family, {@code [rows]}. */
    int[] familyOf(final int[] ofRows) {
        final int[] all = new int[rows()];
        for (int f = 0; f < families(); f++) {
            Arrays.fill(all, start[f], start[f + 1], f);
        }
        return Arrays.stream(ofRows).map(r -> all[r]).toArray();
    }

    /** {@code [families + 1]}: the index of each family's first row. */
    int[] starts() {
        return start;
    }

    int row(final int family, final int position) {
        return start[family] + position;
    }

    List<Column> columns() {
        return columns;
    }

    /** The rows as a table, whose arrays are those of this state. */
    Table table() {
        return new Table(columns, rows(), numbers, codes, dictionaries);
    }

    /** The value of the column that orders the children, by row. */
    double[] time() {
        return time;
    }

    /** {@code [families]}: the value of the ordering column in the first row, NaN until it is set. */
    double[] begin() {
        return begin;
    }

    /** {@code [families]}: the value of the ordering column in the last row, NaN where it is not known. */
    double[] end() {
        return end;
    }

    /**
     * The value of the ordering column in a row: the first and the last row of a family have known values, and no other
     * row comes after the last.
     *
     * @param gap the difference from the row before, as it was drawn
     */
    double at(final int family, final int position, final double gap) {
        if (position == 0) {
            return begin[family];
        }
        return grid.at(time[row(family, position) - 1], gap, end[family], length(family) - 1 - position);
    }

    /**
     * The value that the ordering column has in a row if the rows up to the last one, whose value is known, are equally
     * far apart.
     */
    double expected(final int family, final int position) {
        if (position == 0) {
            return begin[family];
        }
        final double before = time[row(family, position) - 1];
        final double gap = Double.isNaN(end[family]) ? 0 : (end[family] - before) / (length(family) - position);
        return at(family, position, gap);
    }

    /** Sets the gaps between rows. */
    void setGrid(final Grid known) {
        grid = known;
    }

    Grid grid() {
        return grid;
    }

    /** {@code [rows]}: the row that each row's drawn foreign key refers to, -1 for none. */
    int[] references(final int key) {
        return references[key];
    }

    /** The sum of a followed column in a family up to a row, that row included. */
    double sum(final int followed, final int row) {
        return sums[followed][row];
    }

    /** The codes of a table's texts in this state's dictionaries, which grow by new texts. */
    int[] recode(final int column, final List<String> texts, final int[] tableCodes) {
        final int[] mapped = new int[texts.size()];
        synchronized (codeOf) {
            Arrays.setAll(
                    mapped,
                    i -> codeOf.get(column).computeIfAbsent(texts.get(i), text -> {
                        dictionaries.get(column).add(text);
                        return dictionaries.get(column).size() - 1;
                    }));
        }
        final int[] recoded = new int[tableCodes.length];
        Arrays.setAll(recoded, r -> tableCodes[r] < 0 ? -1 : mapped[tableCodes[r]]);
        return recoded;
    }

    List<String> dictionary(final int column) {
        return dictionaries.get(column);
    }

    /** Takes over a row of a table with the same columns and with this state's codes. */
    void put(final int row, final boolean first, final Table table, final int from, final double at) {
        for (int c = 0; c < numbers.length; c++) {
            if (numbers[c] == null) {
                codes[c][row] = table.codes(c)[from];
            } else {
                numbers[c][row] = table.numbers(c)[from];
            }
        }
        time[row] = at;
        for (int s = 0; s < summed.length; s++) {
            final double value = numbers[summed[s]][row];
            sums[s][row] = (first ? 0 : sums[s][row - 1]) + (Double.isNaN(value) ? 0 : value);
        }
    }
}
