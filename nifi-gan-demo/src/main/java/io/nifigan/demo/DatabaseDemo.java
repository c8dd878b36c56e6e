// SPDX-License-Identifier: Apache-2.0
package io.nifigan.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The demo of a whole database: learns FoodMart, fills a second database, and prints both side by side. */
final class DatabaseDemo {
    private static final Duration SLACK = Duration.ofMinutes(6);
    private static final String MONTHS = "SELECT T.\"month_of_year\" AS M, ROUND(SUM(S.\"store_sales\"), 0) AS N FROM "
            + "\"sales_fact_1997\" S JOIN \"time_by_day\" T ON S.\"time_id\" = T.\"time_id\" GROUP BY "
            + "T.\"month_of_year\" ORDER BY 1";
    private static final String COUNTRIES = "SELECT C.\"country\" AS M, ROUND(SUM(S.\"store_sales\"), 0) AS N FROM "
            + "\"sales_fact_1997\" S JOIN \"customer\" C ON S.\"customer_id\" = C.\"customer_id\" GROUP BY "
            + "C.\"country\" ORDER BY 1";
    private static final String BASKETS = "SELECT 'products in a basket' AS M, CAST(AVG(CAST(N AS DOUBLE)) AS "
            + "DECIMAL(6,2)) AS N FROM (SELECT COUNT(*) AS N FROM \"sales_fact_1997\" GROUP BY \"customer_id\", "
            + "\"time_id\")";

    private final DemoRun run;
    private final Terminal terminal;

    DatabaseDemo(final DemoRun run, final Terminal terminal) {
        this.run = run;
        this.terminal = terminal;
    }

    /**
     * Runs the flow.
     *
     * @param seconds maximum duration of the training
     * @param steps maximum number of steps for each table
     */
    void perform(final int seconds, final int steps, final long seed) throws IOException, InterruptedException {
        final Map<String, Integer> rows =
                FoodMart.extract(run.folder().database(), run.folder().syntheticDatabase());
        terminal.line("Real records: FoodMart's %d tables of %,d rows"
                .formatted(
                        rows.size(),
                        rows.values().stream().mapToInt(Integer::intValue).sum()));
        final Map<String, String> parameters = new HashMap<>(run.databaseAt());
        parameters.put("Time Budget", seconds + " sec");
        parameters.put("Maximum Steps", Integer.toString(steps));
        parameters.put("Random Seed", Long.toString(seed));
        run.loadFlow(FlowDefinition.DATABASE, parameters);
        terminal.line("Canvas:       " + run.canvas());
        terminal.line("Training for %d s at most, or %,d steps for each table ...".formatted(seconds, steps));
        run.readOnce();
        run.awaitDatabase(SLACK.plusSeconds(3L * seconds), terminal::progress);
        terminal.endProgress();
        terminal.line("%-28s %14s %14s".formatted("", "real", "synthetic"));
        for (final String table : FoodMart.TABLES) {
            compare("SELECT '%1$s' AS M, COUNT(*) AS N FROM \"%1$s\"".formatted(table), "rows of ");
        }
        compare(MONTHS, "sales of month ");
        compare(COUNTRIES, "sales in ");
        compare(BASKETS, "");
        terminal.line("synthetic " + FoodMart.fillUrl(run.folder().syntheticDatabase()));
        terminal.line("canvas " + run.canvas());
    }

    private void compare(final String sql, final String words) throws IOException {
        final Map<String, String> real = values(Customers.query(run.folder().database(), sql));
        final Map<String, String> synthetic =
                values(Customers.query(run.folder().syntheticDatabase(), sql));
        real.forEach((name, value) ->
                terminal.line("%-28s %14s %14s".formatted(words + name, value, synthetic.getOrDefault(name, "none"))));
    }

    private static Map<String, String> values(final List<Map<String, String>> rows) {
        final Map<String, String> values = new LinkedHashMap<>();
        rows.forEach(row -> values.put(row.get("M"), row.get("N")));
        return values;
    }
}
