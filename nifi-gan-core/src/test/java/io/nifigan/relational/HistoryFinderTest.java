// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.common.RandomStream;
import io.nifigan.relational.schema.CompositeKey;
import io.nifigan.relational.schema.TableSchema;
import io.nifigan.table.Field;
import io.nifigan.table.TableBuilder;
import io.nifigan.table.ValueType;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Histories, natural keys, keys of several columns and grids are found in tables that have them. */
class HistoryFinderTest {
    private static final RandomStream RANDOM = new RandomStream(1);

    private static TableBuilder table(final DatabaseBuilder builder, final String name, final String fields) {
        return builder.table(
                name,
                Stream.of(fields.split(" "))
                        .map(field -> new Field(field, ValueType.STRING))
                        .toList());
    }

    private static String day(final int number) {
        return LocalDate.of(2024, 1, 1).plusDays(number).toString();
    }

    @Test
    void findsWhoseHistoryATableHas() {
        final DatabaseBuilder builder = new DatabaseBuilder("");
        final TableBuilder readings = table(builder, "readings", "sensor day value");
        for (int s = 0; s < 12; s++) {
            for (int d = 0; d < 20; d++) {
                readings.add(new Object[] {"S" + s, day(d), "" + RANDOM.nextInt(1000)});
            }
        }
        final TableSchema found = builder.build().schema().table("readings");
        assertEquals(List.of("sensor"), found.series());
        assertEquals(List.of("day"), found.order());
        assertTrue(found.once().contains(List.of("sensor", "day")), found.once().toString());
    }

    @Test
    void findsCasesOfALogByNameAndOrder() {
        final DatabaseBuilder builder = new DatabaseBuilder("");
        final TableBuilder log = table(builder, "log", "case_id activity time");
        for (int c = 0; c < 60; c++) {
            for (int e = 0; e < 2 + c % 5; e++) {
                // Two events of a case may come at the same time.
                log.add(new Object[] {"c" + c, "step" + e, "2024-02-%02dT%02d:00:00".formatted(1 + c % 28, 8 + e / 2)});
            }
        }
        final TableSchema found = builder.build().schema().table("log");
        assertEquals(List.of("case_id"), found.series());
        assertEquals(List.of("time"), found.order());
    }

    @Test
    void findsOneLongSeries() {
        final DatabaseBuilder builder = new DatabaseBuilder("");
        final TableBuilder series = table(builder, "series", "day load");
        IntStream.range(0, 200).forEach(d -> series.add(new Object[] {day(d), "" + RANDOM.nextInt(1000)}));
        final TableSchema found = builder.build().schema().table("series");
        assertEquals(List.of(TableSchema.ONE_SERIES), found.series());
        assertEquals(List.of("day"), found.order());
    }

    @Test
    void findsSeveralHistoriesOfOneParent() {
        final DatabaseBuilder builder = new DatabaseBuilder("");
        final TableBuilder stores = table(builder, "stores", "store_id size");
        final TableBuilder sales = table(builder, "sales", "store_id dept week amount");
        for (int s = 0; s < 25; s++) {
            stores.add(new Object[] {"S" + s, "" + (100 + s)});
            for (int d = 0; d < 4; d++) {
                for (int w = 0; w < 6; w++) {
                    sales.add(new Object[] {"S" + s, "" + d, day(7 * w), "" + RANDOM.nextInt(1000)});
                }
            }
        }
        final TableSchema found = builder.build().schema().table("sales");
        assertEquals(List.of("store_id", "dept"), found.series());
        assertEquals(List.of("week"), found.order());
        assertEquals(List.of(List.of("store_id", "dept", "week")), found.once());
    }

    @Test
    void takesNoTableOfIndependentRowsForHistories() {
        final DatabaseBuilder builder = new DatabaseBuilder("");
        final TableBuilder people = table(builder, "people", "town born income");
        for (int i = 0; i < 300; i++) {
            people.add(new Object[] {"t" + RANDOM.nextInt(8), day(RANDOM.nextInt(200)), "" + RANDOM.nextInt(50)});
        }
        final TableSchema found = builder.build().schema().table("people");
        assertEquals(List.of(), found.series());
        assertEquals(List.of(), found.once());
    }

    @Test
    void findsForeignKeysOfSeveralColumns() {
        final DatabaseBuilder builder = new DatabaseBuilder("");
        final TableBuilder weather = table(builder, "weather", "origin day wind");
        final TableBuilder flights = table(builder, "flights", "origin day delay");
        for (int d = 0; d < 30; d++) {
            for (final String origin : List.of("EWR", "JFK")) {
                weather.add(new Object[] {origin, day(d), "" + RANDOM.nextInt(9)});
                for (int f = 0; f < RANDOM.nextInt(4); f++) {
                    flights.add(new Object[] {origin, day(d), "" + RANDOM.nextInt(90)});
                }
            }
        }
        final TableSchema found = builder.build().schema().table("flights");
        assertEquals(
                List.of(new CompositeKey(List.of("origin", "day"), "weather", List.of("origin", "day"))),
                found.composites());
    }

    @Test
    void aRegularGridHasOneGap() {
        final ChainState state = new ChainState(
                List.of(),
                List.of(),
                new int[20],
                IntStream.rangeClosed(0, 20).map(f -> 5 * f).toArray(),
                0,
                new int[0]);
        for (int f = 0; f < 20; f++) {
            for (int t = 0; t < 5; t++) {
                state.time()[state.row(f, t)] = 7 * (f % 3 + t);
            }
            state.begin()[f] = 7 * (f % 3);
            state.end()[f] = 7 * (f % 3 + 4);
        }
        final Grid grid = Grid.of(state);
        assertEquals(new Grid(7, 7, 42), grid);
        assertEquals(14, grid.begin(12, 5, 42));
        assertEquals(14, grid.begin(40, 5, 42));
        assertEquals(21, grid.at(14, 3, 99, 2));
        state.time()[3] = 22;
        assertFalse(Grid.of(state).isRegular());
    }

    @Test
    void rowsLeaveRoomForThoseThatFollow() {
        final Grid grid = new Grid(1, Double.POSITIVE_INFINITY, Double.NaN);
        assertEquals(8, grid.at(4, 30, 10, 2));
        assertEquals(5, grid.at(4, 0, 10, 2));
        assertEquals(10, grid.at(8, 30, 10, 0));
        assertEquals(12, grid.at(11, 0, 10, 0));
    }
}
