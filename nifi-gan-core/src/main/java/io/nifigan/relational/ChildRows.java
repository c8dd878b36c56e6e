// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational;

import io.nifigan.common.RandomStream;
import io.nifigan.common.StreamSeed;
import io.nifigan.relational.rows.EarlierRows;
import io.nifigan.relational.rows.Frame;
import io.nifigan.relational.schema.DatabaseSchema;
import io.nifigan.relational.schema.ForeignKey;
import io.nifigan.rule.OrderRule;
import io.nifigan.table.Column;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Makes the rows of a table with parents for a synthetic database, once the tables that they refer to are made. */
final class ChildRows {
    /** Families made for each parent, of which one is chosen. */
    private static final int FAMILIES = 3;

    private final TablePart.Child child;
    private final ChainModel chain;
    private final ChildDesign design;
    private final TablePart.Facts facts;
    private final long own;
    private final Map<String, Table> tables;
    private final Map<String, List<String>> keys;
    private final double scale;
    private final int threads;
    private final Table parents;
    private final ContextBuilder contexts;
    /** For each drawn foreign key the rows to refer to, with the summaries of what refers to them. */
    private final List<Table> wideReferences;

    /** For each drawn foreign key the columns of the rows to refer to that tell of children. */
    private final List<Table> references;

    /**
     * @param own the seed of this table
     * @param tables the tables that are made
     * @param wide the same with summaries of the rows that refer to theirs
     * @param keys their primary keys, by row
     * @param scale synthetic rows for each real row
     */
    ChildRows(
            final TablePart.Child child,
            final long own,
            final Map<String, Table> tables,
            final Map<String, Table> wide,
            final Map<String, List<String>> keys,
            final double scale,
            final int threads) {
        this.child = child;
        this.chain = child.model();
        this.design = child.design();
        this.facts = child.facts();
        this.own = own;
        this.tables = tables;
        this.keys = keys;
        this.scale = scale;
        this.threads = threads;
        this.parents = wide.get(design.context().table());
        this.wideReferences =
                design.drawn().stream().map(key -> wide.get(key.table())).toList();
        this.references = IntStream.range(0, wideReferences.size())
                .mapToObj(k ->
                        columns(wideReferences.get(k), facts.referenceColumns().get(k)))
                .toList();
        this.contexts = new ContextBuilder(
                columns(parents, facts.contextColumns()),
                references,
                facts.order(),
                facts.summed(),
                prefix(design.context()));
    }

    /**
     * The rows that were made.
     *
     * @param rows the learnt columns, those of summaries of the rows' own children included
     * @param foreign by the column of a foreign key its text in each row, null for none
     * @param planned the number of rows that there were to be
     */
    record Made(Table rows, Map<String, String[]> foreign, int planned) {}

    /** @param before how many rows were made before, after which identifiers that count up go on */
    Made make(final long before) {
        final ChainState state = families();
        begin(state);
        if (chain == null) {
            drawReferences(state, references());
        } else {
            fill(state, references(), StreamSeed.CHILDREN.of(own));
            chooseFamilies(state);
        }
        final int[] kept = state.kept();
        final long identifiers = StreamSeed.CHILD_IDENTIFIERS.of(own);
        final Table filled = chain == null
                ? child.unlearnt().make(kept.length, identifiers, before)
                : chain.withIdentifiers(state.table().select(kept), identifiers, before);
        final Map<String, String[]> foreign = new LinkedHashMap<>();
        foreignKeys(state)
                .forEach((column, texts) -> foreign.put(
                        column, IntStream.of(kept).mapToObj(r -> texts[r]).toArray(String[]::new)));
        return new Made(timed(filled, state, kept), foreign, state.rows());
    }

    private String prefix(final ForeignKey key) {
        return FamilySummary.prefix(new DatabaseSchema.Reference(design.schema(), key));
    }

    private static double[] counts(final Table wide, final String prefix) {
        return wide.numbers(Frame.index(wide.columns(), prefix + FamilySummary.COUNT));
    }

    /** The families, whose rows are yet to be made: one for each parent with children, and one for each row without. */
    private ChainState families() {
        final double[] counts = counts(parents, prefix(design.context()));
        final int alone = (int) Math.round(facts.withoutParent().length * scale);
        final int[] withChildren =
                IntStream.range(0, parents.rows()).filter(r -> counts[r] >= 1).toArray();
        final int[] parent = Arrays.copyOf(withChildren, withChildren.length + alone);
        Arrays.fill(parent, withChildren.length, parent.length, -1);
        final int[] start = new int[parent.length + 1];
        for (int f = 0; f < parent.length; f++) {
            start[f + 1] = start[f] + (parent[f] < 0 ? 1 : (int) Math.round(counts[parent[f]]));
        }
        final List<Column> columns = chain == null ? List.of() : chain.columns();
        final ChainState state = new ChainState(
                columns,
                chain == null ? List.of() : chain.dictionaries(),
                parent,
                start,
                design.drawn().size(),
                facts.summed().stream()
                        .mapToInt(name -> Frame.index(columns, name))
                        .toArray());
        state.setGrid(facts.grid());
        return state;
    }

    /** Sets the first and the last value of the ordering column of each family, as its parent plans them. */
    private void begin(final ChainState state) {
        final RandomStream random = new RandomStream(StreamSeed.FIRST_CHILDREN.of(own));
        for (int f = 0; f < state.families(); f++) {
            final int parent = state.parent(f);
            final double[] others = parent < 0 ? facts.withoutParent() : facts.begins();
            final double first = parent < 0 ? Double.NaN : contexts.first(parent);
            state.begin()[f] = facts.grid()
                    .begin(
                            Double.isNaN(first) ? others[random.nextInt(others.length)] : first,
                            state.length(f),
                            facts.latest());
            state.end()[f] = Double.isNaN(first) ? Double.NaN : end(first, contexts.last(parent), facts.latest());
        }
    }

    /** The end of a family, reflected at the latest real one if planned after it: cut off, many would end there. */
    private static double end(final double first, final double planned, final double latest) {
        return planned > latest ? Math.max(first, 2 * latest - planned) : planned;
    }

    private ChainSampler.References references() {
        final List<double[]> planned = new ArrayList<>();
        final List<int[]> inherited = new ArrayList<>();
        for (int k = 0; k < design.drawn().size(); k++) {
            inherited.add(inherited(design.drawn().get(k)));
            planned.add(counts(wideReferences.get(k), prefix(design.drawn().get(k))));
        }
        return new ReferenceDraws(
                facts.keys(),
                planned,
                references,
                inherited,
                Stream.concat(Stream.of(design.context()), design.drawn().stream())
                        .map(key -> tables.get(key.table()))
                        .toList(),
                earlier(),
                contexts,
                StreamSeed.REFERENCES.of(own));
    }

    /** Makes the rows of all families, one position after the other. */
    private void fill(final ChainState state, final ChainSampler.References draws, final long seed) {
        new ChainSampler(
                        chain,
                        state,
                        contexts,
                        draws,
                        facts.order() == null ? null : facts.order().kind(),
                        seed,
                        threads)
                .run();
    }

    /** For each drawn foreign key the rows to refer to by their times; null where a child may come before them. */
    private List<EarlierRows> earlier() {
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
    private void chooseFamilies(final ChainState state) {
        if (!ChainSampler.mayRepeat(state.rows(), FAMILIES)
                || !design.schema().once().stream()
                        .allMatch(columns -> columns.contains(design.context().column()))) {
            return;
        }
        final List<ChainState> states = new ArrayList<>();
        states.add(state);
        for (int i = 1; i < FAMILIES; i++) {
            final ChainState again = state.again();
            fill(again, ChainSampler.References.set(), StreamSeed.MORE_CHILDREN.of(own, i));
            states.add(again);
        }
        final int[] chosen = chain.families()
                .choose(contexts.parents(), contexts.prefix(), states, new RandomStream(StreamSeed.FAMILIES.of(own)));
        final List<Table> tablesOf = states.stream().map(ChainState::table).toList();
        for (int f = 0; f < chosen.length; f++) {
            if (chosen[f] > 0) {
                state.take(f, states.get(chosen[f]), tablesOf.get(chosen[f]));
            }
        }
    }

    /** {@code [parents]}: the row that a parent refers to with the key that is inherited; null where it is not. */
    private int[] inherited(final ForeignKey key) {
        final String column = design.inherited().get(key.column());
        if (column == null) {
            return null;
        }
        final Table made = tables.get(design.context().table());
        final List<String> of = keys.get(key.table());
        final Map<String, Integer> rows = new HashMap<>();
        for (int r = 0; r < of.size(); r++) {
            rows.putIfAbsent(of.get(r), r);
        }
        final int index = Frame.index(made.columns(), column);
        final int[] inherited = new int[made.rows()];
        Arrays.setAll(inherited, r -> {
            final int code = made.codes(index)[r];
            return code < 0 ? -1 : rows.getOrDefault(made.dictionary(index).get(code), -1);
        });
        return inherited;
    }

    private static Table columns(final Table table, final List<String> names) {
        final Frame frame = new Frame(table.rows());
        names.forEach(name -> frame.add(table, Frame.index(table.columns(), name)));
        return frame.table();
    }

    /** The rows with the ordering column instead of its gaps. */
    private Table timed(final Table rows, final ChainState state, final int[] kept) {
        if (facts.order() == null) {
            return rows;
        }
        final Frame frame = new Frame(rows.rows());
        for (int c = 0; c < rows.columns().size(); c++) {
            if (rows.column(c).name().equals(facts.order().name())) {
                frame.add(
                        facts.order(),
                        Arrays.stream(kept).mapToDouble(r -> state.time()[r]).toArray());
            } else {
                frame.add(rows, c);
            }
        }
        return frame.table();
    }

    /** {@code [rows]} for each foreign key that is not learnt: the text of the key, null for none. */
    private Map<String, String[]> foreignKeys(final ChainState state) {
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
}
