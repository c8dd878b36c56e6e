// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.sample;

import java.time.Duration;
import java.util.function.LongConsumer;
import org.apache.nifi.logging.ComponentLog;

/**
 * The progress of one request, as users see it: a counter that moves while records are generated, and a line in the log
 * at each tenth of a long request, with the time that is left. Where the processor's bulletin level is INFO, the line
 * is a bulletin too. Not thread-safe.
 */
final class GenerationProgress {
    /** A request that is done sooner needs no line. */
    private static final Duration SHORT = Duration.ofSeconds(10);

    private static final int PARTS = 10;

    private final long total;
    private final LongConsumer counter;
    private final ComponentLog log;
    private final long started = System.nanoTime();
    private long done;
    private long said;

    /**
     * @param total the number of records of the request
     * @param counter gets the number of further records
     */
    GenerationProgress(final long total, final LongConsumer counter, final ComponentLog log) {
        this.total = total;
        this.counter = counter;
        this.log = log;
    }

    /** @param records the number of records that were written since the last call */
    void advance(final long records) {
        done += records;
        counter.accept(records);
        final long part = done * PARTS / total;
        final Duration elapsed = Duration.ofNanos(System.nanoTime() - started);
        if (part > said && done < total && elapsed.compareTo(SHORT) >= 0) {
            said = part;
            log.info(
                    "Generated {} of {} records in {} s; about {} s left",
                    "%,d".formatted(done),
                    "%,d".formatted(total),
                    elapsed.toSeconds(),
                    Math.round((double) elapsed.toSeconds() * (total - done) / done));
        }
    }
}
