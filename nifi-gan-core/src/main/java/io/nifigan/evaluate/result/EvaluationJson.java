// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.result;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** The JSON form of evaluations: record components by name, null for missing parts. */
public final class EvaluationJson {
    private static final int MAX_TOKENS = 5_000_000;
    private static final JsonMapper MAPPER = mapper();
    private static final ObjectWriter PRETTY = MAPPER.writerWithDefaultPrettyPrinter();

    private EvaluationJson() {}

    private static JsonMapper mapper() {
        final JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(32)
                        .maxNumberLength(64)
                        .maxStringLength(1 << 20)
                        .maxNameLength(1 << 12)
                        .maxTokenCount(MAX_TOKENS)
                        .build())
                .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                .build();
        return JsonMapper.builder(factory)
                .enable(
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                        DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .build();
    }

    /** Writes an evaluation with indentation; the stream stays open. */
    public static void write(final Evaluation evaluation, final OutputStream out) throws IOException {
        PRETTY.writeValue(out, evaluation);
    }

    /** An evaluation as one line of text. */
    public static String text(final Evaluation evaluation) {
        return text(MAPPER.writer(), evaluation);
    }

    /** An evaluation as text with indentation. */
    public static String pretty(final Evaluation evaluation) {
        return text(PRETTY, evaluation);
    }

    private static String text(final ObjectWriter writer, final Evaluation evaluation) {
        try {
            return writer.writeValueAsString(evaluation);
        } catch (final JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads an evaluation.
     *
     * @throws IOException if the input is not an evaluation; the message quotes nothing from it
     */
    public static Evaluation read(final InputStream in) throws IOException {
        final Evaluation evaluation;
        try {
            evaluation = MAPPER.readValue(in, Evaluation.class);
        } catch (final JsonProcessingException e) {
            throw new IOException(
                    "This is not an evaluation of format %s, version %d: line %d is invalid"
                            .formatted(
                                    Evaluation.FORMAT,
                                    Evaluation.VERSION,
                                    e.getLocation() == null
                                            ? 0
                                            : e.getLocation().getLineNr()),
                    e);
        }
        if (evaluation == null) {
            throw new IOException("This is not an evaluation: it is the JSON value null");
        }
        return evaluation;
    }
}
