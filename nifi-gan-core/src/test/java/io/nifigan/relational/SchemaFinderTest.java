// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational;

import static io.nifigan.relational.Databases.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.relational.rows.Frame;
import io.nifigan.relational.schema.DatabaseSchema;
import io.nifigan.relational.schema.ForeignKey;
import io.nifigan.relational.schema.OrderFinder;
import io.nifigan.relational.schema.SchemaFinder;
import io.nifigan.relational.schema.SchemaText;
import io.nifigan.relational.schema.TableSchema;
import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Field;
import io.nifigan.table.Table;
import io.nifigan.table.ValueType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchemaFinderTest {
    private static List<String> found(final Map<String, Table> tables) {
        return SchemaFinder.find(tables).tables().values().stream()
                .map(TableSchema::describe)
                .toList();
    }

    @Test
    void findsKeysByNamesAndValues() {
        final Map<String, Table> tables = new LinkedHashMap<>();
        tables.put("customers", texts("id name", "1 Ann", "2 Bob", "3 Cy"));
        // Amounts are numbers of customers too, but nothing in their name says so.
        tables.put("orders", texts("id customer_id amount", "1 1 3", "2 1 2", "3 3 1", "4 - 1"));
        tables.put("order_lines", texts("order_id product_code", "1 A", "1 B", "2 A", "4 C"));
        tables.put("products", texts("product_code price", "A 1.5", "B 2.5", "C 3.5"));
        assertEquals(
                List.of(
                        "customers: key id",
                        "orders: key id; customer_id -> customers",
                        "order_lines: order_id -> orders; product_code -> products",
                        "products: key product_code"),
                found(tables));
    }

    @Test
    void peopleArePersonsAndChildrenAreChilds() {
        final Map<String, Table> tables = new LinkedHashMap<>();
        tables.put("people", texts("id name", "1 Ann", "2 Bob", "3 Cy"));
        tables.put("children", texts("id person_id", "1 1", "2 1", "3 3"));
        tables.put("toys", texts("toy child_id", "a 1", "b 2", "c 3"));
        assertEquals(
                List.of(
                        "people: key id",
                        "children: key id; person_id -> people",
                        "toys: key toy; child_id -> children"),
                found(tables));
    }

    @Test
    void findsReferencesToTheSameTable() {
        assertEquals(
                List.of("employees: key employee_id; manager_id -> employees"),
                found(Map.of(
                        "employees",
                        texts("employee_id manager_id desk_no", "11 - 7", "12 11 8", "13 11 9", "14 13 5"))));
    }

    @Test
    void aRowIsNotItsOwnAncestor() {
        assertEquals(
                List.of("promotions: key promotion_id"),
                found(Map.of("promotions", texts("promotion_id district_id", "1 2", "2 3", "3 1", "4 1"))));
    }

    @Test
    void findsTextsThatAreAllKeysWhateverTheirName() {
        final Map<String, Table> tables = new LinkedHashMap<>();
        tables.put(
                "airports", texts("faa alt", "AAA 1", "BBB 2", "CCC 3", "DDD 4", "EEE 5", "FFF 6", "GGG 7", "HHH 8"));
        tables.put("flights", texts("no dest", "1 AAA", "2 BBB", "3 CCC", "4 DDD", "5 EEE", "6 FFF", "7 GGG", "8 HHH"));
        assertEquals(
                List.of(new ForeignKey("dest", "airports")),
                SchemaFinder.find(tables).table("flights").parents());
    }

    @Test
    void doesNotTakeNumbersForKeys() {
        final Map<String, Table> tables = new LinkedHashMap<>();
        tables.put("stores", texts("store_id size", "1 5", "2 6", "3 7"));
        tables.put("sales", texts("quantity store_id", "1 9", "2 9", "3 9", "1 9", "2 9"));
        assertEquals(List.of(), SchemaFinder.find(tables).table("sales").parents());
    }

    @Test
    void findsWhatOrdersChildren() {
        final Database shop = Databases.shop(40, 1);
        final DatabaseSchema without =
                shop.schema().with(shop.schema().table("orders").withOrder(List.of()));
        assertEquals(
                List.of("day"),
                OrderFinder.find(without, shop.tables()).table("orders").order());
    }

    @Test
    void findsTheKeysOfACalendar() {
        final Map<String, Table> tables = new LinkedHashMap<>();
        tables.put("shops", texts("shop_id", "A", "B"));
        tables.put(
                "days",
                new Frame(3)
                        .add(Frame.category("day_id"), new int[] {2, 0, 1}, List.of("8", "11", "7"))
                        .add(
                                new Column(new Field("date", ValueType.DATE), ColumnKind.DATE, 1, null),
                                new double[] {20_000, 20_004, 20_001})
                        .table());
        tables.put("sales", texts("shop_id day_id", "A 7", "A 8", "B 11"));
        final DatabaseSchema schema = SchemaText.parse("""
                sales.shop_id -> shops.shop_id
                sales.day_id -> days.day_id
                """, tables.keySet());
        final DatabaseSchema found = OrderFinder.find(schema, tables);
        assertEquals(List.of(), found.table("sales").order());
        // The keys 7, 8 and 11 now count up with the days.
        tables.get("days").numbers(1)[1] = 20_001;
        tables.get("days").numbers(1)[2] = 20_004;
        final DatabaseSchema ordered = OrderFinder.find(schema, tables);
        assertEquals(List.of("day_id"), ordered.table("sales").order());
        assertTrue(new Database(ordered, tables).schema().table("days").kept());
    }
}
