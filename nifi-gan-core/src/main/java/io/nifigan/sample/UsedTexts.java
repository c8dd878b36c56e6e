// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import java.util.Arrays;

/**
 * A set of texts by their hashes of 64 bits, 16 to 32 bytes each. A text may be taken for another one, about once in
 * 10¹⁹ pairs; for values that are made at random that means one more draw.
 */
final class UsedTexts {
    private static final int FIRST_SIZE = 1 << 10;

    /** The hashes, at the first free place from their own on; 0 is free. */
    private long[] hashes = new long[FIRST_SIZE];

    private int count;

    boolean contains(final String text) {
        return hashes[place(hashes, hash(text))] != 0;
    }

    void add(final String text) {
        final long hash = hash(text);
        final int place = place(hashes, hash);
        if (hashes[place] == 0) {
            hashes[place] = hash;
            count++;
            if (count > hashes.length / 2) {
                grow();
            }
        }
    }

    private void grow() {
        final long[] larger = new long[hashes.length * 2];
        Arrays.stream(hashes).filter(hash -> hash != 0).forEach(hash -> larger[place(larger, hash)] = hash);
        hashes = larger;
    }

    private static int place(final long[] hashes, final long hash) {
        int place = (int) (hash >>> 32) & hashes.length - 1;
        while (hashes[place] != 0 && hashes[place] != hash) {
            place = place + 1 & hashes.length - 1;
        }
        return place;
    }

    private static long hash(final String text) {
        long hash = 0x9E3779B97F4A7C15L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0xD6E8FEB86659FD93L;
            hash ^= hash >>> 32;
        }
        return hash == 0 ? 1 : hash;
    }
}
