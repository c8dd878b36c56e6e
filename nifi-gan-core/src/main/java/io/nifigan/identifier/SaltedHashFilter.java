// SPDX-License-Identifier: Apache-2.0
package io.nifigan.identifier;

/**
 * A filter of the values that may be generated. It accepts a share of all possible values by a salted hash, with a salt
 * chosen so that no value of the real rows is accepted. So no real value is generated, although the filter holds none:
 * all it keeps of them is a salt of some 20 bits.
 *
 * @param salt the salt of the hash
 * @param share the share of all values that may be generated, above 0 and at most 1
 */
public record SaltedHashFilter(long salt, double share) {
    /** The filter that accepts every value. */
    public static final SaltedHashFilter ALL = new SaltedHashFilter(0, 1);
    /**
     * Expected number of accepted real values for a random salt; e to this power salts must be tried on average to find
     * one that accepts none.
     */
    private static final double EXPECTED_HITS = 11;

    private static final double MAX_SHARE = .5;
    private static final int MAX_SALTS = 400_000;

    public SaltedHashFilter {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "A salted hash filter has a share of %s; it must be above 0 and at most 1".formatted(share));
        }
    }

    /**
     * Whether a value may be generated.
     *
     * @param hash the value's {@link #hash}
     */
    public boolean accepts(final long hash) {
        return share == 1 || (mix(hash + salt) >>> 11) * 0x1p-53 < share;
    }

    /** The hash of a text (FNV-1a, mixed). */
    static long hash(final String text) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
        }
        return mix(hash);
    }

    /** The hash of two hashed texts in this order. */
    static long hash(final long first, final long second) {
        return first * 0x9E3779B97F4A7C15L + second;
    }

    private static long mix(final long value) {
        long z = value;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    /**
     * A filter that rejects given values, or as many of them as possible.
     *
     * @param hashes hashes of real values that could be generated, each once
     * @param minShare minimum share of accepted values, for enough variety
     */
    static SaltedHashFilter avoiding(final long[] hashes, final double minShare) {
        if (hashes.length == 0) {
            return ALL;
        }
        final double share = Math.min(MAX_SHARE, Math.max(1 - Math.exp(-EXPECTED_HITS / hashes.length), minShare));
        SaltedHashFilter best = null;
        int minHits = Integer.MAX_VALUE;
        // Shortens a hopeless search: with more than some 40 expected hits, all salts are about equally good.
        final int salts = share * hashes.length > 4 * EXPECTED_HITS
                ? 1
                : share * hashes.length > 2 * EXPECTED_HITS ? MAX_SALTS / 100 : MAX_SALTS;
        for (int salt = 1; salt <= salts && minHits > 0; salt++) {
            final SaltedHashFilter filter = new SaltedHashFilter(salt, share);
            int hits = 0;
            for (int i = 0; i < hashes.length && hits < minHits; i++) {
                hits += filter.accepts(hashes[i]) ? 1 : 0;
            }
            if (hits < minHits) {
                minHits = hits;
                best = filter;
            }
        }
        return best;
    }
}
