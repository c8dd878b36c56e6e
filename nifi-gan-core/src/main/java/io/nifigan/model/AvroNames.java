// SPDX-License-Identifier: Apache-2.0
package io.nifigan.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.nifigan.table.PathStep;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The named types of an Avro schema, and the way from a record to a value. */
final class AvroNames {
    static final Set<String> NAMED = Set.of("record", "error", "enum", "fixed");
    /** Steps about the value before them. */
    private static final Set<PathStep.Kind> STAYS =
            EnumSet.of(PathStep.Kind.PRESENT, PathStep.Kind.MEMBER, PathStep.Kind.FORM);

    private static final Set<String> BYTES = Set.of("bytes", "fixed");
    private static final Set<String> PRIMITIVE =
            Set.of("null", "boolean", "int", "long", "float", "double", "bytes", "string");

    private final JsonNode root;
    private final Map<String, Definition> definitions = new HashMap<>();
    /** The fields of each record, by name. */
    private final Map<JsonNode, Map<String, JsonNode>> fields = new IdentityHashMap<>();

    /** A record, enumeration or fixed, and the namespace of the names in it. */
    record Definition(String fullName, String namespace, JsonNode json) {}

    AvroNames(final JsonNode root) {
        this.root = root;
        collect(root, "");
    }

    JsonNode root() {
        return root;
    }

    private void collect(final JsonNode type, final String namespace) {
        if (type.isArray()) {
            type.forEach(branch -> collect(branch, namespace));
        } else if (type.isObject()) {
            final JsonNode kind = type.path("type");
            String inner = namespace;
            if (NAMED.contains(kind.asText())) {
                final Definition definition = definition(type, namespace);
                definitions.putIfAbsent(definition.fullName(), definition);
                inner = definition.namespace();
                final Map<String, JsonNode> own = new HashMap<>();
                for (final JsonNode field : type.path("fields")) {
                    own.put(field.path("name").asText(), field);
                    collect(field.path("type"), inner);
                }
                fields.put(type, own);
            } else if (!kind.isTextual()) {
                collect(kind, namespace);
            }
            collect(type.path("items"), inner);
            collect(type.path("values"), inner);
        }
    }

    private static Definition definition(final JsonNode type, final String outer) {
        final String name = type.path("name").asText();
        final int dot = name.lastIndexOf('.');
        final String namespace =
                dot >= 0 ? name.substring(0, dot) : type.path("namespace").asText(outer);
        return new Definition(qualified(name.substring(dot + 1), namespace), namespace, type);
    }

    private static String qualified(final String name, final String namespace) {
        return namespace.isEmpty() ? name : namespace + "." + name;
    }

    /** Whether a text as a type is one without a definition. */
    static boolean isPrimitive(final String name) {
        return PRIMITIVE.contains(name);
    }

    /** @throws IllegalArgumentException if there is no such type */
    Definition named(final String name, final String namespace) {
        Definition found = definitions.get(name.indexOf('.') >= 0 ? name : qualified(name, namespace));
        if (found == null) {
            found = definitions.get(name);
        }
        if (found == null) {
            throw new IllegalArgumentException("The Avro schema refers to a type that it does not define");
        }
        return found;
    }

    /** The definition that stands at this place. */
    Definition at(final JsonNode type, final String namespace) {
        return named(definition(type, namespace).fullName(), namespace);
    }

    /**
     * What the schema says about the value at a path; empty if it has no such place.
     *
     * @throws IllegalArgumentException if a union leaves open where the path goes
     */
    Optional<AvroSchema.Type> type(final List<PathStep> steps) {
        Place place = new Place(root, "");
        for (final PathStep step : steps) {
            final List<Place> next = STAYS.contains(step.kind())
                    ? List.of(place)
                    : branches(place).stream()
                            .map(branch -> follow(branch, step))
                            .flatMap(Optional::stream)
                            .toList();
            if (next.isEmpty()) {
                return Optional.empty();
            }
            // One way only: following all of them could take a manipulated schema's whole lifetime.
            place = single(next);
        }
        final List<Place> branches = branches(place);
        final List<Place> values =
                branches.stream().filter(branch -> !"null".equals(kind(branch))).toList();
        if (branches.isEmpty()) {
            return Optional.empty();
        }
        final Place value = values.isEmpty() ? branches.getFirst() : values.getFirst();
        return Optional.of(new AvroSchema.Type(
                values.size() == branches.size(),
                kind(value),
                value.type().path("logicalType").asText()));
    }

    static <T> T single(final List<T> nested) {
        if (nested.size() > 1) {
            throw new IllegalArgumentException("The Avro schema has a union of several nested types");
        }
        return nested.getFirst();
    }

    /** A type, and the namespace of the names in it. */
    private record Place(JsonNode type, String namespace) {}

    private static String kind(final Place place) {
        return place.type().isTextual()
                ? place.type().asText()
                : place.type().path("type").asText();
    }

    private List<Place> branches(final Place place) {
        final List<Place> found = new ArrayList<>();
        branches(place, found);
        return found;
    }

    /** Adds the types that a value may have, with definitions in place of names. */
    private void branches(final Place place, final List<Place> found) {
        final JsonNode type = place.type();
        if (type.isArray()) {
            type.forEach(branch -> branches(new Place(branch, place.namespace()), found));
        } else if (type.isObject() && !type.path("type").isTextual()) {
            branches(new Place(type.path("type"), place.namespace()), found);
        } else if (isPrimitive(kind(place)) || !type.isTextual() && !NAMED.contains(kind(place))) {
            found.add(place);
        } else {
            final Definition definition =
                    type.isTextual() ? named(type.asText(), place.namespace()) : at(type, place.namespace());
            found.add(new Place(definition.json(), definition.namespace()));
        }
    }

    private Optional<Place> follow(final Place place, final PathStep step) {
        final JsonNode next = switch (step.kind()) {
            case FIELD ->
                fields.getOrDefault(place.type(), Map.of())
                        .getOrDefault(step.name(), MissingNode.getInstance())
                        .path("type");
            case KEY, NO_KEY -> place.type().path("values");
            // NiFi's readers give bytes as arrays.
            case ELEMENT, NO_ELEMENT ->
                BYTES.contains(kind(place)) ? place.type() : place.type().path("items");
            default -> place.type();
        };
        return next.isMissingNode() ? Optional.empty() : Optional.of(new Place(next, place.namespace()));
    }
}
