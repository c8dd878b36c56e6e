// SPDX-License-Identifier: Apache-2.0
package io.nifigan.augment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.model.GANModel;
import io.nifigan.model.TrainedModels;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tests on rows that the model never saw. Unless stated otherwise, the pool comes from a nearly untrained model. */
class ImputerTest {
    private static final GANModel MODEL = TrainedModels.model();
    private static final List<String> NAMES =
            MODEL.columns().stream().map(column -> column.name()).toList();
    private static final int KEY = NAMES.indexOf("key");
    private static final int NAME = NAMES.indexOf("name");
    private static final int AMOUNT = NAMES.indexOf("amount");
    private static final int TIER = NAMES.indexOf("tier");
    private static final int CITY = NAMES.indexOf("city");
    private static final int COUNTRY = NAMES.indexOf("country");
    private static final int HOME = NAMES.indexOf("home");
    private static final int CHILDREN = NAMES.indexOf("children");
    private static final int VISITS = NAMES.indexOf("visits");

    private static DonorPool pool;

    @BeforeAll
    static void makePool() throws SamplingException {
        pool = DonorPool.of(MODEL, 4_000);
    }

    private static Table rows(final int rows, final long seed) {
        final Table made = TrainedModels.table(rows, seed);
        final TableBuilder builder = TableBuilder.forColumns(MODEL.columns());
        for (int r = 0; r < rows; r++) {
            final int row = r;
            builder.add(IntStream.range(0, NAMES.size())
                    .mapToObj(c -> made.value(c, row))
                    .toArray());
        }
        return builder.build();
    }

    /** All cells of some columns. */
    private static boolean[][] all(final int rows, final int... columns) {
        final boolean[][] wanted = new boolean[NAMES.size()][];
        for (final int column : columns) {
            wanted[column] = new boolean[rows];
            Arrays.fill(wanted[column], true);
        }
        return wanted;
    }

    /** A random share of the cells. */
    private static boolean[][] some(final int rows, final double share, final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final boolean[][] wanted = all(rows, IntStream.range(0, NAMES.size()).toArray());
        for (final boolean[] column : wanted) {
            for (int r = 0; r < rows; r++) {
                column[r] = random.nextDouble() < share;
            }
        }
        return wanted;
    }

    private static List<Object> values(final Table table) {
        final List<Object> values = new ArrayList<>();
        for (int r = 0; r < table.rows(); r++) {
            for (int c = 0; c < NAMES.size(); c++) {
                values.add(table.value(c, r));
            }
        }
        return values;
    }

    private static List<Imputer> completions() {
        return List.of(
                Imputer.imputing(pool, Filling.TYPICAL, 1),
                Imputer.imputing(pool, Filling.RANDOM, 1),
                Imputer.varying(pool, 1));
    }

    @Test
    void fieldsThatAreKeptNeverChange() {
        final Table table = rows(300, 11);
        final boolean[][] wanted = some(300, .5, 2);
        for (final Imputer imputer : completions()) {
            final Table completed = imputer.complete(table, wanted);
            for (int c = 0; c < NAMES.size(); c++) {
                for (int r = 0; r < 300; r++) {
                    if (!wanted[c][r]) {
                        assertEquals(table.value(c, r), completed.value(c, r), NAMES.get(c));
                    }
                }
            }
        }
    }

    @Test
    void whatAKeptFieldDeterminesIsRight() {
        final Table table = rows(300, 12);
        for (final Imputer imputer : completions()) {
            final Table completed = imputer.complete(table, all(300, COUNTRY, AMOUNT));
            for (int r = 0; r < 300; r++) {
                assertEquals(table.value(COUNTRY, r), completed.value(COUNTRY, r));
            }
        }
    }

    @Test
    void aFieldThatDeterminesAKeptOneFitsToIt() {
        final Table table = rows(300, 13);
        for (final Imputer imputer : completions()) {
            final Table completed = imputer.complete(table, all(300, CITY));
            final Table again = Imputer.imputing(pool, Filling.TYPICAL, 1).complete(completed, all(300, COUNTRY));
            final Set<Object> cities = new HashSet<>();
            for (int r = 0; r < 300; r++) {
                assertEquals(table.value(COUNTRY, r), again.value(COUNTRY, r));
                cities.add(completed.value(CITY, r));
            }
            assertTrue(cities.size() > 3, cities::toString);
        }
    }

    @Test
    void aDeterminantIsDeducedWhereNoRowOfThePoolFits() throws SamplingException {
        // A single row, whose country is not the most frequent one.
        final DonorPool single = DonorPool.of(MODEL, 1);
        final Table table = rows(200, 14);
        for (final Filling filling : Filling.values()) {
            final Table completed = Imputer.imputing(single, filling, 1).complete(table, all(200, CITY));
            final Table again = Imputer.imputing(pool, filling, 1).complete(completed, all(200, COUNTRY));
            for (int r = 0; r < 200; r++) {
                assertEquals(table.value(COUNTRY, r), again.value(COUNTRY, r));
            }
        }
    }

    @Test
    void ordersHoldWhereTheFieldsThatStayAllowIt() {
        assertFalse(MODEL.encoder().rules().isEmpty());
        final Table table = rows(300, 15);
        for (final Imputer imputer : completions()) {
            for (final boolean[][] wanted : List.of(all(300, HOME), all(300, CHILDREN), all(300, HOME, CHILDREN))) {
                final Table completed = imputer.complete(table, wanted);
                for (int r = 0; r < 300; r++) {
                    assertTrue(completed.numbers(HOME)[r] <= completed.numbers(CHILDREN)[r]);
                }
            }
        }
    }

    @Test
    void imputingLeavesNoGapAndVaryingAsManyAsTheModelMakes() {
        final Table table = rows(1_000, 16);
        for (final Filling filling : Filling.values()) {
            final Table completed = Imputer.imputing(pool, filling, 1).complete(table, some(1_000, .3, 5));
            final Table whole = Imputer.imputing(pool, filling, 1).complete(completed, all(1_000, VISITS));
            for (int r = 0; r < 1_000; r++) {
                assertNotNull(whole.value(VISITS, r));
                assertNotNull(completed.value(NAME, r));
            }
        }
        final Table varied = Imputer.varying(pool, 1).complete(table, all(1_000, VISITS));
        final long missing = IntStream.range(0, 1_000)
                .filter(r -> varied.isMissing(VISITS, r))
                .count();
        assertEquals(200, missing, 120);
    }

    @Test
    void identifiersAreMadeAnewEachAnotherOne() {
        final Table table = rows(100, 17);
        final Table completed = Imputer.imputing(pool, Filling.TYPICAL, 3).complete(table, all(100, KEY, NAME));
        final Set<Object> keys = new HashSet<>();
        final Set<Object> names = new HashSet<>();
        for (int r = 0; r < 100; r++) {
            assertTrue(completed.value(KEY, r).toString().matches("CUST-\\d{6}"));
            assertNotEquals(table.value(NAME, r), completed.value(NAME, r));
            keys.add(completed.value(KEY, r));
            names.add(completed.value(NAME, r));
        }
        assertEquals(100, keys.size());
        assertEquals(100, names.size());
    }

    @Test
    void aSeedGivesTheSameWhateverTheSizesOfTheCalls() {
        final Table table = rows(200, 18);
        final boolean[][] wanted = some(200, .4, 6);
        for (int i = 0; i < completions().size(); i++) {
            final List<Object> expected = values(completions().get(i).complete(table, wanted));
            final Imputer parts = completions().get(i);
            final List<Object> found = new ArrayList<>();
            for (int from = 0; from < 200; from += 70) {
                final int start = from;
                final int end = Math.min(200, from + 70);
                final boolean[][] part = Arrays.stream(wanted)
                        .map(column -> Arrays.copyOfRange(column, start, end))
                        .toArray(boolean[][]::new);
                found.addAll(values(
                        parts.complete(table.select(IntStream.range(start, end).toArray()), part)));
            }
            assertEquals(expected, found);
        }
        assertNotEquals(
                values(Imputer.varying(pool, 1).complete(table, wanted)),
                values(Imputer.varying(pool, 2).complete(table, wanted)));
    }

    @Test
    void rowsThatKeepNothingAreCompletedToo() {
        final boolean[][] wanted = all(50, IntStream.range(0, NAMES.size()).toArray());
        final Table completed = Imputer.varying(pool, 1).complete(rows(50, 19), wanted);
        assertTrue(IntStream.range(0, 50)
                        .mapToObj(r -> completed.value(AMOUNT, r))
                        .distinct()
                        .count()
                > 10);
        assertTrue(IntStream.range(0, 50)
                        .mapToObj(r -> completed.value(TIER, r))
                        .distinct()
                        .count()
                > 1);
    }

    @Test
    void valuesThatTheModelNeverSawAreIgnoredAndKept() {
        final TableBuilder builder = TableBuilder.forColumns(MODEL.columns());
        final Object[] cells = new Object[NAMES.size()];
        cells[CITY] = "Atlantis";
        cells[AMOUNT] = 1e12;
        builder.add(cells);
        final boolean[][] wanted = all(
                1,
                IntStream.range(0, NAMES.size())
                        .filter(c -> c != CITY && c != AMOUNT)
                        .toArray());
        for (final Imputer imputer : completions()) {
            final Table completed = imputer.complete(builder.build(), wanted);
            assertEquals("Atlantis", completed.value(CITY, 0));
            assertEquals(1e12, completed.value(AMOUNT, 0));
            assertNotNull(completed.value(COUNTRY, 0));
        }
    }
}
