// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import io.nifigan.common.WorkerPool;
import io.nifigan.sample.condition.Condition;
import io.nifigan.score.Scorer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How rows are drawn from a model.
 *
 * @param seed the same seed gives the same rows
 * @param minRealism rows whose probability of being real (see {@link Scorer}) is lower are drawn anew, 0 keeps all; at
 *     least 0 and below 1
 * @param conditions which rows are wanted: those that meet all of them; at most one a column
 * @param temperature how far latents and choices stray, as a factor: 1 as in training, below it rows are more typical,
 *     above it more varied; {@value #MIN_TEMPERATURE} to {@value #MAX_TEMPERATURE}
 * @param threads threads to draw with, which do not change the rows; 0 for as many as the machine has processors. More
 *     than {@value #MAX_THREADS} are not used
 */
public record SampleSettings(
        long seed, double minRealism, List<Condition> conditions, double temperature, int threads) {
    public static final double MIN_TEMPERATURE = .1;
    public static final double MAX_TEMPERATURE = 2;
    /** Streams that rows are drawn in side by side. */
    static final int MAX_THREADS = 4;

    public SampleSettings {
        if (!(minRealism >= 0 && minRealism < 1)) {
            throw new IllegalArgumentException("minRealism is " + minRealism + "; it must be at least 0 and below 1");
        }
        if (!(temperature >= MIN_TEMPERATURE && temperature <= MAX_TEMPERATURE)) {
            throw new IllegalArgumentException(
                    "temperature is %s; it must be %s to %s".formatted(temperature, MIN_TEMPERATURE, MAX_TEMPERATURE));
        }
        if (threads < 0) {
            throw new IllegalArgumentException("threads is " + threads + "; it must be 0 or more");
        }
        conditions = List.copyOf(conditions);
        final Set<String> columns = new HashSet<>();
        for (final Condition condition : conditions) {
            if (!columns.add(condition.column())) {
                throw new IllegalArgumentException(
                        "There are two conditions on column '%s'; write one, with commas between its terms"
                                .formatted(condition.column()));
            }
        }
    }

    /** All rows, as in training. */
    public static SampleSettings of(final long seed) {
        return new SampleSettings(seed, 0, List.of(), 1, 0);
    }

    public SampleSettings withSeed(final long other) {
        return new SampleSettings(other, minRealism, conditions, temperature, threads);
    }

    public SampleSettings withMinRealism(final double min) {
        return new SampleSettings(seed, min, conditions, temperature, threads);
    }

    public SampleSettings withConditions(final List<Condition> wanted) {
        return new SampleSettings(seed, minRealism, wanted, temperature, threads);
    }

    public SampleSettings withTemperature(final double factor) {
        return new SampleSettings(seed, minRealism, conditions, factor, threads);
    }

    public SampleSettings withThreads(final int max) {
        return new SampleSettings(seed, minRealism, conditions, temperature, max);
    }

    /** Threads to share the drawing. */
    WorkerPool workers() {
        return new WorkerPool(
                Math.clamp(threads > 0 ? threads : Runtime.getRuntime().availableProcessors(), 1, MAX_THREADS));
    }

    /** Whether only some rows are wanted, so that the columns' shares are not those of the rows learnt. */
    public boolean hasConditions() {
        return !conditions.isEmpty();
    }
}
