// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.encode.EncoderFitter;
import io.nifigan.encode.TableEncoder;
import io.nifigan.encode.Tables;
import io.nifigan.fit.RuleTables;
import io.nifigan.table.Table;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RuleFinderTest {
    private static List<String> rules(final Table table, final String... wishes) {
        return EncoderFitter.fit(table, table, Set.of(), List.of(wishes)).describeRules();
    }

    private static String refusal(final Table table, final String wish) {
        return assertThrows(RuleException.class, () -> rules(table, wish)).getMessage();
    }

    @Test
    void findsSumsInAnyColumnOrderAndWithMissingValues() {
        final SplittableRandom random = new SplittableRandom(1);
        final Table table = Tables.of(2_000, r -> {
            final int b = random.nextInt(1_000);
            final Integer c = r % 7 == 0 ? null : random.nextInt(500) - 200;
            return new Object[] {c == null ? null : b + c, b, c};
        });
        assertTrue(rules(table).contains("a = b + c"), rules(table).toString());
        // Where the sum is there and a part is not, it has values of its own.
        final Table open = Tables.of(2_000, r -> {
            final int b = random.nextInt(1_000);
            final int c = random.nextInt(500) - 200;
            return new Object[] {b + c, b, r % 7 == 0 ? null : c};
        });
        assertEquals(
                List.of("a = b + c where known"),
                rules(open).stream()
                        .filter(rule -> rule.contains("=") && !rule.contains("%"))
                        .toList());
    }

    @Test
    void oneExceptionOrAnEmptyAddendPreventsASum() {
        final SplittableRandom random = new SplittableRandom(2);
        final Table broken = Tables.of(20_000, r -> {
            final int b = random.nextInt(1_000) - 500;
            final int c = random.nextInt(1_000) - 500;
            return new Object[] {b + c + (r == 19_876 ? 1 : 0), b, c};
        });
        assertEquals(List.of("c = a - b in 99.995 %"), rules(broken));
        // c is nearly always 0, in the other table less than half the grid of a.
        final Table nothing = Tables.of(5_000, r -> {
            final int b = random.nextInt(1_000);
            return new Object[] {b + (r == 77 ? 3 : 0), b + .25, r == 77 ? 3 : 0};
        });
        assertTrue(
                rules(nothing).stream().noneMatch(rule -> rule.contains("+") && !rule.contains("%")),
                rules(nothing).toString());
    }

    @Test
    void randomColumnsOfEveryKindHaveNoRules() {
        final SplittableRandom random = new SplittableRandom(3);
        final Table table = Tables.of(3_000, r -> new Object[] {
            random.nextInt(3),
            random.nextInt(4),
            random.nextInt(2),
            "c" + random.nextInt(5),
            "d" + random.nextInt(30),
            "e" + random.nextInt(30),
            random.nextInt(50) == 0 ? null : random.nextInt(10),
            random.nextInt(50) == 0 ? null : "f",
            random.nextInt(40) == 0 ? 1 : 0,
            random.nextInt(40) == 0 ? 1 : 0,
            random.nextInt(40) == 0 ? 1 : 0,
            random.nextGaussian(),
            LocalDate.of(2020, 1, 1).plusDays(random.nextInt(30)),
            LocalDate.of(2020, 1, 1).plusDays(random.nextInt(30))
        });
        assertEquals(List.of(), rules(table));
    }

    @Test
    void findsMultiplesRoundedToCents() {
        final SplittableRandom random = new SplittableRandom(4);
        final Table table = Tables.of(1_000, r -> {
            final int net = 100 + random.nextInt(100_000);
            return new Object[] {
                "%d.%02d".formatted(net / 100, net % 100),
                "%.2f".formatted(Math.rint(net * .077) / 100),
                "x" + random.nextInt(3)
            };
        });
        assertTrue(
                rules(table).contains("b = 0.077 * a rounded half even"),
                rules(table).toString());
    }

    @Test
    void twoColumnsDetermineAThirdOnlyWhereNeitherDoesAlone() {
        final SplittableRandom random = new SplittableRandom(5);
        final Table table = Tables.of(2_000, r -> {
            final int a = random.nextInt(6);
            final int b = random.nextInt(5);
            return new Object[] {"a" + a, "b" + b, "c" + (a * b + a) % 4, "d" + a / 2, "e" + random.nextInt(3)};
        });
        assertEquals(Set.of("a -> d", "a, b -> c"), Set.copyOf(rules(table)));
        assertTrue(rules(table, "not b, a -> c").stream().noneMatch(rule -> rule.endsWith("-> c")));
        // Told but for one row in a hundred by a alone: too little is left for b to prove anything in 1,000 rows.
        final Table weak = Tables.of(1_000, r -> {
            final int a = random.nextInt(6);
            final int b = random.nextInt(100);
            return new Object[] {"a" + a, "b" + b, "c" + (b == 0 ? 7 : a / 2)};
        });
        assertEquals(
                List.of(),
                rules(weak).stream().filter(rule -> rule.contains(",")).toList());
    }

    @Test
    void computedColumnsCanDetermineOthers() {
        final SplittableRandom random = new SplittableRandom(6);
        final Table table = Tables.of(3_000, r -> {
            final int a = random.nextInt(11);
            final int b = random.nextInt(11);
            return new Object[] {a, b, a + b, a + b < 8 ? "fail" : a + b < 16 ? "pass" : "honours"};
        });
        final List<String> rules = rules(table);
        assertTrue(rules.containsAll(List.of("c = a + b", "bands(c, 8, 16) -> d")), rules.toString());
    }

    @Test
    void findsColumnsMissingTogetherOrAtAValueWithoutException() {
        final SplittableRandom random = new SplittableRandom(7);
        final Table table = Tables.of(2_000, r -> {
            final boolean none = random.nextInt(4) == 0;
            final boolean off = random.nextInt(9) == 0;
            return new Object[] {
                none ? null : random.nextInt(1_000),
                none ? null : random.nextDouble(),
                off ? 0 : 1 + random.nextInt(3),
                off ? null : random.nextGaussian(),
                none != (r == 1_234) ? null : random.nextInt(1_000)
            };
        });
        assertEquals(Set.of("b is null when a is null", "d is null when c = 0"), Set.copyOf(rules(table)));
        assertEquals(Set.of("d is null when c = 0"), Set.copyOf(rules(table, "not a is null when b is null")));
    }

    @Test
    void forbidsCombinationsOnlyWhereManyAreExpected() {
        final SplittableRandom random = new SplittableRandom(8);
        final Table table = Tables.of(4_000, r -> {
            final int a = random.nextInt(5);
            final int rare = random.nextInt(400) == 0 ? 9 : random.nextInt(4);
            return new Object[] {
                "a" + a, "b" + (a + random.nextInt(4)) % 5, "r" + rare, "s" + (rare == 9 ? 0 : random.nextInt(5))
            };
        });
        final TableEncoder encoder = EncoderFitter.fit(table, Set.of());
        assertEquals(List.of("a with b"), encoder.describeRules());
        assertEquals(5, ((CombinationRule) encoder.rules().get(0)).count());
        assertEquals(List.of(), rules(table, "not b with a"));
        assertEquals(List.of("c with d", "a with b"), rules(table, "c with d"));
    }

    @Test
    void userRulesAreCheckedAndOthersAreFound() {
        final SplittableRandom random = new SplittableRandom(9);
        final Table table = Tables.of(1_000, r -> {
            final int a = random.nextInt(100);
            return new Object[] {
                a, r < 37 ? a - 1 : a + random.nextInt(3), "k" + random.nextInt(3), a + 10 + random.nextInt(40)
            };
        });
        assertTrue(rules(table).contains("a < d"));
        assertEquals(List.of(), rules(table, "none"));
        assertEquals(List.of("b <= d"), rules(table, "none", "d >= b"));
        assertTrue(rules(table, "b < d", "not a <= d").contains("b < d"));
        assertTrue(rules(table, "b < d", "not a <= d").stream().noneMatch(rule -> rule.startsWith("a <")));
        assertTrue(refusal(table, "a <= b").contains("broken in 37 of 1,000 rows"));
        assertTrue(refusal(table, "a -> c").contains("rows, so it cannot be learnt"));
        assertTrue(refusal(table, "a = b + d").contains("is broken in"));
        assertTrue(refusal(table, "a <= nowhere").contains("names the column nowhere"));
        assertTrue(refusal(table, "c < a").contains("needs numbers or dates"));
        assertTrue(refusal(table, "a = b + d in days").contains("does not fit its columns"));
    }

    @Test
    void everyFormOfRuleCanBeGivenAndForbidden() {
        final Table table = RuleTables.table(1_500, 3);
        final List<String> given = new ArrayList<>(RuleTables.RULES);
        given.add("none");
        assertEquals(Set.copyOf(RuleTables.RULES), Set.copyOf(rules(table, given.toArray(String[]::new))));
        for (final String rule : RuleTables.RULES) {
            assertTrue(rules(table).contains(rule), rule);
            assertFalse(rules(table, "not " + rule).contains(rule), rule);
        }
        assertTrue(rules(table, "none", "hours = ended - began in hours").contains("hours = ended - began in hours"));
        assertTrue(refusal(table, "net, freight -> due").contains("distinct values"));
    }

    @Test
    void aRefusalNamesTheFirstRowThatBreaksTheRule() {
        final SplittableRandom random = new SplittableRandom(12);
        final Table table = Tables.of(2_000, r -> {
            final int a = random.nextInt(100);
            return new Object[] {a, r == 1_233 || r == 1_700 ? a - 1 : a + 1 + random.nextInt(3), "k" + a % 3};
        });
        assertTrue(refusal(table, "a < b").contains("broken in 2 of 2,000 rows"), refusal(table, "a < b"));
        assertTrue(refusal(table, "a < b").endsWith("The first is row 1,234"), refusal(table, "a < b"));
    }

    @Test
    void everyFormOfDaysAndBandsCanBeGivenAndForbidden() {
        final SplittableRandom random = new SplittableRandom(13);
        final Table table = Tables.of(1_500, r -> {
            final LocalDate day = LocalDate.of(2022, 1, 1).plusDays(random.nextInt(900));
            final int score = random.nextInt(101);
            final boolean isOpen = random.nextInt(4) == 0;
            return new Object[] {
                day + " 0" + random.nextInt(10) + ":15:00",
                day.plusDays(random.nextInt(4)),
                "d" + day.getDayOfWeek(),
                score,
                score < 50 ? "fail" : score < 80 ? "pass" : "honours",
                isOpen ? null : "e" + random.nextInt(3),
                isOpen ? null : "f" + random.nextInt(3),
                random.nextInt(9) == 0 ? null : 100 - score
            };
        });
        final List<String> forms = List.of(
                "weekday(a) -> c",
                "bands(d, 50, 80) -> e",
                "date(a) <= b",
                "g is null when f is null",
                "h = 100 - d where known");
        final List<String> given = new ArrayList<>(forms);
        given.add("none");
        assertEquals(Set.copyOf(forms), Set.copyOf(rules(table)));
        assertEquals(Set.copyOf(forms), Set.copyOf(rules(table, given.toArray(String[]::new))));
        for (final String rule : forms) {
            assertFalse(rules(table, "not " + rule).contains(rule), rule);
        }
    }

    @Test
    void noColumnDependsOnItself() {
        final SplittableRandom random = new SplittableRandom(10);
        final Table table = Tables.of(500, r -> {
            final int a = random.nextInt(50);
            final int b = random.nextInt(50);
            return new Object[] {a, b, a + b, a - b};
        });
        assertTrue(assertThrows(RuleException.class, () -> rules(table, "c = a + b", "a = c - b"))
                .getMessage()
                .contains("contradicts the others"));
        assertTrue(assertThrows(RuleException.class, () -> rules(table, "c = a + b", "c = d + b"))
                .getMessage()
                .contains("broken"));
        // Found ones are of a shape that can be computed: two of four columns are learnt.
        final TableEncoder encoder = EncoderFitter.fit(table, Set.of());
        assertEquals(2, encoder.layout().blocks().size());
    }

    @Test
    void findsASumInAWideTable() {
        final SplittableRandom random = new SplittableRandom(11);
        final Table table = Tables.of(10_000, r -> {
            final Object[] row = new Object[300];
            Arrays.setAll(row, c -> switch (c % 5) {
                case 0 -> random.nextInt(20) == 0 ? 1 : 0;
                case 1 -> random.nextInt(4);
                case 2 -> "v" + random.nextInt(8);
                case 3 -> random.nextInt(6) == 0 ? null : random.nextInt(100_000);
                default -> c < 100 ? LocalDate.of(2020, 1, 1).plusDays(random.nextInt(2_000)) : random.nextGaussian();
            });
            row[299] = (int) row[0] + (int) row[1];
            return row;
        });
        assertTrue(
                RuleFinder.find(table, Set.of(), Set.of(), List.of()).defining().get(299) instanceof FormulaRule);
    }
}
