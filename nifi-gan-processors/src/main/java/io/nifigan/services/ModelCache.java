// SPDX-License-Identifier: Apache-2.0
package io.nifigan.services;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.nifi.distributed.cache.client.DistributedMapCacheClient;

/**
 * A map cache with texts as keys and bytes as values, and the keys under which models are kept in it.
 *
 * @param client NiFi's client of the cache
 */
record ModelCache(DistributedMapCacheClient client) {
    private static final String PREFIX = "nifi-gan/model/";
    private static final int LONGEST_NUMBER = 20;

    /** The value of a key; null if there is none. */
    byte[] get(final String key) throws IOException {
        // NiFi's own client returns no bytes if there is no value.
        return client.get(key, ModelCache::write, value -> value == null || value.length == 0 ? null : value);
    }

    /** The number that a key has; 0 if there is none. */
    long number(final String key) throws IOException {
        return number(get(key));
    }

    /** The number that a value is; 0 for anything else. */
    static long number(final byte[] digits) {
        if (digits == null) {
            return 0;
        }
        final String text = new String(digits, 0, Math.min(digits.length, LONGEST_NUMBER), StandardCharsets.US_ASCII);
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    }

    void put(final String key, final byte[] value) throws IOException {
        client.put(key, value, ModelCache::write, ModelCache::write);
    }

    void put(final String key, final long number) throws IOException {
        put(key, Long.toString(number).getBytes(StandardCharsets.US_ASCII));
    }

    /** Sets the value of a key that has none, and returns whether it had none. */
    boolean putIfAbsent(final String key, final byte[] value) throws IOException {
        return client.putIfAbsent(key, value, ModelCache::write, ModelCache::write);
    }

    boolean contains(final String key) throws IOException {
        return client.containsKey(key, ModelCache::write);
    }

    void remove(final String key) throws IOException {
        client.remove(key, ModelCache::write);
    }

    private static void write(final String key, final OutputStream out) throws IOException {
        out.write(key.getBytes(StandardCharsets.UTF_8));
    }

    private static void write(final byte[] value, final OutputStream out) throws IOException {
        out.write(value);
    }

    /** The cache's key for the highest version number ever published under a name. */
    static String latestKey(final String name) {
        return PREFIX + name + "/latest";
    }

    /** The key of the version below which there is at most the pinned one. */
    static String firstKey(final String name) {
        return PREFIX + name + "/first";
    }

    /** The key of the pinned version. */
    static String pinnedKey(final String name) {
        return PREFIX + name + "/pinned";
    }

    /** The key of a name in the list of names, which is numbered from 0. */
    static String nameKey(final int number) {
        return PREFIX + "name/" + number;
    }

    /** The key of a version's description. */
    static String versionKey(final String name, final long version) {
        return PREFIX + name + "/v" + version;
    }

    /** The key of a part of a model file, numbered from 0. */
    static String partKey(final String file, final int part) {
        return PREFIX + "part/" + file + "/" + part;
    }

    /** The key of a value that is written to see whether that is possible. */
    static String trialKey(final String trial) {
        return PREFIX + "trial/" + trial;
    }
}
