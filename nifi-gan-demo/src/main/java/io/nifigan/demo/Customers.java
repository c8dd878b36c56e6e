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
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A small database of FoodMart's customers, 10,281 rows of 29 columns, which are extracted from FoodMart's HSQLDB
 * script (80 MB, a million rows). The script is read as text, because opening it as a database takes seconds and 365 MB
 * of heap.
 */
public final class Customers {
    private static final String SCRIPT = "/foodmart.script";
    private static final String TABLE = "CREATE MEMORY TABLE \"foodmart\".\"customer\"(";
    private static final String ROW = "INSERT INTO \"customer\" VALUES(";

    private Customers() {}

    /** The JDBC address of the database for read-only access, by any number of clients and without a lock file. */
    public static String url(final Path database) {
        return "jdbc:hsqldb:file:" + database.toAbsolutePath() + ";files_readonly=true";
    }

    /**
     * Extracts the table {@code "customer"} into a new database with user SA and no password.
     *
     * @param database the path of its files without extensions
     * @return the number of rows
     */
    public static int extract(final Path database) throws IOException {
        final List<String> rows = new ArrayList<>();
        String table = null;
        try (InputStream in = Customers.class.getResourceAsStream(SCRIPT)) {
            if (in == null) {
                throw new IOException("FoodMart's data (net.hydromatic:foodmart-data-hsqldb) is not on the class path; "
                        + "build again.");
            }
            final BufferedReader script =
                    new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII), 1 << 16);
            for (String line = script.readLine(); line != null; line = script.readLine()) {
                if (line.startsWith(ROW)) {
                    rows.add(line);
                } else if (line.startsWith(TABLE)) {
                    table = line;
                }
            }
        }
        if (table == null || rows.isEmpty()) {
            throw new IOException("FoodMart's script has no customer table: this is not foodmart-data-hsqldb 0.5.");
        }
        write(database, table.replace("\"foodmart\".", "").replace("MEMORY ", ""), rows);
        return rows.size();
    }

    private static void write(final Path database, final String table, final List<String> rows) throws IOException {
        Files.createDirectories(database.toAbsolutePath().getParent());
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:hsqldb:file:" + database.toAbsolutePath() + ";shutdown=true;hsqldb.write_delay=false",
                        "SA",
                        "");
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SET FILES LOG FALSE");
            statement.execute(table);
            for (final String row : rows) {
                statement.execute(row);
            }
            connection.commit();
            statement.execute("SHUTDOWN");
        } catch (final SQLException e) {
            throw new IOException(
                    "The customers' database at %s could not be written: %s".formatted(database, e.getMessage()), e);
        }
    }

    /** The first real customers, as values by column. */
    public static List<Map<String, String>> some(final Path database, final int count) throws IOException {
        return query(database, "SELECT * FROM \"customer\" ORDER BY \"customer_id\" LIMIT " + count);
    }

    /** The result of a query, with all values as text. */
    public static List<Map<String, String>> query(final Path database, final String sql) throws IOException {
        // Without a shutdown, HSQLDB keeps the database open in this program, even after its files are deleted.
        try (Connection connection = DriverManager.getConnection(url(database) + ";shutdown=true", "SA", "");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            final List<Map<String, String>> rows = new ArrayList<>();
            while (result.next()) {
                final Map<String, String> row = new LinkedHashMap<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.put(result.getMetaData().getColumnLabel(i), result.getString(i));
                }
                rows.add(row);
            }
            return rows;
        } catch (final SQLException e) {
            throw new IOException(
                    "The customers' database at %s could not be read: %s".formatted(database, e.getMessage()), e);
        }
    }
}
