// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import io.nifigan.table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How rules are written, by users and in a model's manifest:
 *
 * <pre>
 * a &lt;= b                   a &lt; b                    a &gt;= b                 a &gt; b
 * a = b + c                a = b - c                a = 1.19 * b           a = b
 * end = start + n in days  n = end - start in hours
 * city -&gt; state            a, b -&gt; c                (one or two columns tell another)
 * a is null when b is null                          a is null when b = v   (and only then)
 * a with b                                          (only combinations of the two that occur)
 * </pre>
 *
 * with {@code not} before it for a rule that is not to be found. Names with blanks or signs stand in double quotes, a
 * double quote in them is doubled. {@value #NONE} alone means that no rules are to be looked for.
 */
public final class RuleText {
    /** Instead of a rule: that none are to be found but those that are given. */
    public static final String NONE = "none";

    private static final int LONGEST = 2_000;
    private static final Pattern TOKEN =
            Pattern.compile("\\s*+(\"[^\"]*+(?:\"\"[^\"]*+)*+\"|->|<=|>=|[<>=,]|(?:(?!->)[^\\s\",<>=])++)");
    private static final Pattern PLAIN = Pattern.compile("(?:(?!->)[^\\s\",<>=])++");
    private static final Pattern NUMBER = Pattern.compile("[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?");
    private static final Set<String> WORDS = Set.of("not", "is", "null", "when", "with", "in", NONE, "+", "-", "*");

    private final String text;
    private final List<String> tokens = new ArrayList<>();
    private int at;

    private RuleText(final String text) {
        this.text = text.strip();
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "A rule has %,d letters; %,d is the most".formatted(text.length(), LONGEST));
        }
        final Matcher matcher = TOKEN.matcher(this.text);
        int end = 0;
        while (end < this.text.length() && matcher.find() && matcher.start() == end) {
            tokens.add(matcher.group(1));
            end = matcher.end();
        }
        if (end < this.text.length()) {
            throw wrong();
        }
    }

    /**
     * Checks how a rule is written.
     *
     * @throws IllegalArgumentException where it cannot be understood
     */
    public static void check(final String text) {
        if (!NONE.equals(text.strip())) {
            parse(text);
        }
    }

    static ParsedRule parse(final String text) {
        return new RuleText(text).parsed();
    }

    /** A column's name as a rule writes it. */
    public static String name(final List<Column> columns, final int column) {
        return quoted(columns.get(column).name());
    }

    /** A text in double quotes where it needs them. */
    static String quoted(final String text) {
        return PLAIN.matcher(text).matches() && !WORDS.contains(text) ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    private ParsedRule parsed() {
        final boolean forbidden = accept("not");
        final String first = operand();
        final ParsedRule parsed;
        if (accept("<=")) {
            parsed = order(forbidden, first, operand(), false);
        } else if (accept("<")) {
            parsed = order(forbidden, first, operand(), true);
        } else if (accept(">=")) {
            parsed = order(forbidden, operand(), first, false);
        } else if (accept(">")) {
            parsed = order(forbidden, operand(), first, true);
        } else if (accept("->")) {
            parsed = of(forbidden, ParsedRule.Form.LOOKUP, List.of(operand(), first), null);
        } else if (accept(",")) {
            final String second = operand();
            expect("->");
            parsed = of(forbidden, ParsedRule.Form.LOOKUP, List.of(operand(), first, second), null);
        } else if (accept("with")) {
            parsed = of(forbidden, ParsedRule.Form.COMBINATION, List.of(first, operand()), null);
        } else if (accept("is")) {
            expect("null");
            expect("when");
            parsed = missing(forbidden, first);
        } else {
            expect("=");
            parsed = equation(forbidden, first);
        }
        if (at < tokens.size()) {
            throw wrong();
        }
        return parsed;
    }

    private ParsedRule order(final boolean forbidden, final String smaller, final String larger, final boolean strict) {
        return new ParsedRule(
                text, forbidden, ParsedRule.Form.ORDER, List.of(smaller, larger), strict, List.of(), null, null);
    }

    private ParsedRule of(
            final boolean forbidden, final ParsedRule.Form form, final List<String> names, final String value) {
        return new ParsedRule(text, forbidden, form, names, false, List.of(), null, value);
    }

    private ParsedRule missing(final boolean forbidden, final String column) {
        final String by = operand();
        if (accept("is")) {
            expect("null");
            return of(forbidden, ParsedRule.Form.NULL, List.of(column, by), null);
        }
        expect("=");
        return of(forbidden, ParsedRule.Form.NULL, List.of(column, by), operand());
    }

    private ParsedRule equation(final boolean forbidden, final String target) {
        final List<String> names = new ArrayList<>(List.of(target));
        final List<Double> factors = new ArrayList<>();
        term(1, names, factors);
        if (accept("+")) {
            term(1, names, factors);
        } else if (accept("-")) {
            term(-1, names, factors);
        }
        TimeUnits unit = null;
        if (accept("in")) {
            final String word = operand();
            for (final TimeUnits known : TimeUnits.values()) {
                unit = known.text().equals(word) ? known : unit;
            }
            if (unit == null) {
                throw wrong();
            }
        }
        return new ParsedRule(text, forbidden, ParsedRule.Form.LINEAR, names, false, factors, unit, null);
    }

    private void term(final int sign, final List<String> names, final List<Double> factors) {
        double factor = 1;
        if (at + 1 < tokens.size() && tokens.get(at + 1).equals("*")) {
            if (!NUMBER.matcher(tokens.get(at)).matches()) {
                throw wrong();
            }
            factor = Double.parseDouble(tokens.get(at));
            at += 2;
        }
        if (!Double.isFinite(factor) || factor == 0) {
            throw wrong();
        }
        names.add(operand());
        factors.add(sign * factor);
    }

    /** A name or a value. */
    private String operand() {
        if (at == tokens.size()) {
            throw wrong();
        }
        final String token = tokens.get(at);
        if (token.startsWith("\"")) {
            at++;
            return token.substring(1, token.length() - 1).replace("\"\"", "\"");
        }
        if (WORDS.contains(token) || !PLAIN.matcher(token).matches()) {
            throw wrong();
        }
        at++;
        return token;
    }

    private boolean accept(final String word) {
        if (at < tokens.size() && tokens.get(at).equals(word)) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(final String word) {
        if (!accept(word)) {
            throw wrong();
        }
    }

    private IllegalArgumentException wrong() {
        return new IllegalArgumentException(
                ("The rule '%s' cannot be understood. Rules are written as a <= b, a < b, a = b + c, "
                                + "a = b - c, a = 1.19 * b, "
                                + "city -> state, a, b -> c, a is null when b is null, a is null when b = v, a with b, "
                                + "each with 'not ' before it to forbid it; "
                                + "names with blanks or signs stand in double quotes")
                        .formatted(text.length() > 200 ? text.substring(0, 200) : text));
    }
}
