// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench;

import io.nifigan.encode.EncoderFitter;
import io.nifigan.encode.TableEncoder;
import io.nifigan.fit.Allowance;
import io.nifigan.fit.Refiner;
import io.nifigan.model.GanModel;
import io.nifigan.refine.RealTables;
import io.nifigan.refine.Refinement;
import io.nifigan.refine.RowBins;
import io.nifigan.sample.SamplingException;
import io.nifigan.table.Table;
import io.nifigan.train.TrainingException;
import io.nifigan.train.TrainingSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Compares training in one place with training on shares of the rows whose networks are averaged in rounds, on held-out rows. */
@Command(name = "average", description = "Trains on TRAIN.csv in one place, and on shares of its rows on several nodes that average their networks in rounds, and prints "
        + "a table of how near their rows are to TEST.csv. One encoder, fitted to all of TRAIN.csv unless told otherwise, serves all; nodes are threads of this JVM.",
        mixinStandardHelpOptions = true, sortOptions = false)
final class AverageCommand implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @CommandLine.Mixin
    private SpreadRows spread;

    @Option(names = "--rounds", split = ",", description = "how often networks are averaged; several are tried in turn (default ${DEFAULT-VALUE})", defaultValue = "40")
    private List<Integer> rounds;

    @Option(names = "--steps", description = "of each node and of the one place (default ${DEFAULT-VALUE})", defaultValue = "4000")
    private int steps;

    @Option(names = "--divided", description = "each node plays only its part of the steps, so that all together play as many as the one place")
    private boolean divided;

    @Option(names = "--first-encoder", description = "fit the encoder to the first node's rows alone")
    private boolean firstEncoder;

    @Option(names = "--moments", description = "what becomes of the optimiser's: ${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE})", defaultValue = "AVERAGED")
    private NodeGames.Moments moments;

    @Option(names = "--unrefined", description = "compare only the games, not how rows are chosen")
    private boolean unrefined;

    private PrintWriter out;

    @Override
    public Integer call() throws IOException, TrainingException, SamplingException, InterruptedException {
        if (steps < 1 || rounds.stream().anyMatch(r -> r < 1 || r > steps)) {
            throw new IllegalArgumentException("--steps must be 1 or more, and --rounds 1 to --steps");
        }
        out = spec.commandLine().getOut();
        spread.read();
        final List<Table> shares = spread.shares();
        final TableEncoder encoder = EncoderFitter.fit(firstEncoder ? shares.getFirst() : spread.learnt(), Set.of());
        out.println(Likeness.HEADER);
        for (final long seed : spread.seeds()) {
            compare(encoder, shares, TrainingSettings.defaults().withMaxSteps(steps).withTimeBudget(Duration.ofHours(2)).withSeed(seed).withRefined(false));
        }
        return 0;
    }

    private void compare(final TableEncoder encoder, final List<Table> shares, final TrainingSettings settings) throws TrainingException, SamplingException,
            InterruptedException {
        final GanModel one = new NodeGames(settings, encoder, moments).play(List.of(spread.learnt()), 1);
        final Likeness alone = line("in one place, unrefined", one, null);
        final Likeness chosen = unrefined ? null : line("in one place", refined(one, Refiner.refine(one, spread.learnt(), Allowance.unlimited())), null);
        for (final int meetings : rounds) {
            final String who = "on %d nodes%s, %d rounds".formatted(spread.nodes(), divided ? " with " + steps / spread.nodes() + " steps" : "", meetings);
            final TrainingSettings each = divided ? settings.withMaxSteps(Math.max(1, steps / spread.nodes())) : settings;
            final GanModel averaged = new NodeGames(each, encoder, moments).play(shares, meetings);
            line(who + ", unrefined", averaged, alone);
            if (!unrefined) {
                line(who + ", chosen by the first node's rows", refined(averaged, Refiner.refine(averaged, shares.getFirst(), Allowance.unlimited())), chosen);
                line(who + ", chosen by the first node's judge and tables of all", refined(averaged, additive(averaged, shares, shares.getFirst())), chosen);
                line(who + ", chosen by tables of all alone", refined(averaged, additive(averaged, shares, null)), chosen);
            }
        }
    }

    private static Refinement additive(final GanModel model, final List<Table> shares, final Table judged) throws TrainingException {
        final RowBins bins = Refiner.bins(model);
        return bins.columns().isEmpty() ? Refinement.none()
                : Refiner.refine(model, bins, judged, RealTables.sum(shares.stream().map(share -> RealTables.of(bins, bins.codes(share))).toList()), Allowance.unlimited());
    }

    private static GanModel refined(final GanModel model, final Refinement refinement) {
        return new GanModel(model.encoder(), model.settings(), model.generator(), model.discriminator(), model.calibration(), refinement, model.scoreScale(),
                model.provenance(), model.fidelity());
    }

    private Likeness line(final String who, final GanModel model, final Likeness before) throws SamplingException {
        final Likeness likeness = Likeness.of(Likeness.rows(model, spread.learnt().rows()), spread.learnt(), spread.heldOut());
        out.println(likeness.line(who, model.settings().seed(), before));
        out.flush();
        return likeness;
    }
}
