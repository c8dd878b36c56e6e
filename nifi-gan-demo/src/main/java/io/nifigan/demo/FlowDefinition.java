// SPDX-License-Identifier: Apache-2.0
package io.nifigan.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;

/** One of the flow definitions of the demo, with this run's values in its parameters. */
public final class FlowDefinition {
    /** Customers from a database. */
    public static final String CUSTOMERS = "synthetic-customers.json";
    /** The user's CSV files from a folder. */
    public static final String CSV = "synthetic-csv.json";

    /** Records that are learnt on one node, generated and scored on all. */
    public static final String CLUSTER = "cluster.json";

    /** Records that each node learns by itself, and a model of all that is learnt from what their models make. */
    public static final String SPREAD = "spread.json";

    /** A cache server for the models of a cluster, in a NiFi of its own. */
    public static final String CACHE = "cache-server.json";

    private FlowDefinition() {}

    /**
     * Reads a flow definition.
     *
     * @param name one of the above
     * @param parameters values of parameters by their names; those not named keep what the definition gives them
     * @throws IOException where the definition has no such parameter
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
     * Sets properties of the flow's processors.
     *
     * @param type the processors' type, without its package
     * @param properties values by the properties' names
     * @throws IOException where the flow has no such processor
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

    /** What the flow is called on the canvas. */
    public static String title(final JsonNode definition) {
        return definition.path("flowContents").path("name").asText();
    }
}
