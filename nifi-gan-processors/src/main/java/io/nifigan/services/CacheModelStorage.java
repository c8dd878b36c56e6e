// SPDX-License-Identifier: Apache-2.0
package io.nifigan.services;

import io.nifigan.model.InvalidModelException;
import io.nifigan.model.TrainedModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.nifi.distributed.cache.client.DistributedMapCacheClient;

/**
 * Models in a map cache. The parts of a model file ({@link CachedParts}) are written first. The description publishes
 * the version; it is written only if that version does not exist yet. Other values say which version is the newest and
 * which the oldest. They are hints: two nodes may write them in the wrong order, so readers check whether there is a
 * newer one.
 */
final class CacheModelStorage implements ModelStorage {
    private static final int MAX_TRIES = 1_000;

    private final ModelCache cache;
    private final CachedParts parts;
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
        this.cache = new ModelCache(cache);
        this.parts = new CachedParts(this.cache, partBytes);
        this.kept = kept;
    }

    @Override
    public StoredModel publish(final String name, final TrainedModel model) throws IOException {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        model.write(out);
        final byte[] file = out.toByteArray();
        final String key = UUID.randomUUID().toString();
        final StoredModel first = new StoredModel(
                name,
                1,
                model.id(),
                HexFormat.of().formatHex(ModelChecksum.digest().digest(file)),
                file.length,
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                parts.count(file),
                key);
        boolean published = false;
        try {
            parts.write(key, file);
            list(name);
            final StoredModel stored = claim(first);
            published = true;
            cache.put(ModelCache.latestKey(name), stored.version());
            newest.put(name, stored);
            removeOld(stored);
            return stored;
        } catch (final IOException e) {
            if (!published) {
                parts.remove(key, first.parts());
            }
            throw unreachable("The model '%s' cannot be written to".formatted(name), e);
        }
    }

    @Override
    public void tryWriting(final String name) throws IOException {
        final String trial = ModelCache.trialKey(UUID.randomUUID().toString());
        try {
            cache.put(trial, new byte[] {1});
            cache.remove(trial);
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
            if (cache.putIfAbsent(ModelCache.versionKey(first.name(), version), StoredModelJson.write(stored))) {
                return stored;
            }
        }
        throw new IOException(
                "%,d others published a version each before this one could: publish it again".formatted(MAX_TRIES));
    }

    @Override
    public StoredModel find(final String name, final long version) throws IOException {
        try {
            final long wanted = version == ModelVersions.LATEST ? currentVersion(name) : version;
            final StoredModel known = newest.get(name);
            if (known != null && known.version() == wanted) {
                return known;
            }
            final byte[] description = wanted == 0 ? null : cache.get(ModelCache.versionKey(name, wanted));
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
        final long pinned = cache.number(ModelCache.pinnedKey(name));
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
        return cache.contains(ModelCache.versionKey(name, version));
    }

    /** The version below which there is at most the pinned one. */
    private long firstVersion(final String name) throws IOException {
        return Math.max(1, cache.number(ModelCache.firstKey(name)));
    }

    /** The highest version that there ever was; 0 if there was none. */
    private long lastVersion(final String name) throws IOException {
        final byte[] hint = cache.get(ModelCache.latestKey(name));
        final StoredModel seen = newest.get(name);
        long version = Math.max(ModelCache.number(hint), seen == null ? 0 : seen.version());
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

    @Override
    public InputStream open(final StoredModel stored) throws IOException {
        return parts.open(stored, () -> newest.remove(stored.name(), stored));
    }

    /** Removes versions beyond those to keep; the next publication tries again if it fails. */
    private void removeOld(final StoredModel published) throws IOException {
        final String name = published.name();
        final long pinned = cache.number(ModelCache.pinnedKey(name));
        final long first = firstVersion(name);
        final long kept = Math.max(first, published.version() - this.kept + 1);
        for (long version = first; version < kept; version++) {
            if (version != pinned) {
                remove(name, version);
            }
        }
        if (kept > first) {
            cache.put(ModelCache.firstKey(name), kept);
        }
    }

    /** Removes a version, and returns whether it existed. */
    private boolean remove(final String name, final long version) throws IOException {
        final byte[] description = cache.get(ModelCache.versionKey(name, version));
        if (description == null) {
            return false;
        }
        cache.remove(ModelCache.versionKey(name, version));
        try {
            final StoredModel old = StoredModelJson.read(description, name, version);
            parts.remove(old.key(), old.parts());
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
            byte[] name = cache.get(ModelCache.nameKey(0));
            for (int i = 1; name != null; i++) {
                final String text = new String(name, StandardCharsets.UTF_8);
                if (!versions(text).isEmpty()) {
                    names.add(text);
                }
                name = cache.get(ModelCache.nameKey(i));
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
            if (cache.putIfAbsent(ModelCache.nameKey(i), bytes)
                    || Arrays.equals(bytes, cache.get(ModelCache.nameKey(i)))) {
                listed.add(name);
            }
        }
    }

    @Override
    public List<Long> versions(final String name) throws IOException {
        try {
            final List<Long> versions = new ArrayList<>();
            final long first = firstVersion(name);
            final long pinned = cache.number(ModelCache.pinnedKey(name));
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
            return cache.number(ModelCache.pinnedKey(name));
        } catch (final IOException e) {
            throw unreachable("The model '%s' cannot be looked up in".formatted(name), e);
        }
    }

    @Override
    public void pin(final String name, final long version) throws IOException {
        try {
            final long before = cache.number(ModelCache.pinnedKey(name));
            if (before > 0 && before < firstVersion(name)) {
                // It is no longer spared, and goes with the next publication.
                cache.put(ModelCache.firstKey(name), before);
            }
            if (version == ModelVersions.LATEST) {
                cache.remove(ModelCache.pinnedKey(name));
            } else {
                cache.put(ModelCache.pinnedKey(name), version);
            }
        } catch (final IOException e) {
            throw unreachable("The model '%s' cannot be pinned in".formatted(name), e);
        }
    }

    @Override
    public void delete(final String name, final long version) throws IOException {
        try {
            // The number of the last version stays, so that it is not given again.
            cache.put(ModelCache.latestKey(name), lastVersion(name));
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

    static ModelStoreException unreachable(final String what, final IOException e) {
        return new ModelStoreException(
                "%s the cache: %s. Is the cache server up, and does it take values of this size?"
                        .formatted(what, e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()),
                e);
    }
}
