// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational;

import static io.nifigan.relational.Databases.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.common.RandomStream;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rules that reach across tables are found in a small database, and kept in every synthetic row. */
class CrossTableRulesTest {
    private static final TrainingSettings SETTINGS = TrainingSettings.builder()
            .timeBudget(Duration.ofDays(1))
            .maxSteps(60)
            .network(8, 16, 1)
            .batchSize(64)
            .threads(1)
            .refined(false)
            .seed(5)
            .build();
    private static final List<String> NOTES = new ArrayList<>();
    private static Map<String, Table> made;

    /**
     * Customers of three countries buy in stores of their country, not before they joined; a line costs its quantity
     * times the product's price, and an order the sum of its lines.
     */
    static Database shop(final int customers) {
        final RandomStream random = new RandomStream(3);
        final DatabaseBuilder builder = new DatabaseBuilder("""
                orders.customer_id -> customers.id
                orders.store_id -> stores.id
                lines.order_id -> orders.id
                lines.product_id -> products.id
                orders order by day
                """);
        final TableBuilder people = builder.table("customers", fields("id", "country", "joined"));
        final TableBuilder stores = builder.table("stores", fields("id", "land", "size"));
        final TableBuilder products = builder.table("products", fields("id", "price"));
        final TableBuilder orders =
                builder.table("orders", fields("id", "customer_id", "store_id", "day", "total", "gross"));
        final TableBuilder lines = builder.table("lines", fields("order_id", "product_id", "quantity", "amount"));
        final String[] countries = {"DE", "FR", "IT"};
        final int[] prices = new int[40];
        for (int p = 0; p < prices.length; p++) {
            prices[p] = 100 + random.nextInt(900);
            products.add(row("p" + p * 3, money(prices[p])));
        }
        for (int s = 0; s < 30; s++) {
            stores.add(row("s" + s, countries[s % 3], "" + (100 + random.nextInt(50))));
        }
        int order = 0;
        for (int c = 0; c < customers; c++) {
            final LocalDate joined = LocalDate.of(2023, 1, 1).plusDays(random.nextInt(300));
            people.add(row("" + c, countries[c % 3], joined.toString()));
            LocalDate day = joined;
            for (int o = 0; o < 1 + random.nextInt(4); o++) {
                day = day.plusDays(random.nextInt(20));
                int total = 0;
                for (int l = 0; l < 1 + random.nextInt(4); l++) {
                    final int product = random.nextInt(40);
                    final int quantity = 1 + random.nextInt(5);
                    total += quantity * prices[product];
                    lines.add(row("" + order, "p" + product * 3, "" + quantity, money(quantity * prices[product])));
                }
                orders.add(row(
                        "" + order++,
                        "" + c,
                        "s" + (c % 3 + 3 * random.nextInt(10)),
                        day.toString(),
                        money(total),
                        money(total + 500)));
            }
        }
        return builder.build();
    }

    private static String money(final int cents) {
        return "%d.%02d".formatted(cents / 100, cents % 100);
    }

    private static Object[] row(final String... values) {
        return values;
    }

    private static List<Field> fields(final String... names) {
        return Arrays.stream(names)
                .map(name -> new Field(name, ValueType.STRING))
                .toList();
    }

    @BeforeAll
    static void train() throws TrainingException, SamplingException, IOException {
        final RelationalModel model = new RelationalFitter(SETTINGS, new TrainingListener() {
                    @Override
                    public void found(final String what) {
                        NOTES.add(what);
                    }
                })
                .fit(shop(150));
        final ByteArrayOutputStream file = new ByteArrayOutputStream();
        model.write(file);
        made = RelationalModel.read(new ByteArrayInputStream(file.toByteArray()))
                .sample(1, 2, 1);
    }

    private static Map<String, String> column(final String table, final String key, final String column) {
        final Map<String, String> values = new HashMap<>();
        for (int r = 0; r < made.get(table).rows(); r++) {
            values.put(
                    texts(made.get(table), key).get(r),
                    texts(made.get(table), column).get(r));
        }
        return values;
    }

    @Test
    void rulesAreTold() {
        assertTrue(NOTES.contains("orders: customer_id.country = store_id.land"), NOTES.toString());
        assertTrue(NOTES.contains("orders.total = sum of lines.amount by order_id"), NOTES.toString());
        assertTrue(
                NOTES.stream()
                        .anyMatch(note -> note.startsWith("lines: amount = ") && note.contains("reference0.price")),
                NOTES.toString());
    }

    @Test
    void aProductOfTheOwnAndAnotherTablesColumnIsComputed() {
        final Map<String, String> prices = column("products", "id", "price");
        final Table lines = made.get("lines");
        for (int r = 0; r < lines.rows(); r++) {
            final double expected = Double.parseDouble(texts(lines, "quantity").get(r))
                    * Double.parseDouble(prices.get(texts(lines, "product_id").get(r)));
            assertEquals(expected, Double.parseDouble(texts(lines, "amount").get(r)), .006);
        }
    }

    @Test
    void columnsOfTwoParentsStayEqual() {
        final Map<String, String> countries = column("customers", "id", "country");
        final Map<String, String> lands = column("stores", "id", "land");
        final Table orders = made.get("orders");
        for (int r = 0; r < orders.rows(); r++) {
            assertEquals(
                    countries.get(texts(orders, "customer_id").get(r)),
                    lands.get(texts(orders, "store_id").get(r)));
        }
    }

    @Test
    void sumsAreCarriedUp() {
        final Map<String, Double> sums = new HashMap<>();
        final Table lines = made.get("lines");
        for (int r = 0; r < lines.rows(); r++) {
            sums.merge(
                    texts(lines, "order_id").get(r),
                    Double.parseDouble(texts(lines, "amount").get(r)),
                    Double::sum);
        }
        final Map<String, String> totals = column("orders", "id", "total");
        final Map<String, String> gross = column("orders", "id", "gross");
        totals.forEach((order, total) -> {
            if (sums.containsKey(order)) {
                assertEquals(sums.get(order), Double.parseDouble(total), .01, order);
                assertEquals(Double.parseDouble(total) + 5, Double.parseDouble(gross.get(order)), .01, order);
            }
        });
    }

    @Test
    void noChildIsBeforeItsParent() {
        final Map<String, String> joined = column("customers", "id", "joined");
        final Table orders = made.get("orders");
        int early = 0;
        for (int r = 0; r < orders.rows(); r++) {
            final String day = texts(orders, "day").get(r);
            early += day.compareTo(joined.get(texts(orders, "customer_id").get(r))) < 0 ? 1 : 0;
        }
        assertEquals(0, early);
    }
}
