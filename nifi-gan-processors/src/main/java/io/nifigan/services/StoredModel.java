// SPDX-License-Identifier: Apache-2.0
package io.nifigan.services;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

/**
 * The description of one version of a model in a store. It validates itself, because others may write to the store.
 *
 * @param name the model's name, as {@link ModelNames} allows it
 * @param version from 1
 * @param modelId the model's own id
 * @param checksum SHA-256 of the model file, 64 hex digits
 * @param bytes the model file's length
 * @param publishedAt the time of publication, in ISO 8601
 * @param parts the number of values that hold the model file, if the store splits it; 1 otherwise
 * @param key the store's own key, 0 to 64 letters, digits and hyphens
 */
public record StoredModel(
        String name,
        long version,
        String modelId,
        String checksum,
        long bytes,
        String publishedAt,
        int parts,
        String key) {
    /** The largest model file: both networks at their largest, and all else. */
    static final long MAX_BYTES = 512L << 20;

    private static final int MAX_PARTS = 1 << 20;
    private static final Pattern CHECKSUM = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{16}");
    private static final Pattern KEY = Pattern.compile("[0-9A-Za-z-]{0,64}");

    public StoredModel {
        ModelNames.check(name);
        require(version >= 1, "version", version);
        require(modelId != null && ID.matcher(modelId).matches(), "id", modelId);
        require(checksum != null && CHECKSUM.matcher(checksum).matches(), "checksum", checksum);
        require(bytes >= 1 && bytes <= MAX_BYTES, "length", bytes);
        require(parts >= 1 && parts <= MAX_PARTS && parts <= bytes, "number of parts", parts);
        require(key != null && KEY.matcher(key).matches(), "key", key);
        require(isInstant(publishedAt), "time", publishedAt);
    }

    private static boolean isInstant(final String text) {
        try {
            return text != null && Instant.parse(text) != null;
        } catch (final DateTimeParseException e) {
            return false;
        }
    }

    private static void require(final boolean good, final String what, final Object value) {
        if (!good) {
            throw new IllegalArgumentException("A stored model cannot have the %s %s".formatted(what, value));
        }
    }

    /** Name, version and id in a few words. */
    public String describe() {
        return "%s version %d (model %s)".formatted(name, version, modelId);
    }
}
