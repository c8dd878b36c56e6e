// SPDX-License-Identifier: Apache-2.0
package io.nifigan.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CustomersTest {
    @TempDir
    private Path folder;

    @Test
    void extractsEveryCustomerWithItsTypes() throws IOException {
        final Path database = folder.resolve("customers");
        assertEquals(10_281, Customers.extract(database));

        final List<Map<String, String>> counts = Customers.query(database, """
                SELECT COUNT(*) AS "rows", COUNT(DISTINCT "city") AS "cities", MIN("birthdate") AS "oldest", \
                SUM("total_children") AS "children"
                FROM "customer\"""");
        assertEquals(
                Map.of("rows", "10281", "cities", "108", "oldest", "1910-01-06", "children", "25730"), counts.get(0));
    }

    @Test
    void replacesTheDatabaseOfAnEarlierRun() throws IOException {
        final Path database = folder.resolve("run").resolve("customers");
        Customers.extract(database);
        assertEquals(10, Customers.some(database, 10).size());
        NiFiHome.delete(folder.resolve("run"));

        assertEquals(10_281, Customers.extract(database));
    }
}
