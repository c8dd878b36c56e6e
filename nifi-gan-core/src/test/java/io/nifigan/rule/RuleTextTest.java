// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.formula.Expression;
import io.nifigan.formula.Rounding;
import io.nifigan.formula.TimeUnits;
import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Field;
import io.nifigan.table.ValueList;
import io.nifigan.table.ValueType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RuleTextTest {
    private static List<Column> columns(final String... names) {
        return Stream.of(names)
                .map(name -> new Column(new Field(name, ValueType.DOUBLE), ColumnKind.DECIMAL, .01, null))
                .toList();
    }

    private static FormulaRule formula(final int target, final String expression, final TimeUnits unit) {
        return new FormulaRule(target, Expression.ofJson(expression), unit, Rounding.DOWN, .01, 0, 1);
    }

    @Test
    void describedRulesParseAgain() {
        final List<Column> columns = columns("net", "home town", "say \"hi\"", "null", "a-b", "x<y", "2024", "a*b");
        final ValueList words = new ValueList(null, List.of("x", "y"));
        for (final Rule rule : List.of(
                new OrderRule(0, 1, true),
                new OrderRule(2, 3, false),
                new ComparisonRule(Expression.ofJson("#0 + #1"), Expression.ofJson("2 * #6"), false),
                formula(4, "#5 - #0", null),
                formula(1, "1.19 * #2", null),
                formula(1, "(2024-06-01 - #3) / 365.25", TimeUnits.DAYS),
                formula(7, "#6 * #0 / (100 - #1 * (1 + #2)) ^ 2 - (#3 - #4)", null),
                new KeyRule(4, Expression.ofJson("bands(#6 + 1, -50, 65.5)"), new double[] {0, 1}, words),
                new NullRule(3, 4, (String) null),
                new NullRule(5, 3, "12.5"))) {
            final ParsedRule parsed = RuleText.parse(rule.describe(columns));
            final int[] indices = parsed.names().stream()
                    .mapToInt(
                            name -> columns.stream().map(Column::name).toList().indexOf(name))
                    .toArray();
            assertArrayEquals(
                    Arrays.stream(rule.columns()).sorted().toArray(),
                    Arrays.stream(indices).sorted().toArray(),
                    rule.describe(columns));
            if (rule instanceof DefiningRule defining) {
                assertEquals(defining.target(), indices[0]);
            }
            if (rule instanceof FormulaRule formula) {
                assertEquals(formula.expression(), parsed.left().withColumns(i -> indices[i]));
                assertEquals(formula.unit(), parsed.unit());
                assertEquals(formula.rounding(), parsed.rounding());
            }
            if (rule instanceof ComparisonRule comparison) {
                assertEquals(comparison.smaller(), parsed.left().withColumns(i -> indices[i]));
                assertEquals(comparison.larger(), parsed.right().withColumns(i -> indices[i]));
            }
        }
        assertEquals("\"x<y\" is null when \"null\" = 12.5", new NullRule(5, 3, "12.5").describe(columns));
        assertEquals(
                "a-b = \"x<y\" - net rounded down", formula(4, "#5 - #0", null).describe(columns));
        assertEquals(
                "a-b = (2024-01-01 - \"2024\") / \"a*b\" in days rounded down",
                formula(4, "(2024-01-01 - #6) / #7", TimeUnits.DAYS).describe(columns));
    }

    @Test
    void blanksAreOptional() {
        assertEquals(List.of("a", "b"), RuleText.parse("  a<=b ").names());
        assertEquals(List.of("b", "a"), RuleText.parse("a>b").names());
        assertTrue(RuleText.parse("a>b").strict());
        assertEquals(List.of("c", "a", "b"), RuleText.parse("a,b->c").names());
        assertEquals(List.of("a", "b", "c"), RuleText.parse("not a = 2 * b - c").names());
        assertEquals("2 * #1 - #2", RuleText.parse("not a=2*b - c").left().json());
        assertEquals(
                List.of("a", "b"), RuleText.parse("a = year(b) - 2 * year(b)").names());
        assertEquals(ParsedRule.Form.KEY, RuleText.parse("weekday(a) -> b").form());
        assertEquals(List.of("b", "a"), RuleText.parse("weekday(a) -> b").names());
        assertEquals(
                Rounding.HALF_EVEN,
                RuleText.parse("a = b / 3 rounded half even").rounding());
        assertEquals(List.of("a", "b", "c"), RuleText.parse("a + b >= c").names());
        assertTrue(RuleText.parse("not a = b").forbidden());
        assertFalse(RuleText.parse("\"not\" <= b").forbidden());
        assertEquals(
                "in force", RuleText.parse("a is null when b = \"in force\"").value());
        assertEquals(TimeUnits.HOURS, RuleText.parse("n = end - start in hours").unit());
        assertEquals(
                ParsedRule.Form.FORMULA,
                RuleText.parse("n = end - start in hours").form());
    }

    @Test
    void rulesThatHoldInPartSayItAtTheirEnd() {
        for (final String text : List.of("a = b + 1 in part", "a = b + 1 in 15 %", "a=b + 1 in 2.5 %")) {
            assertEquals(ParsedRule.Form.PART, RuleText.parse(text).form());
            assertEquals("#1 + 1", RuleText.parse(text).left().json());
        }
        final ParsedRule days = RuleText.parse("due = sent + 30 in days in part");
        assertEquals(ParsedRule.Form.PART, days.form());
        assertEquals(TimeUnits.DAYS, days.unit());
        for (final String text : List.of("a near b", "a near b in part", "a near b in 44 %")) {
            assertEquals(ParsedRule.Form.NEAR, RuleText.parse(text).form());
            assertEquals(List.of("a", "b"), RuleText.parse(text).names());
        }
        assertEquals(List.of("near", "part"), RuleText.parse("near = part").names());
        for (final String text : List.of("a = b in 15", "a = b in parts", "a near", "a + b near c", "a near b in %")) {
            assertThrows(IllegalArgumentException.class, () -> RuleText.parse(text), text);
        }
        assertDoesNotThrow(() -> RuleText.check(" none "));
    }

    @Test
    void syntaxErrorsShowTheSyntax() {
        for (final String bad : List.of(
                "",
                "a",
                "a <=",
                "a <= b c",
                "a = b + ",
                "a = b + c +",
                "a = 3",
                "3 <= 4",
                "a = nothing(b)",
                "a = b ^ c",
                "a = b ^ 9",
                "a = (b",
                "a + b with c",
                "a = 2023-02-30 - b",
                "a = b + a",
                "a = b rounded sideways",
                "a -> b, c",
                "a is null",
                "a is null when b",
                "\"a <= b",
                "not",
                "a = b in weeks",
                "a = 1e999 * b",
                "a < a",
                "\"\" \"")) {
            final String message = assertThrows(IllegalArgumentException.class, () -> RuleText.check(bad), bad)
                    .getMessage();
            assertTrue(
                    message.contains("cannot be understood. Rules are written as")
                            || message.contains("names a column twice")
                            || message.startsWith("An expression has"),
                    message);
        }
        assertThrows(IllegalArgumentException.class, () -> RuleText.check("\"" + "\"\"".repeat(100_000)));
        assertThrows(IllegalArgumentException.class, () -> RuleText.check("\"" + "\"\"".repeat(900)));
    }
}
