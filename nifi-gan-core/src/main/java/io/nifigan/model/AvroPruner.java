// SPDX-License-Identifier: Apache-2.0
package io.nifigan.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Copies the parts of a schema that columns need. A named type is defined where it stands first, and named later. */
final class AvroPruner {
    private static final Set<String> NESTED = Set.of("record", "error", "array", "map");
    private static final JsonNode BYTES = TextNode.valueOf("bytes");
    private static final JsonNode NULL = TextNode.valueOf("null");

    private final AvroNames names;
    private final Map<String, AvroPart> written = new HashMap<>();

    AvroPruner(final AvroNames names) {
        this.names = names;
    }

    ObjectNode pruned(final AvroPart part) {
        return (ObjectNode) pruned(names.root(), part, "", "");
    }

    /**
     * @param namespace the namespace of names in the type
     * @param outer the namespace around the copy
     */
    private JsonNode pruned(final JsonNode type, final AvroPart part, final String namespace, final String outer) {
        if (type.isTextual()) {
            return AvroNames.isPrimitive(type.asText())
                    ? type
                    : definition(names.named(type.asText(), namespace), part, outer);
        }
        if (type.isArray()) {
            if (!part.isWhole()
                    && StreamSupport.stream(type.spliterator(), false)
                                    .filter(branch -> isNested(branch, namespace))
                                    .count()
                            > 1) {
                throw new IllegalArgumentException("The Avro schema has a union of several nested types");
            }
            final ArrayNode union = JsonNodeFactory.instance.arrayNode();
            type.forEach(branch -> union.add(pruned(branch, part, namespace, outer)));
            return union;
        }
        final JsonNode kind = type.path("type");
        if (kind.isObject() || kind.isArray()) {
            return pruned(kind, part, namespace, outer);
        }
        if (AvroNames.NAMED.contains(kind.asText())) {
            return definition(names.at(type, namespace), part, outer);
        }
        final ObjectNode copy = copy(type);
        switch (kind.asText()) {
            case "array" -> copy.set("items", inner(type.path("items"), part, namespace, outer));
            case "map" -> copy.set("values", inner(type.path("values"), part, namespace, outer));
            default -> copy.set("type", pruned(kind, part, namespace, outer));
        }
        return copy;
    }

    private JsonNode inner(final JsonNode type, final AvroPart part, final String namespace, final String outer) {
        return nullable(pruned(type, part.inner(), namespace, outer), part.inner(), MissingNode.getInstance());
    }

    private boolean isNested(final JsonNode branch, final String namespace) {
        if (branch.isObject() && branch.path("type").isObject()) {
            return isNested(branch.path("type"), namespace);
        }
        final String kind = branch.isObject() ? branch.path("type").asText() : branch.asText();
        return NESTED.contains(
                AvroNames.isPrimitive(kind) || !branch.isTextual()
                        ? kind
                        : names.named(kind, namespace).json().path("type").asText());
    }

    private JsonNode definition(final AvroNames.Definition definition, final AvroPart part, final String outer) {
        if (AvroSchema.isBareFixed(
                definition.json().path("type").asText(),
                definition.json().path("logicalType").asText())) {
            return BYTES;
        }
        final AvroPart before = written.putIfAbsent(definition.fullName(), part);
        if (before != null) {
            if (!before.needsTheSame(part)) {
                throw new IllegalArgumentException("Two fields of one type keep different parts of it");
            }
            return TextNode.valueOf(definition.fullName());
        }
        final ObjectNode copy = copy(definition.json());
        if (!definition.json().has("namespace")
                && definition.json().path("name").asText().indexOf('.') < 0
                && !definition.namespace().equals(outer)) {
            copy.put("namespace", definition.namespace());
        }
        if (definition.json().has("fields")) {
            final ArrayNode fields = copy.putArray("fields");
            for (final JsonNode field : definition.json().path("fields")) {
                final AvroPart own = part.field(field.path("name").asText());
                if (own != null) {
                    fields.add(field(field, own, definition.namespace()));
                }
            }
        }
        return copy;
    }

    private JsonNode field(final JsonNode field, final AvroPart part, final String namespace) {
        final ObjectNode copy = copy(field);
        copy.set("type", nullable(pruned(field.path("type"), part, namespace, namespace), part, field.path("default")));
        return copy;
    }

    /** The type, with null among its values if the value may be missing. A default must be of the first type. */
    private static JsonNode nullable(final JsonNode type, final AvroPart part, final JsonNode defaultValue) {
        if (!part.missable() || type.isTextual() && "null".equals(type.asText())) {
            return type;
        }
        final ArrayNode union = JsonNodeFactory.instance.arrayNode();
        final Iterable<JsonNode> types = type.isArray() ? type : List.of(type);
        for (final JsonNode one : types) {
            if (NULL.equals(one)) {
                return type;
            }
            union.add(one);
        }
        if (defaultValue.isMissingNode()) {
            union.insert(0, NULL);
        } else {
            union.add(NULL);
        }
        return union;
    }

    private static ObjectNode copy(final JsonNode json) {
        final ObjectNode copy = JsonNodeFactory.instance.objectNode();
        json.properties().forEach(property -> {
            // These name classes, which a reader of the schema might load.
            if (!property.getKey().startsWith("java-")) {
                copy.set(property.getKey(), property.getValue());
            }
        });
        return copy;
    }
}
