// SPDX-License-Identifier: Apache-2.0
package io.nifigan.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nifigan.table.Field;
import io.nifigan.table.PathStep;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/**
 * The Avro schema of the records that a model was trained on, so that generated records get it back: names, namespaces,
 * documentation, required fields, defaults, aliases and logical types.
 *
 * <p>A text may come from a model file, so it is bounded, and only walked along the paths of columns. What it says
 * about Java classes is dropped.
 */
public final class AvroSchema {
    /** The maximum length in characters. A model file's JSON takes texts of about this length. */
    public static final int MAX_LENGTH = 1_000_000;

    /** Enough for {@link io.nifigan.table.FieldPath#MAX_STEPS} nested records, which take up to five levels each. */
    private static final int MAX_DEPTH = 100;

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final JsonMapper MAPPER = mapper();

    private final String text;
    private final AvroNames names;

    /**
     * What a schema says about a value.
     *
     * @param required whether it is never null
     * @param name the type's name, such as {@code long}
     * @param logicalType the logical type, such as {@code timestamp-micros}; empty for none
     */
    public record Type(boolean required, String name, String logicalType) {
        /** Whether values are bytes of a fixed length, which generated records hold as bytes of any length. */
        public boolean isBareFixed() {
            return AvroSchema.isBareFixed(name, logicalType);
        }
    }

    private AvroSchema(final JsonNode root) {
        this.text = root.toString();
        this.names = new AvroNames(root);
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("The Avro schema is longer than %,d characters".formatted(MAX_LENGTH));
        }
    }

    private static JsonMapper mapper() {
        return JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(MAX_DEPTH)
                                .maxNumberLength(100)
                                .maxStringLength(MAX_LENGTH)
                                .maxNameLength(1 << 12)
                                .build())
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .build())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    /**
     * Reads a schema.
     *
     * @throws IllegalArgumentException if the text is not the Avro schema of a record, or too long or too deeply
     *     nested; the message quotes nothing of it
     */
    public static AvroSchema of(final String text) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "The Avro schema has %,d characters; it may have at most %,d".formatted(text.length(), MAX_LENGTH));
        }
        final JsonNode root;
        try {
            root = MAPPER.readTree(text);
        } catch (final JsonProcessingException e) {
            throw new IllegalArgumentException("The Avro schema is not JSON, or nested too deeply");
        }
        if (!"record".equals(root.path("type").asText())) {
            throw new IllegalArgumentException("The Avro schema is not that of a record");
        }
        return new AvroSchema(root);
    }

    /** The schema as JSON. */
    public String text() {
        return text;
    }

    /** NiFi's Avro writer takes decimals of a fixed length, but no other fixed values. */
    static boolean isBareFixed(final String name, final String logicalType) {
        return "fixed".equals(name) && !"decimal".equals(logicalType);
    }

    /**
     * The schema of records that have only certain fields. Bytes of a fixed length become bytes, see
     * {@link Type#isBareFixed()}.
     *
     * @param fields the fields to keep; a nested one keeps the records, arrays and maps around it
     * @param missable whether the value of the field of an index may be missing; if it is required so far, it is no
     *     longer
     * @throws IllegalArgumentException if the schema would need two different types of one name, or has a union of
     *     several nested types
     */
    public AvroSchema with(final List<Field> fields, final IntPredicate missable) {
        final AvroPart root = new AvroPart();
        for (int f = 0; f < fields.size(); f++) {
            root.add(fields.get(f).steps(), missable.test(f));
        }
        return new AvroSchema(new AvroPruner(names).pruned(root));
    }

    /**
     * The schema of records with further fields, which may be null and replace fields of the same names. Bytes of a
     * fixed length become bytes, as in {@link #with}.
     *
     * @param added the names of Avro's types, by field
     * @param missable whether values of the schema's own fields may be missing
     * @throws IllegalArgumentException if Avro does not allow a field's name
     */
    public AvroSchema adding(final Map<String, String> added, final boolean missable) {
        final AvroPart root = new AvroPart();
        names.root().path("fields").forEach(field -> {
            final String name = field.path("name").asText();
            if (!added.containsKey(name)) {
                root.addWhole(name, missable);
            }
        });
        final ObjectNode extended = new AvroPruner(names).pruned(root);
        added.forEach((name, type) -> {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("Avro allows no field of the name '%.100s'".formatted(name));
            }
            final ObjectNode field = extended.withArray("fields").addObject();
            field.put("name", name).putArray("type").add("null").add(type);
            field.putNull("default");
        });
        return new AvroSchema(extended);
    }

    /**
     * Checks that records of the schema can hold fields.
     *
     * @throws IllegalArgumentException if they cannot
     */
    public void check(final List<Field> fields) {
        for (final Field field : fields) {
            if (type(field.steps()).isEmpty()) {
                throw new IllegalArgumentException(
                        "The Avro schema has no place for the column '%.100s'".formatted(field.name()));
            }
        }
        with(fields, f -> false);
    }

    /** What the schema says about the value at a path; empty if it has no such place. */
    public Optional<Type> type(final List<PathStep> steps) {
        return names.type(steps);
    }
}
