// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import static io.nifigan.rule.FoundRules.assertFinds;
import static io.nifigan.rule.FoundRules.day;
import static io.nifigan.rule.FoundRules.rules;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nifigan.encode.Tables;
import io.nifigan.table.Table;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The search for what is computed of times: parts of dates, ages, spans and shifts. */
class TimeFormulasTest {
    private final SplittableRandom random = new SplittableRandom(7);

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
                    final LocalDate born = day(random, 70);
                    final LocalDate hired = day(random, 6);
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
                    final LocalDateTime admitted = day(random, 4).atTime(random.nextInt(24), random.nextInt(60), 17);
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
    void aTimestampIsComparedWithADateByItsDay() {
        final Table table = Tables.of(600, r -> {
            final LocalDate due = day(random, 2);
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
}
