// SPDX-License-Identifier: Apache-2.0
package io.nifigan.privacy;

import java.nio.ByteBuffer;
import java.security.SecureRandom;

/**
 * Where the bits of noise come from. Only {@link #secure()} protects anybody: noise that can be had again can be taken
 * off again, so a source with a seed is for tests alone, and a private training gives another model each time.
 */
@FunctionalInterface
public interface BitSource {
    /** 64 random bits. */
    long nextLong();

    /** The operating system's cryptographic generator. Not for several threads at once. */
    static BitSource secure() {
        return new Secure();
    }

    /** The operating system's cryptographic generator, asked for a few thousand bytes at a time. */
    final class Secure implements BitSource {
        private static final int BYTES = 4_096;

        private final SecureRandom random = new SecureRandom();
        private final byte[] bytes = new byte[BYTES];
        private final ByteBuffer buffer = ByteBuffer.wrap(bytes).position(BYTES);

        private Secure() {}

        @Override
        public long nextLong() {
            if (!buffer.hasRemaining()) {
                random.nextBytes(bytes);
                buffer.clear();
            }
            return buffer.getLong();
        }
    }
}
