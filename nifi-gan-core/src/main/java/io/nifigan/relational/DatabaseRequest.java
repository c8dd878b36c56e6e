// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational;

import io.nifigan.common.Cancellation;
import java.util.Map;

/**
 * A request for a synthetic database.
 *
 * @param scale synthetic rows of tables without parents for each real row, above 0 and at most 1,000
 * @param seed the same seed gives the same rows
 * @param threads the number of threads, which does not change the rows
 * @param keysBefore by table how many of its rows were made before, so that keys and other identifiers which count up
 *     go on after theirs; keys of tables that it does not name begin with the smallest real key
 * @param cancellation stops the making of rows
 * @param shortfalls is told of tables that get fewer rows than planned
 */
public record DatabaseRequest(
        double scale,
        long seed,
        int threads,
        Map<String, Long> keysBefore,
        Cancellation cancellation,
        Shortfalls shortfalls) {
    private static final double MAX_SCALE = 1_000;

    /** A listener that is told which tables get fewer rows than planned. */
    @FunctionalInterface
    public interface Shortfalls {
        /**
         * Called for a table of which rows are left out, since each one drawn broke a rule or repeated a natural key.
         *
         * @param table its name
         * @param leftOut the number of rows left out, 1 or more
         * @param planned the number of rows planned
         */
        void tell(String table, int leftOut, int planned);
    }

    public DatabaseRequest {
        keysBefore = Map.copyOf(keysBefore);
        if (!(scale > 0 && scale <= MAX_SCALE)) {
            throw new IllegalArgumentException("The scale is %s; it must be above 0 and at most 1000".formatted(scale));
        }
        if (keysBefore.values().stream().anyMatch(count -> count < 0)) {
            throw new IllegalArgumentException("A number of keys that were made before is below 0");
        }
    }

    /** A database with keys from the beginning. */
    public static DatabaseRequest of(final double scale, final long seed, final int threads) {
        return new DatabaseRequest(
                scale, seed, threads, Map.of(), Cancellation.never(), (table, leftOut, planned) -> {});
    }

    /** The same database, with another listener for shortfalls. */
    public DatabaseRequest telling(final Shortfalls listener) {
        return new DatabaseRequest(scale, seed, threads, keysBefore, cancellation, listener);
    }
}
