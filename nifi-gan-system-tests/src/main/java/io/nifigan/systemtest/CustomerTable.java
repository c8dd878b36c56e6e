// SPDX-License-Identifier: Apache-2.0
package io.nifigan.systemtest;

import io.nifigan.demo.Customers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/**
 * FoodMart's customers as CSV files, without the columns that identify a person. Those are newly generated, so they
 * cannot show whether a row occurs twice.
 *
 * @param rows the rows, as values by column
 */
record CustomerTable(List<Map<String, String>> rows) {
    private static final String COLUMNS =
            "\"city\", \"state_province\", \"country\", \"birthdate\", \"marital_status\", "
                    + "\"yearly_income\", \"gender\", "
                    + "\"total_children\", \"num_children_at_home\", \"education\", \"date_accnt_opened\", "
                    + "\"member_card\", \"occupation\", \"houseowner\", \"num_cars_owned\"";

    /** The first customers. */
    static CustomerTable read(final Path database, final int count) throws IOException {
        Customers.extract(database);
        return new CustomerTable(Customers.query(
                database, "SELECT %s FROM \"customer\" ORDER BY \"customer_id\" LIMIT %d".formatted(COLUMNS, count)));
    }

    /** Splits the table into a number of tables, row by row in turn. */
    List<CustomerTable> shares(final int count) {
        final List<CustomerTable> shares = new ArrayList<>();
        for (int share = 0; share < count; share++) {
            final List<Map<String, String>> part = new ArrayList<>();
            for (int row = share; row < rows.size(); row += count) {
                part.add(rows.get(row));
            }
            shares.add(new CustomerTable(part));
        }
        return shares;
    }

    /** Splits the table by the values of a column. */
    List<CustomerTable> by(final String column) {
        return rows.stream()
                .collect(Collectors.groupingBy(row -> row.get(column), TreeMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(CustomerTable::new)
                .toList();
    }

    /** Reads a CSV file with these columns. */
    static CustomerTable of(final Path file) throws IOException {
        try (CSVParser parser = CSVParser.parse(
                file,
                StandardCharsets.UTF_8,
                CSVFormat.DEFAULT
                        .builder()
                        .setHeader()
                        .setSkipHeaderRecord(true)
                        .get())) {
            return new CustomerTable(parser.stream().map(CSVRecord::toMap).toList());
        }
    }

    /** The values of a column. */
    List<String> column(final String name) {
        return rows.stream().map(row -> row.get(name)).toList();
    }

    /** Writes the table to NiFi's input folder atomically. */
    void put(final Path folder, final String name) throws IOException {
        Files.createDirectories(folder);
        final Path unfinished = folder.resolve("." + name);
        try (CSVPrinter printer = new CSVPrinter(Files.newBufferedWriter(unfinished), CSVFormat.DEFAULT)) {
            printer.printRecord(rows.getFirst().keySet());
            for (final Map<String, String> row : rows) {
                printer.printRecord(row.values());
            }
        }
        Files.move(unfinished, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }
}
