// SPDX-License-Identifier: Apache-2.0
package io.nifigan.services;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.nifi.controller.AbstractControllerService;
import org.apache.nifi.distributed.cache.client.Deserializer;
import org.apache.nifi.distributed.cache.client.DistributedMapCacheClient;
import org.apache.nifi.distributed.cache.client.Serializer;

/** A map cache in memory that can be made to fail after a number of calls. */
public final class MapCache extends AbstractControllerService implements DistributedMapCacheClient {
    private final Map<String, byte[]> values = new ConcurrentHashMap<>();
    private final AtomicInteger callsLeft = new AtomicInteger(Integer.MAX_VALUE);
    private final AtomicInteger refusalsLeft = new AtomicInteger();
    private volatile int maxBytes = Integer.MAX_VALUE;

    public void dieAfter(final int calls) {
        dieAfter(calls, Integer.MAX_VALUE);
    }

    /** Refuses a number of calls, and then works again. */
    public void dieAfter(final int calls, final int refusals) {
        refusalsLeft.set(refusals);
        callsLeft.set(calls);
    }

    public void recover() {
        callsLeft.set(Integer.MAX_VALUE);
    }

    void refuseBeyond(final int bytes) {
        maxBytes = bytes;
    }

    Map<String, byte[]> values() {
        return values;
    }

    private <T> String text(final T key, final Serializer<T> serializer) throws IOException {
        if (callsLeft.getAndDecrement() <= 0) {
            if (refusalsLeft.getAndDecrement() <= 1) {
                recover();
            }
            throw new IOException("Connection refused");
        }
        return new String(bytes(key, serializer), StandardCharsets.UTF_8);
    }

    private <T> byte[] bytes(final T value, final Serializer<T> serializer) throws IOException {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        serializer.serialize(value, out);
        if (out.size() > maxBytes) {
            throw new IOException("Broken pipe");
        }
        return out.toByteArray();
    }

    @Override
    public <K, V> boolean putIfAbsent(
            final K key, final V value, final Serializer<K> keys, final Serializer<V> serializer) throws IOException {
        return values.putIfAbsent(text(key, keys), bytes(value, serializer)) == null;
    }

    @Override
    public <K, V> V getAndPutIfAbsent(
            final K key,
            final V value,
            final Serializer<K> keys,
            final Serializer<V> serializer,
            final Deserializer<V> deserializer)
            throws IOException {
        final byte[] present = values.putIfAbsent(text(key, keys), bytes(value, serializer));
        return present == null ? null : deserializer.deserialize(present);
    }

    @Override
    public <K> boolean containsKey(final K key, final Serializer<K> keys) throws IOException {
        return values.containsKey(text(key, keys));
    }

    @Override
    public <K, V> void put(final K key, final V value, final Serializer<K> keys, final Serializer<V> serializer)
            throws IOException {
        values.put(text(key, keys), bytes(value, serializer));
    }

    /** Like NiFi's own client, which gives the deserializer no bytes if there is no value. */
    @Override
    public <K, V> V get(final K key, final Serializer<K> keys, final Deserializer<V> deserializer) throws IOException {
        return deserializer.deserialize(values.getOrDefault(text(key, keys), new byte[0]));
    }

    @Override
    public <K> boolean remove(final K key, final Serializer<K> keys) throws IOException {
        return values.remove(text(key, keys)) != null;
    }

    @Override
    public void close() {
        values.clear();
    }
}
