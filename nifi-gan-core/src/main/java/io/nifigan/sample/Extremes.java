// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import io.nifigan.encode.CalendarEncoding;
import io.nifigan.encode.Grid;
import io.nifigan.encode.LinearRule;
import io.nifigan.encode.NumberEncoding;
import io.nifigan.encode.TableEncoder;
import io.nifigan.refine.GroupRange;
import io.nifigan.refine.Refinement;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Lets the smallest and the greatest value of each number occur once in as many rows as were learnt, as they do in a real table: ranges,
 * axes and bins are made of them. Drawn by chance they would be missing from a third of the tables. The row that is taken for it is the
 * next one that comes near.
 */
final class Extremes {
    /** Rows that come near an end: so many in as many as were learnt. */
    private static final double NEAR = 8;
    private static final int FEWEST_ROWS = 50;
    /** The end of a group is one of a condition where more of the group meets it. */
    private static final double PART = .75;

    private final Rules rules;
    private final List<LinearRule> computed;
    private final long every;
    private final List<End> ends = new ArrayList<>();

    private Extremes(final TableEncoder encoder, final Rules rules, final long every) {
        this.rules = rules;
        this.computed = encoder.plan().computed();
        this.every = every;
    }

    /**
     * The ends of the whole table.
     *
     * @param rows how many rows were learnt
     */
    static Extremes ofTable(final TableEncoder encoder, final Rules rules, final long rows) {
        final Extremes extremes = new Extremes(encoder, rules, rows);
        extremes.addEnds(encoder, rows);
        return extremes;
    }

    /**
     * The ends of the rows that meet a condition on one column.
     *
     * @param rows how many rows were learnt
     */
    static Extremes ofSubgroup(final TableEncoder encoder, final Rules rules, final long rows, final Refinement refinement,
                               final ConditionedGroups groups, final ColumnTest test) {
        final long every = Math.round(groups.share() * rows);
        final Extremes extremes = new Extremes(encoder, rules, every);
        if (every < FEWEST_ROWS) {
            return extremes;
        }
        for (final GroupRange range : refinement.ranges()) {
            if (range.given() == groups.column()) {
                final int column = refinement.bins().columns().get(range.column()).column();
                final double least = ConditionedRanges.end(range, groups, false, PART);
                final double most = ConditionedRanges.end(range, groups, true, PART);
                if (encoder.encodings().get(column) instanceof NumberEncoding number && least < most) {
                    final double step = encoder.columns().get(column).step();
                    extremes.ends.add(new End(column, onGrid(least, step, number), false, every));
                    extremes.ends.add(new End(column, onGrid(most, step, number), true, every));
                }
            }
        }
        if (encoder.encodings().get(test.column()) instanceof NumberEncoding number) {
            if (test.accepts(number.least())) {
                extremes.ends.add(new End(test.column(), number.least(), false, every));
            }
            if (test.accepts(number.most())) {
                extremes.ends.add(new End(test.column(), number.most(), true, every));
            }
        }
        return extremes;
    }

    private static double onGrid(final double value, final double step, final NumberEncoding number) {
        return Math.clamp(step > 0 ? Grid.snap(value, step) : value, number.least(), number.most());
    }

    private void addEnds(final TableEncoder encoder, final long rows) {
        for (int c = 0; c < encoder.columns().size() && rows >= FEWEST_ROWS; c++) {
            if (encoder.encodings().get(c) instanceof NumberEncoding number && number.least() < number.most()) {
                ends.add(new End(c, number.least(), near(number, NEAR / rows, false), false, rows));
                ends.add(new End(c, number.most(), near(number, NEAR / rows, true), true, rows));
            } else if (encoder.encodings().get(c) instanceof CalendarEncoding calendar && calendar.least() < calendar.most()) {
                ends.add(new End(c, calendar.least(), calendar.quantile(encoder.columns().get(c).kind(), NEAR / rows), false, rows));
                ends.add(new End(c, calendar.most(), calendar.quantile(encoder.columns().get(c).kind(), 1 - NEAR / rows), true, rows));
            }
        }
    }

    /** A value such that about a share of the rows lies beyond it. */
    private static double near(final NumberEncoding number, final double share, final boolean upper) {
        if (number.others() != null) {
            return number.others().quantile(upper ? 1 - share : share);
        }
        final int last = number.atoms().length - 1;
        double beyond = 0;
        for (int i = 0; i < last; i++) {
            final int atom = upper ? last - i : i;
            beyond += number.atomShares()[atom];
            if (beyond >= share) {
                return number.atoms()[atom];
            }
        }
        return number.atoms()[upper ? 0 : last];
    }

    /** Changes values of the rows where an end is due. */
    void place(final Table table) {
        final IntPredicate holds = rules.on(table);
        for (final End end : ends) {
            final double[] values = table.numbers(end.column);
            for (int r = 0; r < values.length; r++) {
                end.since++;
                final boolean near = end.isNear(values[r]);
                if (values[r] == end.value || end.since >= every && near && place(table, r, end, holds)) {
                    end.since = 0;
                }
            }
        }
    }

    /**
     * Sets a value to its end. A number that must lie beyond it goes to its own end too: where the greatest width needs a greater length, the
     * greatest length is one.
     */
    private boolean place(final Table table, final int row, final End end, final IntPredicate holds) {
        final double[] before = new double[table.columns().size()];
        for (int c = 0; c < before.length; c++) {
            before[c] = table.numbers(c) == null ? 0 : table.numbers(c)[row];
        }
        table.numbers(end.column)[row] = end.value;
        for (final End partner : ends) {
            if (partner.upper == end.upper && rules.ask(end.column, partner.column, end.upper)
                    && !rules.ordered(table, row, end.column, partner.column)) {
                table.numbers(partner.column)[row] = partner.value;
            }
        }
        computed.forEach(rule -> rule.apply(table, row));
        if (holds.test(row)) {
            return true;
        }
        for (int c = 0; c < before.length; c++) {
            if (table.numbers(c) != null) {
                table.numbers(c)[row] = before[c];
            }
        }
        return false;
    }

    /** One end of a column and when it last occurred. */
    private static final class End {
        private final int column;
        private final double value;
        private final boolean upper;
        private double near;
        /** So many rows are still to be looked at until it is known what comes near. */
        private long toLearn;
        private long since;

        End(final int column, final double value, final double near, final boolean upper, final long since) {
            this.column = column;
            this.value = value;
            this.near = near;
            this.upper = upper;
            this.since = since;
        }

        /** An end that the most extreme of the first rows come near. */
        End(final int column, final double value, final boolean upper, final long every) {
            this(column, value, Double.NaN, upper, every);
            this.toLearn = (long) Math.ceil(every / NEAR);
        }

        boolean isNear(final double other) {
            if (toLearn > 0) {
                if (!Double.isNaN(other)) {
                    near = Double.isNaN(near) || (upper ? other > near : other < near) ? other : near;
                    toLearn--;
                }
                return false;
            }
            return upper ? other >= near : other <= near;
        }
    }
}
