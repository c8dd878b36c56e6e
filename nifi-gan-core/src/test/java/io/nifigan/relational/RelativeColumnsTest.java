// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational;

import static io.nifigan.relational.Databases.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.common.Cancellation;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.table.Field;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
import io.nifigan.table.ValueType;
import io.nifigan.train.TrainingException;
import io.nifigan.train.TrainingListener;
import io.nifigan.train.TrainingSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Stays, careers and meters: what has an end, a number that rises, and a running total. */
class RelativeColumnsTest {
    private static Map<String, Table> made;
    private static Map<String, Table> later;

    @BeforeAll
    static void train() throws TrainingException, SamplingException, IOException {
        final SplittableRandom random = new SplittableRandom(2);
        final DatabaseBuilder builder = new DatabaseBuilder(
                "visits.person_id -> people.id\nstays.person_id -> people.id\nseasons.person_id -> people.id");
        final TableBuilder people = builder.table("people", fields("id", "born", "since"));
        final TableBuilder visits = builder.table("visits", fields("person_id", "at", "purpose"));
        final TableBuilder stays = builder.table("stays", fields("person_id", "invoice", "began", "ended", "month"));
        final TableBuilder seasons = builder.table("seasons", fields("person_id", "year", "games", "total", "age"));
        int invoice = 5_000;
        for (int i = 0; i < 120; i++) {
            final int born = 1960 + random.nextInt(30);
            final LocalDate since = LocalDate.of(2023, 1, 1).plusDays(random.nextInt(700));
            people.add(new Object[] {Integer.toString(i + 1), Integer.toString(born), since.toString()});
            for (int k = 0; k < 2; k++) {
                visits.add(new Object[] {
                    Integer.toString(i + 1),
                    "%s 1%d:30".formatted(since.plusDays(1 + 10L * k + random.nextInt(9)), random.nextInt(10)),
                    "P" + random.nextInt(3)
                });
            }
            LocalDate day = LocalDate.of(2020, 1, 1).plusDays(random.nextInt(600));
            for (int k = 0; k < 1 + random.nextInt(3); k++) {
                final LocalDate end = day.plusDays(random.nextInt(9));
                stays.add(new Object[] {
                    Integer.toString(i + 1),
                    Integer.toString(invoice++),
                    day.toString(),
                    random.nextInt(20) == 0 ? null : end.toString(),
                    Integer.toString(day.getMonthValue())
                });
                day = end.plusDays(1 + random.nextInt(90));
            }
            int total = 0;
            final int first = born + 18 + random.nextInt(4);
            for (int k = 0; k < 1 + random.nextInt(6); k++) {
                final int games = 10 + random.nextInt(50);
                total += games;
                seasons.add(new Object[] {
                    Integer.toString(i + 1),
                    Integer.toString(first + k),
                    Integer.toString(games),
                    Integer.toString(total),
                    Integer.toString(first + k - born)
                });
            }
        }
        final TableBuilder meter = builder.table("meter", fields("time", "level", "used"));
        double used = 812;
        for (int i = 0; i < 300; i++) {
            used += .25 * (1 + random.nextInt(6));
            meter.add(new Object[] {
                LocalDate.of(2021, 1, 1).plusDays(i).toString(),
                Integer.toString(random.nextInt(9)),
                String.format(Locale.ROOT, "%.2f", used)
            });
        }
        final TrainingSettings settings = TrainingSettings.builder()
                .timeBudget(Duration.ofDays(1))
                .maxSteps(60)
                .network(8, 16, 1)
                .batchSize(64)
                .threads(1)
                .refined(false)
                .seed(5)
                .build();
        final RelationalModel model = new RelationalFitter(settings, new TrainingListener() {}).fit(builder.build());
        final ByteArrayOutputStream file = new ByteArrayOutputStream();
        model.write(file);
        final RelationalModel read = RelationalModel.read(new ByteArrayInputStream(file.toByteArray()));
        made = read.sample(1, 3, 1);
        later = new LinkedHashMap<>();
        read.sample(
                new DatabaseRequest(
                        1,
                        4,
                        1,
                        Map.of("stays", (long) made.get("stays").rows()),
                        Cancellation.never(),
                        (table, leftOut, planned) -> {}),
                later::put);
    }

    private static List<Field> fields(final String... names) {
        return Arrays.stream(names)
                .map(name -> new Field(name, ValueType.STRING))
                .toList();
    }

    @Test
    void whatEndsDoesNotEndBeforeItBegins() {
        final Table stays = made.get("stays");
        final List<String> began = texts(stays, "began");
        final List<String> ended = texts(stays, "ended");
        int known = 0;
        for (int r = 0; r < stays.rows(); r++) {
            if (ended.get(r) != null) {
                known++;
                final LocalDate first = LocalDate.parse(began.get(r));
                assertFalse(LocalDate.parse(ended.get(r)).isBefore(first), began.get(r) + " " + ended.get(r));
                assertFalse(LocalDate.parse(ended.get(r)).isAfter(first.plusDays(8)), ended.get(r));
            }
        }
        assertTrue(known > stays.rows() / 2, known + " ends of " + stays.rows());
    }

    @Test
    void theNextBeginsAfterTheEndOfTheOneBefore() {
        final Table stays = made.get("stays");
        final List<String> people = texts(stays, "person_id");
        final List<String> ended = texts(stays, "ended");
        for (int r = 1; r < stays.rows(); r++) {
            if (people.get(r).equals(people.get(r - 1)) && ended.get(r - 1) != null) {
                final String began = texts(stays, "began").get(r);
                assertTrue(LocalDate.parse(began).isAfter(LocalDate.parse(ended.get(r - 1))), ended.get(r - 1));
            }
        }
    }

    @Test
    void whatFollowsFromTheTimeIsComputed() {
        final Table stays = made.get("stays");
        for (int r = 0; r < stays.rows(); r++) {
            assertEquals(
                    LocalDate.parse(texts(stays, "began").get(r)).getMonthValue(),
                    Integer.parseInt(texts(stays, "month").get(r)));
        }
    }

    @Test
    void timesAreNotBeforeTheDayOfTheParent() {
        final List<String> people = texts(made.get("people"), "id");
        final List<String> since = texts(made.get("people"), "since");
        final Table visits = made.get("visits");
        for (int r = 0; r < visits.rows(); r++) {
            final LocalDate day = LocalDate.parse(texts(visits, "at").get(r).substring(0, 10));
            final String first =
                    since.get(people.indexOf(texts(visits, "person_id").get(r)));
            assertFalse(day.isBefore(LocalDate.parse(first)), day + " " + first);
        }
        assertTrue(visits.rows() > 150, visits.rows() + " visits are left");
    }

    @Test
    void yearsPutRowsInOrderAndTotalsRun() {
        final Table seasons = made.get("seasons");
        final List<String> people = texts(seasons, "person_id");
        int total = 0;
        for (int r = 0; r < seasons.rows(); r++) {
            final boolean first = r == 0 || !people.get(r).equals(people.get(r - 1));
            final int games = Integer.parseInt(texts(seasons, "games").get(r));
            total = first ? games : total + games;
            assertEquals(total, Integer.parseInt(texts(seasons, "total").get(r)));
            final int born = Integer.parseInt(texts(made.get("people"), "born")
                    .get(texts(made.get("people"), "id").indexOf(people.get(r))));
            final int year = Integer.parseInt(texts(seasons, "year").get(r));
            assertEquals(year - born, Integer.parseInt(texts(seasons, "age").get(r)));
            assertTrue(
                    first || year == 1 + Integer.parseInt(texts(seasons, "year").get(r - 1)),
                    "years follow each other");
        }
    }

    @Test
    void metersNeverFall() {
        final List<String> used = texts(made.get("meter"), "used");
        for (int r = 1; r < used.size(); r++) {
            assertTrue(Double.parseDouble(used.get(r)) >= Double.parseDouble(used.get(r - 1)), used.get(r));
        }
        assertTrue(Double.parseDouble(used.getFirst()) > 800, used.getFirst());
        assertTrue(Double.parseDouble(used.getLast()) > 900, used.getLast());
    }

    @Test
    void numbersOfRowsGoOnAfterThoseMadeBefore() {
        final List<String> all = new ArrayList<>(texts(made.get("stays"), "invoice"));
        all.addAll(texts(later.get("stays"), "invoice"));
        assertEquals(all.size(), new HashSet<>(all).size());
    }
}
