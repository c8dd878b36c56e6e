// SPDX-License-Identifier: Apache-2.0
package io.nifigan.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.model.GANModel;
import io.nifigan.model.TrainedModels;
import io.nifigan.rule.OrderRule;
import io.nifigan.sample.Sampler;
import io.nifigan.table.Field;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
import io.nifigan.table.ValueType;
import io.nifigan.train.Progress;
import io.nifigan.train.TrainingException;
import io.nifigan.train.TrainingListener;
import io.nifigan.train.TrainingSettings;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A table with a rule of every kind is learnt, and none of 100,000 rows breaks one. */
@Tag("slow")
class RulesKeptTest {
    private static final int ROWS = 4_000;
    private static final int DRAWN = 100_000;
    private static final TrainingSettings SETTINGS = TrainedModels.SMALL
            .withTargets(List.of())
            .withMaxSteps(60)
            // Rows of so short a training are hardly ever chosen: 100,000 of them would take minutes.
            .withRefined(false);

    /** A row as texts, by name. */
    private static Map<String, String> row(final Table table, final int row) {
        final Map<String, String> values = new HashMap<>();
        for (int c = 0; c < table.columns().size(); c++) {
            final Object value = table.value(c, row);
            values.put(table.column(c).name(), value == null ? null : value.toString());
        }
        return values;
    }

    private static BigDecimal number(final Map<String, String> row, final String name) {
        return new BigDecimal(row.get(name));
    }

    private static LocalDateTime time(final Map<String, String> row, final String name) {
        return LocalDateTime.parse(row.get(name), DateTimeFormatter.ISO_LOCAL_DATE_TIME);
    }

    /** Which rules a row breaks, without any of the code that is tested. */
    private static void count(
            final Map<String, String> row, final Map<String, Set<String>> seen, final Map<String, Integer> broken) {
        final boolean single = "single".equals(row.get("status"));
        final Map<String, Boolean> kept = new HashMap<>();
        kept.put("total", number(row, "net").add(number(row, "freight")).compareTo(number(row, "total")) == 0);
        kept.put("due", number(row, "total").subtract(number(row, "paid")).compareTo(number(row, "due")) == 0);
        kept.put(
                "gross",
                number(row, "net")
                                .multiply(new BigDecimal("1.19"))
                                .subtract(number(row, "gross"))
                                .abs()
                                .compareTo(new BigDecimal("0.00500001"))
                        <= 0);
        kept.put(
                "delivered",
                LocalDate.parse(row.get("ordered"))
                        .plusDays(Long.parseLong(row.get("days")))
                        .equals(LocalDate.parse(row.get("delivered"))));
        kept.put(
                "ended",
                time(row, "began").plusHours(Long.parseLong(row.get("hours"))).equals(time(row, "ended")));
        kept.put("city", seen.get("city").contains(row.get("city") + row.get("state")));
        kept.put("tax", seen.get("tax").contains(row.get("state") + row.get("product") + row.get("tax")));
        kept.put("zone", seen.get("zone").contains(row.get("carrier") + row.get("zone")));
        kept.put("spouse", single == (row.get("spouse") == null));
        kept.put("wedding", single == (row.get("wedding") == null));
        kept.put("phone", single == (row.get("phone") == null));
        kept.put("home", number(row, "home").compareTo(number(row, "children")) <= 0);
        kept.put("low", Double.parseDouble(row.get("low")) < Double.parseDouble(row.get("high")));
        kept.forEach((rule, good) -> broken.merge(rule, good ? 0 : 1, Integer::sum));
    }

    /**
     * Sixteen numbers that are as good as the same, each a little greater than the one before: of 16! orders, one is
     * right.
     */
    private static Table nearlyEqual() {
        final SplittableRandom random = new SplittableRandom(1);
        final List<Field> fields = IntStream.range(0, 16)
                .mapToObj(c -> new Field("c" + c, ValueType.DOUBLE))
                .toList();
        final TableBuilder builder = new TableBuilder(fields, Map.of());
        for (int r = 0; r < 300; r++) {
            final double common = random.nextDouble();
            builder.add(random.doubles(fields.size())
                    .sorted()
                    .mapToObj(x -> (Object) (common + x / 1_000))
                    .toArray());
        }
        return builder.build();
    }

    @Test
    void rulesOfTheUserThatHardlyAnyRowKeepsYetDoNotEndTheTrainingButTheModel() {
        // Sums in a wrong order cannot be exchanged.
        final List<String> given = IntStream.range(1, 8)
                .mapToObj(c -> "c%d + c%d < c%d + c%d".formatted(2 * c - 2, 2 * c - 1, 2 * c, 2 * c + 1))
                .collect(Collectors.toCollection(ArrayList::new));
        given.add("none");
        final TrainingSettings settings = SETTINGS.withMaxSteps(5).withRules(given);
        final List<Double> errors = new ArrayList<>();
        final String message = assertThrows(
                        TrainingException.class,
                        () -> new ModelFitter(settings).fit(nearlyEqual(), new TrainingListener() {
                            @Override
                            public void progress(final Progress progress) {
                                errors.add(progress.shapeError());
                            }
                        }))
                .getMessage();
        assertEquals(100, errors.get(0));
        assertTrue(
                message.matches(
                        "No rows can be drawn.* kept the rules of the table\\. Most broke 'c\\d+ \\+ c\\d+ <.*"),
                message);
    }

    private static void assertSorted(final GANModel model, final List<OrderRule> orders) throws Exception {
        try (Sampler sampler = new Sampler(model, 3, 0)) {
            final Table drawn = sampler.next(2_000);
            assertTrue(orders.stream().allMatch(order -> order.holdsIn(drawn)));
        }
    }

    @Test
    void ordersThatHardlyAnyRowKeepsAreReachedByExchangingValues() throws Exception {
        // The search would find that each number lies close to another, and rows would keep the orders.
        final List<String> given = IntStream.range(0, 16)
                .mapToObj(c -> c == 0 ? "none" : "c%d < c%d".formatted(c - 1, c))
                .toList();
        final List<String> notes = new ArrayList<>();

        final GANModel model = new ModelFitter(SETTINGS.withMaxSteps(5).withRules(given))
                .fit(nearlyEqual(), new TrainingListener() {
                    @Override
                    public void note(final String note) {
                        notes.add(note);
                    }
                });

        assertTrue(
                notes.stream().anyMatch(note -> note.contains("values in a wrong order are exchanged")),
                notes::toString);
        assertTrue(model.provenance().leftOut().containsAll(notes), notes::toString);
        assertTrue(model.calibration().mending());
        assertSorted(
                TrainedModels.read(TrainedModels.bytes(model)),
                IntStream.range(1, 16)
                        .mapToObj(c -> new OrderRule(c - 1, c, true))
                        .toList());
        // A model that does not ask for it gets there where it would give up.
        final GANModel without = model.toBuilder()
                .calibration(model.calibration().withMending(false))
                .build();
        try (Sampler sampler = new Sampler(without, 3, 0)) {
            sampler.next(100);
            assertTrue(sampler.isMending());
        }
    }

    @Test
    void aRuleThatWasFoundNeverMakesSamplingImpossible() throws Exception {
        final GANModel model = new ModelFitter(SETTINGS.withMaxSteps(5)).fit(nearlyEqual(), new TrainingListener() {});

        assertSorted(
                model,
                model.encoder().rules().stream()
                        .filter(OrderRule.class::isInstance)
                        .map(OrderRule.class::cast)
                        .toList());
    }

    @Test
    void noneOfAHundredThousandRowsBreaksARule() throws Exception {
        final Table table = RuleTables.table(ROWS, 1);
        final GANModel model = new ModelFitter(SETTINGS).fit(table, new TrainingListener() {});
        // What follows from the sums besides is an order as well.
        final Set<String> found = new HashSet<>(model.encoder().describeRules());
        found.removeAll(Set.of(
                "net < gross",
                "net < total",
                "freight < total",
                "paid < total",
                "due <= total",
                "began <= ended",
                "ordered < delivered"));
        assertEquals(Set.copyOf(RuleTables.RULES), found);

        final Map<String, Set<String>> seen = new HashMap<>();
        for (int r = 0; r < ROWS; r++) {
            final Map<String, String> row = row(table, r);
            seen.computeIfAbsent("city", key -> new HashSet<>()).add(row.get("city") + row.get("state"));
            seen.computeIfAbsent("tax", key -> new HashSet<>())
                    .add(row.get("state") + row.get("product") + row.get("tax"));
            seen.computeIfAbsent("zone", key -> new HashSet<>()).add(row.get("carrier") + row.get("zone"));
        }
        final Map<String, Integer> broken = new TreeMap<>();
        final Set<String> zones = new HashSet<>();
        int single = 0;
        final GANModel read = TrainedModels.read(TrainedModels.bytes(model));
        try (Sampler sampler = new Sampler(read, 5, 0)) {
            for (int from = 0; from < DRAWN; from += 10_000) {
                final Table drawn = sampler.next(10_000);
                for (int r = 0; r < drawn.rows(); r++) {
                    final Map<String, String> row = row(drawn, r);
                    count(row, seen, broken);
                    zones.add(row.get("carrier") + row.get("zone"));
                    single += Objects.equals(row.get("status"), "single") ? 1 : 0;
                }
            }
        }
        assertEquals(13, broken.size());
        broken.forEach((rule, count) -> assertEquals(0, count, rule));
        assertEquals(seen.get("zone"), zones);
        assertEquals(1 / 3., (double) single / DRAWN, .03);
    }
}
