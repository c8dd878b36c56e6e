// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample.condition;

import io.nifigan.form.FormMixture;
import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.FormColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads the terms of a condition by the kind of its column. */
final class ConditionReader {
    private static final int MAX_NAMED = 50;
    private static final String BETWEEN = "..";

    private final Condition condition;
    private final Column column;
    private final Literals literals;

    private ConditionReader(final Condition condition, final Column column) {
        this.condition = condition;
        this.column = column;
        this.literals = new Literals(column);
    }

    /** @throws SamplingException if there is no such column, or a term is not a value or range of it */
    static ColumnTest read(final Condition condition, final List<Column> columns) throws SamplingException {
        final List<String> names = columns.stream().map(Column::name).toList();
        final int index = names.indexOf(condition.column());
        if (index < 0) {
            throw new SamplingException(
                    "There is a condition on column '%s', but the model has no such column. It has: %s"
                            .formatted(
                                    condition.column(),
                                    String.join(", ", names.subList(0, Math.min(MAX_NAMED, names.size())))));
        }
        final int forms = FormColumns.of(columns)[index];
        if (forms >= 0 && condition.terms().stream().allMatch(term -> isWord(columns, index, term))) {
            return new ColumnTest(
                    condition,
                    forms,
                    condition.isNegated(),
                    condition.terms().stream()
                            .<Term>map(term -> new Term.Text(FormMixture.wordSpec(term)))
                            .toList());
        }
        final ConditionReader reader = new ConditionReader(condition, columns.get(index));
        final List<Term> terms = new ArrayList<>();
        for (final String term : condition.terms()) {
            terms.add(
                    term == null
                            ? new Term.Missing()
                            : reader.column.kind().isNumeric() ? reader.range(term) : reader.text(term));
        }
        return new ColumnTest(condition, index, condition.isNegated(), terms);
    }

    /** Whether a term is a word among the numbers or dates of a column, such as N/A. */
    private static boolean isWord(final List<Column> columns, final int index, final String term) {
        return term != null && FormColumns.withoutValue(columns, index).contains(FormMixture.wordSpec(term));
    }

    private Term text(final String term) throws SamplingException {
        if (column.kind() == ColumnKind.IDENTIFIER) {
            return new Term.Text(term);
        }
        return new Term.Text(
                literals.text(term).orElseThrow(() -> fault("'%s' is not a value of kind %s".formatted(term, kind()))));
    }

    private Term.Range range(final String term) throws SamplingException {
        for (final String sign : List.of(">=", "<=", ">", "<", "=")) {
            if (term.startsWith(sign)) {
                final Term.Range value = literal(term.substring(sign.length()), term);
                return switch (sign) {
                    case ">=" -> atLeast(value);
                    case ">" -> above(value);
                    case "<=" -> new Term.Range(Double.NEGATIVE_INFINITY, false, value.upper(), value.upperOpen());
                    case "<" -> new Term.Range(Double.NEGATIVE_INFINITY, false, value.lower(), true);
                    default -> value;
                };
            }
        }
        final int between = term.indexOf(BETWEEN);
        return between < 0 ? literal(term, term) : between(term, between);
    }

    private Term.Range between(final String term, final int at) throws SamplingException {
        final boolean closed = term.charAt(0) == '[';
        final boolean open = term.charAt(0) == '(';
        final char end = term.charAt(term.length() - 1);
        if ((open || closed) != (end == ')' || end == ']')) {
            throw fault("'%s' has a bracket at one end only; write %s".formatted(term, forms()));
        }
        final String from = term.substring(open || closed ? 1 : 0, at);
        final String to = term.substring(at + BETWEEN.length(), term.length() - (open || closed ? 1 : 0));
        if (from.isBlank() && to.isBlank()) {
            throw fault("'%s' has no end; write %s".formatted(term, forms()));
        }
        Term.Range lower = new Term.Range(Double.NEGATIVE_INFINITY, false, 0, false);
        if (!from.isBlank()) {
            lower = open ? above(literal(from, term)) : atLeast(literal(from, term));
        }
        double upper = Double.POSITIVE_INFINITY;
        boolean upperOpen = false;
        if (!to.isBlank()) {
            final Term.Range last = literal(to, term);
            upper = end == ')' ? last.lower() : last.upper();
            upperOpen = end == ')' || last.upperOpen();
        }
        if (lower.lower() > upper) {
            throw fault("'%s' begins above its end; write the smaller value first".formatted(term));
        }
        return new Term.Range(lower.lower(), lower.lowerOpen(), upper, upperOpen);
    }

    private static Term.Range atLeast(final Term.Range value) {
        return new Term.Range(value.lower(), false, Double.POSITIVE_INFINITY, false);
    }

    /** Above a day, in a column of points in time, is from the next day on. */
    private static Term.Range above(final Term.Range value) {
        return new Term.Range(value.upper(), !value.upperOpen(), Double.POSITIVE_INFINITY, false);
    }

    private Term.Range literal(final String text, final String term) throws SamplingException {
        return literals.range(text.strip())
                .orElseThrow(() -> fault("'%s' is not a value of kind %s; write %s".formatted(term, kind(), forms())));
    }

    private String kind() {
        return column.kind().name().toLowerCase(Locale.ROOT);
    }

    private String forms() {
        final List<String> two = switch (column.kind()) {
            case DATE -> List.of("2020-01-31", "2021-12-31");
            case TIME -> List.of("08:00", "17:30:00");
            case TIMESTAMP -> List.of("2020-01-31", "2021-12-31T23:00:00");
            default -> List.of("18", "65");
        };
        return "such as %s, %s..%s, >= %s, null or not null".formatted(two.get(0), two.get(0), two.get(1), two.get(0));
    }

    private SamplingException fault(final String what) {
        return new SamplingException("The condition '%s' on column '%s' cannot be used: %s"
                .formatted(condition.text(), condition.column(), what));
    }
}
