// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational;

import io.nifigan.common.RandomStream;
import io.nifigan.relational.rows.Frame;
import io.nifigan.relational.schema.DatabaseSchema;
import io.nifigan.relational.schema.SchemaText;
import io.nifigan.table.ColumnKind;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Small databases to test with. */
final class Databases {
    private Databases() {}

    /** A table of texts as they are written; a space separates values, - is a missing one. */
    static Table texts(final String header, final String... rows) {
        return build(List.of(rows), header, true);
    }

    private static Table build(final List<String> rows, final String header, final boolean asCategories) {
        final List<Field> fields = Stream.of(header.split(" "))
                .map(name -> new Field(name, ValueType.STRING))
                .toList();
        final Map<String, ColumnKind> kinds = new LinkedHashMap<>();
        fields.stream()
                .filter(field -> asCategories || isKey(field.name()))
                .forEach(field -> kinds.put(field.name(), ColumnKind.CATEGORY));
        final TableBuilder builder = new TableBuilder(fields, kinds);
        for (final String row : rows) {
            builder.add(Stream.of(row.split(" "))
                    .map(text -> "-".equals(text) ? null : text)
                    .toArray());
        }
        return builder.build();
    }

    private static boolean isKey(final String name) {
        return "id".equals(name) || name.endsWith("_id");
    }

    /**
     * Customers with orders with lines of products, {@code customers} of them. Customers in the north have more orders;
     * an order comes 1 to 30 days after the one before; a customer keeps the channel of the first order; a line's
     * number counts from 1, and no order has a product twice.
     */
    static Database shop(final int customers, final long seed) {
        final RandomStream random = new RandomStream(seed);
        final List<String> customerRows = new ArrayList<>();
        final List<String> orders = new ArrayList<>();
        final List<String> lines = new ArrayList<>();
        final List<String> products = new ArrayList<>();
        for (int p = 0; p < 60; p++) {
            products.add("P%03d %s %d".formatted(p * 7, p % 3 == 0 ? "food" : "tool", 5 + p % 20));
        }
        for (int c = 0; c < customers; c++) {
            final boolean north = random.nextDouble() < .4;
            customerRows.add("%d %s %d".formatted(100 + c, north ? "north" : "south", 20 + random.nextInt(50)));
            final int count = north ? 2 + random.nextInt(4) : random.nextInt(3);
            LocalDate day = LocalDate.of(2024, 1, 1).plusDays(random.nextInt(200));
            final String channel = random.nextDouble() < .5 ? "web" : "shop";
            for (int o = 0; o < count; o++) {
                final int id = 1 + orders.size();
                orders.add("%d %d %s %s".formatted(id, 100 + c, day, channel));
                day = day.plusDays(1 + random.nextInt(30));
                final int first = random.nextInt(60);
                for (int l = 0; l < 1 + random.nextInt(3); l++) {
                    lines.add("%d %d P%03d %d".formatted(id, l + 1, (first + l) % 60 * 7, 1 + random.nextInt(5)));
                }
            }
        }
        final Map<String, Table> tables = new LinkedHashMap<>();
        tables.put("customers", build(customerRows, "id region age", false));
        tables.put("orders", build(orders, "id customer_id day channel", false));
        tables.put("lines", build(lines, "order_id number product_id quantity", false));
        tables.put("products", build(products, "id class price", false));
        final DatabaseSchema schema = SchemaText.parse("""
                orders.customer_id -> customers.id
                lines.order_id -> orders.id
                lines.product_id -> products.id
                orders order by day
                lines order by number
                lines once order_id, product_id
                """, tables.keySet());
        return new Database(schema, tables);
    }

    /** A column's values as texts, null where missing. */
    static List<String> texts(final Table table, final String column) {
        final int index = Frame.index(table.columns(), column);
        final List<String> texts = new ArrayList<>();
        for (int r = 0; r < table.rows(); r++) {
            final Object value = table.value(index, r);
            texts.add(value == null ? null : value.toString());
        }
        return texts;
    }

    /**
     * A database of texts.
     *
     * @param tables for each table a line with the names of its columns, then its rows; a space between two values, and
     *     {@code -} for a missing one
     */
    static Database ofTexts(final String keys, final Map<String, List<String>> tables) {
        final DatabaseBuilder builder = new DatabaseBuilder(keys);
        tables.forEach((name, lines) -> {
            final TableBuilder table = builder.table(
                    name,
                    Stream.of(lines.getFirst().split(" "))
                            .map(field -> new Field(field, ValueType.STRING))
                            .toList());
            lines.stream()
                    .skip(1)
                    .forEach(line -> table.add(Stream.of(line.split(" "))
                            .map(text -> "-".equals(text) ? null : text)
                            .toArray()));
        });
        return builder.build();
    }

    /**
     * A model of a database of texts that was trained for few steps, written to a file and read again.
     *
     * @param found gets what was found in the tables
     */
    static RelationalModel model(final Map<String, List<String>> tables, final int steps, final List<String> found)
            throws TrainingException, IOException {
        final TrainingSettings settings = TrainingSettings.builder()
                .timeBudget(Duration.ofDays(1))
                .maxSteps(steps)
                .network(8, 16, 1)
                .batchSize(64)
                .threads(1)
                .refined(false)
                .seed(5)
                .build();
        final TrainingListener listener = new TrainingListener() {
            @Override
            public void found(final String what) {
                found.add(what);
            }
        };
        final ByteArrayOutputStream file = new ByteArrayOutputStream();
        new RelationalFitter(settings, listener).fit(ofTexts("", tables)).write(file);
        return RelationalModel.read(new ByteArrayInputStream(file.toByteArray()));
    }
}
