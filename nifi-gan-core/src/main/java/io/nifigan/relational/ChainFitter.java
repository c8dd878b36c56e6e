// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational;

import io.nifigan.calibrate.Calibration;
import io.nifigan.calibrate.MarginalCalibrator;
import io.nifigan.common.Cancellation;
import io.nifigan.common.RandomStream;
import io.nifigan.common.RowSample;
import io.nifigan.common.StreamSeed;
import io.nifigan.common.TimeBudget;
import io.nifigan.common.TrainingThreads;
import io.nifigan.common.WorkerPool;
import io.nifigan.encode.EncodedColumns;
import io.nifigan.encode.EncoderFitter;
import io.nifigan.encode.Layout;
import io.nifigan.encode.TableEncoder;
import io.nifigan.network.Graphs;
import io.nifigan.network.NativeFloats;
import io.nifigan.network.NetworkShape;
import io.nifigan.relational.rows.Families;
import io.nifigan.relational.rows.Frame;
import io.nifigan.relational.rows.Transitions;
import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Table;
import io.nifigan.train.CategoryFrequencies;
import io.nifigan.train.Checkpoints;
import io.nifigan.train.GANTrainer;
import io.nifigan.train.Networks;
import io.nifigan.train.RowContexts;
import io.nifigan.train.TrainingException;
import io.nifigan.train.TrainingListener;
import io.nifigan.train.TrainingSettings;
import io.nifigan.trees.BoostedTreesTrainer;
import io.nifigan.trees.RowBins;
import io.nifigan.trees.RowBinsFitter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Fits a {@link ChainModel} to the rows of a child table. */
final class ChainFitter {
    /** More rows than this are not learnt from; contexts and rows take some kilobytes each. */
    private static final int MAX_ROWS = 120_000;

    private static final int MAX_CLASSIFIED = 60_000;
    private static final int MAX_CALIBRATED = 20_000;
    private static final long MAX_FLOATS = 12_000_000;
    /** How far planned values move, in standard deviations, before the networks see them. */
    private static final double BLUR = .1;
    /** The share of the time for the networks; the rest is for the classifier. */
    private static final double NETWORKS = .6;
    /** The share of the time left then for the classifier of rows whose contexts are real. */
    private static final double FIRST = .4;
    /** The share of the time left after that for the classifier of rows in contexts that were made. */
    private static final double SECOND = .6;
    /** Families that are made to learn from have this many rows at most. */
    private static final int MAX_MADE = 40_000;

    private final ChildDesign design;
    private final ChainState state;
    private final ContextBuilder contexts;
    private final TrainingSettings settings;
    private final TrainingListener listener;
    private final Column order;
    private final ColumnKind orderKind;
    private final List<Set<String>> own;

    /**
     * @param state all rows
     * @param contexts builds the contexts of rows
     * @param order the column that orders the children; null for none
     * @param own for each table that rows refer to, the parent first, the columns that it has itself
     */
    ChainFitter(
            final ChildDesign design,
            final ChainState state,
            final ContextBuilder contexts,
            final Column order,
            final List<Set<String>> own,
            final TrainingSettings settings,
            final TrainingListener listener) {
        this.design = design;
        this.state = state;
        this.contexts = contexts;
        this.order = order;
        this.orderKind = order == null ? null : order.kind();
        this.own = own;
        this.settings = settings;
        this.listener = listener;
    }

    ChainModel fit(final TimeBudget time) throws TrainingException {
        final Steps steps = steps(new RandomStream(StreamSeed.CHILD_ROWS.of(settings.seed())));
        final RandomStream random = new RandomStream(StreamSeed.CHILD_PLANS.of(settings.seed()));
        final Table context = blurred(contexts.build(state, steps.families, steps.positions), random);
        CrossRules cross = CrossRuleFinder.find(state, contexts, order, own);
        if (UnlearntRows.fits(cross.learnt(state, contexts))) {
            cross = CrossRules.none();
        }
        cross.describe()
                .forEach(rule ->
                        listener.found("%s: %s".formatted(design.schema().name(), rule)));
        final Table rows = cross.learnt(state, contexts).select(steps.rows);
        final TableEncoder encoder = EncoderFitter.fit(rows, Set.of());
        final ContextEncoder contextEncoder = ContextEncoder.fit(context);
        final float[] encodedContexts = contextEncoder.encode(context);
        if (encoder.layout().rawSize() == 0) {
            throw new TrainingException(
                    ("The table '%1$s' has no column to learn beside its keys: leave it out, or write "
                                    + "'%1$s keep' among the keys to have it as it is")
                            .formatted(design.schema().name()));
        }
        final EncodedColumns encoded = encoder.encode(rows);
        final NetworkShape shape = Networks.generatorShape(encoder.layout(), settings, contextEncoder.size());
        final float[] parameters;
        try (TrainingThreads.Running ignored = TrainingThreads.begin();
                GANTrainer trainer =
                        new GANTrainer(encoded, new RowContexts(encodedContexts, contextEncoder.size()), settings)) {
            trainer.train(time.share(NETWORKS), Checkpoints.none(), listener, (step, planned, left, losses) -> null);
            listener.found("%s: %,d steps on %,d rows of %d columns in contexts of %d columns"
                    .formatted(
                            design.schema().name(),
                            trainer.steps(),
                            rows.rows(),
                            rows.columns().size(),
                            context.columns().size()));
            parameters = trainer.bestGenerator();
        }
        final Calibration calibration = calibrate(
                encoder.layout(), shape, parameters, encodedContexts, rows.rows(), CategoryFrequencies.of(encoded));
        final ChainModel model = new ChainModel(
                design,
                encoder,
                contextEncoder,
                ChainModel.Network.of(settings),
                parameters,
                calibration,
                state.columns(),
                dictionaries(),
                cross,
                transitions());
        model.add(classify(model, context, steps, time.share(FIRST).cancellation()));
        learnFromOwnRows(model, time);
        return model;
    }

    private List<List<String>> dictionaries() {
        final List<List<String>> all = new ArrayList<>();
        for (int c = 0; c < state.columns().size(); c++) {
            all.add(state.dictionary(c) == null ? null : List.copyOf(state.dictionary(c)));
        }
        return all;
    }

    /** The rows to learn from, in a mixed order. */
    private Steps steps(final RandomStream random) {
        final int[] family = new int[state.rows()];
        for (int f = 0; f < state.families(); f++) {
            Arrays.fill(family, state.row(f, 0), state.row(f, 0) + state.length(f), f);
        }
        final int[] rows = IntStream.range(0, state.rows()).toArray();
        final int count = Math.min(MAX_ROWS, rows.length);
        for (int i = 0; i < count; i++) {
            final int pick = i + random.nextInt(rows.length - i);
            final int row = rows[pick];
            rows[pick] = rows[i];
            rows[i] = row;
        }
        final int[] chosen = Arrays.copyOf(rows, count);
        return new Steps(
                chosen,
                Arrays.stream(chosen).map(r -> family[r]).toArray(),
                Arrays.stream(chosen).map(r -> r - state.row(family[r], 0)).toArray());
    }

    private Table blurred(final Table context, final RandomStream random) {
        final List<Integer> planned = contexts.planned();
        final Frame frame = new Frame(context.rows());
        for (int c = 0; c < context.columns().size(); c++) {
            if (planned.contains(c)) {
                frame.add(context.column(c), ContextEncoder.blur(context.numbers(c), BLUR, random));
            } else {
                frame.add(context, c);
            }
        }
        return frame.table();
    }

    /** Gives generated rows the shares of the training rows, over the contexts of the training rows. */
    private Calibration calibrate(
            final Layout layout,
            final NetworkShape shape,
            final float[] parameters,
            final float[] encodedContexts,
            final int contextCount,
            final CategoryFrequencies frequencies) {
        final int rows = (int) Math.clamp(MAX_FLOATS / layout.rawSize(), 1, Math.min(MAX_CALIBRATED, contextCount));
        final float[] raw = new float[rows * layout.rawSize()];
        final float[] gumbel = new float[raw.length];
        final ComputationGraph generator = Graphs.generator(shape);
        Graphs.setParameters(generator, parameters);
        try (ContextDraws draws = new ContextDraws(
                shape, NativeFloats.parametersOf(generator), settings.prior(), settings.latentSize())) {
            draws.draw(
                    encodedContexts,
                    rows,
                    1,
                    new RandomStream(StreamSeed.CHILD_CALIBRATION.of(settings.seed())),
                    raw,
                    gumbel);
        }
        final MarginalCalibrator calibrator = new MarginalCalibrator(layout, rows, raw, gumbel);
        final float[] biases = calibrator.biases(frequencies);
        final int at = shape.biases(shape.layers() - 1);
        for (int i = 0; i < biases.length; i++) {
            parameters[at + i] += biases[i];
        }
        return calibrator.maps();
    }

    /** Trains a classifier of the real rows and as many generated ones in the same contexts. */
    private ChainModel.Classifier classify(
            final ChainModel model, final Table context, final Steps steps, final Cancellation cancellation) {
        final int count = Math.min(MAX_CLASSIFIED, steps.rows.length);
        final int[] head = IntStream.range(0, count).toArray();
        final Table contextHead = context.select(head);
        final int[] chosen = Arrays.copyOf(steps.rows, count);
        final int[] before = new int[count];
        Arrays.setAll(before, i -> steps.positions[i] == 0 ? -1 : chosen[i] - 1);
        final Table known = state.table();
        final Table real = RowFeatures.of(known.select(chosen), times(chosen), known, before, orderKind);
        final ChainModel.Drawn drawn;
        try (ContextDraws draws = model.draws()) {
            drawn = model.draw(
                    draws,
                    contextHead,
                    1,
                    new RandomStream(StreamSeed.CHILD_DRAWS.of(settings.seed())),
                    state,
                    Arrays.copyOf(steps.families, count),
                    Arrays.copyOf(steps.positions, count),
                    contexts);
        }
        final Table generated = RowFeatures.of(drawn.rows(), drawn.times(), known, before, orderKind);
        final RowBins contextBins = RowBinsFitter.fit(contextHead, c -> true);
        final RowBins rowBins = RowBinsFitter.fit(real, c -> true);
        try (WorkerPool workers = WorkerPool.ofTraining(settings.effectiveThreads())) {
            return new ChainModel.Classifier(
                    contextBins,
                    rowBins,
                    BoostedTreesTrainer.fit(
                            ChainModel.Classifier.bins(contextBins, rowBins),
                            ChainModel.Classifier.codes(contextBins, contextHead, rowBins, real, 1),
                            ChainModel.Classifier.codes(contextBins, contextHead, rowBins, generated, 1),
                            workers,
                            StreamSeed.CHILD_TREES.of(settings.seed()),
                            cancellation));
        }
    }

    /** The steps that categories never take in rows that something puts in order. */
    private List<Transitions> transitions() {
        final Table rows = state.table();
        return order == null
                ? List.of()
                : IntStream.range(0, rows.columns().size())
                        .filter(c -> !rows.column(c).kind().isNumeric()
                                && rows.column(c).kind() != ColumnKind.IDENTIFIER
                                && !rows.column(c).field().marksForm())
                        .mapToObj(c -> Transitions.of(c, rows.dictionary(c).size(), rows.codes(c), state.starts()))
                        .flatMap(Optional::stream)
                        .toList();
    }

    /** Makes families of real parents, and learns what still tells them from the real ones. */
    private void learnFromOwnRows(final ChainModel model, final TimeBudget time) {
        final int[] families = someFamilies();
        if (families.length < 2 || time.isOver()) {
            return;
        }
        final ChainState real = state.part(families);
        final ChainState made = real.again();
        new ChainSampler(
                        model,
                        made,
                        contexts,
                        ChainSampler.References.set(),
                        orderKind,
                        StreamSeed.OWN_CHILDREN.of(settings.seed()),
                        settings.effectiveThreads())
                .run();
        try (WorkerPool workers = WorkerPool.ofTraining(settings.effectiveThreads())) {
            final Table realContexts = allContexts(real);
            final Table realRows = allFeatures(real);
            final RowBins contextBins = RowBinsFitter.fit(realContexts, c -> true);
            final RowBins rowBins = RowBinsFitter.fit(realRows, c -> true);
            model.add(new ChainModel.Classifier(
                    contextBins,
                    rowBins,
                    BoostedTreesTrainer.fit(
                            ChainModel.Classifier.bins(contextBins, rowBins),
                            ChainModel.Classifier.codes(contextBins, realContexts, rowBins, realRows, 1),
                            ChainModel.Classifier.codes(contextBins, allContexts(made), rowBins, allFeatures(made), 1),
                            workers,
                            StreamSeed.OWN_CHILD_TREES.of(settings.seed()),
                            time.share(SECOND).cancellation())));
            model.setFamilies(FamilyChooser.fit(
                    contexts.parents(),
                    contexts.prefix(),
                    real,
                    made,
                    workers,
                    StreamSeed.FAMILY_TREES.of(settings.seed()),
                    time.cancellation()));
        }
    }

    /** Families in a mixed order, as many as have {@value #MAX_MADE} rows together. */
    private int[] someFamilies() {
        final int[] mixed = RowSample.of(state.families(), state.families());
        int count = 0;
        int rows = 0;
        while (count < mixed.length && rows + state.length(mixed[count]) <= MAX_MADE) {
            rows += state.length(mixed[count++]);
        }
        return Arrays.copyOf(mixed, count);
    }

    private Table allContexts(final ChainState of) {
        final int[] families = new int[of.rows()];
        final int[] positions = new int[of.rows()];
        for (int f = 0; f < of.families(); f++) {
            for (int t = 0; t < of.length(f); t++) {
                families[of.row(f, t)] = f;
                positions[of.row(f, t)] = t;
            }
        }
        return new ContextBuilder(contexts).build(of, families, positions);
    }

    private Table allFeatures(final ChainState of) {
        final int[] before = new int[of.rows()];
        for (int f = 0; f < of.families(); f++) {
            for (int t = 0; t < of.length(f); t++) {
                before[of.row(f, t)] = t == 0 ? -1 : of.row(f, t) - 1;
            }
        }
        final Table rows = of.table();
        return RowFeatures.of(rows, of.time(), rows, before, orderKind);
    }

    private double[] times(final int[] rows) {
        return Arrays.stream(rows).mapToDouble(r -> state.time()[r]).toArray();
    }

    /** Rows with their families and positions, {@code [rows]} each. */
    private record Steps(int[] rows, int[] families, int[] positions) {}

    /** The columns of a child's rows, with the ordering column as gaps. */
    static Table rows(final ChildDesign design, final Table wide, final Families families) {
        final Table sorted = wide.select(families.rows());
        final int order = design.order() == null ? -1 : Frame.index(sorted.columns(), design.order());
        if (order < 0) {
            return sorted;
        }
        final double[] gaps = new double[sorted.rows()];
        for (int f = 0; f < families.count(); f++) {
            for (int i = families.start()[f] + 1; i < families.start()[f + 1]; i++) {
                gaps[i] = sorted.numbers(order)[i] - sorted.numbers(order)[i - 1];
            }
        }
        final Frame frame = new Frame(sorted.rows());
        for (int c = 0; c < sorted.columns().size(); c++) {
            final Column column = sorted.column(c);
            if (c == order) {
                frame.add(FamilySummary.gap(column, column.name()), gaps);
            } else if (!isFormOf(sorted, c, order)) {
                frame.add(sorted, c);
            }
        }
        return frame.table();
    }

    private static boolean isFormOf(final Table table, final int column, final int written) {
        return table.column(column).field().marksForm()
                && io.nifigan.table.FormColumns.written(table.columns(), column) == written;
    }
}
