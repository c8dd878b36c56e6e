// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import io.nifigan.calibrate.LatentImportanceSampler;
import io.nifigan.calibrate.RawDraws;
import io.nifigan.common.RandomStream;
import io.nifigan.common.StreamSeed;
import io.nifigan.common.WorkerPool;
import io.nifigan.model.GANModel;
import io.nifigan.sample.condition.Conditions;
import io.nifigan.sample.condition.SamplingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Raw output of rows that may meet conditions: draws by several streams, each row tested where it is drawn. The streams
 * are shared out among threads and looked through in a fixed order, so that the number of threads does not matter.
 */
final class ConditionedDraws implements AutoCloseable {
    private static final int STREAMS = SampleSettings.MAX_THREADS;
    /**
     * What a stream draws at a time: enough rows that threads seldom wait for each other, fewer of a very wide model.
     */
    private static final int PIECE_FLOATS = 1 << 20;

    private static final int MIN_PIECE = 16;
    /** After so many rows it is given up where fewer than one in {@value #RAREST} is kept. */
    private static final long PATIENCE = 1 << 20;

    private static final long RAREST = 100_000;

    private final Conditions conditions;
    private final int rawSize;
    private final int chunk;
    private final int piece;
    private final List<Stream> streams = new ArrayList<>();
    private final RandomStream random;
    private final WorkerPool workers;
    /** Null once it is done, and where rows may have no weights. */
    private LatentImportanceSampler.Learner learner;
    /** Null as long as there is none, and where none is worthwhile. */
    private LatentImportanceSampler importance;

    private int next = STREAMS;
    private long drawn;
    private long met;
    private long kept;

    /**
     * @param chunk the most rows that are wanted at a time, {@value #MIN_PIECE} or more
     * @param weighted whether rows may come with weights, which is faster where few meet the conditions
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
    }

    /**
     * The next rows that may meet all conditions, of one stream or more; draws until there is one.
     *
     * @param raw {@code [chunk, outputs]}, written
     * @param gumbel {@code [chunk, outputs]}, written
     * @param logWeights {@code [chunk]}, written: of how many rows drawn without a screen each stands for, the
     *     logarithm; 0 without weights
     * @return how many rows were written, 1 or more
     * @throws SamplingException where hardly any row meets the conditions and was kept
     */
    int draw(final float[] raw, final float[] gumbel, final float[] logWeights) throws SamplingException {
        int count = 0;
        while (count == 0) {
            if (next == STREAMS) {
                checkPatience();
                learn();
                workers.run(member -> {
                    for (int s = member; s < STREAMS; s += workers.size()) {
                        streams.get(s).draw();
                    }
                });
                drawn += (long) STREAMS * piece;
                next = 0;
            }
            for (; next < STREAMS && count + streams.get(next).count <= chunk; next++) {
                count += streams.get(next).copy(raw, gumbel, logWeights, count);
            }
        }
        return count;
    }

    /** Takes what all streams drew in the last round, in a fixed order. */
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

    /** To be told of the rows given: how many met the conditions exactly, and how many of those were kept. */
    void note(final int exactlyMet, final int rowsKept) {
        met += exactlyMet;
        kept += rowsKept;
    }

    /** Rows drawn, whether they met the conditions or not. */
    long drawn() {
        return drawn;
    }

    /** Noise for what is still to be decided about the rows. */
    RandomStream random() {
        return random;
    }

    private void checkPatience() throws SamplingException {
        if (drawn < PATIENCE || kept * RAREST >= drawn) {
            return;
        }
        if (met * RAREST >= drawn) {
            throw new SamplingException(
                    ("Of %,d rows drawn %,d met the conditions (%s), but only %,d of those kept the rules "
                                    + "of the table, lay within "
                                    + "what was learnt of such rows and were as real as asked. Ask for less")
                            .formatted(drawn, met, all(), kept));
        }
        final long[] alone = new long[conditions.counted().size()];
        int narrowest = 0;
        for (int i = 0; i < alone.length; i++) {
            for (final Stream drawer : streams) {
                alone[i] += drawer.met[i];
            }
            narrowest = alone[i] < alone[narrowest] ? i : narrowest;
        }
        final String close = alone.length == 0
                ? ""
                : " The narrowest is '%s', which %,d rows (%s %%) met, whatever the others"
                        .formatted(
                                conditions.counted().get(narrowest).condition(),
                                alone[narrowest],
                                String.format(Locale.ROOT, "%.3g", 100. * alone[narrowest] / drawn));
        throw new SamplingException(
                ("Only %,d of %,d rows drawn met all conditions (%s).%s. Widen the conditions, or " + "take some away")
                        .formatted(met, drawn, all(), close));
    }

    private String all() {
        return String.join(
                "; ",
                conditions.counted().stream()
                        .map(counted -> counted.condition().toString())
                        .distinct()
                        .toList());
    }

    @Override
    public void close() {
        workers.close();
        streams.forEach(drawer -> drawer.draws.close());
    }

    /** One of the streams and the rows of its last piece that passed. */
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
                draws.draw(passed.length, raw, gumbel, latents);
            } else {
                draws.draw(0, passed.length, raw, gumbel);
            }
            count = conditions.passing(passed.length, raw, gumbel, passed, met);
        }

        int copy(final float[] targetRaw, final float[] targetGumbel, final float[] targetWeights, final int at) {
            for (int i = 0; i < count; i++) {
                targetWeights[at + i] = importance == null ? 0 : logWeights[passed[i]];
                System.arraycopy(raw, passed[i] * rawSize, targetRaw, (at + i) * rawSize, rawSize);
                System.arraycopy(gumbel, passed[i] * rawSize, targetGumbel, (at + i) * rawSize, rawSize);
            }
            return count;
        }
    }
}
