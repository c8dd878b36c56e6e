// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.DistinctValues;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Makes rules of what a user said, for the columns of a table, and checks that every row of it keeps them. */
final class UserRuleResolver {
    private static final int MAX_WISHES = 1_000;
    private static final int MAX_LEVELS = 1_000;

    /** A rule that is to be kept. */
    record Wanted(String text, Rule rule) {}

    /** A rule that is not to be found: its form and columns. */
    private record Forbidden(ParsedRule.Form form, List<Integer> columns) {}

    private final Table table;
    private final boolean none;
    private final List<Wanted> wanted = new ArrayList<>();
    private final List<Forbidden> forbidden = new ArrayList<>();
    private final boolean checked;

    UserRuleResolver(final Table table, final List<String> texts) {
        this(table, texts, true);
    }

    /** @param checked whether a rule that a row breaks is refused; if not, so are rules that only rows can tell */
    UserRuleResolver(final Table table, final List<String> texts, final boolean checked) {
        this.table = table;
        this.checked = checked;
        this.none = texts.stream().anyMatch(text -> RuleText.NONE.equals(text.strip()));
        if (texts.size() > MAX_WISHES) {
            throw new RuleException("There are %,d rules; %,d is the most".formatted(texts.size(), MAX_WISHES));
        }
        for (final String text : texts) {
            if (!RuleText.NONE.equals(text.strip())) {
                add(RuleText.parse(text));
            }
        }
    }

    List<Wanted> wanted() {
        return wanted;
    }

    /** Whether no other rules are to be found. */
    boolean findNone() {
        return none;
    }

    /** Whether a rule that was found may be kept. */
    boolean allows(final Rule rule) {
        final int[] columns = rule.columns();
        return switch (rule) {
            case OrderRule order ->
                !forbidden.contains(new Forbidden(ParsedRule.Form.ORDER, List.of(order.smaller(), order.larger())));
            case LinearRule linear -> !isForbidden(ParsedRule.Form.LINEAR, columns);
            case LookupRule lookup ->
                forbidden.stream()
                        .noneMatch(wish -> wish.form() == ParsedRule.Form.LOOKUP
                                && wish.columns().get(0) == lookup.target()
                                && isSame(wish.columns(), columns));
            case NullRule missing -> !isForbidden(ParsedRule.Form.NULL, columns);
            case CombinationRule combination -> !isForbidden(ParsedRule.Form.COMBINATION, columns);
        };
    }

    boolean allowsDependency(final int determinant, final int dependent) {
        return !forbidden.contains(new Forbidden(ParsedRule.Form.LOOKUP, List.of(dependent, determinant)));
    }

    private boolean isForbidden(final ParsedRule.Form form, final int... columns) {
        return forbidden.stream().anyMatch(wish -> wish.form() == form && isSame(wish.columns(), columns));
    }

    private static boolean isSame(final List<Integer> some, final int... others) {
        final Set<Integer> set = new HashSet<>(some);
        return set.size() == others.length && Arrays.stream(others).allMatch(set::contains);
    }

    private void add(final ParsedRule parsed) {
        final int[] columns =
                parsed.names().stream().mapToInt(name -> column(parsed, name)).toArray();
        if (parsed.forbidden()) {
            forbidden.add(
                    new Forbidden(parsed.form(), Arrays.stream(columns).boxed().toList()));
            return;
        }
        if (!checked && (parsed.form() == ParsedRule.Form.LOOKUP || parsed.form() == ParsedRule.Form.COMBINATION)) {
            throw new RuleException(
                    ("The rule '%s' says that records tell which values go together; a private training "
                                    + "does not look: leave out the column that " + "follows, or take out the rule")
                            .formatted(parsed.text()));
        }
        final Rule rule = switch (parsed.form()) {
            case ORDER -> order(parsed, columns);
            case LINEAR -> linear(parsed, columns);
            case LOOKUP -> lookup(parsed, columns);
            case NULL ->
                new NullRule(columns[0], columns[1], parsed.value() == null ? null : value(parsed, columns[1]));
            case COMBINATION ->
                CombinationRules.seenOnly(
                        table, columns[0], columns[1], levels(parsed, columns[0]), levels(parsed, columns[1]));
        };
        final int broken = checked ? rule.broken(table) : 0;
        if (broken > 0) {
            throw new RuleException(
                    ("The rule '%s' is broken in %,d of %,d rows, so it cannot be learnt: take it out, or "
                                    + "leave these rows out")
                            .formatted(parsed.text(), broken, table.rows()));
        }
        if (checked && rule instanceof NullRule missing && noneMissing(missing.column())) {
            return;
        }
        wanted.add(new Wanted(parsed.text(), rule));
    }

    /** Whether a column has a value in every row: a rule of missing values then says nothing, as no row misses one. */
    private boolean noneMissing(final int column) {
        for (int r = 0; r < table.rows(); r++) {
            if (table.isMissing(column, r)) {
                return false;
            }
        }
        return true;
    }

    private int column(final ParsedRule parsed, final String name) {
        for (int c = 0; c < table.columns().size(); c++) {
            if (table.column(c).name().equals(name)) {
                return c;
            }
        }
        throw new RuleException(
                "The rule '%s' names a column %s, which is not there".formatted(parsed.text(), RuleText.quoted(name)));
    }

    private Column numeric(final ParsedRule parsed, final int column) {
        final Column found = table.column(column);
        if (!found.kind().isNumeric()) {
            throw new RuleException("The rule '%s' needs numbers or dates, and %s is taken for a %s: set its kind"
                    .formatted(
                            parsed.text(),
                            RuleText.quoted(found.name()),
                            found.kind().name().toLowerCase(java.util.Locale.ROOT)));
        }
        return found;
    }

    private static ColumnKind family(final Column column) {
        return column.kind() == ColumnKind.DECIMAL ? ColumnKind.INTEGER : column.kind();
    }

    private Rule order(final ParsedRule parsed, final int... columns) {
        if (family(numeric(parsed, columns[0])) != family(numeric(parsed, columns[1]))) {
            throw new RuleException(
                    ("The rule '%s' compares a %s with a %s: numbers can be compared with numbers, days " + "with days")
                            .formatted(
                                    parsed.text(),
                                    table.column(columns[0]).kind(),
                                    table.column(columns[1]).kind()));
        }
        return new OrderRule(columns[0], columns[1], parsed.strict());
    }

    private Rule linear(final ParsedRule parsed, final int... columns) {
        for (final int column : columns) {
            numeric(parsed, column);
        }
        final boolean target = TimeUnits.isTime(table.column(columns[0]));
        final boolean first = TimeUnits.isTime(table.column(columns[1]));
        final boolean second = columns.length > 2 && TimeUnits.isTime(table.column(columns[2]));
        double firstFactor = parsed.factors().get(0);
        double secondFactor = columns.length > 2 ? parsed.factors().get(1) : 0;
        final ColumnKind time = table.column(columns[1]).kind();
        final TimeUnits unit = parsed.unit() == null ? TimeUnits.usual(time) : parsed.unit();
        boolean good = parsed.unit() == null;
        if (target || first || second) {
            good = first && firstFactor == 1 && (columns.length == 2 || unit.suits(time));
            if (target && columns.length > 2) {
                good &= !second && table.column(columns[0]).kind() == time;
                secondFactor *= unit.in(time);
            } else if (target) {
                good &= table.column(columns[0]).kind() == time;
            } else {
                good &= second && secondFactor == -1 && table.column(columns[2]).kind() == time;
                firstFactor = 1 / unit.in(time);
                secondFactor = -firstFactor;
            }
        }
        if (!good) {
            throw new RuleException(
                    ("The rule '%s' does not fit its columns: with days and times, write 'end = start + n "
                                    + "in days' or " + "'n = end - start in hours'")
                            .formatted(parsed.text()));
        }
        return LinearRules.rule(
                table, columns[0], columns[1], firstFactor, columns.length > 2 ? columns[2] : -1, secondFactor);
    }

    private DistinctValues levels(final ParsedRule parsed, final int column) {
        return DistinctValues.of(table, column, MAX_LEVELS)
                .orElseThrow(() ->
                        new RuleException("The rule '%s' cannot be kept: %s has more than %,d different values"
                                .formatted(parsed.text(), RuleText.name(table.columns(), column), MAX_LEVELS)));
    }

    private Rule lookup(final ParsedRule parsed, final int... columns) {
        final DistinctValues second = columns.length > 2 ? levels(parsed, columns[2]) : null;
        return LookupRule.of(
                columns[0],
                columns[1],
                columns.length > 2 ? columns[2] : -1,
                levels(parsed, columns[0]),
                levels(parsed, columns[1]),
                second);
    }

    private String value(final ParsedRule parsed, final int column) {
        final ColumnKind kind = table.column(column).kind();
        if (!NullRules.isPlain(kind)) {
            throw new RuleException("The rule '%s' cannot name a value of %s, which is a %s"
                    .formatted(parsed.text(), RuleText.name(table.columns(), column), kind));
        }
        if (!kind.isNumeric()) {
            return parsed.value();
        }
        try {
            return Double.toString(Double.parseDouble(parsed.value()));
        } catch (final NumberFormatException e) {
            throw new RuleException("The rule '%s' gives %s a value that is no number"
                    .formatted(parsed.text(), RuleText.name(table.columns(), column)));
        }
    }
}
