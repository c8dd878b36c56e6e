// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import io.nifigan.table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The syntax of rules, for users and in a model's manifest:
 *
 * <pre>
 * a &lt;= b                   a &lt; b                    a &gt;= b                 a &gt; b
 * a = b + c                a = b - c                a = 1.19 * b           a = b
 * end = start + n in days  n = end - start in hours
 * city -&gt; state            a, b -&gt; c                (one or two columns determine another)
 * a is null when b is null                          a is null when b = v   (and only then)
 * a with b                                          (only combinations of the two that occur)
 * </pre>
 *
 * {@code not} before a rule means that it must not be found. Names with blanks or signs must be in double quotes, with
 * a double quote inside doubled. {@value #NONE} alone means that only the given rules apply and none are searched for.
 */
public final class RuleText {
    /** The word in place of a rule that turns off the search for further rules. */
    public static final String NONE = "none";

    private static final int MAX_LENGTH = 2_000;
    private static final Pattern TOKEN =
            Pattern.compile("\\s*+(\"[^\"]*+(?:\"\"[^\"]*+)*+\"|->|<=|>=|[<>=,]|(?:(?!->)[^\\s\",<>=])++)");
    private static final Pattern PLAIN = Pattern.compile("(?:(?!->)[^\\s\",<>=])++");
    private static final Pattern NUMBER = Pattern.compile("[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?");
    private static final Set<String> KEYWORDS = Set.of("not", "is", "null", "when", "with", "in", NONE, "+", "-", "*");

    private final String text;
    private final List<String> tokens = new ArrayList<>();
    private int position;

    private RuleText(final String text) {
        this.text = text.strip();
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "A rule has %,d characters; it may have %,d at most".formatted(text.length(), MAX_LENGTH));
        }
        final Matcher matcher = TOKEN.matcher(this.text);
        int end = 0;
        while (end < this.text.length() && matcher.find() && matcher.start() == end) {
            tokens.add(matcher.group(1));
            end = matcher.end();
        }
        if (end < this.text.length()) {
            throw syntaxError();
        }
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
        return quoted(columns.get(column).name());
    }

    /** A text, in double quotes where necessary. */
    static String quoted(final String text) {
        return PLAIN.matcher(text).matches() && !KEYWORDS.contains(text)
                ? text
                : '"' + text.replace("\"", "\"\"") + '"';
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
        if (position < tokens.size()) {
            throw syntaxError();
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
                throw syntaxError();
            }
        }
        return new ParsedRule(text, forbidden, ParsedRule.Form.LINEAR, names, false, factors, unit, null);
    }

    private void term(final int sign, final List<String> names, final List<Double> factors) {
        double factor = 1;
        if (position + 1 < tokens.size() && tokens.get(position + 1).equals("*")) {
            if (!NUMBER.matcher(tokens.get(position)).matches()) {
                throw syntaxError();
            }
            factor = Double.parseDouble(tokens.get(position));
            position += 2;
        }
        if (!Double.isFinite(factor) || factor == 0) {
            throw syntaxError();
        }
        names.add(operand());
        factors.add(sign * factor);
    }

    /** A name or a value. */
    private String operand() {
        if (position == tokens.size()) {
            throw syntaxError();
        }
        final String token = tokens.get(position);
        if (token.startsWith("\"")) {
            position++;
            return token.substring(1, token.length() - 1).replace("\"\"", "\"");
        }
        if (KEYWORDS.contains(token) || !PLAIN.matcher(token).matches()) {
            throw syntaxError();
        }
        position++;
        return token;
    }

    private boolean accept(final String word) {
        if (position < tokens.size() && tokens.get(position).equals(word)) {
            position++;
            return true;
        }
        return false;
    }

    private void expect(final String word) {
        if (!accept(word)) {
            throw syntaxError();
        }
    }

    private IllegalArgumentException syntaxError() {
        return new IllegalArgumentException(
                ("The rule '%s' cannot be understood. Rules are written as a <= b, a < b, a = b + c, "
                                + "a = b - c, a = 1.19 * b, "
                                + "city -> state, a, b -> c, a is null when b is null, a is null when b = v, a with b, "
                                + "each with 'not ' before it to forbid it; "
                                + "names with blanks or signs must be in double quotes")
                        .formatted(text.length() > 200 ? text.substring(0, 200) : text));
    }
}
