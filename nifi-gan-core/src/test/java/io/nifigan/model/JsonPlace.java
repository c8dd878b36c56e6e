// SPDX-License-Identifier: Apache-2.0
package io.nifigan.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A place in a JSON document, whose value can be replaced.
 *
 * @param parent the object or the list that has it
 * @param name its name in an object; null in a list
 * @param index its index in a list; -1 in an object
 */
record JsonPlace(JsonNode parent, String name, int index) {
    /** Values that a file should not be able to do harm with. */
    static final String[] HOSTILE = {
        "null",
        "-1",
        "0",
        "1",
        "1000000000",
        "2147483648",
        "-9223372036854775808",
        "1e308",
        "-1e308",
        "1e-320",
        "-0.0",
        "\"NaN\"",
        "\"Infinity\"",
        "\"\"",
        "\"1e999999999\"",
        "\"\\u0000\\ud800\"",
        "[]",
        "{}",
        "[null]",
        "true",
        "16.5",
        "100000000000000000"
    };

    void set(final JsonNode value) {
        if (parent instanceof ObjectNode object) {
            object.set(name, value);
        } else {
            ((ArrayNode) parent).set(index, value);
        }
    }

    JsonNode get() {
        return name == null ? parent.get(index) : parent.get(name);
    }

    /** All places of a document; of long lists, the first few and the last. */
    static List<JsonPlace> places(final JsonNode node) {
        final List<JsonPlace> places = new ArrayList<>();
        if (node instanceof ObjectNode object) {
            object.fieldNames().forEachRemaining(name -> places.add(new JsonPlace(object, name, -1)));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                if (i < 3 || i == array.size() - 1 || array.get(i).isContainerNode()) {
                    places.add(new JsonPlace(array, null, i));
                }
            }
        }
        final List<JsonPlace> all = new ArrayList<>(places);
        places.forEach(place -> all.addAll(places(place.get())));
        return all;
    }
}
