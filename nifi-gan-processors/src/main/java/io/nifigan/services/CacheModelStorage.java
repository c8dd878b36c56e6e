// SPDX-License-Identifier: Apache-2.0
package io.nifigan.services;

import io.nifigan.model.InvalidModelException;
import io.nifigan.model.TrainedModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.nifi.distributed.cache.client.DistributedMapCacheClient;

/**
 * Models in a map cache. A model file is cut into parts, each a value of its own, which are written first. The
 * description publishes the version; it is written only if that version does not exist yet. Other values say which
 * version is the newest and which the oldest. They are hints: two nodes may write them in the wrong order, so readers
 * check whether there is a newer one.
 */
final class CacheModelStorage implements ModelStorage {
    private static final String PREFIX = "nifi-gan/model/";
    private static final int MAX_TRIES = 1_000;
    private static final int LONGEST_NUMBER = 20;

    private final DistributedMapCacheClient cache;
    private final int partBytes;
    private final int kept;
    /** The newest version of each name that was seen, in case the cache loses the hint. */
    private final Map<String, StoredModel> newest = new ConcurrentHashMap<>();
    /** Names that are known to be in the list of names. */
    private final Set<String> listed = ConcurrentHashMap.newKeySet();

    /**
     * @param partBytes the maximum length of a value
     * @param kept the number of versions of each name to keep
     */
    CacheModelStorage(final DistributedMapCacheClient cache, final int partBytes, final int kept) {
        this.cache = cache;
        this.partBytes = partBytes;
        this.kept = kept;
    }

    @Override
    public StoredModel publish(final String name, final TrainedModel model) throws IOException {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        model.write(out);
        final byte[] file = out.toByteArray();
        final int parts = (file.length + partBytes - 1) / partBytes;
        final String key = UUID.randomUUID().toString();
        final StoredModel first = new StoredModel(
                name,
                1,
                model.id(),
                HexFormat.of().formatHex(ModelChecksum.digest().digest(file)),
                file.length,
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                parts,
                key);
        boolean published = false;
        try {
            for (int part = 0; part < parts; part++) {
                put(
                        partKey(key, part),
                        Arrays.copyOfRange(file, part * partBytes, Math.min(file.length, (part + 1) * partBytes)));
            }
            list(name);
            final StoredModel stored = claim(first);
            published = true;
            put(latestKey(name), bytes(stored.version()));
            newest.put(name, stored);
            removeOld(stored);
            return stored;
        } catch (final IOException e) {
            if (!published) {
                removeParts(key, parts);
            }
            throw unreachable("The model '%s' cannot be written to".formatted(name), e);
        }
    }

    @Override
    public void tryWriting(final String name) throws IOException {
        final String trial = PREFIX + "trial/" + UUID.randomUUID();
        try {
            put(trial, new byte[] {1});
            cache.remove(trial, CacheModelStorage::text);
        } catch (final IOException e) {
            throw unreachable("The model '%s' could not be written to".formatted(name), e);
        }
    }

    private StoredModel claim(final StoredModel first) throws IOException {
        long version = lastVersion(first.name()) + 1;
        for (int i = 0; i < MAX_TRIES; i++, version++) {
            final StoredModel stored = new StoredModel(
                    first.name(),
                    version,
                    first.modelId(),
                    first.checksum(),
                    first.bytes(),
                    first.publishedAt(),
                    first.parts(),
                    first.key());
            if (cache.putIfAbsent(
                    versionKey(first.name(), version),
                    StoredModelJson.write(stored),
                    CacheModelStorage::text,
                    CacheModelStorage::bytes)) {
                return stored;
            }
        }
        throw new IOException("%,d others published a version each before this one could".formatted(MAX_TRIES));
    }

    @Override
    public StoredModel find(final String name, final long version) throws IOException {
        try {
            final long wanted = version == ModelVersions.LATEST ? currentVersion(name) : version;
            final StoredModel known = newest.get(name);
            if (known != null && known.version() == wanted) {
                return known;
            }
            final byte[] description = wanted == 0 ? null : get(versionKey(name, wanted));
            if (description == null) {
                throw new NoSuchModelException(ModelVersions.missing(name, version));
            }
            final StoredModel stored = StoredModelJson.read(description, name, wanted);
            if (version == ModelVersions.LATEST) {
                newest.put(name, stored);
            }
            return stored;
        } catch (final NoSuchModelException | InvalidModelException e) {
            throw e;
        } catch (final IOException e) {
            throw unreachable("The model '%s' cannot be looked up in".formatted(name), e);
        }
    }

    /** The pinned version, or the newest; 0 if there is none. */
    private long currentVersion(final String name) throws IOException {
        final long pinned = number(get(pinnedKey(name)));
        return pinned == ModelVersions.LATEST ? newestVersion(name) : pinned;
    }

    /** The newest version that was not deleted; 0 if there is none. */
    private long newestVersion(final String name) throws IOException {
        long version = lastVersion(name);
        if (version > 0 && !exists(name, version)) {
            final long first = firstVersion(name);
            do {
                version--;
            } while (version >= first && !exists(name, version));
            return version < first ? 0 : version;
        }
        return version;
    }

    private boolean exists(final String name, final long version) throws IOException {
        return cache.containsKey(versionKey(name, version), CacheModelStorage::text);
    }

    /** The version below which there is at most the pinned one. */
    private long firstVersion(final String name) throws IOException {
        return Math.max(1, number(get(firstKey(name))));
    }

    /** The highest version that there ever was; 0 if there was none. */
    private long lastVersion(final String name) throws IOException {
        final byte[] hint = get(latestKey(name));
        final StoredModel seen = newest.get(name);
        long version = Math.max(number(hint), seen == null ? 0 : seen.version());
        if (hint == null && seen != null && !exists(name, version)) {
            // The cache was emptied.
            newest.remove(name);
            version = 0;
        }
        while (exists(name, version + 1)) {
            version++;
        }
        return version;
    }

    private static long number(final byte[] digits) {
        if (digits == null) {
            return 0;
        }
        final String text = new String(digits, 0, Math.min(digits.length, LONGEST_NUMBER), StandardCharsets.US_ASCII);
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    }

    @Override
    public InputStream open(final StoredModel stored) throws IOException {
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
                    final byte[] bytes = part(stored, part);
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

    private byte[] part(final StoredModel stored, final int part) throws IOException {
        final byte[] bytes;
        try {
            bytes = get(partKey(stored.key(), part));
        } catch (final IOException e) {
            throw unreachable("The model '%s' cannot be read from".formatted(stored.name()), e);
        }
        if (bytes == null) {
            newest.remove(stored.name(), stored);
            throw new NoSuchModelException(
                    ("Part %d of %d of %s is no longer in the cache, which has evicted it: let the cache hold "
                                    + "more entries for longer, and publish the model again")
                            .formatted(part + 1, stored.parts(), stored.describe()));
        }
        return bytes;
    }

    /** Removes versions beyond those to keep; the next publication tries again if it fails. */
    private void removeOld(final StoredModel published) throws IOException {
        final String name = published.name();
        final long pinned = number(get(pinnedKey(name)));
        final long first = firstVersion(name);
        final long kept = Math.max(first, published.version() - this.kept + 1);
        for (long version = first; version < kept; version++) {
            if (version != pinned) {
                remove(name, version);
            }
        }
        if (kept > first) {
            put(firstKey(name), bytes(kept));
        }
    }

    /** Removes a version, and returns whether it existed. */
    private boolean remove(final String name, final long version) throws IOException {
        final byte[] description = get(versionKey(name, version));
        if (description == null) {
            return false;
        }
        cache.remove(versionKey(name, version), CacheModelStorage::text);
        try {
            final StoredModel old = StoredModelJson.read(description, name, version);
            removeParts(old.key(), old.parts());
        } catch (final InvalidModelException e) {
            // Not ours; its parts are unknown.
            return true;
        }
        return true;
    }

    @Override
    public List<String> names() throws IOException {
        try {
            final List<String> names = new ArrayList<>();
            byte[] name = get(nameKey(0));
            for (int i = 1; name != null; i++) {
                final String text = new String(name, StandardCharsets.UTF_8);
                if (!versions(text).isEmpty()) {
                    names.add(text);
                }
                name = get(nameKey(i));
            }
            names.sort(Comparator.naturalOrder());
            return names;
        } catch (final ModelStoreException e) {
            throw e;
        } catch (final IOException e) {
            throw unreachable("The models cannot be listed in", e);
        }
    }

    /** Adds a name to the list of names: a value for each, numbered from 0, that never changes. */
    private void list(final String name) throws IOException {
        final byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; !listed.contains(name); i++) {
            if (cache.putIfAbsent(nameKey(i), bytes, CacheModelStorage::text, CacheModelStorage::bytes)
                    || Arrays.equals(bytes, get(nameKey(i)))) {
                listed.add(name);
            }
        }
    }

    @Override
    public List<Long> versions(final String name) throws IOException {
        try {
            final List<Long> versions = new ArrayList<>();
            final long first = firstVersion(name);
            final long pinned = number(get(pinnedKey(name)));
            if (pinned > 0 && pinned < first && exists(name, pinned)) {
                versions.add(pinned);
            }
            final long last = lastVersion(name);
            for (long version = first; version <= last; version++) {
                if (exists(name, version)) {
                    versions.add(version);
                }
            }
            return versions;
        } catch (final IOException e) {
            throw unreachable("The model '%s' cannot be looked up in".formatted(name), e);
        }
    }

    @Override
    public long pinned(final String name) throws IOException {
        try {
            return number(get(pinnedKey(name)));
        } catch (final IOException e) {
            throw unreachable("The model '%s' cannot be looked up in".formatted(name), e);
        }
    }

    @Override
    public void pin(final String name, final long version) throws IOException {
        try {
            final long before = number(get(pinnedKey(name)));
            if (before > 0 && before < firstVersion(name)) {
                // It is no longer spared, and goes with the next publication.
                put(firstKey(name), bytes(before));
            }
            if (version == ModelVersions.LATEST) {
                cache.remove(pinnedKey(name), CacheModelStorage::text);
            } else {
                put(pinnedKey(name), bytes(version));
            }
        } catch (final IOException e) {
            throw unreachable("The model '%s' cannot be pinned in".formatted(name), e);
        }
    }

    @Override
    public void delete(final String name, final long version) throws IOException {
        try {
            // The number of the last version stays, so that it is not given again.
            put(latestKey(name), bytes(lastVersion(name)));
            if (!remove(name, version)) {
                throw new NoSuchModelException(ModelVersions.missing(name, version));
            }
            newest.remove(name);
        } catch (final NoSuchModelException e) {
            throw e;
        } catch (final IOException e) {
            throw unreachable("The model '%s' cannot be deleted from".formatted(name), e);
        }
    }

    private void removeParts(final String key, final int parts) {
        try {
            for (int part = 0; part < parts; part++) {
                cache.remove(partKey(key, part), CacheModelStorage::text);
            }
        } catch (final IOException e) {
            // The cache cannot be reached: the parts stay until it evicts them.
            return;
        }
    }

    private static ModelStoreException unreachable(final String what, final IOException e) {
        return new ModelStoreException(
                "%s the cache: %s. Is the cache server up, and does it take values of this size?"
                        .formatted(what, e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()),
                e);
    }

    private void put(final String key, final byte[] value) throws IOException {
        cache.put(key, value, CacheModelStorage::text, CacheModelStorage::bytes);
    }

    private byte[] get(final String key) throws IOException {
        // NiFi's own client returns no bytes if there is no value.
        return cache.get(key, CacheModelStorage::text, value -> value == null || value.length == 0 ? null : value);
    }

    private static byte[] bytes(final long number) {
        return Long.toString(number).getBytes(StandardCharsets.US_ASCII);
    }

    private static void text(final String key, final OutputStream out) throws IOException {
        out.write(key.getBytes(StandardCharsets.UTF_8));
    }

    private static void bytes(final byte[] value, final OutputStream out) throws IOException {
        out.write(value);
    }

    private static String latestKey(final String name) {
        return PREFIX + name + "/latest";
    }

    private static String firstKey(final String name) {
        return PREFIX + name + "/first";
    }

    private static String pinnedKey(final String name) {
        return PREFIX + name + "/pinned";
    }

    private static String nameKey(final int number) {
        return PREFIX + "name/" + number;
    }

    private static String versionKey(final String name, final long version) {
        return PREFIX + name + "/v" + version;
    }

    private static String partKey(final String key, final int part) {
        return PREFIX + "part/" + key + "/" + part;
    }
}
