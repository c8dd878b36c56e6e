// SPDX-License-Identifier: Apache-2.0
package io.nifigan.augment;

import io.nifigan.model.GANModel;
import io.nifigan.sample.SampleSettings;
import io.nifigan.sample.Sampler;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.sample.fair.FairTarget;
import io.nifigan.table.Table;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A rejection sampler that draws a given number of rows of each class. Rows of classes that are complete are dropped.
 */
final class ClassDraws implements AutoCloseable {
    private static final int CHUNK = 1_024;
    /** Number of drawn rows after which each class must make up at least one row in {@link #RAREST}. */
    private static final int PATIENCE = 50 * CHUNK;

    private static final int RAREST = 2_000;

    private final ClassColumn column;
    private final Sampler sampler;
    private final Map<String, Long> left;
    private final Map<String, Long> found = new HashMap<>();
    private long drawn;

    /**
     * @param wanted number of rows of each class; the model must know all of them
     * @param seed the same seed gives the same rows
     * @param fair the target that is drawn anew in each row; null for none
     */
    ClassDraws(
            final GANModel model,
            final ClassColumn column,
            final Map<String, Long> wanted,
            final long seed,
            final FairTarget fair) {
        this.column = column;
        this.left = new LinkedHashMap<>(wanted);
        this.sampler = Sampler.ofTable(model, SampleSettings.of(seed), fair);
    }

    boolean isDone() {
        return left.isEmpty();
    }

    /**
     * The next batch of rows; it may be empty.
     *
     * @throws SamplingException if the model generates one of the classes too rarely
     */
    Table next() throws SamplingException {
        if (drawn >= PATIENCE) {
            for (final String name : left.keySet()) {
                if (found.getOrDefault(name, 0L) * RAREST < drawn) {
                    throw new SamplingException(
                            ("Only %2$,d of %1$,d generated records have the class '%3$s', which is too few to go "
                                            + "on. Train a model with more records of this class, or request fewer")
                                    .formatted(drawn, found.getOrDefault(name, 0L), name));
                }
            }
        }
        final Table rows = sampler.next(CHUNK);
        drawn += rows.rows();
        final int[] kept = new int[rows.rows()];
        int count = 0;
        for (int r = 0; r < kept.length; r++) {
            final String name = column.classOf(rows, r);
            if (name != null) {
                found.merge(name, 1L, Long::sum);
                if (left.computeIfPresent(name, (key, value) -> value == 0 ? null : value - 1) != null) {
                    kept[count++] = r;
                }
            }
        }
        left.values().removeIf(value -> value == 0);
        return rows.select(Arrays.copyOf(kept, count));
    }

    @Override
    public void close() {
        sampler.close();
    }
}
