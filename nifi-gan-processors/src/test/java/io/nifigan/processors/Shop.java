// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A small made-up database: customers, a few products, and orders that refer to both. */
public final class Shop {
    public static final int CUSTOMERS = 150;
    public static final int PRODUCTS = 5;
    /** Where the numbers of real customers begin. */
    public static final int FIRST_CUSTOMER = 101;

    private static final String[] CITIES = {"Bergen", "Cork", "Delft"};

    private Shop() {}

    /** The tables as CSV, by name. */
    public static Map<String, String> tables() {
        final Random random = new Random(5);
        final StringBuilder customers = new StringBuilder("id,city,age\n");
        final StringBuilder orders = new StringBuilder("id,customer_id,product_id,day,amount\n");
        int order = 1;
        for (int c = 0; c < CUSTOMERS; c++) {
            final int id = FIRST_CUSTOMER + c;
            customers.append("%d,%s,%d%n".formatted(id, CITIES[random.nextInt(3)], 18 + random.nextInt(60)));
            LocalDate day = LocalDate.of(2024, 1, 1).plusDays(random.nextInt(100));
            for (int i = random.nextInt(6); i > 0; i--) {
                orders.append("%d,%d,P%d,%s,%d.%d0%n"
                        .formatted(
                                order++, id, 1 + random.nextInt(PRODUCTS), day, random.nextInt(90), random.nextInt(9)));
                day = day.plusDays(1 + random.nextInt(30));
            }
        }
        final StringBuilder products = new StringBuilder("product_id,title\n");
        for (int p = 1; p <= PRODUCTS; p++) {
            products.append("P%d,Thing number %d%n".formatted(p, p));
        }
        final Map<String, String> tables = new LinkedHashMap<>();
        tables.put("orders", orders.toString());
        tables.put("customers", customers.toString());
        tables.put("products", products.toString());
        return tables;
    }

    /** The values of a column of a CSV text, from top to bottom. */
    public static List<String> column(final String csv, final String name) {
        final String[] lines = csv.strip().split("\r?\n");
        final int column = List.of(lines[0].split(",")).indexOf(name);
        final List<String> values = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            values.add(lines[i].split(",", -1)[column]);
        }
        return values;
    }
}
