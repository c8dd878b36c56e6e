// SPDX-License-Identifier: Apache-2.0
package io.nifigan.fit;

import io.nifigan.encode.EncodedTable;
import io.nifigan.encode.MemberShares;
import io.nifigan.encode.TableEncoder;
import io.nifigan.model.GanModel;
import io.nifigan.model.Provenance;
import io.nifigan.network.Graphs;
import io.nifigan.network.NetworkShape;
import io.nifigan.network.Noise;
import io.nifigan.refine.RealTables;
import io.nifigan.refine.Refinement;
import io.nifigan.refine.RowBins;
import io.nifigan.table.Table;
import io.nifigan.train.Checkpoints;
import io.nifigan.train.Game;
import io.nifigan.train.Meeting;
import io.nifigan.train.TimeBudget;
import io.nifigan.train.TrainingException;
import io.nifigan.train.TrainingListener;
import io.nifigan.train.TrainingSettings;
import io.nifigan.train.TrainingThreads;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Learns rows of which each of several nodes has a share, without moving them: each plays the game on its own, and at each {@link Meeting} they go on from
 * the mean of their networks. Single columns are calibrated to the shares of all rows, and generated rows are chosen
 * by tables of all rows, without a judge: both are sums over the nodes. Which rows look real is told by the discriminator.
 */
public final class ShareFitter {
    private static final long NODES = 8_001;
    /** The share of the time that is kept for what comes after the game: one in so many. */
    private static final int AFTER = 4;

    private final TrainingSettings settings;
    private final TableEncoder encoder;

    /**
     * @param settings the same on all nodes, with a time budget that is enough for all steps and no patience
     * @param encoder  the same on all nodes
     */
    public ShareFitter(final TrainingSettings settings, final TableEncoder encoder) {
        this.settings = settings;
        this.encoder = encoder;
    }

    /**
     * Learns one node's share.
     *
     * @param share   the rows of this node, {@value ModelFitter#MIN_ROWS} or more, with the encoder's columns
     * @param node    its number, from 0
     * @param meeting where it meets the others
     * @return a model of all nodes' rows, the same on each but for its measures and the scale of its scores, which are those of this node's held-out rows
     * @throws TrainingException where there are too few rows, the others do not come or the training diverged
     */
    public GanModel fit(final Table share, final int node, final NodeMeeting meeting, final TrainingListener listener) throws TrainingException {
        final TimeBudget time = TimeBudget.of(settings.timeBudget());
        if (share.rows() < ModelFitter.MIN_ROWS) {
            throw new TrainingException("This node has %d rows; each needs at least %d to take part".formatted(share.rows(), ModelFitter.MIN_ROWS));
        }
        final Split split = Split.of(share, settings.heldOutShare(), -1, Noise.stream(settings.seed(), 0));
        final EncodedTable encoded = encoder.encode(split.training());
        // All begin alike, and draw different noise.
        final float[] generator = Graphs.initialParameters(new NetworkShape(settings.latentSize(), encoder.layout().rawSize(), settings.width(), settings.blocks()),
                Noise.stream(settings.seed(), 2));
        final float[] discriminator = Graphs.initialParameters(new NetworkShape(encoder.layout().rowSize(), 1, settings.width(), settings.blocks()),
                Noise.stream(settings.seed(), 3));
        try (TrainingThreads.Running ignored = TrainingThreads.begin();
             Game game = new Game(encoded, settings.withSeed(Noise.stream(settings.seed(), NODES + node)), generator, discriminator)) {
            final MemberShares all = game.join(meeting, MemberShares.of(encoded));
            listener.prepared();
            game.play(time.keeping(settings.timeBudget().dividedBy(AFTER)), Checkpoints.none(), listener, (step, planned, left, discriminatorLoss, generatorLoss) -> null);
            // By how many rows there are the sampler decides how far its rows reach: all nodes' rows, or each node would make others.
            final int learnt = (int) Math.min(Integer.MAX_VALUE, all.rows());
            return new Assembly(encoder, all, split, settings, listener, choice(split.training(), meeting)).finish(game.bestGenerator(), game.bestDiscriminator(),
                    new Provenance(Instant.now().truncatedTo(ChronoUnit.SECONDS), learnt, 0, game.steps(),
                            Math.round(time.elapsed().toMillis() / 100.) / 10., Versions.all(), List.of()), time);
        }
    }

    /**
     * All nodes' generators are the same, so that the bins are, and what comes of their tables. No clock ends it: where one node had less time than
     * another, they would ask for different tables.
     */
    private static Assembly.Choice choice(final Table training, final NodeMeeting meeting) {
        return (model, allowance) -> {
            final RowBins bins = Refiner.bins(model);
            return bins.columns().isEmpty() ? Refinement.none()
                    : Refiner.refine(model, bins, null, meeting.count(RealTables.of(bins, bins.codes(training))),
                    new Allowance(TimeBudget.unlimited(), allowance.stop(), allowance.leftOut()));
        };
    }
}
