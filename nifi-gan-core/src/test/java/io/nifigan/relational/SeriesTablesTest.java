// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational;

import static io.nifigan.relational.Databases.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nifigan.relational.schema.SchemaText;
import io.nifigan.relational.schema.TableSchema;
import io.nifigan.table.Table;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SeriesTablesTest {
    private static final Table SALES = texts(
            "store_id dept week amount", "S1 9 1 10", "S1 9 2 11", "S2 9 1 7", "S1 8 1 3", "S2 9 2 8", "S1 8 2 4");

    private static Database database(final String keys) {
        final Map<String, Table> tables = new LinkedHashMap<>();
        tables.put("stores", texts("store_id size", "S1 5", "S2 6"));
        tables.put("sales", SALES);
        return new Database(SchemaText.parse(keys, tables.keySet()), tables);
    }

    private static final Database HISTORIES = database("""
            sales.store_id -> stores.store_id
            sales series store_id, dept
            sales order by week
            sales once store_id, dept, week
            """);

    @Test
    void historiesHaveATableOfTheirOwn() {
        final Database widened = SeriesTables.of(HISTORIES).database();
        assertEquals(
                "sales.series: key series; store_id -> stores; once store_id, dept",
                widened.schema().table("sales.series").describe());
        assertEquals(
                "sales: series -> sales.series; store_id -> stores; order by week; series of series; once week, series",
                widened.schema().table("sales").describe());
        assertEquals(List.of("9", "9", "8"), texts(widened.table("sales.series"), "dept"));
        assertEquals(List.of("S1", "S2", "S1"), texts(widened.table("sales.series"), "store_id"));
        assertEquals(List.of("0", "0", "1", "2", "1", "2"), texts(widened.table("sales"), "series"));
    }

    @Test
    void aKeyThatFollowsFromTheParentIsInherited() {
        final Database widened = SeriesTables.of(HISTORIES).database();
        final ChildDesign design = ChildDesign.of(widened, widened.schema().table("sales"));
        assertEquals("series", design.context().column());
        assertEquals(Map.of("store_id", "store_id"), design.inherited());
    }

    @Test
    void restoresTheColumnsThatNameHistories() throws IOException {
        final SeriesTables series = SeriesTables.of(HISTORIES);
        final Map<String, Table> restored = new LinkedHashMap<>();
        final TableSink sink = SeriesTables.ofModel(series.implied()).restoring(restored::put);
        for (final TableSchema table : series.database().schema().parentsFirst()) {
            sink.accept(table.name(), series.database().table(table.name()));
        }
        assertEquals(HISTORIES.tables().keySet(), restored.keySet());
        assertEquals(SALES.columns(), restored.get("sales").columns());
        for (final String column : List.of("store_id", "dept", "week", "amount")) {
            assertEquals(texts(SALES, column), texts(restored.get("sales"), column), column);
        }
    }

    @Test
    void aParentsRowsNeedNoFurtherTable() {
        final Database plain = database("""
                sales.store_id -> stores.store_id
                sales series store_id
                """);
        assertEquals(plain, SeriesTables.of(plain).database());
    }
}
