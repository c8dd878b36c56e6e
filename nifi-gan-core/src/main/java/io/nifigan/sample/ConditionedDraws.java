// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import io.nifigan.calibrate.LatentImportanceSampler;
import io.nifigan.calibrate.RawDraws;
import io.nifigan.common.RandomStream;
import io.nifigan.common.StreamSeed;
import io.nifigan.common.WorkerPool;
import io.nifigan.model.GANModel;
import io.nifigan.sample.condition.Conditions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Draws raw output of rows that may meet conditions. Several streams draw side by side and test each row as it is
 * drawn; threads share the streams, which are read in a fixed order, so that the number of threads does not change the
 * rows.
 */
final class ConditionedDraws implements RawSource {
    private static final int STREAMS = SampleSettings.STREAMS;
    /** Raw output that a stream draws at a time: enough that threads seldom wait for each other. */
    private static final int PIECE_FLOATS = 1 << 20;

    /** The fewest rows that a stream of a very wide model draws at a time. */
    private static final int MIN_PIECE = 16;

    private final Conditions conditions;
    private final int rawSize;
    private final int chunk;
    private final int piece;
    private final List<Stream> streams = new ArrayList<>();
    private final RandomStream random;
    private final WorkerPool workers;
    private final float[] batchRaw;
    private final float[] batchGumbel;
    private final float[] batchWeights;
    /** Null once it has learnt, and where rows may have no weights. */
    private LatentImportanceSampler.Learner learner;
    /** Null until it is learnt, and where it would not pay. */
    private LatentImportanceSampler importance;

    private int next = STREAMS;
    private long drawn;

    /**
     * @param chunk the most rows in a batch, {@value #MIN_PIECE} or more
     * @param weighted whether rows may have weights, which is faster where few rows meet the conditions
     */
    ConditionedDraws(
            final GANModel model,
            final Conditions conditions,
            final SampleSettings settings,
            final int chunk,
            final boolean weighted) {
        this.conditions = conditions;
        this.chunk = chunk;
        this.rawSize = model.encoder().layout().rawSize();
        this.piece = Math.clamp(PIECE_FLOATS / rawSize, MIN_PIECE, chunk);
        final int latentSize = model.generatorShape().inputs();
        this.learner = weighted ? new LatentImportanceSampler.Learner(latentSize) : null;
        for (int s = 0; s < STREAMS; s++) {
            streams.add(new Stream(
                    new RawDraws(
                            model.generatorShape(),
                            model.generatorParameters(),
                            model.settings().prior(),
                            StreamSeed.CONDITIONED_DRAWS.of(settings.seed(), s),
                            settings.temperature()),
                    new float[piece * rawSize],
                    new float[piece * rawSize],
                    new float[weighted ? piece * latentSize : 0],
                    new int[piece],
                    new long[conditions.counted().size()]));
        }
        this.random = new RandomStream(StreamSeed.CONDITIONED_CHOICE.of(settings.seed()));
        this.workers = settings.workers();
        this.batchRaw = new float[chunk * rawSize];
        this.batchGumbel = new float[batchRaw.length];
        this.batchWeights = new float[chunk];
    }

    /** The next rows that may meet all conditions, of one stream or more; none where no row of a round may. */
    @Override
    public RowBatch draw() {
        long fresh = 0;
        if (next == STREAMS) {
            learn();
            workers.run(member -> {
                for (int s = member; s < STREAMS; s += workers.size()) {
                    streams.get(s).draw();
                }
            });
            fresh = (long) STREAMS * piece;
            drawn += fresh;
            next = 0;
        }
        int count = 0;
        for (; next < STREAMS && count + streams.get(next).count <= chunk; next++) {
            count += streams.get(next).copy(count);
        }
        return RowBatch.of(new RawRows(count, batchRaw, batchGumbel, random), batchWeights, fresh);
    }

    /** Learns from what all streams drew in the last round which latents to draw more often. */
    private void learn() {
        if (learner == null || drawn == 0) {
            return;
        }
        streams.forEach(stream -> learner.add(stream.latents, piece, stream.passed, stream.count));
        if (learner.isDone()) {
            importance = learner.sampler();
            learner = null;
        }
    }

    /** Says which condition the fewest rows met; empty where there are no tests on raw output. */
    String describeNarrowest() {
        final long[] alone = new long[conditions.counted().size()];
        if (alone.length == 0) {
            return "";
        }
        int narrowest = 0;
        for (int i = 0; i < alone.length; i++) {
            for (final Stream stream : streams) {
                alone[i] += stream.met[i];
            }
            narrowest = alone[i] < alone[narrowest] ? i : narrowest;
        }
        return String.format(
                Locale.ROOT,
                "The narrowest is '%s', which %,d rows (%.3g %%) met, whatever the others. ",
                conditions.counted().get(narrowest).condition(),
                alone[narrowest],
                100. * alone[narrowest] / drawn);
    }

    @Override
    public void close() {
        workers.close();
        streams.forEach(stream -> stream.draws.close());
    }

    /** A stream, and the rows of its last draw that may meet the conditions. */
    private final class Stream {
        private final RawDraws draws;
        private final float[] raw;
        private final float[] gumbel;
        private final float[] latents;
        private final float[] logWeights;
        private final int[] passed;
        private final long[] met;
        private int count;

        Stream(
                final RawDraws draws,
                final float[] raw,
                final float[] gumbel,
                final float[] latents,
                final int[] passed,
                final long[] met) {
            this.draws = draws;
            this.raw = raw;
            this.gumbel = gumbel;
            this.latents = latents;
            this.logWeights = new float[passed.length];
            this.passed = passed;
            this.met = met;
        }

        void draw() {
            if (importance != null) {
                draws.draw(passed.length, raw, gumbel, importance, logWeights);
            } else if (learner != null) {
                draws.draw(0, passed.length, raw, gumbel, latents);
            } else {
                draws.draw(0, passed.length, raw, gumbel);
            }
            count = conditions.passing(passed.length, raw, gumbel, passed, met);
        }

        /** Copies these rows into the batch from a row on, and returns their number. */
        int copy(final int at) {
            for (int i = 0; i < count; i++) {
                batchWeights[at + i] = importance == null ? 0 : logWeights[passed[i]];
                System.arraycopy(raw, passed[i] * rawSize, batchRaw, (at + i) * rawSize, rawSize);
                System.arraycopy(gumbel, passed[i] * rawSize, batchGumbel, (at + i) * rawSize, rawSize);
            }
            return count;
        }
    }
}
