// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import io.nifigan.encode.Support;
import io.nifigan.encode.TableEncoder;
import io.nifigan.rule.DefiningRule;
import io.nifigan.sample.condition.ColumnTest;
import io.nifigan.sample.condition.ConditionedGroups;
import io.nifigan.sample.condition.ConditionedRanges;
import io.nifigan.select.GroupRange;
import io.nifigan.select.RakingModel;
import io.nifigan.table.Grid;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Sets the minimum and the maximum of each number once in as many rows as the model was trained on, as they occur in
 * the real table. Ranges, axes and bins are derived from them, and drawn by chance they would be missing from a third
 * of the tables. The row that gets an end is the next one with a value near it.
 */
final class RangeEnds {
    /**
     * A value is near an end if it lies beyond all values of the block before. There are as many blocks as this in the
     * training rows, and about one row of a block is near.
     */
    private static final int BLOCKS = 32;

    private static final int MIN_BLOCK = 16;
    /** The minimum of rows that the ends are known from: those of fewer would tell of single people. */
    private static final int MIN_ROWS = 50;
    /** The end of a group counts for a condition if more than this part of the group meets it. */
    private static final double MIN_PART = .75;

    private final Rules rules;
    private final List<DefiningRule> computed;
    private final long every;
    private final List<End> ends = new ArrayList<>();

    private RangeEnds(final TableEncoder encoder, final Rules rules, final long every) {
        this.rules = rules;
        this.computed = encoder.plan().computed();
        this.every = every;
    }

    /**
     * The ends of the whole table.
     *
     * @param rows the number of training rows
     */
    static RangeEnds ofTable(final TableEncoder encoder, final Rules rules, final long rows) {
        final RangeEnds rangeEnds = new RangeEnds(encoder, rules, rows);
        rangeEnds.addEnds(encoder, rows);
        return rangeEnds;
    }

    /**
     * The ends of the rows that meet a condition on one column.
     *
     * @param rows the number of training rows
     */
    static RangeEnds ofSubgroup(
            final TableEncoder encoder,
            final Rules rules,
            final long rows,
            final RakingModel raking,
            final ConditionedGroups groups,
            final ColumnTest test) {
        final long every = Math.round(groups.share() * rows);
        final RangeEnds rangeEnds = new RangeEnds(encoder, rules, every);
        if (every < MIN_ROWS) {
            return rangeEnds;
        }
        for (final GroupRange range : raking.ranges()) {
            if (range.given() == groups.column()) {
                final int column = raking.bins().columns().get(range.column()).column();
                final double min = ConditionedRanges.end(range, groups, false, MIN_PART);
                final double max = ConditionedRanges.end(range, groups, true, MIN_PART);
                if (min < max) {
                    final double step = encoder.columns().get(column).step();
                    encoder.support(column).filter(Support::hasNoGaps).ifPresent(known -> {
                        rangeEnds.ends.add(new End(column, onGrid(min, step, known), false, every));
                        rangeEnds.ends.add(new End(column, onGrid(max, step, known), true, every));
                    });
                }
            }
        }
        encoder.support(test.column()).filter(Support::hasNoGaps).ifPresent(known -> {
            if (test.accepts(known.min())) {
                rangeEnds.ends.add(new End(test.column(), known.min(), false, every));
            }
            if (test.accepts(known.max())) {
                rangeEnds.ends.add(new End(test.column(), known.max(), true, every));
            }
        });
        return rangeEnds;
    }

    private static double onGrid(final double value, final double step, final Support support) {
        return Math.clamp(step > 0 ? Grid.snap(value, step) : value, support.min(), support.max());
    }

    private void addEnds(final TableEncoder encoder, final long rows) {
        for (int c = 0; c < encoder.columns().size() && rows >= MIN_ROWS; c++) {
            final Support support = encoder.support(c).orElse(null);
            if (support != null && support.min() < support.max()) {
                ends.add(new End(c, support.min(), false, rows));
                ends.add(new End(c, support.max(), true, rows));
            }
        }
    }

    /**
     * Changes values of the rows where an end is due.
     *
     * @param isAllowed tests a row as changed, after all other tests
     */
    void place(final Table table, final IntPredicate isAllowed) {
        final IntPredicate holds = rules.on(table).and(isAllowed);
        final RowComputer computer = new RowComputer(table, computed);
        for (final End end : ends) {
            final double[] values = table.numbers(end.column);
            for (int r = 0; r < values.length; r++) {
                final boolean near = end.isNear(values[r]);
                if (values[r] == end.value || end.isDue(every) && near && place(table, r, end, holds, computer)) {
                    end.since = 0;
                }
            }
        }
    }

    /**
     * Sets a value to its end. A number that must lie beyond it is set to its own end too: if the maximum of a width
     * needs a greater length, the maximum of the length is one.
     */
    private boolean place(
            final Table table, final int row, final End end, final IntPredicate holds, final RowComputer computer) {
        final double[] before = new double[table.columns().size()];
        for (int c = 0; c < before.length; c++) {
            before[c] = table.numbers(c) == null ? table.codes(c)[row] : table.numbers(c)[row];
        }
        table.numbers(end.column)[row] = end.value;
        for (final End partner : ends) {
            if (partner.upper == end.upper
                    && rules.requires(end.column, partner.column, end.upper)
                    && !rules.ordered(table, row, end.column, partner.column)) {
                table.numbers(partner.column)[row] = partner.value;
            }
        }
        computer.compute(row);
        if (holds.test(row)) {
            return true;
        }
        for (int c = 0; c < before.length; c++) {
            if (table.numbers(c) == null) {
                table.codes(c)[row] = (int) before[c];
            } else {
                table.numbers(c)[row] = before[c];
            }
        }
        return false;
    }

    /** One end of a column, and the number of rows since it last occurred. */
    private static final class End {
        private final int column;
        private final double value;
        private final boolean upper;
        private final long block;
        /** The most extreme value of the block before; NaN until there is one. */
        private double near = Double.NaN;

        private double max = Double.NaN;
        private long seen;
        private long since;

        End(final int column, final double value, final boolean upper, final long every) {
            this.column = column;
            this.value = value;
            this.upper = upper;
            this.block = Math.max(MIN_BLOCK, every / BLOCKS);
            this.since = every;
        }

        /** Whether the end may be set; a block early, as it takes about a block until a row is near. */
        boolean isDue(final long every) {
            return since >= every - block;
        }

        /** Whether a row's value lies beyond those of the block before. */
        boolean isNear(final double other) {
            since++;
            final boolean isNear = upper ? other >= near : other <= near;
            if (!Double.isNaN(other)) {
                max = Double.isNaN(max) || (upper ? other > max : other < max) ? other : max;
                if (++seen % block == 0) {
                    near = max;
                    max = Double.NaN;
                }
            }
            return isNear;
        }
    }
}
