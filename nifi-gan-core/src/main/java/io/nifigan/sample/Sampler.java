// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import io.nifigan.common.StreamSeed;
import io.nifigan.model.GANModel;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.sample.fair.FairTarget;
import io.nifigan.score.Scorer;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Samples rows from a model, as many as are asked for, in memory that does not grow with their number.
 * {@link SamplingStages} lists what happens to a row. Not thread-safe; to be closed after use.
 */
public final class Sampler implements AutoCloseable {
    private final GANModel model;
    private final SampleSettings settings;
    private final boolean hasConditions;
    private final Stages stages;
    private Pipeline pipeline;
    private AcceptanceCounts counts;
    private boolean mending;
    /** Why rows are mended that the model would not have mended; null where they are not. */
    private SamplingException fault;

    private Table pending;
    private int taken;

    /** Gives the pipeline of a model. */
    @FunctionalInterface
    private interface Stages {
        Pipeline of(GANModel model, SampleSettings settings) throws SamplingException;
    }

    /**
     * @param model the model, which must outlive the sampler
     * @param seed the same seed gives the same rows
     * @param minRealism the minimum probability of being real (see {@link Scorer}); at least 0, which keeps all rows,
     *     and below 1
     */
    public Sampler(final GANModel model, final long seed, final double minRealism) {
        this(
                model,
                SampleSettings.of(seed).withMinRealism(minRealism),
                false,
                SamplingStages.ofTable(model, SampleSettings.of(seed).withMinRealism(minRealism), null),
                (other, settings) -> SamplingStages.ofTable(other, settings, null));
    }

    /**
     * A sampler of rows of the whole table.
     *
     * @param settings how to sample; conditions are ignored
     * @param fair the target that is drawn anew for each row; null for none
     */
    public static Sampler ofTable(final GANModel model, final SampleSettings settings, final FairTarget fair) {
        return new Sampler(
                model,
                settings,
                false,
                SamplingStages.ofTable(model, settings, fair),
                (other, others) -> SamplingStages.ofTable(other, others, fair));
    }

    /**
     * @param model the model, which must outlive the sampler
     * @param settings which rows to sample, and how
     * @throws SamplingException where a condition does not suit the model, or no row can meet it
     */
    public Sampler(final GANModel model, final SampleSettings settings) throws SamplingException {
        this(model, settings, null);
    }

    /**
     * @param model the model, which must outlive the sampler
     * @param settings which rows to sample, and how
     * @param fair the target that is drawn anew for each row, as {@link FairTargets} fits it to this model; null for
     *     none
     * @throws SamplingException where a condition does not suit the model or the fair target, or no row can meet it
     */
    public Sampler(final GANModel model, final SampleSettings settings, final FairTarget fair)
            throws SamplingException {
        this(
                model,
                settings,
                settings.hasConditions(),
                SamplingStages.of(model, settings, fair),
                (other, others) -> SamplingStages.of(other, others, fair));
    }

    private Sampler(
            final GANModel model,
            final SampleSettings settings,
            final boolean hasConditions,
            final Pipeline pipeline,
            final Stages stages) {
        this.model = model;
        this.settings = settings;
        this.hasConditions = hasConditions;
        this.stages = stages;
        this.mending = model.calibration().mending();
        start(pipeline);
    }

    private void start(final Pipeline started) {
        this.pipeline = started;
        this.counts = new AcceptanceCounts(
                started.stages(),
                hasConditions ? AcceptanceCounts.Patience.OF_CONDITIONS : AcceptanceCounts.Patience.OF_TABLE);
    }

    /**
     * The next rows. The sizes of the calls do not change the rows.
     *
     * @param rows the number of rows, 0 or more
     * @throws SamplingException where hardly any row meets the conditions, is as real as asked, or keeps the table's
     *     rules
     */
    public Table next(final int rows) throws SamplingException {
        final List<Table> parts = new ArrayList<>();
        int missing = rows;
        while (missing > 0 || parts.isEmpty()) {
            final Table part = nextAvailable(missing);
            parts.add(part);
            missing -= part.rows();
        }
        return Table.concatenate(parts);
    }

    /**
     * The next rows that are at hand, so that a caller need not wait long for rows under narrow conditions.
     *
     * @param max the maximum number of rows
     * @return 1 row or more, unless the maximum is 0
     * @throws SamplingException as {@link #next}
     */
    public Table nextAvailable(final int max) throws SamplingException {
        if (pending == null || taken == pending.rows()) {
            pending = batch();
            taken = 0;
        }
        final int count = Math.min(max, pending.rows() - taken);
        final Table part = count == pending.rows()
                ? pending
                : pending.select(IntStream.range(taken, taken + count).toArray());
        taken += count;
        return part;
    }

    /** The number of rows drawn from the generator so far, of which the filters kept those that were returned. */
    public long drawn() {
        return counts.drawn();
    }

    /** The next rows that went through all stages, 1 or more. */
    private Table batch() throws SamplingException {
        while (true) {
            final RowBatch batch = pipeline.next();
            counts.add(batch);
            if (batch.rows() > 0) {
                return batch.table();
            }
            try {
                counts.check();
            } catch (final SamplingException e) {
                if (!mend(e)) {
                    throw fault == null ? e : fault;
                }
            }
        }
    }

    /** Begins again with rows that are changed so that they keep orders; returns false where that is of no use. */
    private boolean mend(final SamplingException reason) throws SamplingException {
        if (mending || !(counts.narrowest() instanceof RuleFilter)) {
            return false;
        }
        mending = true;
        fault = reason;
        pipeline.close();
        // Other rows than those that were kept before.
        start(stages.of(
                model.toBuilder()
                        .calibration(model.calibration().withMending(true))
                        .build(),
                settings.withSeed(StreamSeed.MENDED_ROWS.of(settings.seed()))));
        return true;
    }

    /**
     * Whether values in a wrong order are exchanged, because hardly any row keeps the orders between columns by itself.
     */
    public boolean isMending() {
        return mending;
    }

    @Override
    public void close() {
        pipeline.close();
    }
}
