// SPDX-License-Identifier: Apache-2.0
package io.nifigan.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;

/** A reader of the demo's flow definitions, which sets their parameters. */
public final class FlowDefinition {
    /** The flow that reads customers from a database. */
    public static final String CUSTOMERS = "synthetic-customers.json";
    /** The flow that reads the user's CSV files from a folder. */
    public static final String CSV = "synthetic-csv.json";

    /** The flow that reads all tables of a database and fills a second one. */
    public static final String DATABASE = "synthetic-database.json";

    /** The flow that trains on one node and generates and scores records on all nodes. */
    public static final String CLUSTER = "cluster.json";

    /**
     * The flow that trains a model on each node's own records, and a joint model on the synthetic records of these
     * models.
     */
    public static final String SPREAD = "spread.json";

    /** The flow with a cache server for the models of a cluster, which runs in a separate NiFi. */
    public static final String CACHE = "cache-server.json";

    private FlowDefinition() {}

    /**
     * Reads a flow definition.
     *
     * @param name one of the constants above
     * @param parameters parameter values by name; all others keep the values of the definition
     * @throws IOException if the definition has no such parameter
     */
    public static JsonNode read(final String name, final Map<String, String> parameters) throws IOException {
        final JsonNode definition = new ObjectMapper().readTree(NiFiHome.resource("/flow/" + name));
        final JsonNode context = definition.path("parameterContexts").elements().next();
        for (final Map.Entry<String, String> parameter : parameters.entrySet()) {
            boolean found = false;
            for (final JsonNode candidate : context.path("parameters")) {
                if (candidate.path("name").asText().equals(parameter.getKey())) {
                    ((ObjectNode) candidate).put("value", parameter.getValue());
                    found = true;
                }
            }
            if (!found) {
                throw new IOException("The flow %s has no parameter '%s'".formatted(name, parameter.getKey()));
            }
        }
        return definition;
    }

    /**
     * Sets properties of a flow's processors of one type.
     *
     * @param type the processors' class name without its package
     * @param properties property values by name
     * @throws IOException if the flow has no such processor
     */
    public static void set(final JsonNode definition, final String type, final Map<String, String> properties)
            throws IOException {
        boolean found = false;
        for (final JsonNode processor : definition.path("flowContents").path("processors")) {
            if (processor.path("type").asText().endsWith("." + type)) {
                final ObjectNode values = (ObjectNode) processor.path("properties");
                properties.forEach(values::put);
                found = true;
            }
        }
        if (!found) {
            throw new IOException("The flow %s has no processor of type %s".formatted(title(definition), type));
        }
    }

    /** The name of the flow on the canvas. */
    public static String title(final JsonNode definition) {
        return definition.path("flowContents").path("name").asText();
    }
}
