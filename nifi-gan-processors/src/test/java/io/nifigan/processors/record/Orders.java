// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.record;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Random;

/** Records with a field of every kind, as JSON and the schema that they have. */
public final class Orders {
    /**
     * Avro's: of the fields, {@code nothing} is always null, {@code none} always empty and {@code same} always the
     * same.
     */
    public static final String SCHEMA = """
            {"type": "record", "name": "order", "fields": [
              {"name": "amount", "type": "int"},
              {"name": "level", "type": {"type": "enum", "name": "level", "symbols": ["LOW", "MID", "HIGH", "NEVER"]}},
              {"name": "address", "type": ["null", {"type": "record", "name": "address", "fields": [
                {"name": "city", "type": "string"},
                {"name": "floor", "type": ["null", "int"]},
                {"name": "geo", "type": ["null", {"type": "record", "name": "geo", "fields": [
                  {"name": "lat", "type": "double"}, {"name": "lon", "type": "double"}]}]}]}]},
              {"name": "tags", "type": {"type": "map", "values": "string"}},
              {"name": "vector", "type": ["null", {"type": "array", "items": "float"}]},
              {"name": "grid", "type": {"type": "array", "items": {"type": "array", "items": "int"}}},
              {"name": "size", "type": ["int", "string"]},
              {"name": "ratio", "type": ["long", "double"]},
              {"name": "nothing", "type": ["null", "long"]},
              {"name": "none", "type": {"type": "array", "items": "double"}},
              {"name": "same", "type": "string"}]}""";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String[] LEVELS = {"LOW", "MID", "HIGH"};

    private Orders() {}

    /** An array of so many orders. */
    public static String json(final int rows, final long seed) {
        final Random random = new Random(seed);
        final ArrayNode orders = JSON.createArrayNode();
        for (int r = 0; r < rows; r++) {
            add(orders.addObject(), random);
        }
        // A key that only one record has is not learnt.
        ((ObjectNode) orders.get(rows / 2).get("tags")).put("Qvx secret", "x");
        return orders.toString();
    }

    private static void add(final ObjectNode order, final Random random) {
        order.put("amount", random.nextInt(400)).put("level", LEVELS[random.nextInt(3)]);
        if (random.nextInt(3) == 0) {
            order.putNull("address");
        } else {
            final ObjectNode address = order.putObject("address").put("city", "C" + random.nextInt(5));
            if (random.nextInt(4) == 0) {
                address.putNull("floor");
            } else {
                address.put("floor", random.nextInt(40));
            }
            if (random.nextBoolean()) {
                address.putNull("geo");
            } else {
                address.putObject("geo")
                        .put("lat", 40 + random.nextInt(1_000) / 100.)
                        .put("lon", random.nextInt(1_000) / 100.);
            }
        }
        final ObjectNode tags = order.putObject("tags");
        if (random.nextInt(2) == 0) {
            tags.put("color", random.nextBoolean() ? "red" : "blue");
        }
        tags.put("shape", random.nextBoolean() ? "round" : "flat");
        if (random.nextInt(5) == 0) {
            order.putNull("vector");
        } else {
            final ArrayNode vector = order.putArray("vector");
            for (int i = 0; i < 4; i++) {
                vector.add((float) random.nextGaussian());
            }
        }
        final ArrayNode grid = order.putArray("grid");
        for (int i = 0; i < 2; i++) {
            grid.addArray().add(random.nextInt(16)).add(16 + random.nextInt(16));
        }
        if (random.nextBoolean()) {
            order.put("size", 38 + random.nextInt(6));
        } else {
            order.put("size", random.nextBoolean() ? "XL" : "S");
        }
        if (random.nextBoolean()) {
            order.put("ratio", random.nextInt(4));
        } else {
            order.put("ratio", random.nextInt(400) / 100. + .001);
        }
        order.putNull("nothing").put("same", "Acme").putArray("none");
    }
}
