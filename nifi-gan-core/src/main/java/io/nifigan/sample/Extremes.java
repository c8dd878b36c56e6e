// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import io.nifigan.encode.CalendarEncoding;
import io.nifigan.encode.LinearRule;
import io.nifigan.encode.NumberEncoding;
import io.nifigan.encode.TableEncoder;
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

    private final Rules rules;
    private final List<LinearRule> computed;
    private final long every;
    private final List<End> ends = new ArrayList<>();

    /** @param rows how many rows were learnt */
    Extremes(final TableEncoder encoder, final Rules rules, final long rows) {
        this.rules = rules;
        this.computed = encoder.plan().computed();
        this.every = rows;
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
                final boolean near = end.upper ? values[r] >= end.near : values[r] <= end.near;
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
        private final double near;
        private final boolean upper;
        private long since;

        End(final int column, final double value, final double near, final boolean upper, final long since) {
            this.column = column;
            this.value = value;
            this.near = near;
            this.upper = upper;
            this.since = since;
        }
    }
}
