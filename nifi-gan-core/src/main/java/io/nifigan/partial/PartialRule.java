// SPDX-License-Identifier: Apache-2.0
package io.nifigan.partial;

import io.nifigan.formula.Builtin;
import io.nifigan.formula.Call;
import io.nifigan.formula.ColumnValue;
import io.nifigan.formula.Constant;
import io.nifigan.formula.Expression;
import io.nifigan.formula.Operation;
import io.nifigan.formula.Quantity;
import io.nifigan.rule.FormulaRule;
import io.nifigan.rule.RuleText;
import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * A relation that holds in part of the rows: a column's value is that of a formula, such as an amount paid that equals
 * the amount billed, or lies close to it. Its members are the ways in which a row can have it: member 0 is the
 * formula's value itself, where any training row had it; each further one is an interval of distances from it.
 *
 * @param formula the formula, with the range of the column
 * @param relative whether distances are shares of the formula's value
 * @param edges the ends of the intervals of distances, rising, with 0 among them; empty where only equal values count
 * @param equalShare the share of the training rows in which the value is the formula's
 * @param nearShare the share of the training rows in which it is close
 */
public record PartialRule(FormulaRule formula, boolean relative, double[] edges, double equalShare, double nearShare) {
    /** Maximum number of intervals. */
    static final int MAX_INTERVALS = 64;

    public PartialRule {
        Objects.requireNonNull(formula, "formula");
        edges = edges.clone();
        if (edges.length == 1 || edges.length > MAX_INTERVALS + 1) {
            throw new IllegalArgumentException("A partial rule has %d ends of intervals; 0 or 2 to %d are possible"
                    .formatted(edges.length, MAX_INTERVALS + 1));
        }
        for (int i = 0; i < edges.length; i++) {
            if (!Double.isFinite(edges[i]) || i > 0 && edges[i] <= edges[i - 1]) {
                throw new IllegalArgumentException(
                        "Distance %d of a partial rule is not finite or not rising".formatted(i));
            }
        }
        if (edges.length > 0 && Arrays.binarySearch(edges, 0.) < 0) {
            throw new IllegalArgumentException("No interval of a partial rule ends at distance 0");
        }
        if (!(equalShare >= 0 && nearShare >= 0 && equalShare + nearShare <= 1 + 1e-9)
                || equalShare == 0 && edges.length == 0) {
            throw new IllegalArgumentException("A partial rule has invalid shares of rows");
        }
    }

    /** The number of ways in which a row can have the relation. */
    public int members() {
        return (hasEqual() ? 1 : 0) + Math.max(0, edges.length - 1);
    }

    /** Whether the first member stands for the formula's value itself. */
    public boolean hasEqual() {
        return equalShare > 0;
    }

    /** Whether a member stands for the formula's value itself, and not for a distance from it. */
    public boolean isEqual(final int member) {
        return hasEqual() && member == 0;
    }

    /** A relation of texts: in part of the rows, a column has the text of another. */
    static PartialRule ofTexts(final int target, final int source, final double share) {
        return new PartialRule(FormulaRule.ofTexts(target, source), false, new double[0], share, 0);
    }

    /** A function from a row of a table to its member, -1 where the row does not have the relation. */
    public IntUnaryOperator members(final Table table) {
        if (table.numbers(formula.target()) == null) {
            return textMembers(table);
        }
        final IntToDoubleFunction computed = formula.numbers(table);
        final double[] values = table.numbers(formula.target());
        return r -> memberOf(values[r], computed.applyAsDouble(r));
    }

    private IntUnaryOperator textMembers(final Table table) {
        final int target = formula.target();
        final int source = formula.expression().columns()[0];
        final Map<String, Integer> index = new HashMap<>();
        for (int i = 0; i < table.dictionary(target).size(); i++) {
            index.put(table.dictionary(target).get(i), i);
        }
        final int[] same = table.dictionary(source).stream()
                .mapToInt(text -> index.getOrDefault(text, -1))
                .toArray();
        final int[] texts = table.codes(target);
        final int[] sources = table.codes(source);
        return r -> texts[r] >= 0 && sources[r] >= 0 && same[sources[r]] == texts[r] ? 0 : -1;
    }

    /**
     * The number of rows that have the relation.
     *
     * @param equal whether to count the formula's value itself, or else those close to it
     */
    public int count(final Table table, final boolean equal) {
        final IntUnaryOperator members = members(table);
        return (int) IntStream.range(0, table.rows())
                .map(members)
                .filter(member -> member >= 0 && isEqual(member) == equal)
                .count();
    }

    int memberOf(final double value, final double computed) {
        if (Double.isNaN(value) || Double.isNaN(computed)) {
            return -1;
        }
        if (hasEqual() && isSame(value, computed)) {
            return 0;
        }
        final double distance = distance(value, computed, relative);
        if (edges.length == 0 || !(distance >= edges[0] && distance <= edges[edges.length - 1])) {
            return -1;
        }
        final int place = Arrays.binarySearch(edges, distance + 0.);
        // An end between two intervals belongs to the one that is nearer to 0.
        final int interval = place < 0 ? -place - 2 : distance > 0 || place == edges.length - 1 ? place - 1 : place;
        return (hasEqual() ? 1 : 0) + interval;
    }

    private boolean isSame(final double value, final double computed) {
        return Math.abs(value - computed)
                <= (formula.step() > 0 ? formula.step() / 4 : 1e-12 * (Math.abs(value) + Math.abs(computed)));
    }

    /** Whether the rule is about numbers, so that it has a distance. */
    public boolean hasDistance(final List<Column> columns) {
        final ColumnKind kind = columns.get(formula.target()).kind();
        return kind.isNumeric() && formula.unit() == null && (!relative || Quantity.of(kind) == Quantity.NUMBER);
    }

    /** The column and the formula without a constant that is added to it: what rules have in common. */
    public String withoutShift() {
        final Expression expression = formula.expression();
        final Expression without = expression instanceof Operation shift
                        && (shift.sign() == '+' || shift.sign() == '-')
                        && shift.right() instanceof Constant
                ? shift.left()
                : expression;
        return formula.target() + " " + without.json();
    }

    /** The distance of the column from the formula, as a number that is computed from columns. */
    public Expression distance() {
        final Expression difference = new Operation('-', new ColumnValue(formula.target()), formula.expression());
        return relative
                ? new Operation('/', difference, new Call(Builtin.ABS, List.of(formula.expression())))
                : difference;
    }

    /** The distance of a value from a computed one; infinite for a share of zero. */
    static double distance(final double value, final double computed, final boolean relative) {
        final double distance = value - computed;
        return !relative
                ? distance
                : computed == 0 ? Math.copySign(Double.POSITIVE_INFINITY, distance) : distance / Math.abs(computed);
    }

    /**
     * The value of a member.
     *
     * @param computed the formula's value, NaN where it has none
     * @param uniform a uniform number in [0, 1), which decides within an interval
     * @return NaN where no value of the column is that of the member
     */
    public double valueOf(final int member, final double computed, final double uniform) {
        if (Double.isNaN(computed)) {
            return Double.NaN;
        }
        if (isEqual(member)) {
            return computed >= formula.min() && computed <= formula.max() ? computed : Double.NaN;
        }
        final int interval = member - (hasEqual() ? 1 : 0);
        final double low = edges[interval];
        final double high = edges[interval + 1];
        final double scale = relative ? Math.abs(computed) : 1;
        final double exact = computed + scale * (low + uniform * (high - low));
        double value = formula.rounding().round(exact, formula.step());
        if (hasEqual() && isSame(value, computed)) {
            value = formula.rounding().round(value + (high > 0 ? 1 : -1) * formula.step(), formula.step());
        }
        value = Math.clamp(value, formula.min(), formula.max());
        // On a coarse grid, no value may be so close.
        return memberOf(value, computed) > (hasEqual() ? 0 : -1) ? value : Double.NaN;
    }

    /**
     * Checks that the rule fits its columns.
     *
     * @throws IllegalArgumentException where it does not fit
     */
    public void check(final List<Column> columns) {
        if (columns.get(formula.target()).kind().isNumeric()) {
            formula.check(columns);
        } else if (columns.get(formula.target()).kind() != ColumnKind.CATEGORY
                || !(formula.expression() instanceof ColumnValue source)
                || columns.get(source.column()).kind() != ColumnKind.CATEGORY
                || edges.length > 0) {
            throw new IllegalArgumentException("A partial rule of texts is no copy of a category");
        }
    }

    /** The rule in the syntax of rules, with the shares of the rows that have it: equal values, then close ones. */
    public List<String> describe(final List<Column> columns) {
        final String text = formula.describe(columns);
        final List<String> both = new ArrayList<>();
        if (hasEqual()) {
            both.add(text + " in " + RuleText.percent(equalShare));
        }
        if (edges.length > 0) {
            final String name = RuleText.name(columns, formula.target());
            both.add(name + " near " + text.substring(name.length() + " = ".length()) + " in "
                    + RuleText.percent(nearShare));
        }
        return both;
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof PartialRule that
                && formula.equals(that.formula)
                && relative == that.relative
                && Arrays.equals(edges, that.edges)
                && equalShare == that.equalShare
                && nearShare == that.nearShare;
    }

    @Override
    public int hashCode() {
        return formula.hashCode();
    }

    @Override
    public String toString() {
        return "%s, %d intervals".formatted(formula, Math.max(0, edges.length - 1));
    }
}
