// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational;

import static io.nifigan.relational.Databases.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.common.RandomStream;
import io.nifigan.protect.Protection;
import io.nifigan.protect.Replacement;
import io.nifigan.relational.schema.ForeignKey;
import io.nifigan.relational.schema.SchemaException;
import io.nifigan.relational.schema.TableSchema;
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
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Small databases with what ordinary databases have: each is learnt, and comes out valid, from a model file too. */
class OrdinaryDatabasesTest {
    private static final TrainingSettings SETTINGS = TrainingSettings.builder()
            .timeBudget(Duration.ofDays(1))
            .maxSteps(20)
            .network(8, 16, 1)
            .batchSize(64)
            .threads(1)
            .refined(false)
            .seed(5)
            .build();

    private final RandomStream random = new RandomStream(1);
    private final Map<String, List<String>> rows = new LinkedHashMap<>();

    private void add(final String table, final String row) {
        rows.computeIfAbsent(table, name -> new ArrayList<>()).add(row);
    }

    private Database build(final String keys) {
        return Databases.ofTexts(keys, rows);
    }

    /** The rows of a model that was written and read, after checking that all keys are valid. */
    private static Map<String, Table> make(final Database database, final double scale)
            throws TrainingException, SamplingException, IOException {
        final RelationalModel model = new RelationalFitter(SETTINGS, new TrainingListener() {}).fit(database);
        final ByteArrayOutputStream file = new ByteArrayOutputStream();
        model.write(file);
        final Map<String, Table> made = RelationalModel.read(new ByteArrayInputStream(file.toByteArray()))
                .sample(scale, 1, 1);
        for (final TableSchema table : database.schema().tables().values()) {
            final Table own = made.get(table.name());
            assertEquals(database.table(table.name()).columns(), own.columns());
            if (table.key() != null) {
                final List<String> keys = texts(own, table.key());
                assertEquals(own.rows(), new HashSet<>(keys).size(), table.name());
                assertFalse(keys.contains(null));
            }
            for (final ForeignKey key : table.parents()) {
                final List<String> used = new ArrayList<>(texts(own, key.column()));
                used.removeIf(value -> value == null);
                assertTrue(
                        new HashSet<>(texts(
                                        made.get(key.table()),
                                        database.schema().table(key.table()).key()))
                                .containsAll(used),
                        table.name() + "." + key.column());
            }
        }
        return made;
    }

    @Test
    void employeesReferToTheirManagers() throws TrainingException, SamplingException, IOException {
        add("employees", "id manager_id salary");
        for (int e = 0; e < 80; e++) {
            add("employees", "%d %s %d".formatted(e + 1, e == 0 ? "-" : "" + (1 + e / 5), 100 + random.nextInt(90)));
        }
        final Database database = build("");
        assertEquals(
                List.of(new ForeignKey("manager_id", "employees")),
                database.schema().table("employees").parents());
        final Table made = make(database, 1).get("employees");
        final List<String> managers = texts(made, "manager_id");
        assertEquals(1, Collections.frequency(managers, null));
        assertEquals(16, new HashSet<>(managers).size() - 1, 1);
        final List<String> keys = texts(made, "id");
        IntStream.range(0, made.rows()).forEach(r -> {
            int at = r;
            for (int steps = 0; at >= 0 && managers.get(at) != null; steps++) {
                assertTrue(steps < made.rows(), "a circle");
                at = keys.indexOf(managers.get(at));
            }
        });
    }

    @Test
    void fewEmployeesAreKept() throws TrainingException, SamplingException, IOException {
        add("employees", "id manager_id");
        add("employees", "1 -");
        add("employees", "2 1");
        assertEquals(
                2,
                make(build("employees.manager_id -> employees.id"), 1)
                        .get("employees")
                        .rows());
    }

    @Test
    void emptyTablesTablesOfOneRowAndTablesWithoutKeys() throws TrainingException, SamplingException, IOException {
        add("customers", "customer_id region");
        add("orders", "order_id customer_id amount");
        add("returns", "return_id order_id reason");
        add("settings", "name value");
        add("settings", "currency EUR");
        add("notes", "text_length stars");
        for (int c = 0; c < 60; c++) {
            add("customers", "%d %s".formatted(c, c % 2 == 0 ? "north" : "south"));
            for (int o = 0; o < c % 3; o++) {
                add("orders", "%d %d %d".formatted(1000 + 3 * c + o, c, 5 + random.nextInt(50)));
            }
            add("notes", "%d %d".formatted(random.nextInt(100), random.nextInt(5)));
        }
        final Map<String, Table> made = make(build(""), 2);
        assertEquals(0, made.get("returns").rows());
        assertEquals(1, made.get("settings").rows());
        assertEquals(120, made.get("notes").rows());
        assertEquals(120, made.get("customers").rows());
    }

    @Test
    void childrenOfAnEmptyTableHaveNoParent() throws TrainingException, SamplingException, IOException {
        add("campaigns", "campaign_id name");
        add("visits", "visit_id campaign_id pages");
        for (int v = 0; v < 50; v++) {
            add("visits", "%d - %d".formatted(v, random.nextInt(9)));
        }
        final Map<String, Table> made = make(build("visits.campaign_id -> campaigns.campaign_id"), 1);
        assertEquals(50, made.get("visits").rows());
        texts(made.get("visits"), "campaign_id").forEach(key -> assertNull(key));
    }

    @Test
    void twoParentsOneOfThemMissingInPartOverThreeLevels() throws TrainingException, SamplingException, IOException {
        add("regions", "region_id name");
        add("shops", "shop_id region_id size");
        add("people", "person_id age");
        add("sales", "sale_id shop_id person_id price");
        for (int r = 0; r < 25; r++) {
            add("regions", "r%d n%d".formatted(r, r));
            for (int s = 0; s < 1 + r % 3; s++) {
                add("shops", "s%d%d r%d %d".formatted(r, s, r, random.nextInt(100)));
                for (int t = 0; t < 4; t++) {
                    add(
                            "sales",
                            "%d s%d%d %s %d"
                                    .formatted(
                                            1000 * r + 10 * s + t,
                                            r,
                                            s,
                                            t % 2 == 0 ? "-" : "p" + (r + t) % 30,
                                            random.nextInt(90)));
                }
            }
        }
        for (int p = 0; p < 30; p++) {
            add("people", "p%d %d".formatted(p, 20 + random.nextInt(50)));
        }
        final Database database = build("");
        assertEquals(2, database.schema().table("sales").parents().size());
        final Map<String, Table> made = make(database, 1);
        final List<String> people = texts(made.get("sales"), "person_id");
        assertEquals(.5, (double) Collections.frequency(people, null) / people.size(), .15);
    }

    @Test
    void veryFewRowsOfAChild() throws TrainingException, SamplingException, IOException {
        add("customers", "customer_id region");
        add("complaints", "complaint_id customer_id day cost");
        for (int c = 0; c < 40; c++) {
            add("customers", "%d %s".formatted(c, c % 2 == 0 ? "north" : "south"));
        }
        add("complaints", "1 3 2024-01-03 5");
        add("complaints", "2 3 2024-01-09 7");
        add("complaints", "3 8 2024-02-01 5");
        assertEquals(3, make(build(""), 1).get("complaints").rows(), 2);
    }

    @Test
    void historiesWithoutParentsAndOneLongSeries() throws TrainingException, SamplingException, IOException {
        add("readings", "sensor day value");
        add("load", "day megawatts");
        for (int s = 0; s < 30; s++) {
            for (int d = 0; d < 6; d++) {
                add("readings", "S%d 2024-01-%02d %d".formatted(s, 1 + 2 * d, 10 * s + random.nextInt(9)));
            }
        }
        for (int d = 0; d < 150; d++) {
            add("load", "%s %d".formatted(java.time.LocalDate.of(2024, 1, 1).plusDays(d), 500 + random.nextInt(90)));
        }
        final Map<String, Table> made = make(build(""), 1);
        final int readings = made.get("readings").rows();
        assertEquals(180, readings, 10);
        assertEquals(
                readings,
                IntStream.range(0, readings)
                        .mapToObj(r -> texts(made.get("readings"), "sensor").get(r) + " "
                                + texts(made.get("readings"), "day").get(r))
                        .distinct()
                        .count());
        // A grid of one day is complete.
        final List<String> days = texts(made.get("load"), "day");
        assertEquals(150, new HashSet<>(days).size());
        assertEquals("2024-01-01", days.getFirst());
        assertEquals("2024-05-29", days.getLast());
    }

    @Test
    void valuesOfFewRowsAreProtectedInAllTables() throws TrainingException, SamplingException {
        add("customers", "customer_id region");
        add("orders", "order_id customer_id channel");
        for (int c = 0; c < 60; c++) {
            add("customers", "%d %s".formatted(c, c == 7 ? "Atlantis" : c % 2 == 0 ? "north" : "south"));
            for (int o = 0; o < 1 + c % 3; o++) {
                add("orders", "%d %d %s".formatted(10 * c + o, c, c == 9 ? "pigeon" : o % 2 == 0 ? "web" : "shop"));
            }
        }
        final TrainingSettings settings =
                SETTINGS.withProtection(new Protection(5, Replacement.REDISTRIBUTE, "other", false));
        final RelationalModel model = new RelationalFitter(settings, new TrainingListener() {}).fit(build(""));
        final Map<String, Table> made = model.sample(3, 1, 1);
        assertFalse(texts(made.get("customers"), "region").contains("Atlantis"));
        assertFalse(texts(made.get("orders"), "channel").contains("pigeon"));
    }

    @Test
    void circlesAreRefusedWithAWord() {
        add("a", "a_id b_id");
        add("b", "b_id a_id");
        for (int i = 0; i < 20; i++) {
            add("a", i + " " + i);
            add("b", i + " " + i);
        }
        final SchemaException thrown =
                assertThrows(SchemaException.class, () -> build("a.b_id -> b.b_id\nb.a_id -> a.a_id"));
        assertTrue(thrown.getMessage().contains("leave out one of the foreign keys"), thrown.getMessage());
    }
}
