// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational;

import io.nifigan.common.RandomStream;
import io.nifigan.common.StreamSeed;
import io.nifigan.relational.rows.EarlierRows;
import io.nifigan.relational.rows.FirstGaps;
import io.nifigan.relational.rows.Frame;
import io.nifigan.relational.schema.DatabaseSchema;
import io.nifigan.relational.schema.ForeignKey;
import io.nifigan.rule.OrderRule;
import io.nifigan.sample.SampleSettings;
import io.nifigan.sample.Sampler;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.table.Column;
import io.nifigan.table.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Makes one synthetic database, table after table. */
final class DatabaseSampler {
    /** Families made for each parent, of which one is chosen. */
    private static final int FAMILIES = 3;

    private final RelationalModel model;
    private final DatabaseRequest request;
    private final double scale;
    private final int threads;
    private final Map<String, Table> tables = new LinkedHashMap<>();
    private final Map<String, Table> wide = new LinkedHashMap<>();
    /** The primary keys of finished tables, by row. */
    private final Map<String, List<String>> keys = new LinkedHashMap<>();

    DatabaseSampler(final RelationalModel model, final DatabaseRequest request) {
        this.model = model;
        this.request = request;
        this.scale = request.scale();
        this.threads = request.threads();
    }

    void sample(final TableSink sink) throws SamplingException, IOException {
        for (int i = 0; i < model.parts().size(); i++) {
            if (request.cancellation().isCancelled()) {
                throw new SamplingException("The making of a database was cancelled");
            }
            final long own = RandomStream.stream(request.seed(), i);
            final TablePart part = model.parts().get(i);
            switch (part) {
                case TablePart.Kept kept -> keep(kept, own);
                case TablePart.Root root -> make(root, own);
                case TablePart.Child child -> make(child, own);
            }
            if (model.carried().isEmpty()) {
                sink.accept(part.schema().name(), tables.get(part.schema().name()));
            }
        }
        if (!model.carried().isEmpty()) {
            new CarryingUp(model.carried(), tables, wide).run(model.parts());
            for (final TablePart part : model.parts()) {
                sink.accept(part.schema().name(), tables.get(part.schema().name()));
            }
        }
    }

    private void tellShortfall(final String table, final int made, final int planned) {
        if (made < planned) {
            request.shortfalls().tell(table, planned - made, planned);
        }
    }

    /** How many rows of a table were made before. There are no more histories than rows of them. */
    private long before(final String table) {
        return model.series().implied().stream()
                .filter(implied -> implied.parent().equals(table))
                .map(SeriesTables.Implied::table)
                .findFirst()
                .map(rows -> request.keysBefore().getOrDefault(rows, 0L))
                .orElseGet(() -> request.keysBefore().getOrDefault(table, 0L));
    }

    private void keep(final TablePart.Kept kept, final long own) {
        final String name = kept.schema().name();
        tables.put(name, kept.table());
        wide.put(name, scaled(kept.wide(), new RandomStream(StreamSeed.CHILD_COUNTS.of(own))));
        if (kept.schema().key() != null) {
            final int column = Frame.index(kept.table().columns(), kept.schema().key());
            keys.put(
                    name,
                    Arrays.stream(kept.table().codes(column))
                            .mapToObj(code -> kept.table().dictionary(column).get(code))
                            .toList());
        }
    }

    /** The rows of a kept table have more children where more rows are made of other tables. */
    private Table scaled(final Table kept, final RandomStream random) {
        if (scale == 1) {
            return kept;
        }
        final Frame frame = new Frame(kept.rows());
        for (int c = 0; c < kept.columns().size(); c++) {
            if (kept.column(c).name().endsWith("." + FamilySummary.COUNT) && kept.numbers(c) != null) {
                final double[] counts = new double[kept.rows()];
                final double[] real = kept.numbers(c);
                Arrays.setAll(counts, r -> Math.floor(real[r] * scale + random.nextDouble()));
                frame.add(kept.column(c), counts);
            } else {
                frame.add(kept, c);
            }
        }
        return frame.table();
    }

    private void make(final TablePart.Root root, final long own) throws SamplingException {
        final int rows = (int) Math.max(1, Math.round(root.frame().rows() * scale));
        final Table made;
        if (root.model() == null) {
            made = root.unlearnt()
                    .make(rows, StreamSeed.PARENTS.of(own), before(root.schema().name()));
        } else {
            final SampleSettings settings = SampleSettings.of(StreamSeed.PARENTS.of(own))
                    .withFirstRow(before(root.schema().name()));
            try (Sampler sampler = Sampler.ofTable(root.model(), settings, null)) {
                made = PossibleParents.draw(sampler, root, rows, settings);
            }
        }
        // Natural keys may have fewer combinations than there were to be rows.
        tellShortfall(root.frame().schema().name(), made.rows(), rows);
        final Table copy = copy(made);
        match(root.frame(), copy, own);
        wide.put(root.frame().schema().name(), copy);
        finish(root.frame(), root.design(), copy, copy.rows(), Map.of(), own);
    }

    /** The end of a family, reflected at the latest real one if planned after it: cut off, many would end there. */
    private static double end(final double first, final double planned, final double latest) {
        return planned > latest ? Math.max(first, 2 * latest - planned) : planned;
    }

    /** A copy whose numbers and codes can be changed. */
    private static Table copy(final Table table) {
        final Frame frame = new Frame(table.rows());
        for (int c = 0; c < table.columns().size(); c++) {
            if (table.numbers(c) != null) {
                frame.add(table.column(c), table.numbers(c).clone());
            } else {
                frame.add(table.column(c), table.codes(c).clone(), table.dictionary(c));
            }
        }
        return frame.table();
    }

    private static void match(final TablePart.Frameset frame, final Table made, final long own) {
        final RandomStream random = new RandomStream(StreamSeed.CHILD_COUNTS.of(own));
        for (final String prefix : new TreeSet<>(frame.counts().keySet())) {
            CountMatcher.match(made, prefix, frame.counts().get(prefix), random);
            final FirstGaps gaps = frame.gaps().get(prefix);
            if (gaps != null) {
                gaps.match(
                        numbers(made, prefix + FamilySummary.COUNT),
                        numbers(made, gaps.column()),
                        numbers(made, prefix + FamilySummary.FIRST),
                        frame.ends().get(prefix),
                        random);
            }
        }
    }

    private static double[] numbers(final Table table, final String column) {
        return table.numbers(Frame.index(table.columns(), column));
    }

    private void make(final TablePart.Child child, final long own) {
        final ChainModel chain = child.model();
        final ChildDesign design = child.design();
        final List<Column> columns = chain == null ? List.of() : chain.columns();
        final Table parents = wide.get(design.context().table());
        final String prefix = FamilySummary.prefix(new DatabaseSchema.Reference(design.schema(), design.context()));
        final double[] counts = parents.numbers(Frame.index(parents.columns(), prefix + FamilySummary.COUNT));
        final int alone = (int) Math.round(child.facts().withoutParent().length * scale);
        final int[] withChildren =
                IntStream.range(0, parents.rows()).filter(r -> counts[r] >= 1).toArray();
        final int[] parent = Arrays.copyOf(withChildren, withChildren.length + alone);
        Arrays.fill(parent, withChildren.length, parent.length, -1);
        final int[] start = new int[parent.length + 1];
        for (int f = 0; f < parent.length; f++) {
            start[f + 1] = start[f] + (parent[f] < 0 ? 1 : (int) Math.round(counts[parent[f]]));
        }
        final ChainState state = new ChainState(
                columns,
                chain == null ? List.of() : chain.dictionaries(),
                parent,
                start,
                design.drawn().size(),
                child.facts().summed().stream()
                        .mapToInt(name -> Frame.index(columns, name))
                        .toArray());
        final List<Table> references = new ArrayList<>();
        final List<double[]> planned = new ArrayList<>();
        final List<int[]> inherited = new ArrayList<>();
        for (int k = 0; k < design.drawn().size(); k++) {
            final ForeignKey key = design.drawn().get(k);
            final Table to = wide.get(key.table());
            references.add(columns(to, child.facts().referenceColumns().get(k)));
            inherited.add(inherited(design, key));
            planned.add(to.numbers(Frame.index(
                    to.columns(),
                    FamilySummary.prefix(new DatabaseSchema.Reference(design.schema(), key)) + FamilySummary.COUNT)));
        }
        final ContextBuilder contexts = new ContextBuilder(
                columns(parents, child.facts().contextColumns()),
                references,
                child.facts().order(),
                child.facts().summed(),
                prefix);
        final RandomStream random = new RandomStream(StreamSeed.FIRST_CHILDREN.of(own));
        state.setGrid(child.facts().grid());
        for (int f = 0; f < parent.length; f++) {
            final double[] others = parent[f] < 0
                    ? child.facts().withoutParent()
                    : child.facts().begins();
            final double first = parent[f] < 0 ? Double.NaN : contexts.first(parent[f]);
            state.begin()[f] = child.facts()
                    .grid()
                    .begin(
                            Double.isNaN(first) ? others[random.nextInt(others.length)] : first,
                            state.length(f),
                            child.facts().latest());
            state.end()[f] = Double.isNaN(first)
                    ? Double.NaN
                    : end(first, contexts.last(parent[f]), child.facts().latest());
        }
        final ChainSampler.References draws = new ReferenceDraws(
                child.facts().keys(),
                planned,
                references,
                inherited,
                Stream.concat(Stream.of(design.context()), design.drawn().stream())
                        .map(key -> tables.get(key.table()))
                        .toList(),
                earlier(chain, references),
                contexts,
                StreamSeed.REFERENCES.of(own));
        if (chain == null) {
            drawReferences(state, draws);
        } else {
            new ChainSampler(
                            chain,
                            state,
                            contexts,
                            draws,
                            child.facts().order() == null
                                    ? null
                                    : child.facts().order().kind(),
                            StreamSeed.CHILDREN.of(own),
                            threads)
                    .run();
            chooseFamilies(child, state, contexts, own);
        }
        final int[] kept = state.kept();
        tellShortfall(design.schema().name(), kept.length, state.rows());
        final long identifiers = StreamSeed.CHILD_IDENTIFIERS.of(own);
        final long before = before(design.schema().name());
        final Table filled = chain == null
                ? child.unlearnt().make(kept.length, identifiers, before)
                : chain.withIdentifiers(state.table().select(kept), identifiers, before);
        final Table made = copy(timed(child, filled, state, kept));
        final Map<String, String[]> foreign = new LinkedHashMap<>();
        foreignKeys(design, state)
                .forEach((column, texts) -> foreign.put(
                        column, IntStream.of(kept).mapToObj(r -> texts[r]).toArray(String[]::new)));
        match(child.frame(), made, own);
        wide.put(design.schema().name(), made);
        finish(child.frame(), design, made, made.rows(), foreign, own);
    }

    /** For each foreign key the rows that are not after a child; null where they may be. */
    private static List<EarlierRows> earlier(final ChainModel chain, final List<Table> references) {
        final List<EarlierRows> earlier = new ArrayList<>();
        for (int k = 0; k < references.size(); k++) {
            final Table to = references.get(k);
            final Optional<OrderRule> rule =
                    chain == null ? Optional.empty() : chain.cross().earlier(k);
            earlier.add(rule.map(one -> new EarlierRows(
                            to.numbers(Frame.index(to.columns(), chain.cross().foreignName(one.smaller()))),
                            one.strict()))
                    .orElse(null));
        }
        return earlier;
    }

    /** Draws what children refer to where nothing else of them is learnt. */
    private static void drawReferences(final ChainState state, final ChainSampler.References draws) {
        final Table none = new Frame(1).table();
        int[] families = IntStream.range(0, state.families()).toArray();
        for (int t = 0; families.length > 0; t++) {
            final int position = t;
            families = Arrays.stream(families)
                    .filter(f -> state.length(f) > position)
                    .toArray();
            draws.draw(state, families, position);
            for (final int family : families) {
                state.put(state.row(family, position), position == 0, none, 0, state.begin()[family]);
            }
        }
    }

    /** Makes the families again, and chooses the best of each, unless natural keys reach across families. */
    private void chooseFamilies(
            final TablePart.Child child, final ChainState state, final ContextBuilder contexts, final long own) {
        final ChildDesign design = child.design();
        if (!ChainSampler.mayRepeat(state.rows(), FAMILIES)
                || !design.schema().once().stream()
                        .allMatch(columns -> columns.contains(design.context().column()))) {
            return;
        }
        final List<ChainState> states = new ArrayList<>();
        states.add(state);
        for (int i = 1; i < FAMILIES; i++) {
            final ChainState again = state.again();
            new ChainSampler(
                            child.model(),
                            again,
                            contexts,
                            ChainSampler.References.set(),
                            child.facts().order() == null
                                    ? null
                                    : child.facts().order().kind(),
                            StreamSeed.MORE_CHILDREN.of(own, i),
                            threads)
                    .run();
            states.add(again);
        }
        final int[] chosen = child.model()
                .families()
                .choose(contexts.parents(), contexts.prefix(), states, new RandomStream(StreamSeed.FAMILIES.of(own)));
        final List<Table> tablesOf = states.stream().map(ChainState::table).toList();
        for (int f = 0; f < chosen.length; f++) {
            if (chosen[f] > 0) {
                state.take(f, states.get(chosen[f]), tablesOf.get(chosen[f]));
            }
        }
    }

    /** {@code [parents]}: the row that a parent refers to with the key that is inherited; null where it is not. */
    private int[] inherited(final ChildDesign design, final ForeignKey key) {
        final String column = design.inherited().get(key.column());
        if (column == null) {
            return null;
        }
        final Table parents = tables.get(design.context().table());
        final List<String> of = keys.get(key.table());
        final Map<String, Integer> rows = new HashMap<>();
        for (int r = 0; r < of.size(); r++) {
            rows.putIfAbsent(of.get(r), r);
        }
        final int index = Frame.index(parents.columns(), column);
        final int[] inherited = new int[parents.rows()];
        Arrays.setAll(inherited, r -> {
            final int code = parents.codes(index)[r];
            return code < 0 ? -1 : rows.getOrDefault(parents.dictionary(index).get(code), -1);
        });
        return inherited;
    }

    private static Table columns(final Table table, final List<String> names) {
        final Frame frame = new Frame(table.rows());
        names.forEach(name -> frame.add(table, Frame.index(table.columns(), name)));
        return frame.table();
    }

    /** The rows with the ordering column instead of its gaps. */
    private static Table timed(
            final TablePart.Child child, final Table rows, final ChainState state, final int[] kept) {
        if (child.facts().order() == null) {
            return rows;
        }
        final Frame frame = new Frame(rows.rows());
        for (int c = 0; c < rows.columns().size(); c++) {
            if (rows.column(c).name().equals(child.facts().order().name())) {
                frame.add(
                        child.facts().order(),
                        Arrays.stream(kept).mapToDouble(r -> state.time()[r]).toArray());
            } else {
                frame.add(rows, c);
            }
        }
        return frame.table();
    }

    /** {@code [rows]} for each foreign key that is not learnt: the text of the key, null for none. */
    private Map<String, String[]> foreignKeys(final ChildDesign design, final ChainState state) {
        final Map<String, String[]> made = new LinkedHashMap<>();
        final String[] context = new String[state.rows()];
        for (int f = 0; f < state.families(); f++) {
            final int row = state.parent(f);
            final String key =
                    row < 0 ? null : keys.get(design.context().table()).get(row);
            Arrays.fill(context, state.row(f, 0), state.row(f, 0) + state.length(f), key);
        }
        made.put(design.context().column(), context);
        for (int k = 0; k < design.drawn().size(); k++) {
            final List<String> of = keys.get(design.drawn().get(k).table());
            final int[] rows = state.references(k);
            final String[] texts = new String[rows.length];
            Arrays.setAll(texts, r -> rows[r] < 0 ? null : of.get(rows[r]));
            made.put(design.drawn().get(k).column(), texts);
        }
        if (design.orderingKey() != null) {
            made.put(
                    design.order(),
                    nearest(state.time(), keys.get(design.orderingKey().table())));
        }
        return made;
    }

    /** The keys, which are whole numbers, that are nearest to some values. */
    private static String[] nearest(final double[] values, final List<String> existing) {
        final double[] sorted =
                existing.stream().mapToDouble(Double::parseDouble).sorted().toArray();
        final Map<Double, String> texts = new LinkedHashMap<>();
        existing.forEach(key -> texts.putIfAbsent(Double.parseDouble(key), key));
        final String[] nearest = new String[values.length];
        for (int r = 0; r < values.length; r++) {
            if (!Double.isNaN(values[r])) {
                final int at = Arrays.binarySearch(sorted, values[r]);
                final int above = Math.min(sorted.length - 1, at >= 0 ? at : -at - 1);
                final int below = Math.max(0, at >= 0 ? at : above - 1);
                nearest[r] = texts.get(
                        sorted[above] - values[r] < values[r] - sorted[below] ? sorted[above] : sorted[below]);
            }
        }
        return nearest;
    }

    /** Adds keys, and puts the columns in the order of the real table. */
    private void finish(
            final TablePart.Frameset frame,
            final ChildDesign design,
            final Table made,
            final int rows,
            final Map<String, String[]> foreign,
            final long own) {
        final String name = frame.schema().name();
        final Map<String, String[]> texts = new LinkedHashMap<>(foreign);
        if (frame.keys() != null) {
            final List<String> primary = frame.keys().generate(rows, before(name), StreamSeed.KEYS.of(own));
            keys.put(name, primary);
            // A primary key that is a foreign key as well stays what it refers to.
            texts.putIfAbsent(frame.schema().key(), primary.toArray(String[]::new));
            keys.put(name, Arrays.asList(texts.get(frame.schema().key())));
        }
        for (final ForeignKey self : design.self()) {
            texts.put(
                    self.column(),
                    frame.selves()
                            .get(self.column())
                            .draw(keys.get(name), new RandomStream(StreamSeed.SELF_REFERENCES.of(own))));
        }
        final Frame finished = new Frame(rows);
        for (final Column column : frame.columns()) {
            final int index = Frame.index(made.columns(), column.name());
            if (texts.containsKey(column.name())) {
                finished.add(column, texts.get(column.name()));
            } else if (index >= 0) {
                finished.add(made, index);
            } else if (!column.field().marksForm()) {
                finished.add(column, new String[rows]);
            }
        }
        tables.put(name, finished.table());
    }
}
