// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational;

import static io.nifigan.relational.Databases.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.common.RandomStream;
import io.nifigan.relational.schema.TableSchema;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.table.Table;
import io.nifigan.train.TrainingException;
import io.nifigan.train.TrainingListener;
import io.nifigan.train.TrainingSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Lookup tables are kept as they are, those of people never, and names in kept tables are made anew. */
class LookupTablesTest {
    /** Each of {@code rows} things is referred to by {@code each} sales of some customers. */
    private static Map<String, List<String>> sales(
            final String thing, final String columns, final int rows, final int each) {
        final RandomStream random = new RandomStream(1);
        final List<String> things = new ArrayList<>(List.of("id " + columns));
        for (int t = 0; t < rows; t++) {
            final StringBuilder row = new StringBuilder(Integer.toString(t + 1));
            for (final String column : columns.split(" ")) {
                row.append(' ')
                        .append(
                                switch (column) {
                                    case "sex" -> t % 2 == 0 ? "M" : "F";
                                    case "kind" -> "kind" + t % 3;
                                    default -> Integer.toString(20 + random.nextInt(50));
                                });
            }
            things.add(row.toString());
        }
        final List<String> customers = new ArrayList<>(List.of("id points"));
        for (int c = 0; c < 200; c++) {
            customers.add("%d %d".formatted(c + 1, random.nextInt(90)));
        }
        final List<String> sold = new ArrayList<>(List.of("customer_id %s_id amount".formatted(thing)));
        for (int s = 0; s < rows * each; s++) {
            sold.add("%d %d %d".formatted(1 + random.nextInt(200), 1 + s % rows, random.nextInt(50)));
        }
        final Map<String, List<String>> tables = new LinkedHashMap<>();
        tables.put(thing + "s", things);
        tables.put("customers", customers);
        tables.put("sales", sold);
        return tables;
    }

    private static TableSchema.Keep keep(final String keys, final Map<String, List<String>> tables, final String name) {
        return Databases.ofTexts(keys, tables).schema().table(name).keep();
    }

    @Test
    void keepsTablesThatManyRowsReferTo() {
        assertEquals(TableSchema.Keep.LOOKUP, keep("", sales("product", "kind price", 40, 50), "products"));
        assertEquals(TableSchema.Keep.UNSAID, keep("", sales("product", "kind price", 40, 50), "customers"));
    }

    @Test
    void makesTablesAnewToWhichFewRowsRefer() {
        assertEquals(TableSchema.Keep.UNSAID, keep("", sales("product", "kind price", 40, 9), "products"));
    }

    @Test
    void neverKeepsWhatMayBePeople() {
        assertEquals(TableSchema.Keep.UNSAID, keep("", sales("doctor", "kind price", 40, 50), "doctors"));
        assertEquals(TableSchema.Keep.UNSAID, keep("", sales("resource", "kind age", 40, 50), "resources"));
        assertEquals(TableSchema.Keep.UNSAID, keep("", sales("resource", "sex price", 40, 50), "resources"));
    }

    @Test
    void neverKeepsWhatHasHistories() {
        final Map<String, List<String>> tables = new LinkedHashMap<>();
        tables.put("stations", new ArrayList<>(List.of("id height")));
        tables.put("readings", new ArrayList<>(List.of("station_id day value")));
        for (int s = 0; s < 40; s++) {
            tables.get("stations").add("%d %d".formatted(s + 1, 100 + s * 7 % 31));
            for (int r = 0; r < 50; r++) {
                tables.get("readings").add("%d 2024-%02d-%02d %d".formatted(s + 1, 1 + r / 28, 1 + r % 28, r * s % 17));
            }
        }
        assertEquals(TableSchema.Keep.UNSAID, keep("", tables, "stations"));
    }

    @Test
    void keepsWhatKeptTablesReferToOnlyWhereThatIsKeptToo() {
        final Map<String, List<String>> tables = sales("product", "kind price", 40, 50);
        final List<String> groups = new ArrayList<>(List.of("id label"));
        final List<String> products = tables.get("products");
        products.set(0, products.getFirst() + " group_id");
        for (int p = 1; p < products.size(); p++) {
            products.set(p, products.get(p) + " " + (1 + p % 25));
        }
        for (int g = 0; g < 25; g++) {
            groups.add("%d %s".formatted(g + 1, g % 2 == 0 ? "food" : "tool"));
        }
        tables.put("groups", groups);
        assertEquals(TableSchema.Keep.LOOKUP, keep("", tables, "groups"));
        assertEquals(TableSchema.Keep.LOOKUP, keep("", tables, "products"));
        assertEquals(TableSchema.Keep.UNSAID, keep("groups keep none", tables, "products"));
    }

    @Test
    void whatOthersReferToIsLearntAsASingleTableWithItsKinds() throws TrainingException, SamplingException {
        final Map<String, List<String>> tables = sales("product", "kind price", 40, 50);
        final List<String> regions = new ArrayList<>(List.of("id land"));
        for (int g = 0; g < 25; g++) {
            regions.add("%d %s".formatted(g + 1, g % 2 == 0 ? "AT" : "CH"));
        }
        tables.put("regions", regions);
        final List<String> customers = tables.get("customers");
        customers.set(0, "id points region_id land");
        for (int c = 1; c < customers.size(); c++) {
            customers.set(c, customers.get(c) + " %d %s".formatted(1 + c % 25, c % 25 % 2 == 0 ? "AT" : "CH"));
        }
        final Database database = Databases.ofTexts("", tables);
        assertTrue(database.schema().table("regions").kept());
        assertNull(
                ChildDesign.of(database, database.schema().table("customers")).context());
        final Map<String, Table> made = sample("", tables);
        for (int r = 0; r < made.get("customers").rows(); r++) {
            final int region =
                    Integer.parseInt(texts(made.get("customers"), "region_id").get(r));
            assertTrue(region >= 1 && region <= 25);
            assertEquals(
                    (region - 1) % 2 == 0 ? "AT" : "CH",
                    texts(made.get("customers"), "land").get(r));
        }
    }

    @Test
    void theUserMaySwitchItOff() {
        final Database database = Databases.ofTexts("products keep none", sales("product", "kind price", 40, 50));
        final TableSchema products = database.schema().table("products");
        assertEquals(TableSchema.Keep.NEVER, products.keep());
        assertFalse(products.kept());
        assertEquals("products: key id", products.describe());
    }

    @Test
    void saysWhatIsKeptAndHowToSwitchItOff() {
        final String line = Databases.ofTexts("", sales("product", "kind price", 40, 50))
                .schema()
                .table("products")
                .describe();
        assertTrue(line.contains("looks like a lookup table; 'products keep none' makes its rows anew"), line);
    }

    @Test
    void namesInKeptTablesAreMadeAnew() throws TrainingException, SamplingException {
        final Map<String, List<String>> tables = sales("shop", "kind size", 30, 60);
        final List<String> shops = tables.get("shops");
        shops.set(0, shops.getFirst() + " manager_email");
        final Set<String> real = new HashSet<>();
        for (int s = 1; s < shops.size(); s++) {
            final String mail = "anna.smith%d@example.com".formatted(s / 2);
            real.add(mail);
            shops.set(s, shops.get(s) + " " + mail);
        }
        final Table found = shops("", tables);
        assertEquals(texts(Databases.ofTexts("", tables).table("shops"), "size"), texts(found, "size"));
        final List<String> mails = texts(found, "manager_email");
        assertTrue(mails.stream().noneMatch(real::contains), mails.toString());
        assertEquals(mails.get(1), mails.get(2));
        assertNotEquals(mails.get(1), mails.get(3));
        final List<String> said = texts(shops("shops keep", tables), "manager_email");
        assertTrue(real.containsAll(said), said.toString());
    }

    private static Table shops(final String keys, final Map<String, List<String>> tables)
            throws TrainingException, SamplingException {
        return sample(keys, tables).get("shops");
    }

    private static Map<String, Table> sample(final String keys, final Map<String, List<String>> tables)
            throws TrainingException, SamplingException {
        final TrainingSettings settings = TrainingSettings.builder()
                .timeBudget(Duration.ofDays(1))
                .maxSteps(2)
                .network(8, 16, 1)
                .batchSize(64)
                .threads(1)
                .refined(false)
                .seed(5)
                .build();
        return new RelationalFitter(settings, new TrainingListener() {})
                .fit(Databases.ofTexts(keys, tables))
                .sample(1, 1, 1);
    }
}
