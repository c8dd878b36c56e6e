// SPDX-License-Identifier: Apache-2.0
package io.nifigan.formula;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Reads expressions: numbers, days such as 2024-06-30, names of columns, + - * / and ^ with parentheses, and
 * {@linkplain Builtin functions} such as {@code year(born)}. Products come before sums, powers before products.
 */
public final class ExpressionParser {
    /** Maximum number of parts, and of parentheses inside each other. */
    static final int MAX_SIZE = 200;

    private static final int MAX_DEPTH = 20;

    private final Tokens tokens;
    private final ToIntFunction<String> columns;
    private int depth;

    private ExpressionParser(final Tokens tokens, final ToIntFunction<String> columns) {
        this.tokens = tokens;
        this.columns = columns;
    }

    /**
     * Reads an expression up to a word or sign that cannot belong to it.
     *
     * @param columns the index of a column's name
     * @throws IllegalArgumentException where it is none, or too large
     */
    public static Expression parse(final Tokens tokens, final ToIntFunction<String> columns) {
        final Expression expression = new ExpressionParser(tokens, columns).sum();
        if (expression.size() > MAX_SIZE) {
            throw new IllegalArgumentException(
                    "An expression has %d parts; %d are possible at most".formatted(expression.size(), MAX_SIZE));
        }
        return expression;
    }

    /** Reads an expression with {@code #3} for column 3. */
    static Expression parseJson(final String text) {
        final Tokens tokens = new Tokens(text);
        final Expression expression = parse(tokens, name -> {
            if (!name.matches("#\\d{1,6}")) {
                throw tokens.syntaxError();
            }
            return Integer.parseInt(name.substring(1));
        });
        if (!tokens.isAtEnd()) {
            throw tokens.syntaxError();
        }
        return expression;
    }

    private Expression sum() {
        Expression left = product();
        while (true) {
            if (tokens.accept("+")) {
                left = new Operation('+', left, product());
            } else if (tokens.accept("-")) {
                left = new Operation('-', left, product());
            } else {
                return left;
            }
        }
    }

    private Expression product() {
        Expression left = power();
        while (true) {
            if (tokens.accept("*")) {
                left = new Operation('*', left, power());
            } else if (tokens.accept("/")) {
                left = new Operation('/', left, power());
            } else {
                return left;
            }
        }
    }

    private Expression power() {
        final Expression base = term();
        return tokens.accept("^") ? new Operation('^', base, term()) : base;
    }

    private Expression term() {
        if (++depth > MAX_DEPTH) {
            throw new IllegalArgumentException(
                    "An expression has more than %d parentheses inside each other".formatted(MAX_DEPTH));
        }
        final Expression term;
        if (tokens.accept("(")) {
            term = sum();
            tokens.expect(")");
        } else if (tokens.isDay()) {
            try {
                term = new Day(LocalDate.parse(tokens.operand()));
            } catch (final DateTimeException e) {
                throw new IllegalArgumentException("An expression has a day that does not exist", e);
            }
        } else if (tokens.isNumber()) {
            term = new Constant(Double.parseDouble(tokens.operand()));
        } else if (tokens.isFunction()) {
            term = call();
        } else {
            term = new ColumnValue(columns.applyAsInt(tokens.operand()));
        }
        depth--;
        return term;
    }

    private Expression call() {
        final Builtin function = Builtin.ofText(tokens.operand());
        if (function == null) {
            throw tokens.syntaxError();
        }
        tokens.expect("(");
        final List<Expression> arguments = new ArrayList<>();
        do {
            arguments.add(sum());
        } while (tokens.accept(","));
        tokens.expect(")");
        return new Call(function, arguments);
    }
}
