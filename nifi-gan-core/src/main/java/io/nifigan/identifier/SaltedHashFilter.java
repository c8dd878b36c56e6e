// SPDX-License-Identifier: Apache-2.0
package io.nifigan.identifier;

/**
 * Which of all values that could be made may be made: a share of them, drawn by a salt that leaves out all values of
 * the real rows. So no real value is made although none is known: a salt of some 20 bits is all that is kept of them.
 *
 * @param salt what the draw begins with
 * @param share how many of all values may be made, above 0 and at most 1
 */
public record SaltedHashFilter(long salt, double share) {
    /** Everything may be made. */
    public static final SaltedHashFilter ALL = new SaltedHashFilter(0, 1);
    /** Among so many real values a draw that leaves all out is found after e to the power of this many salts. */
    private static final double LUCK = 11;

    private static final double MAX = .5;
    private static final int SALTS = 400_000;

    public SaltedHashFilter {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "A lottery with a share of %s; it must be above 0 and at most 1".formatted(share));
        }
    }

    /** Whether a value may be made. */
    public boolean accepts(final long hash) {
        return share == 1 || (mix(hash + salt) >>> 11) * 0x1p-53 < share;
    }

    /** A number for a text. */
    static long hash(final String text) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001B3L;
        }
        return mix(hash);
    }

    /** A number for two texts in this order. */
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
     * A draw that leaves these values out, or as many of them as can be.
     *
     * @param hashes of real values that could be made, each once
     * @param least the smallest share that leaves enough variety
     */
    static SaltedHashFilter avoiding(final long[] hashes, final double least) {
        if (hashes.length == 0) {
            return ALL;
        }
        final double share = Math.min(MAX, Math.max(1 - Math.exp(-LUCK / hashes.length), least));
        SaltedHashFilter best = null;
        int fewest = Integer.MAX_VALUE;
        // A hopeless search is cut short: beyond some 40 expected hits, every salt is about as good as another.
        final int salts = share * hashes.length > 4 * LUCK ? 1 : share * hashes.length > 2 * LUCK ? SALTS / 100 : SALTS;
        for (int salt = 1; salt <= salts && fewest > 0; salt++) {
            final SaltedHashFilter filter = new SaltedHashFilter(salt, share);
            int hits = 0;
            for (int i = 0; i < hashes.length && hits < fewest; i++) {
                hits += filter.accepts(hashes[i]) ? 1 : 0;
            }
            if (hits < fewest) {
                fewest = hits;
                best = filter;
            }
        }
        return best;
    }
}
