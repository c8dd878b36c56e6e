// SPDX-License-Identifier: Apache-2.0
package io.nifigan.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * FoodMart as two databases: a real one of eight tables, with the sales of 1997, and an empty one of the same tables,
 * whose primary and foreign keys are enabled.
 */
public final class FoodMart {
    /** The tables, parents first. */
    public static final List<String> TABLES = List.of(
            "region", "product_class", "promotion", "time_by_day", "store", "product", "customer", "sales_fact_1997");

    private static final String SCRIPT = "/foodmart.script";
    private static final List<String> KEYS = List.of(
            "ALTER TABLE \"region\" ADD PRIMARY KEY (\"region_id\")",
            "ALTER TABLE \"product_class\" ADD PRIMARY KEY (\"product_class_id\")",
            "ALTER TABLE \"promotion\" ADD PRIMARY KEY (\"promotion_id\")",
            "ALTER TABLE \"time_by_day\" ADD PRIMARY KEY (\"time_id\")",
            "ALTER TABLE \"store\" ADD PRIMARY KEY (\"store_id\")",
            "ALTER TABLE \"product\" ADD PRIMARY KEY (\"product_id\")",
            "ALTER TABLE \"customer\" ADD PRIMARY KEY (\"customer_id\")",
            "ALTER TABLE \"store\" ADD FOREIGN KEY (\"region_id\") REFERENCES \"region\" (\"region_id\")",
            "ALTER TABLE \"customer\" ADD FOREIGN KEY (\"customer_region_id\") REFERENCES \"region\" (\"region_id\")",
            "ALTER TABLE \"product\" ADD FOREIGN KEY (\"product_class_id\") REFERENCES \"product_class\" "
                    + "(\"product_class_id\")",
            "ALTER TABLE \"sales_fact_1997\" ADD FOREIGN KEY (\"product_id\") REFERENCES \"product\" (\"product_id\")",
            "ALTER TABLE \"sales_fact_1997\" ADD FOREIGN KEY (\"time_id\") REFERENCES \"time_by_day\" (\"time_id\")",
            "ALTER TABLE \"sales_fact_1997\" ADD FOREIGN KEY (\"customer_id\") REFERENCES \"customer\" "
                    + "(\"customer_id\")",
            "ALTER TABLE \"sales_fact_1997\" ADD FOREIGN KEY (\"promotion_id\") REFERENCES \"promotion\" "
                    + "(\"promotion_id\")",
            "ALTER TABLE \"sales_fact_1997\" ADD FOREIGN KEY (\"store_id\") REFERENCES \"store\" (\"store_id\")");

    private FoodMart() {}

    /**
     * The JDBC address of a database that several programs fill and read in turn: it is closed with its last
     * connection.
     */
    public static String fillUrl(final Path database) {
        return "jdbc:hsqldb:file:" + database.toAbsolutePath() + ";shutdown=true;hsqldb.write_delay=false";
    }

    /**
     * Extracts the tables into a new database with user SA and no password, and creates them empty in a second one.
     *
     * @param real the path of its files without extensions
     * @param empty the same of the second database
     * @return by table the number of its real rows
     */
    public static Map<String, Integer> extract(final Path real, final Path empty) throws IOException {
        final Map<String, Integer> rows = new TreeMap<>();
        Files.createDirectories(real.toAbsolutePath().getParent());
        try (InputStream in = FoodMart.class.getResourceAsStream(SCRIPT);
                Connection toReal = DriverManager.getConnection(fillUrl(real), "SA", "");
                Connection toEmpty = DriverManager.getConnection(fillUrl(empty), "SA", "");
                Statement real1 = toReal.createStatement();
                Statement empty1 = toEmpty.createStatement()) {
            if (in == null) {
                throw new IOException("FoodMart's data (net.hydromatic:foodmart-data-hsqldb) is not on the class path; "
                        + "build again.");
            }
            toReal.setAutoCommit(false);
            real1.execute("SET FILES LOG FALSE");
            final BufferedReader script =
                    new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII), 1 << 16);
            for (String line = script.readLine(); line != null; line = script.readLine()) {
                final String[] words = line.split("[\"]", 5);
                if (line.startsWith("INSERT INTO \"") && TABLES.contains(words[1])) {
                    real1.execute(line);
                    rows.merge(words[1], 1, Integer::sum);
                } else if (line.startsWith("CREATE MEMORY TABLE \"foodmart\".\"") && TABLES.contains(words[3])) {
                    final String table = line.replace("\"foodmart\".", "").replace("MEMORY ", "");
                    real1.execute(table);
                    // Addresses that are made anew may be longer than any real one.
                    empty1.execute(table.replace("VARCHAR(30)", "VARCHAR(100)"));
                }
            }
            toReal.commit();
            for (final String key : KEYS) {
                empty1.execute(key);
            }
            real1.execute("SHUTDOWN");
            empty1.execute("SHUTDOWN");
        } catch (final SQLException e) {
            throw new IOException("FoodMart's databases could not be written: " + e.getMessage(), e);
        }
        if (!rows.keySet().containsAll(TABLES)) {
            throw new IOException("FoodMart's script lacks tables: this is not foodmart-data-hsqldb 0.5.");
        }
        return rows;
    }
}
