// SPDX-License-Identifier: Apache-2.0
package io.nifigan.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A test of the flow of a whole database in a real NiFi: a second database, whose primary and foreign keys are enabled,
 * is filled with synthetic rows.
 */
class DatabaseIT {
    private static DemoRun run;
    private static Map<String, Integer> real;

    @BeforeAll
    static void runFlow() throws IOException, InterruptedException {
        run = new DemoRun(Path.of(System.getProperty("nifi.gan.demo.target")), "it-database", false);
        run.startNiFi();
        real = FoodMart.extract(run.folder().database(), run.folder().syntheticDatabase());
        final Map<String, String> parameters = new HashMap<>(run.databaseAt());
        parameters.put("Time Budget", "60 sec");
        parameters.put("Maximum Steps", "30");
        run.loadFlow(FlowDefinition.DATABASE, parameters);
        run.readOnce();
        run.awaitDatabase(Duration.ofMinutes(9), words -> {});
    }

    @AfterAll
    static void stopNiFi() throws IOException {
        if (run.process() != null) {
            run.process().stop();
        }
    }

    private static long number(final String sql) throws IOException {
        final List<Map<String, String>> rows = Customers.query(run.folder().syntheticDatabase(), sql);
        return Long.parseLong(rows.getFirst().get("N"));
    }

    @Test
    void everyTableIsFull() throws IOException {
        assertEquals(86_837, real.get("sales_fact_1997"));
        for (final String table : FoodMart.TABLES) {
            final long rows = number("SELECT COUNT(*) AS N FROM \"%s\"".formatted(table));
            assertTrue(
                    rows > .8 * real.get(table) && rows < 1.2 * real.get(table),
                    "%d rows of %s instead of %d".formatted(rows, table, real.get(table)));
        }
        assertEquals(List.of(), run.folder().failures());
        assertEquals(List.of(), run.client().errors());
    }

    @Test
    void theKeysWereEnabled() throws IOException {
        assertEquals(8, constraints("FOREIGN KEY"));
        assertEquals(7, constraints("PRIMARY KEY"));
    }

    private static long constraints(final String type) throws IOException {
        return number("SELECT COUNT(*) AS N FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS WHERE TABLE_SCHEMA = 'PUBLIC' "
                + "AND CONSTRAINT_TYPE = '%s'".formatted(type));
    }

    @Test
    void salesAreOfCustomersWhoAreThere() throws IOException {
        assertTrue(
                number("SELECT COUNT(DISTINCT S.\"customer_id\") AS N FROM \"sales_fact_1997\" S JOIN \"customer\" C "
                                + "ON S.\"customer_id\" = C.\"customer_id\"")
                        > 1_000);
    }
}
