// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational;

import static io.nifigan.relational.Databases.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.relational.schema.DatabaseSchema;
import io.nifigan.relational.schema.ForeignKey;
import io.nifigan.relational.schema.SchemaException;
import io.nifigan.relational.schema.SchemaText;
import io.nifigan.relational.schema.TableSchema;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.table.Table;
import io.nifigan.train.TrainingException;
import io.nifigan.train.TrainingListener;
import io.nifigan.train.TrainingSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RelationalModelTest {
    private static final Database SHOP = Databases.shop(150, 1);
    private static final TrainingSettings SETTINGS = TrainingSettings.builder()
            .timeBudget(Duration.ofDays(1))
            .maxSteps(150)
            .network(16, 32, 1)
            .batchSize(128)
            .threads(1)
            .refined(false)
            .seed(5)
            .build();
    private static RelationalModel model;
    private static Map<String, Table> made;

    private static RelationalModel fit() throws TrainingException {
        return new RelationalFitter(SETTINGS, new TrainingListener() {}).fit(SHOP);
    }

    @BeforeAll
    static void train() throws TrainingException, SamplingException {
        model = fit();
        made = model.sample(1, 7, 1);
    }

    @Test
    void makesAllTablesWithTheirColumns() {
        assertEquals(SHOP.tables().keySet(), new HashSet<>(made.keySet()));
        made.forEach((name, table) -> assertEquals(SHOP.table(name).columns(), table.columns(), name));
    }

    @Test
    void foreignKeysAreValid() {
        for (final TableSchema table : SHOP.schema().tables().values()) {
            for (final ForeignKey key : table.parents()) {
                final List<String> existing = texts(made.get(key.table()), "id");
                assertTrue(
                        new HashSet<>(existing).containsAll(texts(made.get(table.name()), key.column())),
                        table.name() + "." + key.column());
            }
        }
    }

    @Test
    void primaryAndNaturalKeysAreUnique() {
        for (final String name : List.of("customers", "orders", "products")) {
            final List<String> keys = texts(made.get(name), "id");
            assertEquals(keys.size(), new HashSet<>(keys).size(), name);
        }
        final List<String> orders = texts(made.get("lines"), "order_id");
        final List<String> products = texts(made.get("lines"), "product_id");
        assertEquals(
                orders.size(),
                IntStream.range(0, orders.size())
                        .mapToObj(r -> orders.get(r) + " " + products.get(r))
                        .distinct()
                        .count());
    }

    @Test
    void parentsHaveAsManyChildrenAsRealOnes() {
        assertEquals(counts(SHOP.table("orders")), counts(made.get("orders")));
    }

    private static Map<Integer, Integer> counts(final Table orders) {
        final Map<String, Integer> byCustomer = new HashMap<>();
        texts(orders, "customer_id").forEach(id -> byCustomer.merge(id, 1, Integer::sum));
        final Map<Integer, Integer> counts = new HashMap<>();
        byCustomer.values().forEach(count -> counts.merge(count, 1, Integer::sum));
        return counts;
    }

    @Test
    void childrenComeInOrder() {
        final List<String> customers = texts(made.get("orders"), "customer_id");
        final List<String> days = texts(made.get("orders"), "day");
        for (int r = 1; r < days.size(); r++) {
            if (customers.get(r).equals(customers.get(r - 1))) {
                assertTrue(days.get(r).compareTo(days.get(r - 1)) >= 0, days.get(r - 1) + " " + days.get(r));
            }
        }
    }

    @Test
    void theSameSeedGivesTheSameRowsOnAnyNumberOfThreads() throws TrainingException, SamplingException {
        final Map<String, Table> again = fit().sample(1, 7, 3);
        for (final String name : made.keySet()) {
            made.get(name)
                    .columns()
                    .forEach(column -> assertEquals(
                            texts(made.get(name), column.name()),
                            texts(again.get(name), column.name()),
                            name + "." + column.name()));
        }
    }

    @Test
    void noChildComesAfterTheLatestRealOne() {
        final String latest = Collections.max(texts(SHOP.table("orders"), "day"));
        assertTrue(Collections.max(texts(made.get("orders"), "day")).compareTo(latest) <= 0);
    }

    @Test
    void makesMoreRowsByAFactor() throws SamplingException {
        final Map<String, Table> triple = model.sample(3, 8, 1);
        assertEquals(450, triple.get("customers").rows());
        final double ratio =
                (double) triple.get("orders").rows() / SHOP.table("orders").rows();
        assertEquals(3, ratio, .1);
    }

    /** Students and courses with nothing but keys and names, and which student is in which courses. */
    @Test
    void makesTablesOfKeysOnly() throws TrainingException, SamplingException {
        final Map<String, Table> tables = new LinkedHashMap<>();
        final List<String> enrolments = new ArrayList<>();
        for (int s = 0; s < 60; s++) {
            for (int c = 0; c < 1 + s % 4; c++) {
                enrolments.add("s%d c%d".formatted(s * s, (s + c) % 25 * 3));
            }
        }
        tables.put(
                "students",
                texts("id", IntStream.range(0, 60).mapToObj(s -> "s" + s * s).toArray(String[]::new)));
        tables.put(
                "courses",
                texts("id", IntStream.range(0, 25).mapToObj(c -> "c" + c * 3).toArray(String[]::new)));
        tables.put("enrolments", texts("student_id course_id", enrolments.toArray(String[]::new)));
        tables.put(
                "rooms",
                texts("id", IntStream.range(0, 30).mapToObj(r -> "r" + r).toArray(String[]::new)));
        final DatabaseSchema schema = SchemaText.parse("""
                enrolments.student_id -> students.id
                enrolments.course_id -> courses.id
                enrolments once student_id, course_id
                rooms key id
                """, tables.keySet());
        final Map<String, Table> drawn = new RelationalFitter(SETTINGS, new TrainingListener() {})
                .fit(new Database(schema, tables))
                .sample(1, 3, 1);
        final Table links = drawn.get("enrolments");
        assertEquals(tables.get("enrolments").rows(), links.rows());
        final List<String> students = texts(links, "student_id");
        final List<String> courses = texts(links, "course_id");
        assertTrue(new HashSet<>(texts(drawn.get("students"), "id")).containsAll(students));
        assertTrue(new HashSet<>(texts(drawn.get("courses"), "id")).containsAll(courses));
        assertEquals(
                links.rows(),
                IntStream.range(0, links.rows())
                        .mapToObj(r -> students.get(r) + " " + courses.get(r))
                        .distinct()
                        .count());
        assertEquals(30, new HashSet<>(texts(drawn.get("rooms"), "id")).size());
    }

    @Test
    void refusesKeysThatAreNotUnique() {
        final Map<String, Table> tables = Map.of("orders", texts("id day", "1 2", "1 3"));
        final DatabaseSchema schema = SchemaText.parse("orders key id", tables.keySet());
        final SchemaException thrown = assertThrows(SchemaException.class, () -> new Database(schema, tables));
        assertEquals("The primary key orders.id is not unique; name another column or none", thrown.getMessage());
    }
}
