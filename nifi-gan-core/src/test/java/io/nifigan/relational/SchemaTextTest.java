// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.relational.schema.DatabaseSchema;
import io.nifigan.relational.schema.ForeignKey;
import io.nifigan.relational.schema.SchemaException;
import io.nifigan.relational.schema.SchemaText;
import io.nifigan.relational.schema.TableSchema;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SchemaTextTest {
    private static final Set<String> NAMES = new LinkedHashSet<>(List.of("customers", "orders", "lines"));

    private static final DatabaseSchema LINES = SchemaText.parse("""
            # A shop.
            orders.customer_id -> customers.id
            lines.order_id -> orders.number   # not id
            orders order by date, hour
            lines key order_id, number
            lines once order_id, product
            customers categories branch
            customers keep
            """, NAMES);

    @Test
    void readsLines() {
        assertEquals("id", LINES.table("customers").key());
        assertEquals("number", LINES.table("orders").key());
        assertEquals(
                List.of(new ForeignKey("customer_id", "customers")),
                LINES.table("orders").parents());
        assertEquals(List.of("date", "hour"), LINES.table("orders").order());
        assertEquals(
                List.of(List.of("order_id", "number"), List.of("order_id", "product")),
                LINES.table("lines").once());
        assertEquals(Set.of("branch"), LINES.table("customers").categories());
        assertTrue(LINES.table("customers").kept());
    }

    @Test
    void readsTheSameAsJson() {
        assertEquals(LINES, SchemaText.parse("""
                {"customers": {"key": "id", "categories": ["branch"], "keep": true},
                 "orders": {"key": "number", "parents": {"customer_id": "customers"}, "order": ["date", "hour"]},
                 "lines": {"key": ["order_id", "number"], "parents": {"order_id": "orders"},
                           "once": ["order_id", "product"]}}
                """, NAMES));
    }

    @Test
    void saysWhichLineItCannotRead() {
        assertMessage(
                "The line 'orders sorted by date' is neither", () -> SchemaText.parse("orders sorted by date", NAMES));
        assertMessage("There is no table 'order'", () -> SchemaText.parse("order.customer_id -> customers.id", NAMES));
        assertMessage("must name columns", () -> SchemaText.parse("orders key", NAMES));
        assertMessage("no valid JSON", () -> SchemaText.parse("{\"orders\": ", NAMES));
    }

    @Test
    void putsParentsFirst() {
        final DatabaseSchema schema = SchemaText.parse("""
                customers.best_order -> orders.id
                orders.line -> lines.id
                orders.before -> orders.id
                """, NAMES);
        assertEquals(
                List.of("lines", "orders", "customers"),
                schema.parentsFirst().stream().map(TableSchema::name).toList());
    }

    @Test
    void refusesCircles() {
        final DatabaseSchema schema = SchemaText.parse("""
                customers.best_order -> orders.id
                orders.customer_id -> customers.id
                """, NAMES);
        assertMessage("[customers, orders] refer to each other in a circle", schema::parentsFirst);
    }

    @Test
    void refusesParentsWithoutAKey() {
        final DatabaseSchema schema = SchemaText.parse("orders.customer_id -> customers", NAMES);
        assertMessage(
                "orders.customer_id refers to the table 'customers', which has no primary key",
                () -> schema.check(Map.of(
                        "customers", List.of("id"), "orders", List.of("customer_id"), "lines", List.of("number"))));
        assertMessage(
                "names the column 'customer_id' of the table 'orders'",
                () -> schema.check(
                        Map.of("customers", List.of("id"), "orders", List.of("number"), "lines", List.of("number"))));
    }

    private static void assertMessage(final String part, final org.junit.jupiter.api.function.Executable action) {
        final SchemaException thrown = assertThrows(SchemaException.class, action);
        assertTrue(thrown.getMessage().contains(part), thrown.getMessage());
    }

    @Test
    void linesSayMoreThanWhatIsFoundOrSomethingElse() {
        final DatabaseSchema found = SchemaText.parse("""
                orders.customer_id -> customers.id
                orders.shop -> customers.id
                orders key id
                orders order by date
                customers key id
                """, Set.of("orders", "customers", "shops"));
        final TableSchema orders = SchemaText.parse("""
                        orders.shop -> shops.id
                        orders key none
                        orders order by time
                        """, found).table("orders");
        assertEquals(
                List.of(new ForeignKey("shop", "shops"), new ForeignKey("customer_id", "customers")), orders.parents());
        assertEquals(null, orders.key());
        assertEquals(List.of("time"), orders.order());
        assertEquals(
                List.of(new ForeignKey("customer_id", "customers")),
                SchemaText.parse("orders.shop -> none", found).table("orders").parents());
    }
}
