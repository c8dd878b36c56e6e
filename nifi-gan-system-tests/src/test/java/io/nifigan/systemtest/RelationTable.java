// SPDX-License-Identifier: Apache-2.0
package io.nifigan.systemtest;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One table whose columns are related in every way that TrainGAN is to find, and a test of each relation. */
final class RelationTable {
    /** A relation that cannot be told from chance, so the user gives it. */
    static final String GIVEN = "state with city";

    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");
    private static final LocalDate REPORT = LocalDate.of(2024, 7, 1);
    private static final String NOT_AVAILABLE = "N/A";
    private static final List<String> COLOURS = List.of("red", "green", "blue");
    private static final List<String> PLACES =
            List.of("Bavaria,Munich", "Bavaria,Nuremberg", "Hesse,Frankfurt", "Hesse,Kassel", "Saxony,Leipzig");
    private static final double[] TARIFFS = IntStream.range(0, 24)
            .mapToDouble(hour -> (10 + (hour < 6 ? 0 : hour * 7 % 24)) / 100.)
            .toArray();

    private RelationTable() {}

    /**
     * A relation between columns.
     *
     * @param name what is related
     * @param holds tests a record
     */
    record Relation(String name, Predicate<Map<String, String>> holds) {}

    static List<Map<String, String>> rows(final int count) {
        final SplittableRandom random = new SplittableRandom(31);
        final List<Map<String, String>> rows = new ArrayList<>();
        for (int r = 0; r < count; r++) {
            final Map<String, String> row = new LinkedHashMap<>();
            addTimes(row, random);
            addAmounts(row, random);
            addShares(row, random);
            addPerson(row, random);
            addMoments(row, random);
            final String[] place = PLACES.get(random.nextInt(PLACES.size())).split(",");
            row.put("state", place[0]);
            row.put("city", place[1]);
            rows.add(row);
        }
        return rows;
    }

    private static LocalDateTime moment(final SplittableRandom random) {
        return LocalDate.of(2021, 1, 1)
                .plusDays(random.nextInt(1_200))
                .atStartOfDay()
                .plusSeconds(28_800 + random.nextInt(50_000));
    }

    private static void addTimes(final Map<String, String> row, final SplittableRandom random) {
        final LocalDateTime at = moment(random);
        row.put("at", at.format(TIMESTAMP));
        row.put("date", at.toLocalDate().toString());
        row.put("year", "" + at.getYear());
        row.put("month", "" + at.getMonthValue());
        row.put("hour", "" + at.getHour());
        row.put("weekday", dayName(at.getDayOfWeek()));
        row.put("quarter", "Q" + (at.getMonthValue() + 2) / 3);
        row.put("tariff", "" + TARIFFS[at.getHour()]);
        final LocalDateTime submitted = moment(random);
        row.put("submitted", submitted.format(TIMESTAMP));
        row.put("due", submitted.toLocalDate().plusDays(random.nextInt(5)).toString());
    }

    private static String dayName(final DayOfWeek day) {
        return day.getDisplayName(TextStyle.FULL, Locale.FRENCH);
    }

    private static void addAmounts(final Map<String, String> row, final SplittableRandom random) {
        final BigDecimal price = BigDecimal.valueOf(101 + random.nextInt(9_000), 2);
        final int quantity = 1 + random.nextInt(9);
        final BigDecimal total = price.multiply(BigDecimal.valueOf(quantity));
        final BigDecimal rate = BigDecimal.valueOf(5L * (1 + random.nextInt(6)), 2);
        final BigDecimal tax = total.multiply(rate).setScale(2, RoundingMode.HALF_UP);
        row.put("price", price.toPlainString());
        row.put("quantity", "" + quantity);
        row.put("total", total.toPlainString());
        row.put("rate", rate.toPlainString());
        row.put("tax", tax.toPlainString());
        row.put("net", total.subtract(tax).toPlainString());
        row.put(
                "refund",
                random.nextInt(12) == 0 ? NOT_AVAILABLE : total.negate().toPlainString());
        int sum = 0;
        for (int month = 1; month <= 5; month++) {
            final int visits = random.nextInt(40) * random.nextInt(3);
            row.put("visits" + month, "" + visits);
            sum += visits;
        }
        row.put("visits", "" + sum);
    }

    private static void addShares(final Map<String, String> row, final SplittableRandom random) {
        final int sand = 10 + random.nextInt(50);
        final int silt = 5 + random.nextInt(35);
        row.put("sand", "" + sand);
        row.put("silt", "" + silt);
        row.put("clay", "" + (100 - sand - silt));
        final String colour = COLOURS.get(Math.min(random.nextInt(4), 2));
        COLOURS.forEach(each -> row.put(each, each.equals(colour) ? "1" : "0"));
    }

    private static void addPerson(final Map<String, String> row, final SplittableRandom random) {
        final LocalDate born = LocalDate.of(1940, 1, 1).plusDays(random.nextInt(25_000));
        row.put("born", born.toString());
        row.put("birth_year", "" + born.getYear());
        row.put("age", "" + Period.between(born, REPORT).getYears());
        final double score = Math.rint(1_000 * Math.sqrt(random.nextDouble())) / 10;
        row.put("score", "" + score);
        row.put("grade", grade(score));
        final BigDecimal height = BigDecimal.valueOf(150 + random.nextInt(50), 2);
        final BigDecimal weight = BigDecimal.valueOf(450 + random.nextInt(600), 1);
        row.put("height", height.toPlainString());
        row.put("weight", weight.toPlainString());
        row.put("bmi", weight.divide(height.pow(2), 1, RoundingMode.HALF_UP).toPlainString());
    }

    private static String grade(final double score) {
        return score < 50 ? "F" : score < 65 ? "D" : score < 80 ? "C" : score < 90 ? "B" : "A";
    }

    /** One moment as local time with its offset, in minutes, and as seconds, milli- and microseconds since 1970. */
    private static void addMoments(final Map<String, String> row, final SplittableRandom random) {
        final LocalDateTime utc = moment(random);
        final long micros = utc.toEpochSecond(ZoneOffset.UTC) * 1_000_000 + random.nextInt(1_000_000);
        final OffsetDateTime local = utc.atOffset(ZoneOffset.UTC).withOffsetSameInstant(ZoneOffset.ofHours(2));
        row.put("seen", local.format(DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx")));
        row.put("seen_minute", local.format(MINUTE));
        row.put("seen_day", local.toLocalDate().toString());
        row.put("seen_s", "" + micros / 1_000_000);
        row.put("seen_ms", "" + micros / 1_000);
        row.put("seen_us", "" + micros);
    }

    private static double number(final Map<String, String> row, final String column) {
        return Double.parseDouble(row.get(column));
    }

    private static boolean near(final double a, final double b, final double error) {
        return Math.abs(a - b) < error;
    }

    private static LocalDateTime at(final Map<String, String> row) {
        return LocalDateTime.parse(row.get("at"), TIMESTAMP);
    }

    private static LocalDate born(final Map<String, String> row) {
        return LocalDate.parse(row.get("born"));
    }

    private static OffsetDateTime seen(final Map<String, String> row) {
        return OffsetDateTime.parse(row.get("seen"));
    }

    /** The relations, which hold in every row. */
    static List<Relation> relations() {
        return Stream.of(times(), amounts(), people(), moments())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Relation> times() {
        return List.of(
                new Relation(
                        "date of a timestamp",
                        row -> row.get("date").equals(at(row).toLocalDate().toString())),
                new Relation("year", row -> number(row, "year") == at(row).getYear()),
                new Relation("month", row -> number(row, "month") == at(row).getMonthValue()),
                new Relation("hour", row -> number(row, "hour") == at(row).getHour()),
                new Relation("weekday in French", row -> row.get("weekday").equals(dayName(at(row).getDayOfWeek()))),
                new Relation("quarter", row -> row.get("quarter").equals("Q" + (at(row).getMonthValue() + 2) / 3)),
                new Relation("tariff by the hour", row -> number(row, "tariff") == TARIFFS[at(row).getHour()]),
                new Relation(
                        "timestamp not after a due date",
                        row -> !LocalDateTime.parse(row.get("submitted"), TIMESTAMP)
                                .toLocalDate()
                                .isAfter(LocalDate.parse(row.get("due")))));
    }

    private static List<Relation> amounts() {
        return List.of(
                new Relation(
                        "total = price * quantity",
                        row -> near(number(row, "price") * number(row, "quantity"), number(row, "total"), .001)),
                new Relation(
                        "tax = total * rate, rounded",
                        row -> near(number(row, "total") * number(row, "rate"), number(row, "tax"), .0051)),
                new Relation(
                        "net = total - tax",
                        row -> near(number(row, "total") - number(row, "tax"), number(row, "net"), .001)),
                new Relation(
                        "refund = -total, or a word",
                        row -> NOT_AVAILABLE.equals(row.get("refund"))
                                || number(row, "refund") == -number(row, "total")),
                new Relation(
                        "sum of five",
                        row -> IntStream.rangeClosed(1, 5)
                                        .mapToDouble(month -> number(row, "visits" + month))
                                        .sum()
                                == number(row, "visits")),
                new Relation(
                        "shares that make 100",
                        row -> number(row, "sand") + number(row, "silt") + number(row, "clay") == 100),
                new Relation(
                        "exactly one flag",
                        row -> COLOURS.stream()
                                        .mapToDouble(each -> number(row, each))
                                        .sum()
                                == 1));
    }

    private static List<Relation> people() {
        return List.of(
                new Relation(
                        "birth year",
                        row -> number(row, "birth_year") == born(row).getYear()),
                new Relation(
                        "age",
                        row -> number(row, "age")
                                == Period.between(born(row), REPORT).getYears()),
                new Relation("grade by thresholds", row -> row.get("grade").equals(grade(number(row, "score")))),
                new Relation(
                        "bmi = weight / height²",
                        row -> near(
                                number(row, "weight") / Math.pow(number(row, "height"), 2), number(row, "bmi"), .051)),
                new Relation(
                        "state with city, as given", row -> PLACES.contains(row.get("state") + "," + row.get("city"))));
    }

    private static List<Relation> moments() {
        return List.of(
                new Relation("seconds of a local time", row -> seen(row).toEpochSecond() == number(row, "seen_s")),
                new Relation(
                        "milliseconds", row -> number(row, "seen_s") == Math.floor(number(row, "seen_ms") / 1_000)),
                new Relation(
                        "microseconds",
                        row -> Long.parseLong(row.get("seen_us")) / 1_000 == Long.parseLong(row.get("seen_ms"))),
                new Relation(
                        "local minute",
                        row -> row.get("seen_minute").equals(seen(row).format(MINUTE))),
                new Relation(
                        "local day",
                        row -> row.get("seen_day")
                                .equals(Instant.ofEpochSecond(Long.parseLong(row.get("seen_s")))
                                        .atOffset(ZoneOffset.ofHours(2))
                                        .toLocalDate()
                                        .toString())));
    }
}
