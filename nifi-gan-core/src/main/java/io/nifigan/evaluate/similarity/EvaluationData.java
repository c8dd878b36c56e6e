// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.similarity;

import io.nifigan.common.RandomStream;
import io.nifigan.common.StreamSeed;
import io.nifigan.common.WorkerPool;
import io.nifigan.evaluate.result.EvaluationSettings;
import io.nifigan.table.Table;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The input of all measures: tables with shared dictionaries, sampled down to the row bound.
 *
 * @param real training rows
 * @param synthetic synthetic rows
 * @param heldOut held-out real rows; null for none
 * @param compared the columns that are compared
 * @param settings the settings of the evaluation
 * @param workers the threads
 */
public record EvaluationData(
        Table real, Table synthetic, Table heldOut, int[] compared, EvaluationSettings settings, WorkerPool workers) {
    /** The seed of a random stream. */
    public long seed(final StreamSeed stream) {
        return stream.of(settings.seed());
    }

    /** The compared columns that are fields of records, without those of the forms in which values are written. */
    public int[] comparedFields() {
        return Arrays.stream(compared)
                .filter(column -> !real.column(column).field().marksForm())
                .toArray();
    }

    /** Random row indices without repetition, in random order; at most as many as there are rows. */
    public static int[] draw(final int rows, final int wanted, final long seed) {
        final int[] order = IntStream.range(0, rows).toArray();
        final RandomStream random = new RandomStream(seed);
        final int count = Math.min(rows, wanted);
        for (int i = 0; i < count; i++) {
            final int j = i + random.nextInt(rows - i);
            final int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        return Arrays.copyOf(order, count);
    }

    /** A random sample of a table's rows, in random order. */
    public Table sample(final Table table, final int wanted, final StreamSeed stream) {
        return table.select(draw(table.rows(), wanted, seed(stream)));
    }
}
