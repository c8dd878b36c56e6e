// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import io.nifigan.common.WorkerPool;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Draws rows from sources and takes them through a list of stages. Threads share the sources, and the stages that treat
 * each row by itself. Batches are handed out in a fixed order, so that the number of threads does not change the rows.
 * While the calling thread takes a round of batches through the later stages, the other threads draw the next round.
 * Not thread-safe.
 */
final class Pipeline implements AutoCloseable {
    private final List<? extends RawSource> sources;
    private final List<Stage> stages;
    /** The number of stages, from the first on, that may run on any thread. */
    private final int independent;

    private final boolean drawsAhead;
    private final WorkerPool workers;
    /** The round that has gone through the independent stages, one batch a source. */
    private final RowBatch[] drawn;
    /** The round that is handed out. */
    private RowBatch[] current;
    /** Whether the current round has gone through all stages; otherwise each batch does when it is handed out. */
    private boolean isFinished;
    /** Whether the next round has been drawn already. */
    private boolean isAhead;

    private boolean isFirst = true;
    private int next;

    /**
     * @param sources 1 or more; closed with the pipeline, as the stages and workers are
     * @param stages in their order
     * @param drawsAhead whether rounds from the third on are drawn while the one before is finished; of use where the
     *     stages that need one thread take long
     * @param workers the threads to share the work
     */
    Pipeline(
            final List<? extends RawSource> sources,
            final List<Stage> stages,
            final boolean drawsAhead,
            final WorkerPool workers) {
        this.sources = List.copyOf(sources);
        this.stages = List.copyOf(stages);
        this.drawsAhead = drawsAhead;
        this.workers = workers;
        int count = 0;
        while (count < stages.size() && !stages.get(count).dependsOnEarlierRows()) {
            count++;
        }
        this.independent = count;
        this.drawn = new RowBatch[sources.size()];
        this.next = drawn.length;
    }

    /** The next batch, which may be empty. */
    RowBatch next() {
        if (next == drawn.length) {
            startRound();
            next = 0;
        }
        final RowBatch batch = current[next++];
        return isFinished ? batch : finish(batch);
    }

    /** The stages, in their order. */
    List<Stage> stages() {
        return stages;
    }

    private void startRound() {
        if (!isAhead) {
            sources.forEach(RawSource::prepare);
            final AtomicInteger source = new AtomicInteger();
            workers.run(member -> draw(source));
        }
        final RowBatch[] round = drawn.clone();
        // A caller who wants few rows is content with the first round.
        isAhead = drawsAhead && !isFirst;
        isFirst = false;
        if (isAhead) {
            sources.forEach(RawSource::prepare);
            final AtomicInteger source = new AtomicInteger();
            workers.run(member -> {
                if (member == 0) {
                    for (int i = 0; i < round.length; i++) {
                        round[i] = finish(round[i]);
                    }
                }
                draw(source);
            });
        }
        isFinished = isAhead;
        current = round;
    }

    /** @param source the next one that no thread has taken */
    private void draw(final AtomicInteger source) {
        for (int s = source.getAndIncrement(); s < drawn.length; s = source.getAndIncrement()) {
            drawn[s] = run(sources.get(s).draw(), 0, independent);
        }
    }

    private RowBatch finish(final RowBatch batch) {
        return run(batch, independent, stages.size());
    }

    private RowBatch run(final RowBatch batch, final int from, final int to) {
        RowBatch rows = batch;
        for (int i = from; i < to && rows.rows() > 0; i++) {
            rows = stages.get(i).apply(rows);
        }
        return rows;
    }

    @Override
    public void close() {
        workers.close();
        sources.forEach(RawSource::close);
        stages.forEach(Stage::close);
    }
}
