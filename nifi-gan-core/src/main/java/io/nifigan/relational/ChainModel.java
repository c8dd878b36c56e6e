// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational;

import io.nifigan.calibrate.Calibration;
import io.nifigan.common.RandomStream;
import io.nifigan.encode.TableEncoder;
import io.nifigan.network.Graphs;
import io.nifigan.network.NativeFloats;
import io.nifigan.network.NetworkShape;
import io.nifigan.relational.rows.Frame;
import io.nifigan.relational.rows.Transitions;
import io.nifigan.sample.Identifiers;
import io.nifigan.sample.RowDecoder;
import io.nifigan.sample.Rules;
import io.nifigan.table.Column;
import io.nifigan.table.Table;
import io.nifigan.train.Prior;
import io.nifigan.train.TrainingSettings;
import io.nifigan.trees.BoostedTrees;
import io.nifigan.trees.ColumnBins;
import io.nifigan.trees.RowBins;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * A model of the rows of a child table: a conditional generator of rows given their contexts, and a classifier that
 * weighs its rows.
 */
final class ChainModel {
    private final ChildDesign design;
    private final TableEncoder encoder;
    private final ContextEncoder contextEncoder;
    private final Network network;
    private final NetworkShape shape;
    private final ComputationGraph generator;
    private final Calibration calibration;
    private final RowDecoder decoder;
    private final Rules rules;
    private final List<List<String>> dictionaries;
    private final List<Column> columns;
    private final CrossRules cross;
    private final List<Transitions> transitions;
    private final List<Transitions.Guard> guards;
    /** Weigh rows one after the other: each saw rows chosen by those before it. */
    private final List<Classifier> classifiers = new ArrayList<>();

    private FamilyChooser families = FamilyChooser.none();

    /**
     * @param parameters the generator's parameters, calibrated
     * @param columns the columns of rows, learnt ones and those that rules across tables define
     * @param dictionaries for each column of rows the texts in training, null for numbers
     * @param cross the rules across tables
     * @param transitions the steps that categories never take from row to row
     */
    ChainModel(
            final ChildDesign design,
            final TableEncoder encoder,
            final ContextEncoder contextEncoder,
            final Network network,
            final float[] parameters,
            final Calibration calibration,
            final List<Column> columns,
            final List<List<String>> dictionaries,
            final CrossRules cross,
            final List<Transitions> transitions) {
        this.columns = List.copyOf(columns);
        this.cross = cross;
        this.transitions = List.copyOf(transitions);
        this.guards = transitions.stream().map(Transitions::guard).toList();
        this.design = design;
        this.encoder = encoder;
        this.contextEncoder = contextEncoder;
        this.network = network;
        this.shape = network.shape(encoder, contextEncoder);
        this.calibration = calibration;
        this.generator = Graphs.generator(shape);
        Graphs.setParameters(generator, parameters);
        this.decoder = new RowDecoder(encoder, calibration);
        this.rules = new Rules(encoder);
        this.dictionaries = dictionaries;
    }

    /** Creates a model from the contents of a model file. */
    static ChainModel of(final ChildDesign design, final State state, final float[] parameters) {
        final ChainModel model = new ChainModel(
                design,
                state.encoder.encoder(),
                new ContextEncoder(state.contexts),
                state.network,
                parameters,
                state.calibration,
                state.columns,
                state.dictionaries,
                state.cross,
                state.transitions);
        state.classifiers.forEach(model::add);
        model.setFamilies(new FamilyChooser(state.families));
        return model;
    }

    /** What a model file keeps beside the generator's parameters. */
    State state() {
        return new State(
                EncoderState.of(encoder),
                contextEncoder.state(),
                network,
                calibration,
                columns,
                dictionaries,
                cross,
                transitions,
                classifiers,
                families.classifier());
    }

    ComputationGraph generator() {
        return generator;
    }

    /** What a model file keeps of a model. The parts are those of the model; {@code families} weighs families. */
    record State(
            EncoderState encoder,
            ContextEncoder.State contexts,
            Network network,
            Calibration calibration,
            List<Column> columns,
            List<List<String>> dictionaries,
            CrossRules cross,
            List<Transitions> transitions,
            List<Classifier> classifiers,
            Classifier families) {
        State {
            if (dictionaries.size() != columns.size()) {
                throw new IllegalArgumentException(
                        "The texts of %d columns are known, of %d".formatted(dictionaries.size(), columns.size()));
            }
            for (int c = 0; c < dictionaries.size(); c++) {
                if ((dictionaries.get(c) == null) != columns.get(c).kind().isNumeric()) {
                    throw new IllegalArgumentException("The texts of column %d do not fit its kind".formatted(c));
                }
            }
            for (final Transitions of : transitions) {
                if (of.column() >= columns.size()
                        || columns.get(of.column()).kind().isNumeric()
                        || of.values() > dictionaries.get(of.column()).size()) {
                    throw new IllegalArgumentException("The steps of a category do not fit its column");
                }
            }
        }

        /** The generator's shape. */
        NetworkShape shape() {
            return network.shape(encoder.encoder(), new ContextEncoder(contexts));
        }
    }

    /**
     * The sizes of the generator and its prior.
     *
     * @param latentSize the size of the latent vector
     * @param width the width of the hidden layers
     * @param blocks the number of residual blocks
     * @param prior the distribution of the latent vector
     */
    record Network(int latentSize, int width, int blocks, Prior prior) {
        Network {
            java.util.Objects.requireNonNull(prior, "prior");
        }

        static Network of(final TrainingSettings settings) {
            return new Network(settings.latentSize(), settings.width(), settings.blocks(), settings.prior());
        }

        NetworkShape shape(final TableEncoder encoder, final ContextEncoder contexts) {
            return new NetworkShape(
                    latentSize + contexts.size(), encoder.layout().rawSize(), width, blocks);
        }
    }

    ChildDesign design() {
        return design;
    }

    TableEncoder encoder() {
        return encoder;
    }

    /** The rules across tables. */
    CrossRules cross() {
        return cross;
    }

    /**
     * Whether the categories of a drawn row may follow those of the row before, and its family can go on from them.
     *
     * @param known the rows of the state
     * @param before the row of the state before, -1 for none
     * @param left the number of rows after it in its family
     */
    boolean mayFollow(final Table known, final int before, final Table drawn, final int row, final int left) {
        for (final Transitions.Guard guard : guards) {
            final int previous = before < 0 ? -1 : known.codes(guard.column())[before];
            if (!guard.allows(before < 0, previous, drawn.codes(guard.column())[row], left)) {
                return false;
            }
        }
        return true;
    }

    /** All columns of a row: those that are learnt, and those that rules across tables compute. */
    List<Column> columns() {
        return columns;
    }

    /**
     * Rows with identifiers.
     *
     * @param before how many rows were made before, after which identifiers that count up go on
     */
    Table withIdentifiers(final Table rows, final long seed, final long before) {
        final Table filled = Identifiers.fill(encoder, learnt(rows), seed, before);
        final Frame frame = new Frame(rows.rows());
        for (int c = 0; c < columns.size(); c++) {
            final int index = Frame.index(filled.columns(), columns.get(c).name());
            if (index >= 0) {
                frame.add(filled, index);
            } else {
                frame.add(rows, c);
            }
        }
        return frame.table();
    }

    /** The learnt columns of rows. */
    private Table learnt(final Table rows) {
        final Frame frame = new Frame(rows.rows());
        encoder.columns().forEach(column -> frame.add(rows, Frame.index(rows.columns(), column.name())));
        return frame.table();
    }

    List<List<String>> dictionaries() {
        return dictionaries;
    }

    void add(final Classifier trained) {
        classifiers.add(trained);
    }

    FamilyChooser families() {
        return families;
    }

    void setFamilies(final FamilyChooser trained) {
        families = trained;
    }

    /**
     * {@code [rows]}: the logarithms of the odds that rows are real, given their contexts, {@code each} for a context.
     */
    float[] logits(final Table contexts, final Table features, final int each) {
        final float[] sum = new float[features.rows()];
        for (final Classifier classifier : classifiers) {
            final float[] logits = classifier.logits(contexts, features, each);
            for (int r = 0; r < sum.length; r++) {
                sum[r] += logits[r];
            }
        }
        return sum;
    }

    /** New draws of the generator, for one thread; to be closed. */
    ContextDraws draws() {
        return new ContextDraws(shape, NativeFloats.parametersOf(generator), network.prior, network.latentSize);
    }

    /**
     * Draws rows.
     *
     * @param contexts the contexts of rows of the state
     * @param each the number of rows for each context
     * @param state the state, of which the rows before are known
     * @param families the families of the rows of the state
     * @param positions their positions
     * @param tables the tables that rows refer to
     */
    Drawn draw(
            final ContextDraws draws,
            final Table contexts,
            final int each,
            final RandomStream random,
            final ChainState state,
            final int[] families,
            final int[] positions,
            final ContextBuilder tables) {
        final int rows = contexts.rows() * each;
        final float[] raw = new float[rows * shape.outputs()];
        final float[] gumbel = new float[raw.length];
        draws.draw(contextEncoder.encode(contexts), contexts.rows(), each, random, raw, gumbel);
        final Table learnt = decoder.decode(rows, raw, gumbel, random);
        final int gap = design.order() == null ? -1 : Frame.index(learnt.columns(), design.order());
        final int[] at = new int[contexts.rows()];
        Arrays.setAll(at, i -> state.row(families[i], positions[i]));
        final int[] before = new int[rows];
        final double[] times = new double[rows];
        final double[] earliest = new double[at.length];
        Arrays.setAll(earliest, i -> positions[i] == 0 ? Double.NEGATIVE_INFINITY : cross.earliest(state, at[i]));
        for (int r = 0; r < rows; r++) {
            final int i = r / each;
            before[r] = positions[i] == 0 ? -1 : at[i] - 1;
            times[r] = gap < 0 ? Double.NaN : state.at(families[i], positions[i], learnt.numbers(gap)[r]);
            if (gap >= 0) {
                times[r] = Math.max(times[r], earliest[i]);
                learnt.numbers(gap)[r] = before[r] < 0 ? 0 : times[r] - state.time()[before[r]];
            }
        }
        final CrossRules.Completed completed =
                cross.complete(learnt, columns, times, at, families, each, state, tables);
        final boolean[] keeping = completed.keeping();
        if (!rules.isEmpty()) {
            final boolean[] own = new boolean[rows];
            Arrays.stream(rules.keeping(learnt)).forEach(r -> own[r] = true);
            for (int r = 0; r < rows; r++) {
                keeping[r] &= own[r];
            }
        }
        return new Drawn(recoded(completed.rows(), state), times, before, keeping);
    }

    /**
     * Drawn rows.
     *
     * @param rows the rows, context after context, with the state's codes; identifiers are missing
     * @param times {@code [rows]}: the value of the ordering column
     * @param before {@code [rows]}: the row of the state before each, -1 for none
     * @param keeping {@code [rows]}: whether a row keeps the rules between columns and across tables
     */
    record Drawn(Table rows, double[] times, int[] before, boolean[] keeping) {}

    static Table recoded(final Table table, final ChainState state) {
        final Frame frame = new Frame(table.rows());
        for (int c = 0; c < table.columns().size(); c++) {
            if (table.column(c).kind().isNumeric()) {
                frame.add(table, c);
            } else {
                frame.add(table.column(c), state.recode(c, table.dictionary(c), table.codes(c)), state.dictionary(c));
            }
        }
        return frame.table();
    }

    /**
     * A classifier of real and generated rows in their contexts.
     *
     * @param contexts the bins of contexts
     * @param rows the bins of {@link RowFeatures}
     * @param trees see the bins of contexts, then those of rows
     */
    record Classifier(RowBins contexts, RowBins rows, BoostedTrees trees) {
        Classifier {
            final List<ColumnBins> all = bins(contexts, rows).columns();
            if (trees.unordered().length != all.size()) {
                throw new IllegalArgumentException("A classifier has trees of %d columns, but bins of %d"
                        .formatted(trees.unordered().length, all.size()));
            }
            for (int c = 0; c < all.size(); c++) {
                if (trees.unordered()[c] != all.get(c).categorical()) {
                    throw new IllegalArgumentException(
                            "The trees of a classifier take column %d for another kind".formatted(c));
                }
            }
        }

        static Classifier none() {
            return new Classifier(new RowBins(List.of()), new RowBins(List.of()), BoostedTrees.none(0));
        }

        /** All bins, as the trees see them. */
        static RowBins bins(final RowBins contexts, final RowBins rows) {
            final List<ColumnBins> all = new ArrayList<>(contexts.columns());
            all.addAll(rows.columns());
            return new RowBins(all);
        }

        /** The bins of rows in their contexts, {@code each} rows for a context. */
        static byte[][] codes(
                final RowBins contextBins,
                final Table contexts,
                final RowBins rowBins,
                final Table rows,
                final int each) {
            final byte[][] ofContexts = contextBins.codes(contexts);
            final byte[][] ofRows = rowBins.codes(rows);
            final byte[][] codes = new byte[ofContexts.length + ofRows.length][];
            for (int c = 0; c < ofContexts.length; c++) {
                final byte[] one = ofContexts[c];
                codes[c] = new byte[rows.rows()];
                for (int r = 0; r < codes[c].length; r++) {
                    codes[c][r] = one[r / each];
                }
            }
            System.arraycopy(ofRows, 0, codes, ofContexts.length, ofRows.length);
            return codes;
        }

        /** {@code [rows]}: the logarithms of the odds that rows are real. */
        float[] logits(final Table ofContexts, final Table ofRows, final int each) {
            return trees.roots().length == 0
                    ? new float[ofRows.rows()]
                    : trees.logits(codes(contexts, ofContexts, rows, ofRows, each), ofRows.rows());
        }
    }
}
