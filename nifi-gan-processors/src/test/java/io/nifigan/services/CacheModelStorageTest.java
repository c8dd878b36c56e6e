// SPDX-License-Identifier: Apache-2.0
package io.nifigan.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.model.GANModel;
import io.nifigan.model.InvalidModelException;
import io.nifigan.model.TrainedModel;
import io.nifigan.processors.Customers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class CacheModelStorageTest {
    private static final int PART = 20_000;

    private final MapCache cache = new MapCache();
    private final CacheModelStorage storage = new CacheModelStorage(cache, PART, 2);

    private static GANModel model() throws IOException {
        return GANModel.read(new ByteArrayInputStream(Customers.model()));
    }

    private static TrainedModel read(final ModelStorage storage, final StoredModel stored) throws IOException {
        try (InputStream in = storage.open(stored)) {
            return ModelChecksum.read(in, stored);
        } catch (final UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private long parts() {
        return cache.values().keySet().stream()
                .filter(key -> key.startsWith("nifi-gan/model/part/"))
                .count();
    }

    @Test
    void aModelIsCutIntoPartsThatFitAndPutTogetherAgain() throws IOException {
        cache.refuseBeyond(PART);
        final StoredModel stored = storage.publish("customers", model());
        assertEquals((stored.bytes() + PART - 1) / PART, stored.parts());
        assertTrue(stored.parts() > 1);
        assertEquals(stored.parts(), parts());
        final StoredModel found = new CacheModelStorage(cache, 500, 2).find("customers", ModelVersions.LATEST);
        assertEquals(stored, found);
        assertEquals(model().id(), read(storage, found).id());
    }

    @Test
    void oldVersionsGoWithTheirParts() throws IOException {
        for (int version = 1; version <= 4; version++) {
            assertEquals(version, storage.publish("customers", model()).version());
        }
        assertThrows(NoSuchModelException.class, () -> storage.find("customers", 2));
        assertEquals(3, storage.find("customers", 3).version());
        assertEquals(2L * storage.find("customers", 4).parts(), parts());
    }

    @Test
    void aVersionThatAnotherNodeClaimsIsNotOverwritten() throws IOException {
        final CacheModelStorage other = new CacheModelStorage(cache, PART, 5);
        assertEquals(1, storage.publish("customers", model()).version());
        final String hint = "nifi-gan/model/customers/latest";
        final byte[] old = cache.values().get(hint);
        assertEquals(2, other.publish("customers", model()).version());
        // As if this node's hint had been written last.
        cache.values().put(hint, old);
        assertEquals(2, storage.find("customers", ModelVersions.LATEST).version());
        assertEquals(3, storage.publish("customers", model()).version());
    }

    @Test
    void aCacheThatDiesAtAnyCallLeavesNoHalfOfAModel() throws IOException {
        storage.publish("customers", model());
        final Set<Long> latest = new TreeSet<>();
        for (int calls = 0; calls < 40; calls++) {
            cache.dieAfter(calls);
            try {
                storage.publish("customers", model());
            } catch (final ModelStoreException e) {
                assertTrue(e.getMessage().contains("Connection refused"), e.getMessage());
            }
            cache.recover();
            final StoredModel found = new CacheModelStorage(cache, PART, 2).find("customers", ModelVersions.LATEST);
            assertEquals(model().id(), read(storage, found).id());
            latest.add(found.version());
        }
        assertTrue(latest.size() > 5, latest::toString);
    }

    @Test
    void aDeadCacheIsToldFromAModelThatIsNotThere() {
        assertThrows(NoSuchModelException.class, () -> storage.find("customers", ModelVersions.LATEST));
        cache.dieAfter(0);
        assertThrows(ModelStoreException.class, () -> storage.find("customers", ModelVersions.LATEST));
        assertThrows(ModelStoreException.class, () -> storage.publish("customers", model()));
    }

    @Test
    void aPartThatTheCacheThrewOutIsNamed() throws IOException {
        final StoredModel stored = storage.publish("customers", model());
        cache.values().remove("nifi-gan/model/part/%s/1".formatted(stored.key()));
        final String message = assertThrows(NoSuchModelException.class, () -> read(storage, stored))
                .getMessage();
        assertTrue(message.contains("Part 2 of " + stored.parts()), message);
    }

    @Test
    void anEmptiedCacheBeginsAnew() throws IOException {
        storage.publish("customers", model());
        storage.publish("customers", model());
        cache.values().clear();
        assertThrows(NoSuchModelException.class, () -> storage.find("customers", ModelVersions.LATEST));
        assertEquals(1, storage.publish("customers", model()).version());
    }

    @Test
    void valuesThatWereChangedAreRefused() throws IOException {
        final StoredModel stored = storage.publish("customers", model());
        final String first = "nifi-gan/model/part/%s/0".formatted(stored.key());
        final byte[] good = cache.values().get(first).clone();
        final byte[] changed = good.clone();
        changed[changed.length / 2] ^= 1;
        for (final byte[] bad : List.of(changed, new byte[3 * (int) stored.bytes()])) {
            cache.values().put(first, bad);
            assertThrows(InvalidModelException.class, () -> read(storage, stored));
        }
        final String description = "nifi-gan/model/customers/v1";
        cache.values().put(description, "{\"name\":\"customers\"}".getBytes(StandardCharsets.UTF_8));
        assertThrows(InvalidModelException.class, () -> new CacheModelStorage(cache, PART, 2).find("customers", 1));
        cache.values().put("nifi-gan/model/customers/latest", "9e99".getBytes(StandardCharsets.UTF_8));
        assertFalse(cache.values().isEmpty());
        assertThrows(
                InvalidModelException.class,
                () -> new CacheModelStorage(cache, PART, 2).find("customers", ModelVersions.LATEST));
    }
}
