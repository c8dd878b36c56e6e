// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import io.nifigan.common.WorkerPool;
import io.nifigan.sample.condition.Condition;
import io.nifigan.score.Scorer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Settings of a {@link Sampler}.
 *
 * @param seed the same seed gives the same rows
 * @param minRealism the minimum probability of a row of being real (see {@link Scorer}); at least 0, which keeps all
 *     rows, and below 1
 * @param conditions the conditions that every row meets; at most one a column
 * @param temperature a factor on latents and on the noise of choices: 1 as in training, below it rows are more typical,
 *     above it more varied; {@value #MIN_TEMPERATURE} to {@value #MAX_TEMPERATURE}
 * @param threads the number of threads, which does not change the rows; 0 for as many as the machine has processors. At
 *     most {@value #STREAMS} are used
 * @param firstRow the index of the first row for keys that count up; 0 begins after the largest real key
 * @param choosing whether rows are chosen among those that the generator makes, if the model learnt how
 */
public record SampleSettings(
        long seed,
        double minRealism,
        List<Condition> conditions,
        double temperature,
        int threads,
        long firstRow,
        boolean choosing) {
    public static final double MIN_TEMPERATURE = .1;
    public static final double MAX_TEMPERATURE = 2;
    /** The number of streams that rows are drawn in, side by side. */
    static final int STREAMS = 4;

    public SampleSettings {
        if (!(minRealism >= 0 && minRealism < 1)) {
            throw new IllegalArgumentException(
                    "The minimum realism is " + minRealism + "; it must be at least 0 and below 1");
        }
        if (!(temperature >= MIN_TEMPERATURE && temperature <= MAX_TEMPERATURE)) {
            throw new IllegalArgumentException(
                    "temperature is %s; it must be %s to %s".formatted(temperature, MIN_TEMPERATURE, MAX_TEMPERATURE));
        }
        if (threads < 0) {
            throw new IllegalArgumentException("The number of threads is " + threads + "; it must be 0 or more");
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

    /** Settings for rows of the whole table, as in training. */
    public static SampleSettings of(final long seed) {
        return new SampleSettings(seed, 0, List.of(), 1, 0, 0, true);
    }

    /** These settings with another seed. */
    public SampleSettings withSeed(final long other) {
        return new SampleSettings(other, minRealism, conditions, temperature, threads, firstRow, choosing);
    }

    /** These settings with another minimum realism. */
    public SampleSettings withMinRealism(final double min) {
        return new SampleSettings(seed, min, conditions, temperature, threads, firstRow, choosing);
    }

    /** These settings with other conditions. */
    public SampleSettings withConditions(final List<Condition> others) {
        return new SampleSettings(seed, minRealism, others, temperature, threads, firstRow, choosing);
    }

    /** These settings with another temperature. */
    public SampleSettings withTemperature(final double factor) {
        return new SampleSettings(seed, minRealism, conditions, factor, threads, firstRow, choosing);
    }

    /** These settings with another number of threads. */
    public SampleSettings withThreads(final int max) {
        return new SampleSettings(seed, minRealism, conditions, temperature, max, firstRow, choosing);
    }

    /**
     * Returns these settings with another first row for keys that count up; {@link CountedKeys} finds the row of a key.
     */
    public SampleSettings withFirstRow(final long row) {
        return new SampleSettings(seed, minRealism, conditions, temperature, threads, row, choosing);
    }

    /** These settings, with or without choosing among the generator's rows. */
    public SampleSettings withChoosing(final boolean whether) {
        return new SampleSettings(seed, minRealism, conditions, temperature, threads, firstRow, whether);
    }

    /** New threads to draw with. */
    WorkerPool workers() {
        return new WorkerPool(
                Math.clamp(threads > 0 ? threads : Runtime.getRuntime().availableProcessors(), 1, STREAMS));
    }

    /** Whether rows must meet conditions, so that the shares of columns are not those of the training rows. */
    public boolean hasConditions() {
        return !conditions.isEmpty();
    }
}
