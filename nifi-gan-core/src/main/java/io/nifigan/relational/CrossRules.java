// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational;

import io.nifigan.relational.rows.CopiedColumns;
import io.nifigan.relational.rows.Frame;
import io.nifigan.relational.rows.HiddenFactors;
import io.nifigan.relational.rows.RelativeColumn;
import io.nifigan.rule.DefiningRule;
import io.nifigan.rule.OrderRule;
import io.nifigan.rule.Rule;
import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The rules that hold between the rows of a table and the rows of other tables that they refer to: an amount is the
 * quantity times the product's price, a child's date is not before the parent's. Columns that such rules define are
 * computed, not learnt; rows that break another rule are not chosen.
 *
 * @param columns the columns that rules are about: those of the table, then those of the others
 * @param order the name of the column that orders the rows; null for none
 * @param foreign where the latter come from
 * @param defining the rules that define columns of the table, each after those that it depends on
 * @param kept other rules
 * @param copied columns of the table that are those of others
 * @param factors numbers of the table that are others times a factor, which is learnt
 * @param relative columns of the table that are learnt by their distance from what is known before
 */
record CrossRules(
        List<Column> columns,
        String order,
        List<Foreign> foreign,
        List<DefiningRule> defining,
        List<Rule> kept,
        List<CopiedColumns.Copy> copied,
        List<HiddenFactors.Factor> factors,
        List<RelativeColumn> relative) {
    /** Rows that are joined at a time, which bounds the memory for them. */
    static final int CHUNK = 50_000;

    CrossRules {
        columns = List.copyOf(columns);
        foreign = List.copyOf(foreign);
        defining = List.copyOf(defining);
        kept = List.copyOf(kept);
        copied = List.copyOf(copied);
        factors = List.copyOf(factors);
        relative = List.copyOf(relative);
        final int own = columns.size() - foreign.size();
        for (final Rule rule : all(defining, kept)) {
            for (final int column : rule.columns()) {
                if (column < 0 || column >= columns.size()) {
                    throw new IllegalArgumentException("A rule across tables has a column that does not exist");
                }
            }
            if (rule instanceof DefiningRule defines && defines.target() >= own) {
                throw new IllegalArgumentException("A rule across tables defines a column of another table");
            }
            rule.check(columns);
        }
        for (final CopiedColumns.Copy copy : copied) {
            requireColumns(copy.target() < own && copy.source() >= own, copy.target(), copy.source(), columns, false);
        }
        for (final HiddenFactors.Factor factor : factors) {
            requireColumns(factor.target() < own, factor.target(), factor.other(), columns, true);
        }
        for (final RelativeColumn one : relative) {
            requireColumns(one.target() < own, one.target(), one.target(), columns, true);
        }
    }

    private static void requireColumns(
            final boolean fits, final int target, final int other, final List<Column> columns, final boolean numeric) {
        if (!fits
                || target < 0
                || other < 0
                || other >= columns.size()
                || columns.get(target).kind().isNumeric() != numeric
                || columns.get(other).kind().isNumeric() != numeric) {
            throw new IllegalArgumentException("A rule across tables copies a column that it cannot");
        }
    }

    private static List<Rule> all(final List<DefiningRule> defining, final List<Rule> kept) {
        final List<Rule> all = new ArrayList<>(defining);
        all.addAll(kept);
        return all;
    }

    /**
     * A column of another table.
     *
     * @param reference the number of the drawn foreign key; -1 for the parent
     * @param name the column's name
     */
    record Foreign(int reference, String name) {}

    static CrossRules none() {
        return new CrossRules(List.of(), null, List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
    }

    /** Rows of a state, all of which are known, with the columns of those that they refer to. */
    Table joined(final ChainState state, final ContextBuilder contexts, final int[] rows) {
        return joined(
                state.table().select(rows),
                Arrays.stream(rows).mapToDouble(r -> state.time()[r]).toArray(),
                rows,
                state.familyOf(rows),
                1,
                state,
                contexts);
    }

    /** The names of the columns that are computed. */
    Set<String> defined() {
        final Set<String> names = new HashSet<>();
        defining.forEach(rule -> names.add(columns.get(rule.target()).name()));
        copied.forEach(copy -> names.add(columns.get(copy.target()).name()));
        return names;
    }

    /** The columns of other tables from which columns are computed. */
    Set<Foreign> used() {
        final int own = columns.size() - foreign.size();
        return Stream.of(
                        defining.stream().flatMapToInt(rule -> Arrays.stream(rule.columns())),
                        copied.stream().mapToInt(CopiedColumns.Copy::source),
                        factors.stream().mapToInt(HiddenFactors.Factor::other))
                .flatMapToInt(all -> all)
                .filter(column -> column >= own)
                .mapToObj(column -> foreign.get(column - own))
                .collect(Collectors.toSet());
    }

    /**
     * The rule that a column of the rows that a foreign key refers to is never after the ordering column; empty where
     * there is none.
     *
     * @param reference the number of the drawn foreign key
     */
    Optional<OrderRule> earlier(final int reference) {
        final int own = columns.size() - foreign.size();
        return kept.stream()
                .filter(OrderRule.class::isInstance)
                .map(OrderRule.class::cast)
                .filter(rule -> rule.larger() < own
                        && name(rule.larger()).equals(order)
                        && rule.smaller() >= own
                        && foreign.get(rule.smaller() - own).reference() == reference)
                .findFirst();
    }

    /** The name that a column of another table has there. */
    String foreignName(final int column) {
        return foreign.get(column - columns.size() + foreign.size()).name();
    }

    /** The rules in words. */
    List<String> describe() {
        final List<String> said = new ArrayList<>();
        all(defining, kept).forEach(rule -> said.add(rule.describe(columns)));
        copied.forEach(copy -> said.add((copy.values() == null ? "%s = %s" : "%s follows from %s")
                .formatted(name(copy.target()), name(copy.source()))));
        factors.forEach(factor -> said.add("%s = %s * factors in steps of %s"
                .formatted(name(factor.target()), name(factor.other()), factor.step())));
        relative.stream()
                .filter(one -> !one.toOrder())
                .forEach(one ->
                        said.add("%s goes on from the row before and never falls".formatted(name(one.target()))));
        return said;
    }

    private String name(final int column) {
        return columns.get(column).name();
    }

    /**
     * The columns of all rows that are to be learnt: without computed ones, and with factors and distances in place of
     * numbers.
     */
    Table learnt(final ChainState state, final ContextBuilder contexts) {
        final Table all = state.table();
        final Map<String, double[]> factorsOf = new HashMap<>();
        factors.forEach(factor -> factorsOf.put(name(factor.target()), new double[state.rows()]));
        for (int from = 0; !factors.isEmpty() && from < state.rows(); from += CHUNK) {
            final int[] rows =
                    IntStream.range(from, Math.min(state.rows(), from + CHUNK)).toArray();
            final Table part = joined(state, contexts, rows);
            for (final HiddenFactors.Factor factor : factors) {
                final double[] target = factorsOf.get(name(factor.target()));
                for (int i = 0; i < rows.length; i++) {
                    target[rows[i]] = factor.of(part.numbers(factor.target())[i], part.numbers(factor.other())[i]);
                }
            }
        }
        final Frame frame = new Frame(all.rows());
        for (final int c : Frame.without(all.columns(), defined())) {
            final Column column = all.column(c);
            final Optional<HiddenFactors.Factor> factor = factors.stream()
                    .filter(one -> name(one.target()).equals(column.name()))
                    .findFirst();
            final Optional<RelativeColumn> distance = relative.stream()
                    .filter(one -> name(one.target()).equals(column.name()))
                    .findFirst();
            if (factor.isPresent()) {
                frame.add(HiddenFactors.column(column, factor.get()), factorsOf.get(column.name()));
            } else if (distance.isPresent()) {
                frame.add(
                        distance.get().column(column),
                        distance.get().learnt(all.numbers(c), state.time(), state.starts(), column.step()));
            } else {
                frame.add(all, c);
            }
        }
        return frame.table();
    }

    /**
     * Rows with the columns of those that they refer to. Columns that the rows lack are missing.
     *
     * @param rows some columns of rows, {@code each} of them for a row of the state
     * @param times {@code [rows]}: the values of the ordering column
     * @param at the rows of the state whose foreign keys count
     * @param families their families
     */
    private Table joined(
            final Table rows,
            final double[] times,
            final int[] at,
            final int[] families,
            final int each,
            final ChainState state,
            final ContextBuilder contexts) {
        final Frame frame = new Frame(rows.rows());
        final int own = columns.size() - foreign.size();
        for (int c = 0; c < own; c++) {
            final Column column = columns.get(c);
            final int index = Frame.index(rows.columns(), column.name());
            if (index >= 0 && column.name().equals(order)) {
                frame.add(column, times);
            } else if (index >= 0) {
                frame.add(rows, index);
            } else if (column.kind().isNumeric()) {
                final double[] missing = new double[rows.rows()];
                Arrays.fill(missing, Double.NaN);
                frame.add(column, missing);
            } else {
                final int[] missing = new int[rows.rows()];
                Arrays.fill(missing, -1);
                frame.add(column, missing, List.of());
            }
        }
        for (int f = 0; f < foreign.size(); f++) {
            final int reference = foreign.get(f).reference();
            final Table from = contexts.of(reference);
            final int[] of = new int[rows.rows()];
            Arrays.setAll(
                    of,
                    r -> reference < 0 ? state.parent(families[r / each]) : state.references(reference)[at[r / each]]);
            final int index = Frame.index(from.columns(), foreign.get(f).name());
            if (from.column(index).kind() == ColumnKind.DATE
                    && columns.get(own + f).kind() == ColumnKind.TIMESTAMP) {
                final double[] days = from.numbers(index);
                frame.add(
                        columns.get(own + f),
                        Arrays.stream(of)
                                .mapToDouble(r -> r < 0 ? Double.NaN : days[r] * ContextBuilder.DAY)
                                .toArray());
            } else {
                ContextBuilder.gather(frame, from, index, of, columns.get(own + f));
            }
        }
        return frame.table();
    }

    /**
     * Computes the columns that rules define.
     *
     * @param learnt the learnt columns of rows, {@code each} of them for a row of the state
     * @param wanted all columns
     * @return the rows with all columns, and which of them keep all rules
     */
    Completed complete(
            final Table learnt,
            final List<Column> wanted,
            final double[] times,
            final int[] at,
            final int[] families,
            final int each,
            final ChainState state,
            final ContextBuilder contexts) {
        final boolean[] keeping = new boolean[learnt.rows()];
        Arrays.fill(keeping, true);
        if (defining.isEmpty() && kept.isEmpty() && copied.isEmpty() && factors.isEmpty() && relative.isEmpty()) {
            return new Completed(learnt, keeping);
        }
        Table joined = joined(learnt, times, at, families, each, state, contexts);
        for (final RelativeColumn one : relative) {
            joined = with(joined, one, times, at, families, each, state, keeping);
        }
        for (final CopiedColumns.Copy copy : copied) {
            joined = with(joined, copy);
        }
        for (final DefiningRule rule : defining) {
            joined = with(joined, rule);
        }
        for (final HiddenFactors.Factor factor : factors) {
            joined = with(joined, factor);
        }
        for (final Rule rule : kept) {
            final IntPredicate holds = rule.on(joined);
            for (int r = 0; r < keeping.length; r++) {
                keeping[r] = keeping[r] && holds.test(r);
            }
        }
        final Set<String> names = defined();
        factors.forEach(factor -> names.add(name(factor.target())));
        relative.forEach(one -> names.add(name(one.target())));
        final Frame frame = new Frame(learnt.rows());
        for (final Column column : wanted) {
            final boolean computed = names.contains(column.name());
            final Table from = computed ? joined : learnt;
            frame.add(from, Frame.index(from.columns(), column.name()));
        }
        return new Completed(frame.table(), keeping);
    }

    /** The earliest ordering value of a row of a state that is not the first of its family. */
    double earliest(final ChainState state, final int row) {
        double earliest = Double.NEGATIVE_INFINITY;
        for (final RelativeColumn one : relative) {
            final double[] values = state.table().numbers(Frame.index(state.columns(), name(one.target())));
            earliest = Math.max(earliest, one.earliest(values[row - 1]));
        }
        return earliest;
    }

    /** Puts values in the place of distances. */
    private Table with(
            final Table joined,
            final RelativeColumn relativeColumn,
            final double[] times,
            final int[] at,
            final int[] families,
            final int each,
            final ChainState state,
            final boolean[] keeping) {
        final int target = relativeColumn.target();
        final double[] before = state.table().numbers(Frame.index(state.columns(), name(target)));
        final double[] distances = joined.numbers(target);
        final double[] values = new double[joined.rows()];
        for (int r = 0; r < values.length; r++) {
            final int row = at[r / each];
            final int family = families[r / each];
            values[r] = relativeColumn.value(
                    distances[r],
                    times[r],
                    row == state.row(family, 0) ? Double.NaN : before[row - 1],
                    family,
                    columns.get(target).step());
            keeping[r] &= !relativeColumn.isBeyond(values[r]);
        }
        final Frame frame = new Frame(joined.rows());
        for (int c = 0; c < joined.columns().size(); c++) {
            if (c == target) {
                frame.add(columns.get(c), values);
            } else {
                frame.add(joined, c);
            }
        }
        return frame.table();
    }

    private Table with(final Table joined, final CopiedColumns.Copy copy) {
        final Frame frame = new Frame(joined.rows());
        for (int c = 0; c < joined.columns().size(); c++) {
            if (c == copy.target()) {
                copy.addTo(frame, columns.get(c), joined);
            } else {
                frame.add(joined, c);
            }
        }
        return frame.table();
    }

    private Table with(final Table joined, final HiddenFactors.Factor factor) {
        final Frame frame = new Frame(joined.rows());
        for (int c = 0; c < joined.columns().size(); c++) {
            if (c == factor.target()) {
                final double[] values = new double[joined.rows()];
                final double step = columns.get(c).step();
                Arrays.setAll(values, r -> {
                    final double value = joined.numbers(factor.target())[r] * joined.numbers(factor.other())[r];
                    return step > 0 ? Math.round(value / step) * step : value;
                });
                frame.add(columns.get(c), values);
            } else {
                frame.add(joined, c);
            }
        }
        return frame.table();
    }

    private static Table with(final Table joined, final DefiningRule rule) {
        final Frame frame = new Frame(joined.rows());
        for (int c = 0; c < joined.columns().size(); c++) {
            if (c != rule.target()) {
                frame.add(joined, c);
            } else if (joined.column(c).kind().isNumeric()) {
                final IntToDoubleFunction numbers = rule.numbers(joined);
                final double[] values = new double[joined.rows()];
                Arrays.setAll(values, numbers::applyAsDouble);
                frame.add(joined.column(c), values);
            } else {
                final IntFunction<String> texts = rule.texts(joined);
                frame.add(
                        joined.column(c),
                        IntStream.range(0, joined.rows()).mapToObj(texts).toArray(String[]::new));
            }
        }
        return frame.table();
    }

    /**
     * Rows with all columns.
     *
     * @param rows the rows
     * @param keeping which of them keep all rules
     */
    record Completed(Table rows, boolean[] keeping) {}
}
