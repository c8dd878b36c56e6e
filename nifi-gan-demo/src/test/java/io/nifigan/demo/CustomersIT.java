// SPDX-License-Identifier: Apache-2.0
package io.nifigan.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A test of the demo's flow in a real NiFi, from the database to the output files, with a training of a few steps. */
class CustomersIT {
    private static final int ROWS = 3_000;
    private static final List<String> PLACE = List.of("customer_region_id", "city", "state_province", "country");

    private static DemoRun run;
    private static List<Map<String, String>> real;
    private static List<Map<String, String>> synthetic;

    @BeforeAll
    static void runFlow() throws IOException, InterruptedException {
        run = new DemoRun(Path.of(System.getProperty("nifi.gan.demo.target")), "it", false);
        run.startNiFi();
        assertEquals(10_281, Customers.extract(run.folder().database()));
        final Map<String, String> parameters = new HashMap<>(run.customersAt());
        parameters.put("Time Budget", "2 min");
        parameters.put("Maximum Steps", "30");
        parameters.put("Number of Records", Integer.toString(ROWS));
        run.loadFlow(FlowDefinition.CUSTOMERS, parameters);
        run.readOnce();
        final Path csv = run.awaitRecords(Duration.ofMinutes(5), words -> {});
        try (CSVParser parser = Report.parser(csv)) {
            synthetic = parser.stream().map(CSVRecord::toMap).toList();
        }
        real = Customers.query(run.folder().database(), "SELECT * FROM \"customer\"");
    }

    @AfterAll
    static void stopNiFi() throws IOException {
        if (run.process() != null) {
            run.process().stop();
        }
    }

    @Test
    void writesAsManyCustomersAsAsked() {
        assertEquals(ROWS, synthetic.size());
        assertEquals(
                real.get(0).keySet().stream().sorted().toList(),
                synthetic.get(0).keySet().stream()
                        .filter(column -> !column.startsWith("gan_"))
                        .sorted()
                        .toList());
    }

    @Test
    void everyCustomerLivesWhereRealOnesDo() {
        final Set<List<String>> places = real.stream().map(CustomersIT::place).collect(Collectors.toSet());
        for (final Map<String, String> row : synthetic) {
            assertTrue(places.contains(place(row)), () -> "no real customer lives in " + place(row));
        }
        assertTrue(
                synthetic.stream().map(CustomersIT::place).distinct().count() > 20,
                "the places must not collapse into a few");
    }

    @Test
    void noMoreChildrenAreAtHomeThanThereAre() {
        for (final Map<String, String> row : synthetic) {
            assertTrue(
                    Integer.parseInt(row.get("num_children_at_home")) <= Integer.parseInt(row.get("total_children")),
                    row::toString);
        }
    }

    @Test
    void noRealPersonsNameAddressOrPhoneAppears() {
        for (final String column : List.of("fullname", "address1", "phone1", "phone2", "account_num")) {
            final Set<String> known = real.stream().map(row -> row.get(column)).collect(Collectors.toSet());
            final long copied = synthetic.stream()
                    .map(row -> row.get(column))
                    .filter(known::contains)
                    .count();
            assertEquals(0, copied, column + " of real customers among the synthetic ones");
        }
    }

    @Test
    void datesAndCategoriesKeepTheirForm() {
        final Set<String> incomes =
                new TreeSet<>(real.stream().map(row -> row.get("yearly_income")).toList());
        for (final Map<String, String> row : synthetic) {
            assertFalse(LocalDate.parse(row.get("birthdate")).isBefore(LocalDate.of(1850, 1, 1)));
            assertTrue(incomes.contains(row.get("yearly_income")), () -> row.get("yearly_income"));
        }
    }

    @Test
    void eachCustomerHasAProbabilityAndTheModelItsFigures() throws IOException {
        for (final Map<String, String> row : synthetic) {
            final double probability = Double.parseDouble(row.get("gan_probability"));
            assertTrue(probability > 0 && probability < 1, () -> "probability " + probability);
        }
        final Report report = Report.of(
                run.folder().synthetic().orElseThrow(), run.folder().figures().orElseThrow());
        assertEquals("10281", report.figures().get("gan.model.rows"));
        assertEquals("30", report.figures().get("gan.model.steps"));
        assertTrue(Double.parseDouble(report.figures().get("gan.fidelity.shape.error")) < 60);
    }

    @Test
    void keepsTheModelAndWhatItLearntFrom() throws IOException {
        assertTrue(Files.size(run.folder().model().orElseThrow()) > 100_000);
        try (Stream<Path> originals = Files.list(run.folder().output().resolve("originals"))) {
            assertEquals(1, originals.count());
        }
        assertEquals(List.of(), run.folder().failures());
        assertEquals(List.of(), run.client().errors());
    }

    @Test
    void reportsOnTheSyntheticCustomers() throws IOException, InterruptedException {
        final String page = Files.readString(run.awaitReport(Duration.ofMinutes(3)));
        assertTrue(page.contains("Synthetic data report") && page.contains("What was measured"), "a whole page");
        assertTrue(page.contains("yearly_income") && page.contains("9,253"), "of the customers that were learnt");
        assertTrue(page.contains("1,028"), "against those that were not");
    }

    @Test
    void nifiKnowsTheViewerOfModelsAndReports() throws IOException {
        final String viewers = run.client().get("/flow/content-viewers").toString();
        assertTrue(
                viewers.contains("application/vnd.nifi-gan.model+zip") && viewers.contains("nifi-gan-viewer"), viewers);
        assertTrue(viewers.contains("text/csv") && viewers.contains("application/json"), viewers);
    }

    private static List<String> place(final Map<String, String> row) {
        return PLACE.stream().map(row::get).toList();
    }
}
