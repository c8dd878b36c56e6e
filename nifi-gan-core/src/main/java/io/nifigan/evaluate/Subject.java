// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate;

import io.nifigan.evaluate.result.EvaluationSettings;
import io.nifigan.network.Noise;
import io.nifigan.network.StreamSeed;
import io.nifigan.table.Table;
import io.nifigan.train.Crew;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What is measured: rows drawn to the bound, in shared dictionaries.
 *
 * @param real      training rows
 * @param synthetic synthetic rows
 * @param heldOut   other real rows; null for none
 * @param compared  the columns that are compared
 * @param settings  how
 * @param crew      shares the work
 */
record Subject(Table real, Table synthetic, Table heldOut, int[] compared, EvaluationSettings settings, Crew crew) {
    /** The seed of a stream. */
    long seed(final StreamSeed stream) {
        return stream.of(settings.seed());
    }

    /** Rows drawn without repetition, in random order: at most as many as there are. */
    static int[] draw(final int rows, final int wanted, final long seed) {
        final int[] order = IntStream.range(0, rows).toArray();
        final Noise noise = new Noise(seed);
        final int count = Math.min(rows, wanted);
        for (int i = 0; i < count; i++) {
            final int j = i + noise.nextInt(rows - i);
            final int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return Arrays.copyOf(order, count);
    }

    /** A sample of a table's rows in random order. */
    Table sample(final Table table, final int wanted, final StreamSeed stream) {
        return table.select(draw(table.rows(), wanted, seed(stream)));
    }
}
