// SPDX-License-Identifier: Apache-2.0
package io.nifigan.augment;

import io.nifigan.model.GANModel;
import io.nifigan.sample.Sampler;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.table.Table;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Draws so many rows of each class: rows are drawn as the model makes them, and those of classes that have enough are
 * dropped.
 */
final class ClassDraws implements AutoCloseable {
    private static final int CHUNK = 1_024;
    /** After so many rows a class must have been one in {@link #RAREST}. */
    private static final int PATIENCE = 50 * CHUNK;

    private static final int RAREST = 2_000;

    private final ClassColumn column;
    private final Sampler sampler;
    private final Map<String, Long> left;
    private final Map<String, Long> found = new HashMap<>();
    private long drawn;

    /**
     * @param wanted how many rows of each class, all known to the model
     * @param seed the same seed gives the same rows
     */
    ClassDraws(final GANModel model, final ClassColumn column, final Map<String, Long> wanted, final long seed) {
        this.column = column;
        this.left = new LinkedHashMap<>(wanted);
        this.sampler = new Sampler(model, seed, 0);
    }

    boolean isDone() {
        return left.isEmpty();
    }

    /**
     * Some more of the rows; there may be none among those that were drawn.
     *
     * @throws SamplingException where the model hardly ever makes one of the classes
     */
    Table next() throws SamplingException {
        if (drawn >= PATIENCE) {
            for (final String name : left.keySet()) {
                if (found.getOrDefault(name, 0L) * RAREST < drawn) {
                    throw new SamplingException(
                            ("Of %,d records drawn only %,d are of the class '%s': the model makes too few of it "
                                            + "to go on. Train a "
                                            + "model with more records of this class, or ask for fewer")
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
