// SPDX-License-Identifier: Apache-2.0
package io.nifigan.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.model.GANModel;
import io.nifigan.model.TrainedModels;
import io.nifigan.model.Zips;
import io.nifigan.protect.Protection;
import io.nifigan.protect.Replacement;
import io.nifigan.sample.Sampler;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Table;
import io.nifigan.table.TestTable;
import io.nifigan.table.ValueType;
import io.nifigan.train.TrainingListener;
import io.nifigan.train.TrainingSettings;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What becomes of values on the whole way from rows to synthetic rows. */
class ValuesTest {
    private static final TrainingSettings TINY =
            TrainedModels.SMALL.withTargets(List.of()).withMaxSteps(30);
    private static final int DRAWN = 3_000;

    private static Table drawn(final GANModel model) throws Exception {
        try (Sampler sampler = new Sampler(model, 17, 0)) {
            return sampler.next(DRAWN);
        }
    }

    @Test
    void aShopStaysClosedAtNightAndOnSundaysHoweverShortTheTraining() throws Exception {
        final SplittableRandom random = new SplittableRandom(1);
        final int[] weekdays = {0, 0, 1, 2, 3, 4, 5};
        final Table table = TestTable.of(ValueType.TIMESTAMP, "ordered")
                .and(ValueType.DOUBLE, "amount")
                .rows(2_000, r -> {
                    final LocalDate day = LocalDate.of(2024, 1, 1)
                            .plusWeeks(random.nextInt(52))
                            .plusDays(weekdays[random.nextInt(7)]);
                    final LocalDateTime time = day.atTime(9, 0).plusMinutes(random.nextInt(540));
                    return new Object[] {
                        time, day.getDayOfWeek() == DayOfWeek.SATURDAY ? 50 + random.nextInt(9) : random.nextInt(40)
                    };
                });
        final Table drawn = drawn(new ModelFitter(TINY).fit(table, new TrainingListener() {}));
        final double min = Arrays.stream(table.numbers(0)).min().orElseThrow();
        final double max = Arrays.stream(table.numbers(0)).max().orElseThrow();
        int mondays = 0;
        for (int r = 0; r < DRAWN; r++) {
            final LocalDateTime time = (LocalDateTime) drawn.value(0, r);
            assertTrue(
                    time.getDayOfWeek() != DayOfWeek.SUNDAY
                            && time.getHour() >= 9
                            && time.getHour() < 18
                            && time.getSecond() == 0,
                    time.toString());
            assertTrue(drawn.numbers(0)[r] >= min && drawn.numbers(0)[r] <= max);
            mondays += time.getDayOfWeek() == DayOfWeek.MONDAY ? 1 : 0;
        }
        assertEquals(2 / 7., (double) mondays / DRAWN, .05);
    }

    /** 500 people, of whom some have a job, a town or a number of cars to themselves. */
    private static Table people() {
        final SplittableRandom random = new SplittableRandom(1);
        return TestTable.of(ValueType.STRING, "job", ColumnKind.CATEGORY)
                .and(ValueType.STRING, "town", ColumnKind.CATEGORY)
                .and(ValueType.STRING, "region")
                .and(ValueType.INT, "income", "cars")
                .rows(500, r -> {
                    final int town = random.nextInt(8);
                    final boolean rare = r % 25 == 0;
                    return new Object[] {
                        rare ? "rare job " + r : "job " + random.nextInt(3),
                        rare ? "hamlet " + r : "town " + town,
                        rare ? "valley " + r : "region " + town / 2,
                        (int) (1_000 * Math.exp(8 + random.nextGaussian())),
                        rare ? 5 + r : random.nextInt(3)
                    };
                });
    }

    @Test
    void rareValuesAreNeitherInTheModelNorInItsRows() throws Exception {
        final Table table = people();
        final double[] incomes = Arrays.stream(table.numbers(3)).sorted().toArray();
        final Set<String> extremes = new HashSet<>();
        for (int i = 0; i < 4; i++) {
            extremes.add(Long.toString((long) incomes[i]));
            extremes.add(Long.toString((long) incomes[incomes.length - 1 - i]));
        }
        for (final Replacement replacement : Replacement.values()) {
            final Protection protection = new Protection(5, replacement, "somewhere else", true);
            final GANModel model =
                    new ModelFitter(TINY.withProtection(protection)).fit(table, new TrainingListener() {});
            for (final String entry : List.of("encoder.json", "manifest.json", "calibration.json")) {
                final String text =
                        new String(Zips.entries(TrainedModels.bytes(model)).get(entry), StandardCharsets.UTF_8);
                assertFalse(
                        text.contains("rare job") || text.contains("hamlet") || text.contains("valley"),
                        replacement + " " + entry);
                for (final String extreme : extremes) {
                    assertFalse(
                            text.contains("\"min\":" + extreme + ".") || text.contains("\"max\":" + extreme + "."),
                            entry + " " + extreme);
                }
            }
            final Table drawn = drawn(model);
            int replaced = 0;
            for (int r = 0; r < DRAWN; r++) {
                final String job = (String) drawn.value(0, r);
                replaced += job == null || job.equals("somewhere else") ? 1 : 0;
                assertTrue(job == null || job.startsWith("job ") || job.equals("somewhere else"), job);
                assertFalse(String.valueOf(drawn.value(1, r)).startsWith("hamlet")
                        || String.valueOf(drawn.value(2, r)).startsWith("valley"));
                assertTrue(drawn.value(4, r) == null || (Integer) drawn.value(4, r) < 3);
                assertTrue(drawn.numbers(3)[r] >= incomes[4] && drawn.numbers(3)[r] <= incomes[incomes.length - 5]);
            }
            assertEquals(
                    replacement == Replacement.REDISTRIBUTE ? 0 : .04,
                    (double) replaced / DRAWN,
                    .02,
                    replacement.toString());
        }
    }
}
