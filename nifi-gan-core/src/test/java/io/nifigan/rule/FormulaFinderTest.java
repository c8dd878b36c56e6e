// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import static io.nifigan.rule.FoundRules.assertFinds;
import static io.nifigan.rule.FoundRules.cents;
import static io.nifigan.rule.FoundRules.day;
import static io.nifigan.rule.FoundRules.inAllRows;
import static io.nifigan.rule.FoundRules.rules;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.encode.Tables;
import io.nifigan.table.Table;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The search for what is computed: sums, products and bands. */
class FormulaFinderTest {
    private final SplittableRandom random = new SplittableRandom(7);

    @Test
    void totalsOfManyColumns() {
        assertFinds(
                Tables.of(600, r -> {
                    final int[] months = random.ints(7, 0, 100).toArray();
                    return new Object[] {
                        months[0],
                        months[1],
                        IntStream.of(months).sum(),
                        months[2],
                        months[3],
                        months[4],
                        months[5],
                        months[6],
                        "g" + random.nextInt(3)
                    };
                }),
                "c = a + b + d + e + f + g + h");
    }

    @Test
    void aRoundedQuotientComesBeforeTheProductThatFollowsFromIt() {
        assertFinds(
                Tables.of(600, r -> {
                    final int total = 20 + random.nextInt(4_000);
                    final int hits = random.nextInt(total);
                    final BigDecimal rate = new BigDecimal(hits).divide(new BigDecimal(total), 4, RoundingMode.HALF_UP);
                    final BigDecimal percent =
                            new BigDecimal(100 * hits).divide(new BigDecimal(total), 1, RoundingMode.HALF_UP);
                    return new Object[] {hits, total, rate, percent, "g" + random.nextInt(3)};
                }),
                "c = a / b",
                "d = 100 * (a / b)");
    }

    @Test
    void wholeUnitsOfANumberAreRoundedDown() {
        assertFinds(
                Tables.of(600, r -> {
                    final int seconds = random.nextInt(20_000);
                    return new Object[] {seconds, seconds / 60, "g" + random.nextInt(3)};
                }),
                "b = a / 60 rounded down");
    }

    @Test
    void whatIsWrittenInSeveralFormsIsComputed() {
        final List<String> rules = rules(Tables.of(600, r -> {
            final LocalDateTime at = LocalDateTime.of(2023, 1, 1, 0, 0).plusMinutes(random.nextInt(500_000));
            return new Object[] {at + ":07", at + ":00" + (r % 3 == 0 ? "Z" : "+02:00"), random.nextInt(100)};
        }));

        assertTrue(rules.contains("b = a"), rules::toString);
    }

    @Test
    void fixedTotalsWithMissingRowsAndFactors() {
        assertFinds(
                Tables.of(900, r -> {
                    final boolean none = r % 9 == 0;
                    final int sand = random.nextInt(50);
                    final int silt = random.nextInt(50);
                    final int exam = random.nextInt(101);
                    final int essay = random.nextInt(101);
                    return new Object[] {
                        none ? null : sand,
                        none ? null : silt,
                        none ? null : 100 - sand - silt,
                        exam,
                        essay,
                        "%d.%d".formatted((7 * exam + 3 * essay) / 10, (7 * exam + 3 * essay) % 10),
                        (exam + essay + 1) / 2,
                        random.nextInt(30)
                    };
                }),
                "c = 100 - a - b",
                "f = 0.7 * d + 0.3 * e",
                "g = (d + e) / 2");
    }

    @Test
    void exactlyOneOfFlagsAndNoneOfChance() {
        assertFinds(
                Tables.of(800, r -> {
                    final int race = random.nextInt(5);
                    final int colour = random.nextInt(3);
                    return new Object[] {
                        race == 0 ? 1 : 0,
                        race == 1 ? 1 : 0,
                        race == 2 ? 1 : 0,
                        race == 3 ? 1 : 0,
                        race == 4 ? 1 : 0,
                        colour == 0,
                        colour == 1,
                        colour == 2,
                        random.nextInt(2),
                        random.nextInt(6) == 0 ? 1 : 0
                    };
                }),
                "e = 1 - a - b - c - d",
                "h = 1 - f - g");
    }

    @Test
    void productsWithRatesAndTheirRounding() {
        assertFinds(
                Tables.of(800, r -> {
                    final int quantity = 1 + random.nextInt(20);
                    final int price = 100 + random.nextInt(9_000);
                    final int discount = 5 * random.nextInt(7);
                    final double total = quantity * price / 100. * (1 - discount / 100.);
                    return new Object[] {
                        quantity,
                        cents(price),
                        discount,
                        cents(Math.rint(total * 1e6) / 1e6, RoundingMode.HALF_UP),
                        cents(Math.rint(quantity * price * .175 * 1e3) / 1e5, RoundingMode.DOWN)
                    };
                }),
                "d = a * b * (1 - c / 100)",
                "e = 0.175 * (a * b) rounded down");
    }

    @Test
    void quotientsAndPowers() {
        assertFinds(
                Tables.of(800, r -> {
                    final int weight = 450 + random.nextInt(600);
                    final int height = 150 + random.nextInt(50);
                    return new Object[] {
                        "%d.%d".formatted(weight / 10, weight % 10),
                        cents(height),
                        BigDecimal.valueOf(weight / 10. / (height / 100. * height / 100.))
                                .setScale(1, RoundingMode.HALF_UP)
                                .toPlainString()
                    };
                }),
                "c = a / b ^ 2");
    }

    @Test
    void ordersThatFollowFromComputedColumnsAreNotListed() {
        final Table table = Tables.of(900, r -> {
            final int price = 101 + random.nextInt(50_000);
            final int quantity = 1 + random.nextInt(9);
            final int other = random.nextInt(3_000);
            final int net = price * quantity;
            return new Object[] {
                cents(price),
                quantity,
                cents(net),
                cents(other),
                cents(net + other),
                cents(net + other + random.nextInt(900))
            };
        });
        // Neither net at least price, as no quantity is below 1, nor the total at least net; but the last is free.
        assertEquals(Set.of("c = a * b", "e = c + d", "e <= f"), inAllRows(table));
        // Where the sum may be smaller, the order says something.
        final Table free = Tables.of(900, r -> {
            final int a = random.nextInt(50_000);
            final int b = random.nextInt(3_000) - 900;
            final int c = a + b;
            return new Object[] {a, b, c, Math.max(a, c) + random.nextInt(9)};
        });
        assertEquals(Set.of("c = a + b", "a <= d", "c <= d"), inAllRows(free));
    }

    @Test
    void aSumIsTurnedWhereAPartIsComputedFromTheTotal() {
        assertFinds(
                Tables.of(900, r -> {
                    final int gross = 1_000 + random.nextInt(900_000);
                    final int rate = 5 * (1 + random.nextInt(7));
                    final int tax = Math.toIntExact(Math.round(gross * rate / 100.));
                    return new Object[] {cents(gross), rate, cents(tax), cents(gross - tax)};
                }),
                "c = a * b / 100",
                "d = a - c");
    }

    @Test
    void bandsOfNumbersAndOfTheYear() {
        assertFinds(
                Tables.of(900, r -> {
                    final int score = random.nextInt(101);
                    final LocalDate day = day(random, 4);
                    final int date = day.getMonthValue() * 100 + day.getDayOfMonth();
                    return new Object[] {
                        score,
                        score < 50 ? "F" : score < 65 ? "C" : score < 80 ? "B" : "A",
                        day,
                        date < 321 || date >= 1221
                                ? "winter"
                                : date < 621 ? "spring" : date < 923 ? "summer" : "autumn",
                        random.nextInt(4)
                    };
                }),
                "bands(a, 50, 65, 80) -> b");
    }

    @Test
    void clustersAreNoBands() {
        // The latitude follows from the city, and not the city from the latitude.
        final String[] cities = {"Oslo", "Rome", "Cairo"};
        final double[] latitudes = {59.9, 41.9, 30.0};
        final List<String> rules = rules(Tables.of(900, r -> {
            final int city = random.nextInt(3);
            return new Object[] {cities[city], "%.4f".formatted(latitudes[city] + random.nextGaussian() / 20)};
        }));
        assertTrue(rules.stream().noneMatch(rule -> rule.contains("bands")), rules.toString());
    }

    @Test
    void comparisonsOfSumsCanBeGiven() {
        final Table table = Tables.of(600, r -> {
            final int bill = random.nextInt(1_000);
            final int paid = random.nextInt(1_000);
            return new Object[] {bill, paid, random.nextInt(bill + paid + 1)};
        });
        assertEquals(List.of("c <= a + b"), rules(table, "none", "a + b >= c"));
        assertTrue(assertThrows(RuleException.class, () -> rules(table, "a + b <= c"))
                .getMessage()
                .contains("is broken in"));
    }

    @Test
    void numbersOfChanceHaveNoFormula() {
        final Table table = Tables.of(1_000, r -> {
            final Object[] row = new Object[22];
            for (int c = 0; c < row.length; c++) {
                row[c] = switch (c % 7) {
                    case 0 -> 1 + random.nextInt(30);
                    case 1 -> cents(random.nextInt(100_000));
                    case 2 -> random.nextInt(2);
                    case 3 -> day(random, 20);
                    case 4 -> random.nextInt(5);
                    case 5 -> "w" + random.nextInt(7);
                    default -> random.nextGaussian();
                };
            }
            return row;
        });
        assertEquals(List.of(), rules(table));
    }

    @Test
    void oneExceptionPreventsAFormula() {
        final Table table = Tables.of(3_000, r -> {
            final LocalDate day = day(random, 5);
            final int a = 1 + random.nextInt(40);
            final int b = 1 + random.nextInt(40);
            return new Object[] {
                day,
                day.getMonthValue() % 12 + (r == 2_345 ? 1 : 0),
                a,
                b,
                a * b + (r == 1_234 ? 100 : 0),
                r == 999 ? "x" : a < 20 ? "low" : "high"
            };
        });
        assertEquals(
                List.of("e = c * d in 99.97 %"),
                rules(table).stream().filter(rule -> !rule.contains("<")).toList());
    }

    @Test
    void aLookupOfTooManyNumbersIsOneOfBands() {
        final Table table = Tables.of(3_000, r -> {
            final int income = random.nextInt(100_000);
            return new Object[] {income, income < 18_000 ? "low" : income < 60_000 ? "middle" : "high"};
        });
        final List<String> rules = rules(table, "none", "a -> b");
        assertTrue(rules.get(0).matches("bands\\(a, 1[78]\\d*, (59|60)\\d*\\) -> b"), rules.toString());
    }
}
