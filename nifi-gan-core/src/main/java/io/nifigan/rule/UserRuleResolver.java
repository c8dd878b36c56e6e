// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import io.nifigan.formula.Builtin;
import io.nifigan.formula.Call;
import io.nifigan.formula.ColumnValue;
import io.nifigan.formula.Expression;
import io.nifigan.formula.Quantity;
import io.nifigan.formula.Rounding;
import io.nifigan.formula.TimeUnits;
import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.DistinctValues;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Resolves the user's rules for the columns of a table and checks that every row keeps them. */
final class UserRuleResolver {
    private static final int MAX_RULES = 1_000;
    private static final int MAX_LEVELS = 1_000;
    /** Forms that take their values from the records. */
    private static final Set<ParsedRule.Form> NEED_RECORDS = EnumSet.of(
            ParsedRule.Form.LOOKUP,
            ParsedRule.Form.KEY,
            ParsedRule.Form.COMBINATION,
            ParsedRule.Form.PART,
            ParsedRule.Form.NEAR);
    /** A relation of fewer rows cannot be learnt. */
    private static final int MIN_PART_ROWS = 10;

    /** A rule to keep. */
    record Resolved(String text, Rule rule) {}

    /** A rule that must not be found. */
    private record Forbidden(ParsedRule.Form form, List<Integer> columns) {}

    private final Table table;
    private final boolean findNone;
    private final List<Resolved> resolved = new ArrayList<>();
    private final List<Forbidden> forbidden = new ArrayList<>();
    private final List<FormulaRule> parts = new ArrayList<>();
    private final List<FormulaRule> nears = new ArrayList<>();
    private final boolean checked;

    UserRuleResolver(final Table table, final List<String> texts) {
        this(table, texts, true);
    }

    /**
     * Resolves rules.
     *
     * @param checked true to reject rules that a row breaks; false to ignore the rows and reject rules that need them
     *     (lookups and combinations)
     */
    UserRuleResolver(final Table table, final List<String> texts, final boolean checked) {
        this.table = table;
        this.checked = checked;
        this.findNone = texts.stream().anyMatch(text -> RuleText.NONE.equals(text.strip()));
        if (texts.size() > MAX_RULES) {
            throw new RuleException("There are %,d rules; %,d are possible at most".formatted(texts.size(), MAX_RULES));
        }
        for (final String text : texts) {
            if (!RuleText.NONE.equals(text.strip())) {
                add(RuleText.parse(text));
            }
        }
    }

    List<Resolved> resolved() {
        return resolved;
    }

    /** The formulas that hold in part of the rows. */
    List<FormulaRule> parts() {
        return parts;
    }

    /** The formulas that columns are close to. */
    List<FormulaRule> nears() {
        return nears;
    }

    /** Whether the user turned off the search for further rules. */
    boolean findNone() {
        return findNone;
    }

    /** Whether the user does not forbid a rule. */
    boolean allows(final Rule rule) {
        final int[] columns = rule.columns();
        return switch (rule) {
            case OrderRule order ->
                !forbidden.contains(new Forbidden(ParsedRule.Form.ORDER, List.of(order.smaller(), order.larger())));
            case ComparisonRule comparison -> !isForbidden(ParsedRule.Form.COMPARISON, columns);
            case FormulaRule formula -> !isForbidden(ParsedRule.Form.FORMULA, columns);
            case KeyRule key -> !isForbidden(ParsedRule.Form.KEY, columns);
            case LookupRule lookup ->
                forbidden.stream()
                        .noneMatch(entry -> entry.form() == ParsedRule.Form.LOOKUP
                                && entry.columns().get(0) == lookup.target()
                                && isSame(entry.columns(), columns));
            case NullRule missing -> !isForbidden(ParsedRule.Form.NULL, columns);
            case CombinationRule combination -> !isForbidden(ParsedRule.Form.COMBINATION, columns);
            case PlaceRule place -> true;
        };
    }

    boolean allowsDependency(final int determinant, final int dependent) {
        return !forbidden.contains(new Forbidden(ParsedRule.Form.LOOKUP, List.of(dependent, determinant)));
    }

    private boolean isForbidden(final ParsedRule.Form form, final int... columns) {
        return forbidden.stream().anyMatch(entry -> entry.form() == form && isSame(entry.columns(), columns));
    }

    private static boolean isSame(final List<Integer> columns, final int... others) {
        final Set<Integer> set = new HashSet<>(columns);
        return set.size() == others.length && Arrays.stream(others).allMatch(set::contains);
    }

    private void add(final ParsedRule parsed) {
        final int[] columns =
                parsed.names().stream().mapToInt(name -> column(parsed, name)).toArray();
        if (parsed.forbidden()) {
            // A formula is forbidden in all rows, in part of them and as what a column is close to.
            final ParsedRule.Form form = switch (parsed.form()) {
                case PART, NEAR -> ParsedRule.Form.FORMULA;
                case MOSTLY -> ParsedRule.Form.COMPARISON;
                default -> parsed.form();
            };
            forbidden.add(new Forbidden(form, Arrays.stream(columns).boxed().toList()));
            return;
        }
        if (!checked && NEED_RECORDS.contains(parsed.form())) {
            throw new RuleException(("The rule '%s' needs what the records have in common, which a private training "
                            + "must not use: leave out the dependent column or take out the rule")
                    .formatted(parsed.text()));
        }
        if (parsed.form() == ParsedRule.Form.PART || parsed.form() == ParsedRule.Form.NEAR) {
            addPart(parsed, columns);
            return;
        }
        final Rule rule = switch (parsed.form()) {
            case PART, NEAR -> throw new IllegalStateException("A rule that holds in part of the rows");
            case ORDER -> order(parsed, columns);
            case COMPARISON, MOSTLY -> comparison(parsed, columns);
            case FORMULA -> formula(parsed, columns);
            case LOOKUP -> lookup(parsed, columns);
            case KEY -> key(parsed, columns);
            case NULL ->
                new NullRule(columns[0], columns[1], parsed.value() == null ? null : value(parsed, columns[1]));
            case COMBINATION ->
                CombinationRules.seenOnly(
                        table, columns[0], columns[1], levels(parsed, columns[0]), levels(parsed, columns[1]));
        };
        final int broken = checked && parsed.form() != ParsedRule.Form.MOSTLY ? rule.broken(table) : 0;
        if (broken > 0) {
            throw new RuleException(
                    ("The rule '%s' is broken in %,d of %,d rows, so it cannot be learnt: take it out, or "
                                    + "remove these rows")
                            .formatted(parsed.text(), broken, table.rows()),
                    firstBroken(rule));
        }
        if (checked && rule instanceof NullRule missing && isNeverMissing(missing.column())) {
            return;
        }
        resolved.add(new Resolved(parsed.text(), rule));
    }

    private int firstBroken(final Rule rule) {
        final IntPredicate holds = rule.on(table);
        return IntStream.range(0, table.rows())
                .filter(row -> !holds.test(row))
                .findFirst()
                .orElse(-1);
    }

    private boolean isCategory(final int column) {
        return table.column(column).kind() == ColumnKind.CATEGORY;
    }

    private void addPart(final ParsedRule parsed, final int... columns) {
        if (parsed.form() == ParsedRule.Form.PART
                && side(parsed.left(), columns) instanceof ColumnValue source
                && isCategory(columns[0])
                && isCategory(source.column())) {
            parts.add(FormulaRule.ofTexts(columns[0], source.column()));
            return;
        }
        final FormulaRule rule = (FormulaRule) formula(parsed, columns);
        if (!table.column(rule.target()).kind().isNumeric()) {
            throw new RuleException("The rule '%s' cannot be kept: %s has neither numbers nor dates"
                    .formatted(parsed.text(), RuleText.name(table.columns(), rule.target())));
        }
        final int kept = table.rows() - rule.broken(table);
        if (parsed.form() == ParsedRule.Form.PART && (kept < MIN_PART_ROWS || kept == table.rows())) {
            throw new RuleException(
                    ("The rule '%s' holds in %,d of %,d rows, so it cannot be learnt as one that holds in part of "
                                    + "them: at least %d rows are needed, and not all")
                            .formatted(parsed.text(), kept, table.rows(), MIN_PART_ROWS));
        }
        (parsed.form() == ParsedRule.Form.PART ? parts : nears).add(rule);
    }

    /** Whether a column has a value in every row; a rule for missing values then has no effect. */
    private boolean isNeverMissing(final int column) {
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
        throw new RuleException(("The rule '%s' names the column %s, which does not exist. Correct the name; if it "
                        + "has blanks or signs, put it into double quotes")
                .formatted(parsed.text(), RuleText.quoted(name)));
    }

    private Column numeric(final ParsedRule parsed, final int column) {
        final Column found = table.column(column);
        if (!found.kind().isNumeric() && found.kind() != ColumnKind.BOOLEAN) {
            throw new RuleException(
                    "The rule '%s' needs numbers or dates, but %s has the kind %s: set another kind for it"
                            .formatted(
                                    parsed.text(),
                                    RuleText.quoted(found.name()),
                                    found.kind().name().toLowerCase(java.util.Locale.ROOT)));
        }
        return found;
    }

    private Rule order(final ParsedRule parsed, final int... columns) {
        final Quantity smaller = Quantity.of(numeric(parsed, columns[0]).kind());
        final Quantity larger = Quantity.of(numeric(parsed, columns[1]).kind());
        return smaller == larger && columnsAreNumeric(columns)
                ? new OrderRule(columns[0], columns[1], parsed.strict())
                : comparison(parsed, new ColumnValue(columns[0]), new ColumnValue(columns[1]));
    }

    private boolean columnsAreNumeric(final int... columns) {
        return Arrays.stream(columns).allMatch(c -> table.column(c).kind().isNumeric());
    }

    /** Expressions as the user wrote them have indices of names. */
    private static Expression side(final Expression parsed, final int... columns) {
        return parsed.withColumns(name -> columns[name]);
    }

    private Rule comparison(final ParsedRule parsed, final int... columns) {
        final ComparisonRule rule = comparison(parsed, side(parsed.left(), columns), side(parsed.right(), columns));
        if (parsed.form() == ParsedRule.Form.COMPARISON) {
            return rule;
        }
        final int kept = table.rows() - rule.broken(table);
        if (2 * kept < table.rows()) {
            throw new RuleException("The rule '%s' is broken in %,d of %,d rows: give the opposite order"
                    .formatted(parsed.text(), table.rows() - kept, table.rows()));
        }
        return new ComparisonRule(rule.smaller(), rule.larger(), rule.strict(), (double) kept / table.rows());
    }

    /** A timestamp is compared with a date by its day. */
    private ComparisonRule comparison(final ParsedRule parsed, final Expression smaller, final Expression larger) {
        final Quantity left = quantity(parsed, smaller, null);
        final Quantity right = quantity(parsed, larger, null);
        if (left == Quantity.TIMESTAMP && right == Quantity.DATE) {
            return new ComparisonRule(new Call(Builtin.DATE, List.of(smaller)), larger, parsed.strict());
        }
        if (left == Quantity.DATE && right == Quantity.TIMESTAMP) {
            return new ComparisonRule(smaller, new Call(Builtin.DATE, List.of(larger)), parsed.strict());
        }
        if (left != right) {
            throw new RuleException(
                    "The rule '%s' compares a %s with a %s: numbers can be compared with numbers, days with days"
                            .formatted(parsed.text(), left, right));
        }
        return new ComparisonRule(smaller, larger, parsed.strict());
    }

    private Quantity quantity(final ParsedRule parsed, final Expression expression, final TimeUnits unit) {
        for (final int column : expression.columns()) {
            numeric(parsed, column);
        }
        try {
            return expression.quantity(table.columns(), unit);
        } catch (final IllegalArgumentException e) {
            throw new RuleException(doesNotFit(parsed) + ". " + e.getMessage());
        }
    }

    private static String doesNotFit(final ParsedRule parsed) {
        return ("The rule '%s' does not fit its columns: with days and times, write 'end = start + n in days' or "
                        + "'n = end - start in hours'")
                .formatted(parsed.text());
    }

    private Rule formula(final ParsedRule parsed, final int... columns) {
        numeric(parsed, columns[0]);
        final Expression expression = side(parsed.left(), columns);
        final TimeUnits unit = unit(parsed, expression);
        if (quantity(parsed, expression, unit)
                != Quantity.of(table.column(columns[0]).kind())) {
            throw new RuleException(doesNotFit(parsed));
        }
        final Rounding given = parsed.rounding();
        final FormulaRule rule =
                FormulaRule.of(table, columns[0], expression, unit, given == null ? Rounding.HALF_UP : given);
        final FormulaRule settled = given == null && checked ? Roundings.settled(table, rule) : rule;
        final boolean numeric = table.column(columns[0]).kind().isNumeric();
        if (parsed.whereKnown() && !numeric) {
            throw new RuleException(
                    "The rule '%s' is about known values, which need numbers or times, but %s is boolean"
                            .formatted(parsed.text(), RuleText.name(table.columns(), columns[0])));
        }
        final FormulaRule known = settled.whereAllKnown();
        // What is computed in all rows that have all values is meant for these.
        return parsed.whereKnown() || checked && numeric && !settled.holdsIn(table) && known.holdsIn(table)
                ? known
                : settled;
    }

    /** The unit of a rule: the given one, else days between dates and milliseconds between other times. */
    private TimeUnits unit(final ParsedRule parsed, final Expression expression) {
        final Set<Quantity> beside = expression.besideNumbers(table.columns());
        if (beside.isEmpty() && parsed.unit() != null) {
            throw new RuleException(doesNotFit(parsed));
        }
        if (parsed.unit() != null || beside.isEmpty()) {
            return parsed.unit();
        }
        return beside.equals(Set.of(Quantity.DATE)) ? TimeUnits.DAYS : TimeUnits.MILLISECONDS;
    }

    private Rule key(final ParsedRule parsed, final int... columns) {
        final Expression key = side(parsed.left(), columns);
        quantity(parsed, key, null);
        final KeyRule rule = KeyRule.of(table, columns[0], key);
        if (rule == null) {
            throw new RuleException(("The rule '%s' cannot be kept: its left side has more than %,d distinct values. "
                            + "Take it out, or give a formula of fewer values, such as bands(...)")
                    .formatted(parsed.text(), KeyRule.MAX_KEYS));
        }
        return rule;
    }

    private DistinctValues levels(final ParsedRule parsed, final int column) {
        return DistinctValues.of(table, column, MAX_LEVELS)
                .orElseThrow(() ->
                        new RuleException("The rule '%s' cannot be kept: %s has more than %,d distinct values"
                                .formatted(parsed.text(), RuleText.name(table.columns(), column), MAX_LEVELS)));
    }

    private Rule lookup(final ParsedRule parsed, final int... columns) {
        if (columns.length == 2
                && DistinctValues.of(table, columns[1], MAX_LEVELS).isEmpty()) {
            final KeyRule bands = bands(parsed, columns[0], columns[1]);
            if (bands != null) {
                return bands;
            }
        }
        final DistinctValues second = columns.length > 2 ? levels(parsed, columns[2]) : null;
        return LookupRule.of(
                columns[0],
                columns[1],
                columns.length > 2 ? columns[2] : -1,
                levels(parsed, columns[0]),
                levels(parsed, columns[1]),
                second);
    }

    /** A number of more values than can be listed may determine another column by bands. */
    private KeyRule bands(final ParsedRule parsed, final int target, final int source) {
        final ColumnKind kind = table.column(source).kind();
        return kind == ColumnKind.INTEGER || kind == ColumnKind.DECIMAL || kind == ColumnKind.DATE
                ? BandRules.cut(table, target, source, levels(parsed, target))
                : null;
    }

    private String value(final ParsedRule parsed, final int column) {
        final ColumnKind kind = table.column(column).kind();
        if (!NullRules.canBeNamed(kind)) {
            throw new RuleException("The rule '%s' cannot use a value of %s, because its kind is %s"
                    .formatted(parsed.text(), RuleText.name(table.columns(), column), kind));
        }
        if (!kind.isNumeric()) {
            return parsed.value();
        }
        try {
            return Double.toString(Double.parseDouble(parsed.value()));
        } catch (final NumberFormatException e) {
            throw new RuleException("The rule '%s' compares %s with a value that is not a number"
                    .formatted(parsed.text(), RuleText.name(table.columns(), column)));
        }
    }
}
