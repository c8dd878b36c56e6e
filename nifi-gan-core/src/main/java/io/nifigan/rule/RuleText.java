// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import io.nifigan.formula.ColumnValue;
import io.nifigan.formula.Expression;
import io.nifigan.formula.ExpressionParser;
import io.nifigan.formula.Rounding;
import io.nifigan.formula.TimeUnits;
import io.nifigan.formula.Tokens;
import io.nifigan.table.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The syntax of rules, for users and in a model's manifest:
 *
 * <pre>
 * a &lt;= b                   a &lt; b                    a &gt;= b                 a &gt; b
 * a = b + c                a = b * c / 100          a = year(b)            a = b / 1000 rounded down
 * a = b in part            a = b in 15 %            a near b               a + b &gt;= c in 99.6 %
 * end = start + n in days  n = end - start in hours
 * city -&gt; state            a, b -&gt; c                weekday(a) -&gt; b        bands(a, 50, 65) -&gt; b
 * a is null when b is null                          a is null when b = v   (and only then)
 * a with b                                          (only combinations of the two that occur)
 * </pre>
 *
 * Both sides of an order may be expressions, as may what is right of {@code =} and left of {@code ->};
 * {@link ExpressionParser} has their syntax. {@code not} before a rule means that it must not be found. Names with
 * blanks or signs must be in double quotes, with a double quote inside doubled. {@value #NONE} alone means that only
 * the given rules apply and none are searched for.
 */
public final class RuleText {
    /** The word in place of a rule that turns off the search for further rules. */
    public static final String NONE = "none";

    private static final int MAX_DIGITS = 6;

    private final String text;
    private final Tokens tokens;
    /** The columns in the order in which they are named. */
    private final List<String> names = new ArrayList<>();

    private RuleText(final String text) {
        this.text = text.strip();
        this.tokens = new Tokens(text);
    }

    /**
     * Checks the syntax of a rule.
     *
     * @throws IllegalArgumentException where the rule cannot be parsed
     */
    public static void check(final String text) {
        if (!NONE.equals(text.strip())) {
            parse(text);
        }
    }

    static ParsedRule parse(final String text) {
        return new RuleText(text).parsed();
    }

    /** A column's name in a rule, quoted where necessary. */
    public static String name(final List<Column> columns, final int column) {
        return Tokens.quotedName(columns.get(column).name());
    }

    /** A share of the rows in percent, as it stands at the end of a rule; never 100 % where it is less than 1. */
    public static String percent(final double share) {
        int digits = share < .1 || share > .9 ? 1 : 0;
        while (digits < MAX_DIGITS && share < 1 && 1 - share < .6 * Math.pow(10, -2 - digits)) {
            digits++;
        }
        return String.format(Locale.ROOT, "%." + digits + "f %%", 100 * share);
    }

    /** A text, in double quotes where necessary. */
    static String quoted(final String value) {
        return Tokens.quoted(value);
    }

    private ParsedRule parsed() {
        final boolean forbidden = tokens.accept("not");
        final Expression first = expression();
        final ParsedRule parsed;
        if (tokens.accept("<=")) {
            parsed = order(forbidden, first, expression(), false);
        } else if (tokens.accept("<")) {
            parsed = order(forbidden, first, expression(), true);
        } else if (tokens.accept(">=")) {
            parsed = order(forbidden, expression(), first, false);
        } else if (tokens.accept(">")) {
            parsed = order(forbidden, expression(), first, true);
        } else if (tokens.accept("->")) {
            parsed = key(forbidden, first);
        } else if (tokens.accept("=")) {
            parsed = formula(forbidden, column(first));
        } else if (tokens.accept("near")) {
            final String target = column(first);
            final Expression near = expression();
            if (tokens.accept("in")) {
                share(tokens.operand());
            }
            parsed = defining(forbidden, ParsedRule.Form.NEAR, target, near, null, null, false);
        } else {
            parsed = ofColumns(forbidden, column(first));
        }
        if (!tokens.isAtEnd()) {
            throw tokens.syntaxError();
        }
        return parsed;
    }

    /** A form of which the parts are columns. */
    private ParsedRule ofColumns(final boolean forbidden, final String first) {
        if (tokens.accept(",")) {
            final String second = tokens.operand();
            tokens.expect("->");
            return of(forbidden, ParsedRule.Form.LOOKUP, List.of(tokens.operand(), first, second), null);
        }
        if (tokens.accept("with")) {
            return of(forbidden, ParsedRule.Form.COMBINATION, List.of(first, tokens.operand()), null);
        }
        tokens.expect("is");
        tokens.expect("null");
        tokens.expect("when");
        final String by = tokens.operand();
        if (tokens.accept("is")) {
            tokens.expect("null");
            return of(forbidden, ParsedRule.Form.NULL, List.of(first, by), null);
        }
        tokens.expect("=");
        return of(forbidden, ParsedRule.Form.NULL, List.of(first, by), tokens.operand());
    }

    /** An expression whose columns are indices of the names. */
    private Expression expression() {
        return ExpressionParser.parse(tokens, name -> {
            if (!names.contains(name)) {
                names.add(name);
            }
            return names.indexOf(name);
        });
    }

    /** The name of an expression that must be a column. */
    private String column(final Expression expression) {
        if (!(expression instanceof ColumnValue value)) {
            throw tokens.syntaxError();
        }
        return names.get(value.column());
    }

    private ParsedRule order(
            final boolean forbidden, final Expression smaller, final Expression larger, final boolean strict) {
        final boolean part = tokens.accept("in");
        if (part) {
            share(tokens.operand());
        }
        if (!part && smaller instanceof ColumnValue && larger instanceof ColumnValue) {
            final List<String> both = List.of(column(smaller), column(larger));
            return new ParsedRule(
                    text, forbidden, ParsedRule.Form.ORDER, both, strict, smaller, larger, null, null, false, null);
        }
        if (names.isEmpty()) {
            throw tokens.syntaxError();
        }
        return new ParsedRule(
                text,
                forbidden,
                part ? ParsedRule.Form.MOSTLY : ParsedRule.Form.COMPARISON,
                names,
                strict,
                smaller,
                larger,
                null,
                null,
                false,
                null);
    }

    private ParsedRule of(
            final boolean forbidden, final ParsedRule.Form form, final List<String> columns, final String value) {
        return new ParsedRule(text, forbidden, form, columns, false, null, null, null, null, false, value);
    }

    private ParsedRule key(final boolean forbidden, final Expression key) {
        final String target = tokens.operand();
        if (key instanceof ColumnValue) {
            return of(forbidden, ParsedRule.Form.LOOKUP, List.of(target, column(key)), null);
        }
        return defining(forbidden, ParsedRule.Form.KEY, target, key, null, null, false);
    }

    private ParsedRule formula(final boolean forbidden, final String target) {
        final Expression expression = expression();
        TimeUnits unit = null;
        boolean part = false;
        if (tokens.accept("in")) {
            final String in = tokens.operand();
            unit = TimeUnits.ofText(in);
            part = unit == null;
            if (part) {
                share(in);
            }
        }
        Rounding rounding = null;
        if (tokens.accept("rounded")) {
            final String how = tokens.operand();
            rounding = Rounding.ofText(how.equals("half") ? "half " + tokens.operand() : how);
            if (rounding == null) {
                throw tokens.syntaxError();
            }
        }
        final boolean whereKnown = !part && tokens.accept("where");
        if (whereKnown) {
            tokens.expect("known");
        }
        if (!part && tokens.accept("in")) {
            part = true;
            share(tokens.operand());
        }
        return defining(
                forbidden,
                part ? ParsedRule.Form.PART : ParsedRule.Form.FORMULA,
                target,
                expression,
                unit,
                rounding,
                whereKnown);
    }

    /** Reads the share of the rows in which a rule holds: the word 'part', or a percentage. */
    private void share(final String first) {
        if ("part".equals(first)) {
            return;
        }
        try {
            Double.parseDouble(first);
        } catch (final NumberFormatException e) {
            throw tokens.syntaxError();
        }
        tokens.expect("%");
    }

    /** A rule that defines a target, which becomes the first of the names. */
    private ParsedRule defining(
            final boolean forbidden,
            final ParsedRule.Form form,
            final String target,
            final Expression expression,
            final TimeUnits unit,
            final Rounding rounding,
            final boolean whereKnown) {
        final int[] used = expression.columns();
        if (used.length == 0) {
            throw tokens.syntaxError();
        }
        final List<String> ordered = new ArrayList<>(List.of(target));
        Arrays.stream(used).mapToObj(names::get).forEach(ordered::add);
        final Expression renumbered = expression.withColumns(column -> ordered.lastIndexOf(names.get(column)));
        return new ParsedRule(
                text, forbidden, form, ordered, false, renumbered, null, unit, rounding, whereKnown, null);
    }
}
