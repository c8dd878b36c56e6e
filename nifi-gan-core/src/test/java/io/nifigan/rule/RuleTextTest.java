// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Field;
import io.nifigan.table.ValueType;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RuleTextTest {
    private static List<Column> columns(final String... names) {
        return Stream.of(names)
                .map(name -> new Column(new Field(name, ValueType.DOUBLE), ColumnKind.DECIMAL, .01, null))
                .toList();
    }

    @Test
    void describedRulesParseAgain() {
        final List<Column> columns = columns("net", "home town", "say \"hi\"", "null", "a-b", "x<y");
        for (final Rule rule : List.of(
                new OrderRule(0, 1, true),
                new OrderRule(2, 3, false),
                new LinearRule(4, 5, 1, 0, -1, .01, 0, 1),
                new LinearRule(1, 2, 1.19, -1, 0, .01, 0, 1),
                new LinearRule(1, 2, 1e-7, 3, 2, .01, 0, 1),
                new NullRule(3, 4, (String) null),
                new NullRule(5, 3, "12.5"))) {
            final ParsedRule parsed = RuleText.parse(rule.describe(columns));
            final int[] indices = parsed.names().stream()
                    .mapToInt(
                            name -> columns.stream().map(Column::name).toList().indexOf(name))
                    .toArray();
            assertEquals(rule.columns().length, indices.length);
            for (int i = 0; i < indices.length; i++) {
                assertEquals(rule.columns()[i], indices[i], rule.describe(columns));
            }
            if (rule instanceof LinearRule linear) {
                assertEquals(linear.firstFactor(), parsed.factors().get(0));
                assertEquals(linear.second() < 0 ? 1 : 2, parsed.factors().size());
            }
        }
        assertEquals("\"x<y\" is null when \"null\" = 12.5", new NullRule(5, 3, "12.5").describe(columns));
        assertEquals("a-b = \"x<y\" - net", new LinearRule(4, 5, 1, 0, -1, .01, 0, 1).describe(columns));
    }

    @Test
    void blanksAreOptional() {
        assertEquals(List.of("a", "b"), RuleText.parse("  a<=b ").names());
        assertEquals(List.of("b", "a"), RuleText.parse("a>b").names());
        assertTrue(RuleText.parse("a>b").strict());
        assertEquals(List.of("c", "a", "b"), RuleText.parse("a,b->c").names());
        assertEquals(List.of("a", "b", "c"), RuleText.parse("not a = 2 * b - c").names());
        assertEquals(List.of(2., -1.), RuleText.parse("not a = 2 * b - c").factors());
        assertTrue(RuleText.parse("not a = b").forbidden());
        assertFalse(RuleText.parse("\"not\" <= b").forbidden());
        assertEquals(
                "in force", RuleText.parse("a is null when b = \"in force\"").value());
        assertEquals(TimeUnits.HOURS, RuleText.parse("n = end - start in hours").unit());
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
                "a = b + c + d",
                "a = x * b",
                "a = 0 * b",
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
                            || message.contains("names a column twice"),
                    message);
        }
        assertThrows(IllegalArgumentException.class, () -> RuleText.check("\"" + "\"\"".repeat(100_000)));
        assertThrows(IllegalArgumentException.class, () -> RuleText.check("\"" + "\"\"".repeat(900)));
    }
}
