// SPDX-License-Identifier: Apache-2.0
package io.nifigan.privacy;

import java.nio.ByteBuffer;
import java.security.SecureRandom;

/**
 * A source of random bits for noise. Only {@link #secure()} protects anybody: noise that can be reproduced can be
 * subtracted. A source with a seed is for tests only. So each private training gives another model.
 */
@FunctionalInterface
public interface BitSource {
    /** 64 random bits. */
    long nextLong();

    /** The operating system's cryptographic generator. Not thread-safe. */
    static BitSource secure() {
        return new Secure();
    }

    /** The operating system's cryptographic generator, read in blocks of {@value #BYTES} bytes. */
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
