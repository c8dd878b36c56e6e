// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational;

import io.nifigan.relational.rows.Frame;
import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * Builds the contexts in which children are learnt and made: the parent with its summary, the rows that drawn foreign
 * keys refer to, the row before, position and number of siblings, and what the summary says of the rows to come.
 */
final class ContextBuilder {
    /** One day in milliseconds, the unit of timestamps. */
    static final double DAY = 86_400_000;

    private final Table parent;
    private final List<Table> references;
    private final Column order;
    private final String prefix;
    private final int[] means;
    private final int first;
    private final int span;
    /** Columns that say what is planned, whose last digits must not be learnt. */
    private final List<Integer> planned = new ArrayList<>();

    /**
     * @param parent the columns of parents that tell of children
     * @param references for each drawn foreign key the columns of the rows that it refers to
     * @param order the column that orders the children; null for none
     * @param summed names of the children's columns whose sums are followed
     * @param prefix begins the names of the children's summary in the parent
     */
    ContextBuilder(
            final Table parent,
            final List<Table> references,
            final Column order,
            final List<String> summed,
            final String prefix) {
        this.parent = parent;
        this.references = references;
        this.order = order;
        this.prefix = prefix;
        this.means = summed.stream()
                .mapToInt(name -> Frame.index(parent.columns(), prefix + name + "." + FamilySummary.MEAN))
                .toArray();
        this.first = order == null ? -1 : Frame.index(parent.columns(), prefix + FamilySummary.FIRST);
        this.span = order == null ? -1 : Frame.index(parent.columns(), prefix + FamilySummary.SPAN);
    }

    /** A copy, which another thread may use. */
    ContextBuilder(final ContextBuilder other) {
        this(other, other.references);
    }

    private ContextBuilder(final ContextBuilder other, final List<Table> references) {
        this.parent = other.parent;
        this.references = references;
        this.order = other.order;
        this.prefix = other.prefix;
        this.means = other.means;
        this.first = other.first;
        this.span = other.span;
    }

    /** A builder of contexts with the first drawn foreign keys only. */
    ContextBuilder firstReferences(final int count) {
        return new ContextBuilder(this, references.subList(0, count));
    }

    /** The columns of parents that tell of children. */
    Table parents() {
        return parent;
    }

    /** The columns of the rows that a drawn foreign key refers to, or those of the parents for -1. */
    Table of(final int reference) {
        return reference < 0 ? parent : references.get(reference);
    }

    /** Begins the names of the children's summary in the parent. */
    String prefix() {
        return prefix;
    }

    /** The planned value of the ordering column in a family's first row; NaN where nothing is planned. */
    double first(final int parentRow) {
        return first < 0 || parentRow < 0 ? Double.NaN : parent.numbers(first)[parentRow];
    }

    /** The indices of the columns that say what is planned, after a call of {@link #build}. */
    List<Integer> planned() {
        return List.copyOf(planned);
    }

    /** The planned value of the ordering column in a family's last row; NaN where nothing is planned. */
    double last(final int parentRow) {
        return span < 0 ? Double.NaN : first(parentRow) + parent.numbers(span)[parentRow];
    }

    /**
     * Builds the contexts of rows.
     *
     * @param families the families
     * @param positions the position in each family, from 0; the rows before it are known
     */
    Table build(final ChainState state, final int[] families, final int[] positions) {
        planned.clear();
        final int count = families.length;
        final Frame frame = new Frame(count);
        final int[] parents = new int[count];
        final int[] rows = new int[count];
        final int[] before = new int[count];
        for (int i = 0; i < count; i++) {
            parents[i] = state.parent(families[i]);
            rows[i] = state.row(families[i], positions[i]);
            before[i] = positions[i] == 0 ? -1 : rows[i] - 1;
        }
        for (int c = 0; c < parent.columns().size(); c++) {
            if (parent.column(c).name().startsWith(prefix)
                    && parent.column(c).kind().isNumeric()) {
                planned.add(c);
            }
            gather(frame, parent, c, parents, "parent.");
        }
        for (int k = 0; k < references.size(); k++) {
            final int[] of = new int[count];
            final int key = k;
            Arrays.setAll(of, i -> state.references(key)[rows[i]]);
            for (int c = 0; c < references.get(k).columns().size(); c++) {
                gather(frame, references.get(k), c, of, "reference" + k + ".");
            }
            add(
                    frame,
                    "reference" + k + ".same",
                    count,
                    i -> before[i] >= 0 && state.references(key)[before[i]] == of[i] ? 1 : 0);
        }
        final Table known = state.table();
        for (int c = 0; c < known.columns().size(); c++) {
            gather(frame, known, c, before, "before.");
        }
        add(frame, "position", count, i -> positions[i]);
        add(frame, "left", count, i -> state.length(families[i]) - positions[i]);
        for (int s = 0; s < means.length; s++) {
            final int sum = s;
            planned.add(frame.size());
            add(frame, "rest" + s, count, i -> rest(state, sum, families[i], positions[i], before[i]));
        }
        if (order != null) {
            addTime(frame, state, families, positions, before);
        }
        return frame.table();
    }

    /** The mean that the rows from a position on must have, for the family to have the planned one. */
    private double rest(final ChainState state, final int sum, final int family, final int position, final int before) {
        final int row = state.parent(family);
        if (row < 0 || means[sum] < 0) {
            return Double.NaN;
        }
        final int length = state.length(family);
        return (parent.numbers(means[sum])[row] * length - (before < 0 ? 0 : state.sum(sum, before)))
                / (length - position);
    }

    private void addTime(
            final Frame frame,
            final ChainState state,
            final int[] families,
            final int[] positions,
            final int[] before) {
        final int count = families.length;
        final double[] last = new double[count];
        Arrays.setAll(last, i -> before[i] < 0 ? state.begin()[families[i]] : state.time()[before[i]]);
        add(frame, "time", count, i -> last[i]);
        addCalendar(frame, "time.", last, order.kind());
        planned.add(frame.size());
        add(frame, "time.left", count, i -> {
            final int row = state.parent(families[i]);
            return row < 0 || span < 0
                    ? Double.NaN
                    : (parent.numbers(first)[row] + parent.numbers(span)[row] - last[i])
                            / (state.length(families[i]) - positions[i]);
        });
    }

    /** Adds day of the week, month and hour of points in time. */
    static void addCalendar(final Frame frame, final String name, final double[] time, final ColumnKind kind) {
        if (kind != ColumnKind.DATE && kind != ColumnKind.TIMESTAMP) {
            return;
        }
        final double unit = kind == ColumnKind.DATE ? 1 : DAY;
        add(
                frame,
                name + "weekday",
                time.length,
                i -> Double.isNaN(time[i]) ? Double.NaN : Math.floorMod((long) Math.floor(time[i] / unit) + 3, 7));
        add(
                frame,
                name + "month",
                time.length,
                i -> Double.isNaN(time[i])
                        ? Double.NaN
                        : java.time.LocalDate.ofEpochDay((long) Math.floor(time[i] / unit))
                                .getMonthValue());
        if (kind == ColumnKind.TIMESTAMP) {
            add(
                    frame,
                    name + "hour",
                    time.length,
                    i -> Double.isNaN(time[i])
                            ? Double.NaN
                            : Math.floor((time[i] - Math.floor(time[i] / DAY) * DAY) / DAY * 24));
        }
    }

    private static void add(final Frame frame, final String name, final int count, final IntToDoubleFunction value) {
        final double[] values = new double[count];
        Arrays.setAll(values, value);
        frame.add(Frame.number(name, ColumnKind.DECIMAL), values);
    }

    /** Adds the values of a column in some rows, -1 for a row that does not exist. */
    static void gather(final Frame frame, final Table table, final int column, final int[] rows, final String name) {
        gather(
                frame,
                table,
                column,
                rows,
                table.column(column).kind().isNumeric()
                        ? Frame.number(name + table.column(column).name(), ColumnKind.DECIMAL)
                        : Frame.category(name + table.column(column).name()));
    }

    /** Adds the values of a column in some rows as another column, missing for a row that does not exist. */
    static void gather(final Frame frame, final Table table, final int column, final int[] rows, final Column named) {
        if (table.numbers(column) != null) {
            final double[] from = table.numbers(column);
            final double[] values = new double[rows.length];
            Arrays.setAll(values, i -> rows[i] < 0 ? Double.NaN : from[rows[i]]);
            frame.add(named, values);
        } else {
            final int[] from = table.codes(column);
            final int[] values = new int[rows.length];
            Arrays.setAll(values, i -> rows[i] < 0 ? -1 : from[rows[i]]);
            frame.add(named, values, table.dictionary(column));
        }
    }
}
