// SPDX-License-Identifier: Apache-2.0
package io.nifigan.form;

/** Milliseconds as a double, and the whole microseconds that they stand for. */
final class ExactMillis {
    private ExactMillis() {}

    static double ofMicros(final long micros) {
        return Math.floorDiv(micros, 1_000L) + Math.floorMod(micros, 1_000L) / 1e3;
    }

    /** The nearest microsecond. Whole milliseconds stay exact up to 2^53. */
    static long toMicros(final double millis) {
        final double whole = Math.floor(millis);
        // The cast is saturating, the product of a double beyond any year is clamped by it.
        return (long) (Math.clamp(whole, -1e15, 1e15)) * 1_000L + Math.round((millis - whole) * 1e3);
    }

    /** Three digits below the microsecond, the same for the same value, spread evenly. */
    static int finerDigits(final long micros) {
        long hash = micros * 0x9E3779B97F4A7C15L;
        hash = (hash ^ hash >>> 32) * 0xD6E8FEB86659FD93L;
        return (int) Long.remainderUnsigned(hash ^ hash >>> 32, 1_000L);
    }
}
