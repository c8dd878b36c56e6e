// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import io.nifigan.formula.Builtin;
import io.nifigan.formula.Call;
import io.nifigan.formula.Expression;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Finds timestamps whose day is never after, or never before, the date in another column. The evidence is that of
 * {@link OrderRules}.
 */
final class DayOrders {
    private static final int MAX_COLUMNS = 40;
    private static final double DAY = 86_400_000;

    private DayOrders() {}

    static List<ComparisonRule> find(final Table table, final DependencyGraph graph, final Predicate<Rule> allowed) {
        final List<ComparisonRule> found = new ArrayList<>();
        for (final int moment : columns(table, ColumnKind.TIMESTAMP)) {
            final double[] days = Arrays.stream(table.numbers(moment))
                    .map(millis -> Math.floor(millis / DAY))
                    .toArray();
            for (final int date : columns(table, ColumnKind.DATE)) {
                // What is computed from the other is in order already, or not at all.
                if (!graph.sources(date).contains(moment)
                        && !graph.sources(moment).contains(date)) {
                    add(found, days, moment, table.numbers(date), date);
                }
            }
        }
        found.removeIf(rule -> !allowed.test(rule));
        return found;
    }

    private static int[] columns(final Table table, final ColumnKind kind) {
        return IntStream.range(0, table.columns().size())
                .filter(c -> table.column(c).kind() == kind)
                .limit(MAX_COLUMNS)
                .toArray();
    }

    private static void add(
            final List<ComparisonRule> found,
            final double[] days,
            final int moment,
            final double[] dates,
            final int date) {
        final Expression day = Call.of(Builtin.DATE, moment);
        if (OrderRules.isOrdered(days, dates)) {
            final boolean strict = isStrict(days, dates);
            if (OrderRules.evidence(days, dates) >= OrderRules.MIN_EVIDENCE) {
                found.add(new ComparisonRule(day, Terms.column(date), strict));
            }
        } else if (OrderRules.isOrdered(dates, days)) {
            final boolean strict = isStrict(dates, days);
            if (OrderRules.evidence(dates, days) >= OrderRules.MIN_EVIDENCE) {
                found.add(new ComparisonRule(Terms.column(date), day, strict));
            }
        }
    }

    private static boolean isStrict(final double[] a, final double[] b) {
        return IntStream.range(0, a.length).noneMatch(r -> a[r] == b[r]);
    }
}
