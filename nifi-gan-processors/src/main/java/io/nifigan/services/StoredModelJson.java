// SPDX-License-Identifier: Apache-2.0
package io.nifigan.services;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.nifigan.model.InvalidModelException;
import java.io.IOException;

/** Reads and writes the JSON description that stores keep beside a model. Reading is strict and limits the length. */
final class StoredModelJson {
    static final int MAX_BYTES = 4_096;
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(2)
                            .maxStringLength(256)
                            .maxNumberLength(20)
                            .build())
                    .build())
            .enable(
                    DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                            DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .build();

    private StoredModelJson() {}

    static byte[] write(final StoredModel stored) throws IOException {
        return MAPPER.writeValueAsBytes(stored);
    }

    /**
     * @param name whose description it must be
     * @param version likewise
     * @throws InvalidModelException if it is not
     */
    static StoredModel read(final byte[] json, final String name, final long version) throws InvalidModelException {
        try {
            if (json.length > MAX_BYTES) {
                throw new InvalidModelException(
                        ("The description of version %d of the model '%s' is too long: it was not written by "
                                        + "this store")
                                .formatted(version, name));
            }
            final StoredModel stored = MAPPER.readValue(json, StoredModel.class);
            if (stored == null || !stored.name().equals(name) || stored.version() != version) {
                throw new InvalidModelException(
                        ("The description of version %d of the model '%s' is that of another: it was changed "
                                        + "after it was published")
                                .formatted(version, name));
            }
            return stored;
        } catch (final InvalidModelException e) {
            throw e;
        } catch (final JsonProcessingException e) {
            throw new InvalidModelException(
                    "The description of version %d of the model '%s' is damaged: publish the model again"
                            .formatted(version, name),
                    e);
        } catch (final IOException e) {
            throw new IllegalStateException("Bytes in memory cannot fail to be read", e);
        }
    }
}
