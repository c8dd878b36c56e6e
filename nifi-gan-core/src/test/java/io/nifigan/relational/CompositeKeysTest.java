// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational;

import static io.nifigan.relational.Databases.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.relational.rows.NearestKeys;
import io.nifigan.relational.schema.SchemaException;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.table.Table;
import io.nifigan.train.TrainingException;
import io.nifigan.train.TrainingListener;
import io.nifigan.train.TrainingSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Foreign keys of several columns. */
class CompositeKeysTest {
    private static final TrainingSettings SETTINGS = TrainingSettings.builder()
            .timeBudget(Duration.ofDays(1))
            .maxSteps(30)
            .network(8, 16, 1)
            .batchSize(64)
            .threads(1)
            .refined(false)
            .seed(5)
            .build();

    private static RelationalModel fit(final Database database) throws TrainingException {
        return new RelationalFitter(SETTINGS, new TrainingListener() {}).fit(database);
    }

    private static List<String> combinations(final Table table, final String... columns) {
        return IntStream.range(0, table.rows())
                .mapToObj(r -> Stream.of(columns)
                        .map(column -> texts(table, column).get(r))
                        .reduce("", (a, b) -> a + " " + b))
                .toList();
    }

    /** Orders with lines that count from 1, and shipments of single lines. */
    @Test
    void rowsReferToKeysOfSeveralColumns() throws TrainingException, SamplingException, IOException {
        final List<String> orders = new ArrayList<>(List.of("id town"));
        final List<String> lines = new ArrayList<>(List.of("order_id line amount"));
        final List<String> shipments = new ArrayList<>(List.of("order_id line parcel weight"));
        for (int o = 0; o < 90; o++) {
            orders.add(o + " " + (o % 3 == 0 ? "Rome" : "Bonn"));
            for (int l = 1; l <= 1 + o % 4; l++) {
                lines.add("%d %d %d".formatted(o, l, 10 + o * l % 7));
                for (int s = 0; s < (o + l) % 3; s++) {
                    shipments.add("%d %d %d %d".formatted(o, l, s, 1 + o % 5));
                }
            }
        }
        final Database database =
                Databases.ofTexts("""
                lines.order_id -> orders.id
                lines key order_id, line
                lines order by line
                shipments.order_id -> orders.id
                shipments.(order_id, line) -> lines
                """, Map.of("orders", orders, "lines", lines, "shipments", shipments));
        final RelationalModel model = fit(database);
        final Map<String, Table> made = model.sample(1, 1, 1);
        final List<String> keys = combinations(made.get("lines"), "order_id", "line");
        assertEquals(keys.size(), new HashSet<>(keys).size());
        assertEquals(database.table("shipments").rows(), made.get("shipments").rows(), 12);
        assertTrue(new HashSet<>(keys).containsAll(combinations(made.get("shipments"), "order_id", "line")));
        assertTrue(
                new HashSet<>(texts(made.get("orders"), "id")).containsAll(texts(made.get("shipments"), "order_id")));
        for (final String name : List.of("orders", "lines", "shipments")) {
            assertEquals(database.table(name).columns(), made.get(name).columns(), name);
        }
        assertEquals(database.schema().table("shipments"), model.tables().get(2).schema());
        final ByteArrayOutputStream file = new ByteArrayOutputStream();
        model.write(file);
        final Map<String, Table> again = RelationalModel.read(new ByteArrayInputStream(file.toByteArray()))
                .sample(1, 1, 1);
        assertEquals(
                combinations(made.get("shipments"), "order_id", "line", "weight"),
                combinations(again.get("shipments"), "order_id", "line", "weight"));
    }

    /** Flights with the weather of their origin and day, which also puts them in order; some have none. */
    @Test
    void columnsThatPutRowsInOrderAreMovedToExistingKeys() throws TrainingException, SamplingException {
        final List<String> weather = new ArrayList<>(List.of("origin day wind"));
        final List<String> planes = new ArrayList<>(List.of("tail seats"));
        final List<String> flights = new ArrayList<>(List.of("tail origin day delay"));
        for (int d = 1; d <= 28; d++) {
            for (final String origin : List.of("EWR", "JFK", "LGA")) {
                if (d % 9 != 0) {
                    weather.add("%s 2013-01-%02d %d".formatted(origin, d, d % 11));
                }
            }
        }
        for (int p = 0; p < 60; p++) {
            planes.add("N%03d %d".formatted(p, 50 + p % 4 * 50));
            for (int f = 0; f < 1 + p % 5; f++) {
                flights.add("N%03d %s 2013-01-%02d %d"
                        .formatted(p, List.of("EWR", "JFK", "LGA").get((p + f) % 3), 1 + (p + 5 * f) % 28, f));
            }
        }
        final Database database =
                Databases.ofTexts("""
                flights.tail -> planes.tail
                flights.(origin, day) -> weather
                flights order by day
                """, Map.of("weather", weather, "planes", planes, "flights", flights));
        final Map<String, Table> made = fit(database).sample(1, 1, 1);
        assertTrue(new HashSet<>(combinations(made.get("weather"), "origin", "day"))
                .containsAll(combinations(made.get("flights"), "origin", "day")));
    }

    @Test
    void findsTheNearestKey() {
        final Database database = Databases.ofTexts("", Map.of("t", List.of("a b", "x 1", "x 5", "x 9", "y 4")));
        final Table wanted = Databases.ofTexts("", Map.of("w", List.of("a b", "x 6", "x 8", "y 9", "z 3", "- 1")))
                .table("w");
        final int[] rows = new NearestKeys(database.table("t"), new int[] {0, 1})
                .of(wanted, new int[] {0, 1}, new io.nifigan.common.RandomStream(1));
        assertEquals(List.of(1, 2, 3), IntStream.of(rows).limit(3).boxed().toList());
        assertTrue(rows[3] >= 0 && rows[3] < 4);
        assertEquals(-1, rows[4]);
    }

    @Test
    void refusesKeysThatAreNotUnique() {
        final Database database = Databases.ofTexts(
                "t.(a, b) -> s", Map.of("s", List.of("a b", "1 1", "1 1"), "t", List.of("a b", "1 1", "1 1")));
        assertEquals(
                "t.[a, b] refers to the columns [a, b] of the table 's', which are not unique; name others",
                assertThrows(SchemaException.class, () -> fit(database)).getMessage());
    }
}
