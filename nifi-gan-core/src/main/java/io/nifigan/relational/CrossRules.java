// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational;

import io.nifigan.common.RowSample;
import io.nifigan.relational.rows.Frame;
import io.nifigan.rule.DefiningRule;
import io.nifigan.rule.FormulaRule;
import io.nifigan.rule.OrderRule;
import io.nifigan.rule.Rule;
import io.nifigan.rule.RuleFinder;
import io.nifigan.rule.RuleSet;
import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

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
 */
record CrossRules(
        List<Column> columns, String order, List<Foreign> foreign, List<DefiningRule> defining, List<Rule> kept) {
    /** Rules are sought in this many rows, and checked in all. */
    private static final int MAX_SOUGHT = 10_000;

    /** Rows that are checked at a time, which bounds the memory for joined rows. */
    private static final int CHECKED = 50_000;
    /** The least number of rows to search for rules: fewer keep rules by chance. */
    private static final int MIN_ROWS = 50;

    CrossRules {
        columns = List.copyOf(columns);
        foreign = List.copyOf(foreign);
        defining = List.copyOf(defining);
        kept = List.copyOf(kept);
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
        return new CrossRules(List.of(), null, List.of(), List.of(), List.of());
    }

    /**
     * Finds rules.
     *
     * @param state all rows
     * @param contexts the tables that rows refer to
     * @param order the column that orders the rows; null for none
     * @param own for each table that rows refer to, the parent first, the columns that it has itself
     */
    static CrossRules find(
            final ChainState state, final ContextBuilder contexts, final Column order, final List<Set<String>> own) {
        if (state.rows() < MIN_ROWS) {
            return none();
        }
        final List<Column> columns = new ArrayList<>();
        for (final Column column : state.columns()) {
            columns.add(order != null && column.name().equals(order.name()) ? order : column);
        }
        columns.removeIf(column -> column.field().marksForm());
        final int count = columns.size();
        final List<Foreign> foreign = new ArrayList<>();
        for (int t = 0; t < own.size(); t++) {
            for (final Column column : contexts.of(t - 1).columns()) {
                if (own.get(t).contains(column.name())) {
                    foreign.add(new Foreign(t - 1, column.name()));
                    columns.add(Frame.named(column, (t == 0 ? "parent" : "reference" + (t - 1)) + "." + column.name()));
                }
            }
        }
        final CrossRules empty =
                new CrossRules(columns, order == null ? null : order.name(), foreign, List.of(), List.of());
        final Table sought = empty.joined(state, contexts, RowSample.of(state.rows(), MAX_SOUGHT));
        final Set<Integer> ownTargets = RuleFinder.find(ownColumns(sought, count), Set.of(), c -> true)
                .defining()
                .keySet();
        final Set<String> written = new HashSet<>();
        state.columns().stream()
                .filter(column -> column.field().marksForm())
                .forEach(form -> written.add(state.columns()
                        .get(io.nifigan.table.FormColumns.written(
                                state.columns(), state.columns().indexOf(form)))
                        .name()));
        final IntPredicate mayFollow = c -> c < count
                && !ownTargets.contains(c)
                && !written.contains(columns.get(c).name())
                && (order == null || !columns.get(c).name().equals(order.name()))
                && columns.get(c).kind() != ColumnKind.IDENTIFIER;
        return empty.with(RuleFinder.find(sought, Set.of(), mayFollow), state, contexts, count);
    }

    private static Table ownColumns(final Table joined, final int count) {
        final Frame frame = new Frame(joined.rows());
        IntStream.range(0, count).forEach(c -> frame.add(joined, c));
        return frame.table();
    }

    private CrossRules with(final RuleSet found, final ChainState state, final ContextBuilder contexts, final int own) {
        final List<Rule> broken = new ArrayList<>();
        final List<Rule> candidates = new ArrayList<>();
        found.defining().values().stream()
                .filter(rule -> isAcross(rule, own))
                .forEach(rule -> candidates.add(unbounded(rule)));
        found.kept().stream().filter(rule -> isAcross(rule, own)).forEach(candidates::add);
        for (int from = 0; !candidates.isEmpty() && from < state.rows(); from += CHECKED) {
            final Table part = joined(
                    state,
                    contexts,
                    IntStream.range(from, Math.min(state.rows(), from + CHECKED))
                            .toArray());
            candidates.stream().filter(rule -> !rule.holdsIn(part)).forEach(broken::add);
            candidates.removeAll(broken);
        }
        final Map<Integer, DefiningRule> defining = new LinkedHashMap<>();
        final Map<Integer, DefiningRule> open = new LinkedHashMap<>();
        found.defining().forEach((target, rule) -> {
            if (candidates.contains(unbounded(rule))) {
                open.put(target, unbounded(rule));
            }
        });
        // Each rule comes after those that it depends on; the finder leaves no circles.
        boolean added = true;
        while (added) {
            added = false;
            for (final Map.Entry<Integer, DefiningRule> rule : List.copyOf(open.entrySet())) {
                if (Arrays.stream(rule.getValue().columns()).skip(1).noneMatch(open::containsKey)) {
                    defining.put(rule.getKey(), rule.getValue());
                    open.remove(rule.getKey());
                    added = true;
                }
            }
        }
        final List<Rule> kept = found.kept().stream()
                .filter(rule -> rule instanceof OrderRule order
                        && isAcross(rule, own)
                        && Arrays.stream(order.columns()).anyMatch(c -> c < own)
                        && Arrays.stream(order.columns()).allMatch(this::isTime)
                        && candidates.contains(rule))
                .toList();
        return new CrossRules(columns, order, foreign, List.copyOf(defining.values()), kept);
    }

    private static DefiningRule unbounded(final DefiningRule rule) {
        return rule instanceof FormulaRule formula ? formula.unbounded() : rule;
    }

    /** Rows of a state, all of which are known, with the columns of those that they refer to. */
    private Table joined(final ChainState state, final ContextBuilder contexts, final int[] rows) {
        return joined(
                state.table().select(rows),
                Arrays.stream(rows).mapToDouble(r -> state.time()[r]).toArray(),
                rows,
                state.familyOf(rows),
                1,
                state,
                contexts);
    }

    private boolean isTime(final int column) {
        final ColumnKind kind = columns.get(column).kind();
        return kind == ColumnKind.DATE || kind == ColumnKind.TIMESTAMP;
    }

    private static boolean isAcross(final Rule rule, final int own) {
        return Arrays.stream(rule.columns()).anyMatch(column -> column >= own);
    }

    /** The names of the columns that are computed. */
    Set<String> defined() {
        final Set<String> names = new HashSet<>();
        defining.forEach(rule -> names.add(columns.get(rule.target()).name()));
        return names;
    }

    /** The columns of other tables from which columns are computed. */
    Set<Foreign> used() {
        final int own = columns.size() - foreign.size();
        final Set<Foreign> used = new HashSet<>();
        defining.forEach(rule -> Arrays.stream(rule.columns())
                .filter(column -> column >= own)
                .forEach(column -> used.add(foreign.get(column - own))));
        return used;
    }

    /** The rules in words. */
    List<String> describe() {
        return all(defining, kept).stream().map(rule -> rule.describe(columns)).toList();
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
            ContextBuilder.gather(
                    frame, from, Frame.index(from.columns(), foreign.get(f).name()), of, columns.get(own + f));
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
        if (defining.isEmpty() && kept.isEmpty()) {
            return new Completed(learnt, keeping);
        }
        Table joined = joined(learnt, times, at, families, each, state, contexts);
        for (final DefiningRule rule : defining) {
            joined = with(joined, rule);
        }
        for (final Rule rule : kept) {
            final IntPredicate holds = rule.on(joined);
            for (int r = 0; r < keeping.length; r++) {
                keeping[r] = keeping[r] && holds.test(r);
            }
        }
        final Set<String> names = defined();
        final Frame frame = new Frame(learnt.rows());
        for (final Column column : wanted) {
            final boolean computed = names.contains(column.name());
            final Table from = computed ? joined : learnt;
            frame.add(from, Frame.index(from.columns(), column.name()));
        }
        return new Completed(frame.table(), keeping);
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
