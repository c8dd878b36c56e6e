// SPDX-License-Identifier: Apache-2.0
package io.nifigan.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.augment.ClassColumn;
import io.nifigan.model.GANModel;
import io.nifigan.model.TrainedModels;
import io.nifigan.sample.Sampler;
import io.nifigan.table.Field;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
import io.nifigan.table.ValueType;
import io.nifigan.train.TrainingListener;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Trains on a table with many computed columns and tests that no synthetic row breaks a formula. */
@Tag("slow")
class FormulasKeptTest {
    private static final int ROWS = 2_000;
    private static final int DRAWN = 20_000;
    private static final LocalDate TODAY = LocalDate.of(2024, 7, 1);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final List<String> NAMES = List.of(
            "at",
            "day",
            "month",
            "weekday",
            "shift",
            "born",
            "age",
            "qty",
            "price",
            "discount",
            "total",
            "vat",
            "sand",
            "silt",
            "clay",
            "red",
            "green",
            "blue",
            "score",
            "grade",
            "due",
            "q1",
            "q2",
            "q3",
            "q4",
            "sum");

    private static String cents(final double value) {
        return BigDecimal.valueOf(Math.rint(value * 1e6) / 1e6)
                .setScale(2, RoundingMode.HALF_UP)
                .toPlainString();
    }

    private static Object[] row(final SplittableRandom random) {
        final LocalDateTime at = LocalDateTime.of(2022, 1, 1, 0, 0).plusSeconds(random.nextInt(60_000_000));
        final LocalDate born = LocalDate.of(1950, 1, 1).plusDays(random.nextInt(20_000));
        final int qty = 1 + random.nextInt(20);
        final String price = cents(1 + 40 * random.nextDouble());
        final int discount = 5 * random.nextInt(5);
        final String total = cents(qty * Double.parseDouble(price) * (1 - discount / 100.));
        final int sand = random.nextInt(60);
        final int silt = random.nextInt(40);
        final int colour = random.nextInt(3);
        final int score = random.nextInt(101);
        final int[] parts = random.ints(4, 0, 500).toArray();
        return new Object[] {
            at.format(TIME),
            at.toLocalDate(),
            at.getMonthValue(),
            at.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.FRENCH),
            at.getHour() < 6 ? "night" : at.getHour() < 14 ? "early" : "late",
            random.nextInt(9) == 0 ? null : born,
            null,
            qty,
            price,
            discount,
            total,
            cents(.19 * Double.parseDouble(total)),
            sand,
            silt,
            100 - sand - silt,
            colour == 0 ? 1 : 0,
            colour == 1 ? 1 : 0,
            colour == 2 ? 1 : 0,
            score,
            score < 50 ? "F" : score < 65 ? "C" : score < 80 ? "B" : "A",
            at.toLocalDate().plusDays(random.nextInt(3)),
            parts[0],
            parts[1],
            parts[2],
            parts[3],
            parts[0] + parts[1] + parts[2] + parts[3]
        };
    }

    private static Table table() {
        final List<Field> fields =
                NAMES.stream().map(name -> new Field(name, ValueType.STRING)).toList();
        final TableBuilder builder = new TableBuilder(fields, Map.of());
        final SplittableRandom random = new SplittableRandom(3);
        for (int r = 0; r < ROWS; r++) {
            final Object[] row = row(random);
            row[6] = row[5] == null ? null : ChronoUnit.YEARS.between((LocalDate) row[5], TODAY);
            builder.add(Stream.of(row)
                    .map(value -> value == null ? null : value.toString())
                    .toArray());
        }
        return builder.build();
    }

    /** Whether a row keeps all formulas, without any of the code that is tested. */
    private static boolean isRight(final Map<String, String> row) {
        final LocalDateTime at = LocalDateTime.parse(row.get("at"), TIME);
        final String born = row.get("born");
        final double total = number(row, "total");
        final int score = (int) number(row, "score");
        return row.get("day").equals(at.toLocalDate().toString())
                && number(row, "month") == at.getMonthValue()
                && row.get("weekday").equals(at.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.FRENCH))
                && row.get("shift").equals(at.getHour() < 6 ? "night" : at.getHour() < 14 ? "early" : "late")
                && (born == null
                        ? row.get("age") == null
                        : number(row, "age") == ChronoUnit.YEARS.between(LocalDate.parse(born), TODAY))
                && Math.abs(number(row, "qty") * number(row, "price") * (1 - number(row, "discount") / 100) - total)
                        < .005001
                && Math.abs(.19 * total - number(row, "vat")) < .005001
                && number(row, "sand") + number(row, "silt") + number(row, "clay") == 100
                && number(row, "clay") > 0
                && number(row, "red") + number(row, "green") + number(row, "blue") == 1
                && row.get("grade").equals(score < 50 ? "F" : score < 65 ? "C" : score < 80 ? "B" : "A")
                && !at.toLocalDate().isAfter(LocalDate.parse(row.get("due")))
                && number(row, "q1") + number(row, "q2") + number(row, "q3") + number(row, "q4") == number(row, "sum");
    }

    private static double number(final Map<String, String> row, final String name) {
        return Double.parseDouble(row.get(name));
    }

    @Test
    void noRowBreaksAFormula() throws Exception {
        final GANModel model = new ModelFitter(TrainedModels.SMALL
                        .withTargets(List.of())
                        .withMaxSteps(60)
                        .withRefined(false))
                .fit(table(), new TrainingListener() {});
        assertTrue(
                model.encoder()
                        .describeRules()
                        .containsAll(Set.of(
                                "day = date(at)",
                                "month = month(at)",
                                "weekday(at) -> weekday",
                                "hour(at) -> shift",
                                "age = years(born, 2024-07-01)",
                                "total = qty * price * (1 - discount / 100)",
                                "vat = 0.19 * total",
                                "clay = 100 - sand - silt",
                                "blue = 1 - red - green",
                                "bands(score, 50, 65, 80) -> grade",
                                "day <= due",
                                "sum = q1 + q2 + q3 + q4")),
                model.encoder().describeRules().toString());
        final GANModel read = TrainedModels.read(TrainedModels.bytes(model));
        // A class that is computed can be balanced like any other.
        assertTrue(ClassColumn.of(read, "grade").isKnown("B"));
        assertTrue(ClassColumn.of(read, "blue").isKnown("1"));
        int broken = 0;
        int missing = 0;
        try (Sampler sampler = new Sampler(read, 5, 0)) {
            for (int from = 0; from < DRAWN; from += 5_000) {
                final Table drawn = sampler.next(5_000);
                for (int r = 0; r < drawn.rows(); r++) {
                    final Map<String, String> row = new HashMap<>();
                    for (int c = 0; c < NAMES.size(); c++) {
                        final Object value = drawn.value(c, r);
                        row.put(NAMES.get(c), value == null ? null : value.toString());
                    }
                    broken += isRight(row) ? 0 : 1;
                    missing += row.get("born") == null ? 1 : 0;
                }
            }
        }
        assertEquals(0, broken);
        // After so short a training the share is rough; that it is there at all shows that rows without it are kept.
        assertEquals(1 / 9., (double) missing / DRAWN, .1);
    }
}
