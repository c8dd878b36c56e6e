// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import io.nifigan.formula.Builtin;
import io.nifigan.formula.Call;
import io.nifigan.formula.Day;
import io.nifigan.formula.Expression;
import io.nifigan.formula.Quantity;
import io.nifigan.formula.Scope;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.DistinctValues;
import io.nifigan.table.Table;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Finds columns that are constant in bands of a number or a day: grades by thresholds of a score, groups of ages,
 * seasons of a year.
 *
 * <p>The evidence: in few of all orders of the target's values there are so few bands. It is counted in bits; a rule
 * needs {@value #MIN_BITS} more than those that the number of candidates takes.
 */
final class BandRules {
    private static final double MIN_BITS = 30;
    private static final int MAX_BANDS = 24;
    private static final int MAX_VALUES = 24;
    /** How much wider than inside a band its distance to the next may be. */
    private static final double MAX_GAP = 3;

    private static final int MAX_SOURCES = 400;

    private final FormulaSearch search;
    private final DistinctValues[] distinct;
    private final Predicate<Rule> allowed;

    /** An expression that may be cut into bands, with its column and its sample in rising order. */
    private record Source(int column, Expression expression, double[] values, int[] order) {}

    private BandRules(final FormulaSearch search, final DistinctValues[] distinct, final Predicate<Rule> allowed) {
        this.search = search;
        this.distinct = distinct;
        this.allowed = allowed;
    }

    /**
     * Finds the rules of a table.
     *
     * @param distinct the distinct values of the columns that may be determined, null for others
     * @param allowed whether a rule is allowed
     */
    static List<KeyRule> find(
            final FormulaSearch search, final DistinctValues[] distinct, final Predicate<Rule> allowed) {
        return new BandRules(search, distinct, allowed).find();
    }

    private List<KeyRule> find() {
        final List<Source> sources = new ArrayList<>();
        for (final int c : search.columns(c -> search.table().column(c).kind().isNumeric())) {
            final ColumnKind kind = search.table().column(c).kind();
            if (kind != ColumnKind.TIMESTAMP && kind != ColumnKind.TIME) {
                sources.add(source(c, Terms.column(c)));
            }
            TimeParts.scales(c, kind).forEach(scale -> sources.add(source(c, scale)));
        }
        final List<Source> ordered = sources.stream().limit(MAX_SOURCES).toList();
        final int[] targets = IntStream.range(0, distinct.length)
                .filter(c -> distinct[c] != null
                        && distinct[c].count() <= MAX_VALUES
                        && !search.isTime(c)
                        && !search.graph().isDefined(c))
                .toArray();
        final double bits = MIN_BITS + log2(Math.max(1, (double) targets.length * ordered.size()));
        final List<KeyRule> found = new ArrayList<>();
        for (final int target : targets) {
            final int[] codes = distinct[target].codes();
            ordered.stream()
                    .filter(source ->
                            source.column() != target && search.graph().allow(target, source.column()))
                    .filter(source -> bands(source, codes) <= MAX_BANDS)
                    .sorted(Comparator.<Source>comparingInt(source -> bands(source, codes)))
                    .map(source -> rule(target, source, bits))
                    .filter(rule -> rule != null)
                    .findFirst()
                    .ifPresent(rule -> {
                        search.graph().define(target, rule.key().columns());
                        found.add(rule);
                    });
        }
        return found;
    }

    private Source source(final int column, final Expression expression) {
        final double[] values = search.evaluate(expression, null);
        return new Source(column, expression, values, order(values));
    }

    /** The indices of the numbers in rising order, without missing ones. */
    private static int[] order(final double[] values) {
        return IntStream.range(0, values.length)
                .filter(i -> !Double.isNaN(values[i]))
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** The number of bands in the sample; more than possible where the target changes for a single value. */
    private int bands(final Source source, final int... codes) {
        int bands = 0;
        int last = -1;
        for (int i = 0; i < source.order().length && bands <= MAX_BANDS; i++) {
            final int at = source.order()[i];
            final int code = codes[search.row().applyAsInt(at)];
            if (i > 0 && code != last && source.values()[at] == source.values()[source.order()[i - 1]]) {
                return MAX_BANDS + 1;
            }
            bands += i == 0 || code != last ? 1 : 0;
            last = code;
        }
        return bands;
    }

    /** The rule of a target and a source for all rows; null where it does not hold or may be chance. */
    private KeyRule rule(final int target, final Source source, final double minBits) {
        final Table table = search.table();
        final double[] values = values(table, source.expression());
        final int[] order = order(values);
        final KeyRule rule = cut(table, target, distinct[target].codes(), source.expression(), values, order);
        if (rule == null) {
            return null;
        }
        final int bands = ((Call) rule.key()).arguments().size();
        // A number of few values is looked up rather than cut.
        return bands <= 2 * distinct[target].count()
                        && Arrays.stream(order)
                                        .mapToDouble(i -> values[i])
                                        .distinct()
                                        .limit(2L * bands)
                                        .count()
                                == 2L * bands
                        && isCut(values, order, distinct[target].codes())
                        && bits(distinct[target], table.rows(), bands) >= minBits
                        && allowed.test(rule)
                        && rule.holdsIn(table)
                ? rule
                : null;
    }

    /**
     * The rule that bands of a column determine another, without any test of chance; null where there are too many
     * bands, or only one.
     */
    static KeyRule cut(final Table table, final int target, final int source, final DistinctValues distinct) {
        final Expression expression = Terms.column(source);
        final double[] values = values(table, expression);
        return cut(table, target, distinct.codes(), expression, values, order(values));
    }

    private static double[] values(final Table table, final Expression expression) {
        final IntToDoubleFunction value =
                expression.compile(Scope.of(table, null)).value();
        return IntStream.range(0, table.rows())
                .mapToDouble(value::applyAsDouble)
                .toArray();
    }

    private static KeyRule cut(
            final Table table,
            final int target,
            final int[] codes,
            final Expression source,
            final double[] values,
            final int... order) {
        final boolean days = source.quantity(table.columns(), null) == Quantity.DATE;
        final List<Expression> parts = new ArrayList<>(List.of(source));
        for (int i = 1; i < order.length; i++) {
            if (codes[order[i]] != codes[order[i - 1]]) {
                if (values[order[i]] == values[order[i - 1]] || parts.size() > MAX_BANDS) {
                    return null;
                }
                parts.add(bound(days, values[order[i - 1]], values[order[i]]));
            }
        }
        return parts.size() < 2 ? null : KeyRule.of(table, target, new Call(Builtin.BANDS, parts));
    }

    /**
     * Whether bands cut a number that goes on across their bounds. Where it has gaps there, wider than those inside,
     * the number depends on the column, as a latitude does on a city, and not the column on the number.
     */
    private static boolean isCut(final double[] values, final int[] order, final int... codes) {
        final List<Double> inside = new ArrayList<>();
        final List<Double> between = new ArrayList<>();
        double widest = 0;
        for (int i = 1; i < order.length; i++) {
            final double gap = values[order[i]] - values[order[i - 1]];
            if (codes[order[i]] == codes[order[i - 1]]) {
                widest = Math.max(widest, gap);
            } else {
                inside.add(widest);
                between.add(gap);
                widest = 0;
            }
        }
        inside.add(widest);
        return IntStream.range(0, between.size())
                .allMatch(i -> between.get(i) <= MAX_GAP * Math.max(inside.get(i), inside.get(i + 1)));
    }

    /** The number with the fewest digits above one value and not above the next. */
    private static Expression bound(final boolean days, final double below, final double value) {
        if (days) {
            return new Day(LocalDate.ofEpochDay((long) value));
        }
        final double least = below + (value - below) * 1e-6;
        return Terms.constant(least > below ? Terms.shortest(least, value) : value);
    }

    /** How unlikely it is that a random order of the values has so few bands, in bits. */
    private static double bits(final DistinctValues values, final int rows, final int bands) {
        double bits = logFactorial(rows);
        for (int l = 0; l < values.count(); l++) {
            bits -= logFactorial(values.size(l));
        }
        return bits - bands * log2((double) rows * values.count());
    }

    private static double logFactorial(final int n) {
        // Stirling's series: right to a thousandth of a bit.
        return n < 2 ? 0 : (n * Math.log(n) - n + .5 * Math.log(2 * Math.PI * n) + 1. / (12 * n)) / Math.log(2);
    }

    private static double log2(final double x) {
        return Math.log(x) / Math.log(2);
    }
}
