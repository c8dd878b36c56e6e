// SPDX-License-Identifier: Apache-2.0
package io.nifigan.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words and signs of a rule or an expression, read from left to right. */
public final class Tokens {
    /** Maximum number of characters. */
    public static final int MAX_LENGTH = 2_000;

    private static final String WORD = "(?:(?!->)[^\\s\",<>=()*/^+])++";
    private static final Pattern TOKEN =
            Pattern.compile("\\s*+(\"[^\"]*+(?:\"\"[^\"]*+)*+\"|->|<=|>=|[<>=,()*/^+]|" + WORD + ")");
    private static final Pattern PLAIN = Pattern.compile(WORD);
    private static final Pattern NUMBER = Pattern.compile("-?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE]-?\\d+)?");
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
    private static final Set<String> KEYWORDS =
            Set.of("not", "is", "null", "when", "with", "in", "rounded", "where", "none", "-");

    private final String text;
    private final List<String> list = new ArrayList<>();
    private int position;

    /**
     * Splits a text.
     *
     * @throws IllegalArgumentException where it is too long or has a quote without an end
     */
    public Tokens(final String text) {
        this.text = text.strip();
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "A rule has %,d characters; it may have %,d at most".formatted(text.length(), MAX_LENGTH));
        }
        final Matcher matcher = TOKEN.matcher(this.text);
        int end = 0;
        while (end < this.text.length() && matcher.find() && matcher.start() == end) {
            list.add(matcher.group(1));
            end = matcher.end();
        }
        if (end < this.text.length()) {
            throw syntaxError();
        }
    }

    /** A column's name, in double quotes where it would be read as something else. */
    public static String quotedName(final String name) {
        return NUMBER.matcher(name).matches() || DAY.matcher(name).matches() ? quote(name) : quoted(name);
    }

    /** A name or a value, in double quotes where it would be read as something else than a word. */
    public static String quoted(final String text) {
        return PLAIN.matcher(text).matches() && !KEYWORDS.contains(text) ? text : quote(text);
    }

    private static String quote(final String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }

    /** Whether no token is left. */
    public boolean isAtEnd() {
        return position == list.size();
    }

    /** Goes on where the next is the given word or sign. */
    public boolean accept(final String word) {
        if (isNext(word)) {
            position++;
            return true;
        }
        return false;
    }

    boolean isNext(final String word) {
        return position < list.size() && list.get(position).equals(word);
    }

    /** Reads a word or sign that must be the next. */
    public void expect(final String word) {
        if (!accept(word)) {
            throw syntaxError();
        }
    }

    /** Reads a name or a value. */
    public String operand() {
        if (isAtEnd()) {
            throw syntaxError();
        }
        final String token = list.get(position);
        if (!token.startsWith("\"")
                && (KEYWORDS.contains(token) || !PLAIN.matcher(token).matches())) {
            throw syntaxError();
        }
        position++;
        return token.startsWith("\"") ? token.substring(1, token.length() - 1).replace("\"\"", "\"") : token;
    }

    /** Whether the next token is a number; a quoted name is not. */
    boolean isNumber() {
        return position < list.size() && NUMBER.matcher(list.get(position)).matches();
    }

    boolean isDay() {
        return position < list.size() && DAY.matcher(list.get(position)).matches();
    }

    /** Whether the next token is the name of a function. */
    boolean isFunction() {
        return position + 1 < list.size()
                && PLAIN.matcher(list.get(position)).matches()
                && list.get(position + 1).equals("(");
    }

    /** An exception that says how rules are written. */
    public IllegalArgumentException syntaxError() {
        return new IllegalArgumentException(
                ("The rule '%s' cannot be understood. Rules are written as a <= b, a < b, a = b + c, "
                                + "a = 1.19 * b, a = year(b), a = b in part, a near b, city -> state, a, b -> c, "
                                + "weekday(a) -> b, a is null when b is null, a is null when b = v, a with b, "
                                + "each with 'not ' before it to forbid it; names with blanks or signs must be in "
                                + "double quotes, and a minus needs blanks around it")
                        .formatted(text.length() > 200 ? text.substring(0, 200) : text));
    }
}
