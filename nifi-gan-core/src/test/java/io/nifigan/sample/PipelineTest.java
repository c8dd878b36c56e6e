// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.common.WorkerPool;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Table;
import io.nifigan.table.TestTable;
import io.nifigan.table.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PipelineTest {
    private static final int SOURCES = 3;

    private static Table table(final double value) {
        return TestTable.of(ValueType.DOUBLE, "x", ColumnKind.DECIMAL).rows(1, r -> new Object[] {value});
    }

    private static double value(final RowBatch batch) {
        return batch.table().numbers(0)[0];
    }

    /** Draws every third number, from its own on. */
    private static final class Numbers implements RawSource {
        private final int first;
        private int drawn;
        private int prepared;
        private boolean isClosed;

        Numbers(final int first) {
            this.first = first;
        }

        @Override
        public void prepare() {
            assertEquals(drawn, prepared++, "each draw is prepared once, before it");
        }

        @Override
        public RowBatch draw() {
            assertEquals(drawn + 1, prepared);
            return RowBatch.of(new RawRows(1, null, null, null), null, 10).with(table(first + SOURCES * drawn++));
        }

        @Override
        public void close() {
            isClosed = true;
        }
    }

    /** Runs on any thread. */
    private static final class AddHalf implements Stage {
        private boolean isClosed;

        @Override
        public RowBatch apply(final RowBatch batch) {
            return batch.with(table(value(batch) + .5));
        }

        @Override
        public void close() {
            isClosed = true;
        }
    }

    /** Keeps rows whose whole part is even. */
    private static final class Even implements Filter {
        @Override
        public int[] kept(final RowBatch batch) {
            return (int) value(batch) % 2 == 0 ? new int[] {0} : new int[0];
        }

        @Override
        public String description() {
            return "were even";
        }

        @Override
        public String advice() {
            return "Count";
        }
    }

    /** Remembers what came, and on which thread. */
    private static final class Seen implements Stage {
        private final List<Double> values = new ArrayList<>();
        private final Thread expected = Thread.currentThread();
        private boolean isOnOneThread = true;

        @Override
        public RowBatch apply(final RowBatch batch) {
            values.add(value(batch));
            isOnOneThread &= Thread.currentThread() == expected;
            return batch;
        }

        @Override
        public boolean dependsOnEarlierRows() {
            return true;
        }
    }

    private static List<Numbers> sources() {
        return IntStream.range(0, SOURCES).mapToObj(Numbers::new).toList();
    }

    @Test
    void batchesComeInTheOrderOfTheSourcesWhateverTheThreads() {
        final List<Double> expected =
                IntStream.range(0, 12).mapToObj(i -> i + .5).toList();
        for (final int threads : new int[] {1, 2, 4}) {
            for (final boolean drawsAhead : new boolean[] {false, true}) {
                final Seen seen = new Seen();
                try (Pipeline pipeline =
                        new Pipeline(sources(), List.of(new AddHalf(), seen), drawsAhead, new WorkerPool(threads))) {
                    final List<Double> values = new ArrayList<>();
                    for (int i = 0; i < 12; i++) {
                        values.add(value(pipeline.next()));
                    }
                    assertEquals(expected, values, threads + " threads, ahead: " + drawsAhead);
                    assertEquals(expected, seen.values);
                    assertTrue(seen.isOnOneThread);
                }
            }
        }
    }

    @Test
    void stagesAreNotAskedForBatchesWithoutRows() {
        final Seen seen = new Seen();
        try (Pipeline pipeline = new Pipeline(sources(), List.of(new Even(), seen), false, new WorkerPool(1))) {
            final List<Integer> rows = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                final RowBatch batch = pipeline.next();
                rows.add(batch.rows());
                assertEquals(10, batch.counts()[0]);
                assertEquals(batch.rows(), batch.counts()[1]);
            }
            assertEquals(List.of(1, 0, 1, 0, 1, 0), rows);
            assertEquals(List.of(0., 2., 4.), seen.values);
        }
    }

    @Test
    void theSecondRoundIsTheFirstToDrawAhead() {
        final List<Numbers> sources = sources();
        try (Pipeline pipeline = new Pipeline(sources, List.of(new Seen()), true, new WorkerPool(2))) {
            for (int i = 0; i < SOURCES; i++) {
                pipeline.next();
            }
            assertEquals(1, sources.getLast().drawn);
            pipeline.next();
            assertEquals(3, sources.getLast().drawn);
        }
    }

    @Test
    void sourcesAndStagesAreClosed() {
        final List<Numbers> sources = sources();
        final AddHalf stage = new AddHalf();
        new Pipeline(sources, List.of(stage), true, new WorkerPool(1)).close();
        assertTrue(sources.stream().allMatch(source -> source.isClosed));
        assertTrue(stage.isClosed);
    }
}
