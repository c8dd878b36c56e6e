// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.encode.EncoderFitter;
import io.nifigan.encode.Tables;
import io.nifigan.table.Table;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The search for what is computed: sums, products, parts of dates, ages and bands. */
class FormulaFinderTest {
    private final SplittableRandom random = new SplittableRandom(7);

    private static List<String> rules(final Table table, final String... given) {
        return EncoderFitter.fit(table, table, Set.of(), List.of(given)).describeRules();
    }

    private static void assertFinds(final Table table, final String... expected) {
        final List<String> rules = rules(table);
        for (final String rule : expected) {
            assertTrue(rules.contains(rule), rule + " is not in " + rules);
        }
        // What is found can be given, and gives the same again.
        final List<String> given = new ArrayList<>(List.of(expected));
        given.add("none");
        assertEquals(Set.of(expected), Set.copyOf(rules(table, given.toArray(String[]::new))));
    }

    /** The rules without those of a part of the rows. */
    private static Set<String> inAllRows(final Table table) {
        return rules(table).stream().filter(rule -> !rule.contains("%")).collect(Collectors.toSet());
    }

    private static String cents(final double value, final RoundingMode mode) {
        return new BigDecimal(Double.toString(value)).setScale(2, mode).toPlainString();
    }

    private static String cents(final int value) {
        return "%d.%02d".formatted(value / 100, value % 100);
    }

    private LocalDate day(final int years) {
        return LocalDate.of(2024 - years, 1, 1).plusDays(random.nextInt(365 * years));
    }

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
    void partsOfATimestampInAnyWords() {
        final String[] names = {"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"};
        assertFinds(
                Tables.of(1_500, r -> {
                    final LocalDateTime at = LocalDateTime.of(2021, 1, 1, 0, 0).plusMinutes(random.nextInt(1_500_000));
                    return new Object[] {
                        at.withSecond(random.nextInt(60)).toString().replace('T', ' ')
                                + (at.getSecond() == 0 ? "" : ""),
                        at.toLocalDate(),
                        at.getYear(),
                        at.getMonthValue(),
                        at.getDayOfWeek().getValue() % 7,
                        at.getHour(),
                        names[at.getDayOfWeek().getValue() - 1],
                        "Q" + at.get(IsoFields.QUARTER_OF_YEAR),
                        at.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR),
                        at.getHour() < 12 ? "AM" : "PM",
                        at.toLocalDate().withDayOfMonth(1),
                        "x" + random.nextInt(4)
                    };
                }),
                "b = date(a)",
                "c = year(a)",
                "d = month(a)",
                "weekday(a) -> e",
                "f = hour(a)",
                "weekday(a) -> g",
                "quarter(a) -> h",
                "i = week(a)",
                "hour(a) -> j",
                "k = monthstart(a)");
    }

    @Test
    void agesAndSpansAndShifts() {
        final LocalDate today = LocalDate.of(2024, 7, 1);
        assertFinds(
                Tables.of(900, r -> {
                    final LocalDate born = day(70);
                    final LocalDate hired = day(6);
                    return new Object[] {
                        born,
                        ChronoUnit.YEARS.between(born, today),
                        hired,
                        ChronoUnit.YEARS.between(born, hired),
                        hired.plusDays(30),
                        2024 - born.getYear(),
                        (int) Math.floor(ChronoUnit.DAYS.between(hired, today) / 365.25 * 10) / 10.
                    };
                }),
                "b = years(a, 2024-07-01)",
                "d = years(a, c)",
                "e = c + 30 in days",
                "f = 2024 - year(a)");
    }

    @Test
    void oneMomentInSeveralUnitsAndZones() {
        final Table table = Tables.of(900, r -> {
            final LocalDateTime utc = LocalDateTime.of(2022, 1, 1, 0, 0).plusSeconds(random.nextInt(70_000_000));
            final long micros = utc.toEpochSecond(ZoneOffset.UTC) * 1_000_000 + random.nextInt(1_000_000);
            final LocalDateTime local = utc.minusHours(5);
            return new Object[] {
                micros * 1_000 + random.nextInt(1_000),
                local.format(DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'-05:00'")),
                micros / 1_000,
                local.toLocalDate(),
                local.format(DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm")),
                (micros + 500_000) / 1_000_000,
                utc.toLocalDate()
            };
        });
        // Each is computed, so no order is left to be kept, and none is listed.
        assertEquals(
                Set.of(
                        "b = a - 5 in hours rounded down",
                        "c = a rounded down",
                        "d = date(a - 5) in hours",
                        "e = b rounded down",
                        "f = a",
                        "g = date(a)"),
                Set.copyOf(rules(table, "not date(f) <= g")));
    }

    @Test
    void aMicrosecondBeforeTheNextSecondIsRoundedDown() {
        assertFinds(
                Tables.of(600, r -> {
                    final long second = 1_600_000_000L + random.nextInt(10_000_000);
                    return new Object[] {second * 1_000_000 + (r % 7 == 0 ? 999_999 : random.nextInt(999_999)), second};
                }),
                "b = a rounded down");
    }

    @Test
    void aDayThatComesANumberOfDaysAfterATimestampIsComputed() {
        assertFinds(
                Tables.of(600, r -> {
                    final LocalDateTime admitted = day(4).atTime(random.nextInt(24), random.nextInt(60), 17);
                    final int days = 1 + random.nextInt(20);
                    return new Object[] {
                        admitted.format(DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss")),
                        days,
                        admitted.toLocalDate().plusDays(days)
                    };
                }),
                "c = date(a) + b in days");
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
    void formulasHoldWhereAllIsKnown() {
        // A total that is a word in some rows, a quantity that is missing in others, and a copy with gaps of its own.
        assertFinds(
                Tables.of(900, r -> {
                    final int price = 101 + random.nextInt(5_000);
                    final int quantity = 1 + random.nextInt(9);
                    final String total = cents(price * quantity);
                    return new Object[] {
                        random.nextInt(20) == 0 ? null : quantity,
                        cents(price),
                        random.nextInt(15) == 0 ? "N/A" : total,
                        random.nextInt(10) == 0 ? null : total,
                        "g" + random.nextInt(3)
                    };
                }),
                "c = a * b where known",
                "d = c where known",
                "d = a * b where known");
        // A time, a span and a part of a time.
        final List<String> times = rules(Tables.of(900, r -> {
            final LocalDateTime start = day(3).atTime(random.nextInt(24), random.nextInt(60));
            final int minutes = random.nextInt(3_000);
            final DateTimeFormatter form = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");
            return new Object[] {
                start.format(form),
                random.nextInt(9) == 0 ? null : minutes,
                random.nextInt(8) == 0 ? null : start.plusMinutes(minutes).format(form),
                random.nextInt(7) == 0 ? null : start.getYear()
            };
        }));
        assertTrue(
                times.containsAll(List.of("c = a + b in minutes where known", "d = year(a) where known")),
                times::toString);
    }

    @Test
    void whatHoldsWhereAllIsKnownCanBeGivenAndForbidden() {
        final Table table = Tables.of(900, r -> {
            final int a = random.nextInt(500);
            final int b = random.nextInt(900);
            return new Object[] {a, b, random.nextInt(9) == 0 ? null : a + b};
        });
        assertEquals(List.of("c = a + b where known"), rules(table));
        assertEquals(List.of("c = a + b where known"), rules(table, "none", "c = a + b"));
        assertTrue(rules(table, "not c = a + b").stream().noneMatch(rule -> rule.contains("known")));
        assertTrue(assertThrows(RuleException.class, () -> rules(table, "c = a - b where known"))
                .getMessage()
                .contains("broken"));
    }

    @Test
    void numbersOfChanceWithGapsHaveNoFormula() {
        for (int i = 0; i < 5; i++) {
            final Table table = Tables.of(
                    2_000,
                    r -> IntStream.range(0, 14)
                            .mapToObj(c -> random.nextInt(10) < 3 ? null : (Object) random.nextInt(3 + 7 * c))
                            .toArray());
            assertEquals(List.of(), rules(table));
        }
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
                    final LocalDate day = day(4);
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
    void aTimestampIsComparedWithADateByItsDay() {
        final Table table = Tables.of(600, r -> {
            final LocalDate due = day(2);
            return new Object[] {
                due.minusDays(random.nextInt(4)).atTime(random.nextInt(24), random.nextInt(60), 7),
                due,
                random.nextInt(9)
            };
        });
        assertFinds(table, "date(a) <= b");
        assertEquals(List.of("date(a) <= b"), rules(table, "none", "a <= b"));
        assertEquals(List.of(), rules(table, "not date(a) <= b"));
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
                    case 3 -> day(20);
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
            final LocalDate day = day(5);
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
