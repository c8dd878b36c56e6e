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
 * The settings of a training under differential privacy.
 *
 * @param epsilon epsilon of the guarantee
 * @param publicSchema JSON with the public bounds and values of the columns
 * @param targets the most important columns
 * @param ignored the columns to leave out
 * @param rules rules that hold by definition, without looking at records
 */
public record PrivateMode(
        double epsilon, String publicSchema, List<String> targets, List<String> ignored, List<String> rules) {
    /**
     * The public schema of the customers, which is based on FoodMart's schema, regions and forms, not on the customers.
     */
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
     * The settings for FoodMart's customers. They leave out the city, because a hundred values are too many for ten
     * thousand customers, and address lines that are mostly empty.
     */
    public static PrivateMode ofCustomers(final double epsilon) throws IOException {
        return checked(
                epsilon,
                NiFiHome.resource(CUSTOMERS),
                List.of("houseowner"),
                List.of("address2", "address3", "address4", "city", "customer_region_id"),
                List.of("num_children_at_home <= total_children"));
    }

    /** The settings for a user's CSV file, for which the user supplies the public schema. */
    public static PrivateMode of(final double epsilon, final Path bounds, final List<String> targets)
            throws IOException {
        if (bounds == null) {
            throw new IOException("--private with --csv needs --bounds FILE: bounds and lists of values must "
                    + "not be taken from the records, because they would reveal single records. './bench bounds "
                    + "FILE.csv' prints a template");
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

    /** Sets the properties of the flow's processors and writes the schema to the run's folder. */
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
        // A private training holds no records out.
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

    /** Messages for the user at the start. */
    List<String> lines(final DemoFolder folder) {
        final List<String> lines = new ArrayList<>();
        lines.add("Private:      epsilon %s; the public schema is %s".formatted(epsilon, folder.publicSchema()));
        if (!ignored.isEmpty()) {
            lines.add("Left out:     %s".formatted(String.join(", ", ignored)));
        }
        return lines;
    }
}
