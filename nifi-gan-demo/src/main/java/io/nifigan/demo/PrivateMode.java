// SPDX-License-Identifier: Apache-2.0
package io.nifigan.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A training under differential privacy.
 *
 * @param epsilon what is promised
 * @param publicSchema JSON of what is public of the columns
 * @param targets columns that matter most
 * @param ignored columns that are left out
 * @param rules what every record keeps, as is known without any
 */
public record PrivateMode(
        double epsilon, String publicSchema, List<String> targets, List<String> ignored, List<String> rules) {
    /** Written from FoodMart's schema, its regions and the forms that its customers fill in, not from the customers. */
    private static final String CUSTOMERS = "/public/customers.json";

    public PrivateMode {
        targets = List.copyOf(targets);
        ignored = List.copyOf(ignored);
        rules = List.copyOf(rules);
        if (!(epsilon > 0 && epsilon <= 100)) {
            throw new IllegalArgumentException(
                    "--private is %s; epsilon must be above 0 and at most 100".formatted(epsilon));
        }
    }

    /**
     * FoodMart's customers: a hundred cities are too many for ten thousand customers, and three of the address lines
     * are mostly empty.
     */
    public static PrivateMode ofCustomers(final double epsilon) throws IOException {
        return checked(
                epsilon,
                NiFiHome.resource(CUSTOMERS),
                List.of("houseowner"),
                List.of("address2", "address3", "address4", "city", "customer_region_id"),
                List.of("num_children_at_home <= total_children"));
    }

    /** A user's own CSV file, of which the user has to say what is public. */
    public static PrivateMode of(final double epsilon, final Path bounds, final List<String> targets)
            throws IOException {
        if (bounds == null) {
            throw new IOException("--private with --csv needs --bounds FILE: bounds and lists of values are not taken "
                    + "from the records, since they would tell of single "
                    + "ones. './bench bounds FILE.csv' writes a file to fill in");
        }
        if (!Files.isRegularFile(bounds)) {
            throw new IOException("--bounds: %s is not a file".formatted(bounds));
        }
        return checked(epsilon, Files.readString(bounds), targets, List.of(), List.of());
    }

    private static PrivateMode checked(
            final double epsilon,
            final String schema,
            final List<String> targets,
            final List<String> ignored,
            final List<String> rules)
            throws IOException {
        try {
            return new PrivateMode(epsilon, schema, targets, ignored, rules);
        } catch (final IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Sets the flow's processors; the schema goes into the run's folder, where it can be looked at. */
    void set(final JsonNode flow, final DemoFolder folder) throws IOException {
        Files.writeString(folder.publicSchema(), publicSchema, StandardCharsets.UTF_8);
        final Map<String, String> training = new HashMap<>(Map.of(
                "Privacy",
                "differential",
                "Epsilon",
                Double.toString(epsilon),
                "Public Schema",
                folder.publicSchema().toString()));
        put(training, "Target Columns", targets, ", ");
        put(training, "Columns To Ignore", ignored, ", ");
        put(training, "Rules", rules, "\n");
        FlowDefinition.set(flow, "TrainGAN", training);
        // A private training keeps no records apart.
        FlowDefinition.set(flow, "EvaluateSynthetic", Map.of("Held-Out Records", "None"));
    }

    private static void put(
            final Map<String, String> properties,
            final String name,
            final List<String> values,
            final String separator) {
        if (!values.isEmpty()) {
            properties.put(name, String.join(separator, values));
        }
    }

    /** What the user is told before it begins. */
    List<String> lines(final DemoFolder folder) {
        final List<String> lines = new ArrayList<>();
        lines.add("Privately:    epsilon %s; what is taken for public is in %s"
                .formatted(epsilon, folder.publicSchema()));
        if (!ignored.isEmpty()) {
            lines.add("Left out:     %s".formatted(String.join(", ", ignored)));
        }
        return lines;
    }
}
