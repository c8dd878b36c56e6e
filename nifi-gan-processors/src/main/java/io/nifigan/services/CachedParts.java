// SPDX-License-Identifier: Apache-2.0
package io.nifigan.services;

import io.nifigan.model.InvalidModelException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Enumeration;

/**
 * Model files in a map cache, each cut into parts, since a cache takes no large values.
 *
 * @param cache the cache
 * @param partBytes the maximum length of a part
 */
record CachedParts(ModelCache cache, int partBytes) {
    /** The number of parts of a file. */
    int count(final byte[] file) {
        return (file.length + partBytes - 1) / partBytes;
    }

    /** Writes a file under a key that no other has. */
    void write(final String key, final byte[] file) throws IOException {
        for (int part = 0; part < count(file); part++) {
            cache.put(
                    ModelCache.partKey(key, part),
                    Arrays.copyOfRange(file, part * partBytes, Math.min(file.length, (part + 1) * partBytes)));
        }
    }

    /**
     * Opens the file of a model; parts are read as they are needed.
     *
     * @param lost called if the cache no longer has a part
     */
    InputStream open(final StoredModel stored, final Runnable lost) {
        return new SequenceInputStream(new Enumeration<>() {
            private int part;
            private long read;

            @Override
            public boolean hasMoreElements() {
                return part < stored.parts();
            }

            @Override
            public InputStream nextElement() {
                try {
                    final byte[] bytes = read(stored, part, lost);
                    part++;
                    read += bytes.length;
                    if (read > stored.bytes()) {
                        throw new InvalidModelException(
                                "The cache holds more of %s than was published".formatted(stored.describe()));
                    }
                    return new ByteArrayInputStream(bytes);
                } catch (final IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
    }

    private byte[] read(final StoredModel stored, final int part, final Runnable lost) throws IOException {
        final byte[] bytes;
        try {
            bytes = cache.get(ModelCache.partKey(stored.key(), part));
        } catch (final IOException e) {
            throw CacheModelStorage.unreachable("The model '%s' cannot be read from".formatted(stored.name()), e);
        }
        if (bytes == null) {
            lost.run();
            throw new NoSuchModelException(
                    ("Part %d of %d of %s is no longer in the cache, which has evicted it: let the cache hold "
                                    + "more entries for longer, and publish the model again")
                            .formatted(part + 1, stored.parts(), stored.describe()));
        }
        return bytes;
    }

    /** Removes a file, as far as the cache can be reached. */
    void remove(final String key, final int parts) {
        try {
            for (int part = 0; part < parts; part++) {
                cache.remove(ModelCache.partKey(key, part));
            }
        } catch (final IOException e) {
            // The parts stay until the cache evicts them.
            return;
        }
    }
}
