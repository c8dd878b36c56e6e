// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational;

import io.nifigan.common.RowSample;
import io.nifigan.common.StreamSeed;
import io.nifigan.common.TimeBudget;
import io.nifigan.common.WorkerPool;
import io.nifigan.fit.ModelFitter;
import io.nifigan.protect.RareValueSuppressor;
import io.nifigan.relational.rows.EqualColumns;
import io.nifigan.relational.rows.Families;
import io.nifigan.relational.rows.FirstGaps;
import io.nifigan.relational.rows.Frame;
import io.nifigan.relational.schema.DatabaseSchema;
import io.nifigan.relational.schema.ForeignKey;
import io.nifigan.relational.schema.TableSchema;
import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Table;
import io.nifigan.train.TrainingException;
import io.nifigan.train.TrainingListener;
import io.nifigan.train.TrainingSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Fits a model to a database. Tables without parents are widened by summaries of their children and learnt as single
 * tables; the rows of other tables are learnt in order, each one given its parent, the rows that it refers to and the
 * row before.
 */
public final class RelationalFitter {
    /** Says why a database cannot be learnt with differential privacy, and what to do. */
    public static final String NO_PRIVACY =
            "Differential privacy covers single tables only. Train on one table, or without a privacy budget";

    /** The share of a table's time in which the choice of rows that one foreign key refers to is learnt. */
    private static final double REFERENCES = .1;

    /** The least share of the time for a table. */
    private static final double MIN_SHARE = .04;

    private static final int MAX_BEGINS = 1_000;

    private final TrainingSettings settings;
    private final TrainingListener listener;

    /**
     * @param settings the settings of every network; the time budget is that of the whole database
     * @param listener hears notes, and may cancel
     */
    public RelationalFitter(final TrainingSettings settings, final TrainingListener listener) {
        this.settings = settings;
        this.listener = listener;
    }

    /**
     * Fits a model.
     *
     * @throws TrainingException if a table cannot be learnt; it says which
     */
    public RelationalModel fit(final Database given) throws TrainingException {
        final long started = System.nanoTime();
        final CompositeKeys composites = CompositeKeys.of(given);
        final SeriesTables series = SeriesTables.of(composites.database());
        final Database database = withoutRareValues(withoutPeople(series.database()));
        final TimeBudget time = TimeBudget.of(settings.timeBudget());
        final Map<String, Table> wide = new LinkedHashMap<>();
        final List<TableSchema> order = database.schema().parentsFirst();
        for (final TableSchema table : order) {
            wide.put(table.name(), WideTables.of(database, table));
        }
        final Map<String, Double> weight = weights(order, wide);
        double weights =
                weight.values().stream().mapToDouble(Double::doubleValue).sum();
        final List<TablePart> parts = new ArrayList<>();
        for (final TableSchema table : order) {
            final double own = weight.get(table.name());
            final TimeBudget share = time.share(weights > 0 ? own / weights : 0);
            weights -= own;
            parts.add(fit(database, table, wide, share));
        }
        return new RelationalModel(
                CompositeKeys.ofModel(composites.replaced()),
                SeriesTables.ofModel(series.implied()),
                parts,
                carried(database, parts),
                Instant.now(),
                (System.nanoTime() - started) / 1e9);
    }

    /** The database with other people in tables that are kept though the user did not say so. */
    private Database withoutPeople(final Database given) {
        Database database = given;
        for (final TableSchema schema : given.schema().tables().values()) {
            final List<String> columns = KeptPeople.columns(given.table(schema.name()));
            if (schema.kept() && schema.keep() != TableSchema.Keep.SAID && !columns.isEmpty()) {
                listener.found("The table '%s' is kept as it is, but made anew are %s, which may name people"
                        .formatted(schema.name(), String.join(", ", columns)));
                database = database.with(
                        schema,
                        KeptPeople.replaced(given.table(schema.name()), StreamSeed.KEPT_PEOPLE.of(settings.seed())));
            }
        }
        return database;
    }

    /** The database with values of few rows replaced, where the settings say so; keys stay, for they are made anew. */
    private Database withoutRareValues(final Database given) {
        Database database = given;
        for (final TableSchema schema : given.schema().tables().values()) {
            if (settings.protection().replaces() && schema.kept()) {
                listener.found("The table '%s' is kept as it is, so its rare values are not protected"
                        .formatted(schema.name()));
            } else if (settings.protection().replaces()) {
                final Table table = given.table(schema.name());
                final int[] values = Frame.without(table.columns(), schema.keys());
                final Table learnt = RareValueSuppressor.protect(
                        Frame.of(table, values), settings.protection(), StreamSeed.PROTECTION.of(settings.seed()));
                final Frame frame = new Frame(table.rows());
                for (int c = 0, next = 0; c < table.columns().size(); c++) {
                    if (next < values.length && values[next] == c) {
                        frame.add(learnt, next++);
                    } else {
                        frame.add(table, c);
                    }
                }
                database = database.with(schema, frame.table());
            }
        }
        return database;
    }

    /** Columns that follow from children, but for those from which children's columns are computed. */
    private List<CarriedColumn> carried(final Database database, final List<TablePart> parts) {
        final Set<List<String>> used = new HashSet<>();
        for (final TablePart part : parts) {
            if (part instanceof TablePart.Child child && child.model() != null) {
                for (final CrossRules.Foreign column : child.model().cross().used()) {
                    final ForeignKey key = column.reference() < 0
                            ? child.design().context()
                            : child.design().drawn().get(column.reference());
                    used.add(List.of(key.table(), column.name()));
                }
            }
        }
        final List<CarriedColumn> carried = CarriedColumn.find(database).stream()
                .filter(column -> !used.contains(List.of(column.table(), column.column())))
                .toList();
        carried.forEach(column -> listener.found(column.describe()));
        return carried;
    }

    /** The latest value of the ordering column of children, if there is one. */
    private static OptionalDouble latest(final Table wide, final String prefix) {
        final int first = Frame.index(wide.columns(), prefix + FamilySummary.FIRST);
        final int span = Frame.index(wide.columns(), prefix + FamilySummary.SPAN);
        return first < 0 || span < 0
                ? OptionalDouble.empty()
                : IntStream.range(0, wide.rows())
                        .mapToDouble(r -> wide.numbers(first)[r] + wide.numbers(span)[r])
                        .filter(end -> !Double.isNaN(end))
                        .max();
    }

    /** The latest time of parents before which none of them has a child, with the gaps to the first ones. */
    private static Optional<FirstGaps> gaps(final Table wide, final int own, final String prefix) {
        final int first = Frame.index(wide.columns(), prefix + FamilySummary.FIRST);
        final ColumnKind kind = first < 0 ? null : wide.column(first).kind();
        if (kind != ColumnKind.DATE && kind != ColumnKind.TIMESTAMP) {
            return Optional.empty();
        }
        return IntStream.range(0, own)
                .filter(c -> wide.column(c).kind() == kind || wide.column(c).kind() == ColumnKind.DATE)
                .mapToObj(c -> FirstGaps.of(
                        wide.column(c).name(),
                        wide.column(c).kind() == kind ? 1 : ContextBuilder.DAY,
                        wide.numbers(c),
                        wide.numbers(first)))
                .flatMap(Optional::stream)
                .min(Comparator.comparingDouble(FirstGaps::mean));
    }

    /** The tables' shares of the time. Small ones have a least share, since many rows may refer to each of theirs. */
    private static Map<String, Double> weights(final List<TableSchema> tables, final Map<String, Table> wide) {
        final Map<String, Double> weights = new HashMap<>();
        tables.forEach(table -> weights.put(table.name(), weight(table, wide.get(table.name()))));
        final double sum =
                weights.values().stream().mapToDouble(Double::doubleValue).sum();
        final double least = Math.min(MIN_SHARE, .5 / tables.size()) * sum;
        weights.replaceAll((name, weight) -> weight > 0 ? Math.max(weight, least) : 0);
        return weights;
    }

    /** A table's share of the time: the root of the number of its cells, 0 where nothing is learnt. */
    private static double weight(final TableSchema schema, final Table wide) {
        return schema.kept()
                ? 0
                : Math.sqrt((double) wide.rows() * wide.columns().size());
    }

    private TablePart fit(
            final Database database, final TableSchema schema, final Map<String, Table> wide, final TimeBudget time)
            throws TrainingException {
        final Table table = database.table(schema.name());
        final Table own = wide.get(schema.name());
        if (schema.kept()) {
            return new TablePart.Kept(schema, table, own);
        }
        final Map<String, CountMatcher.Distribution> counts = new HashMap<>();
        final Map<String, Double> ends = new HashMap<>();
        final Map<String, FirstGaps> gaps = new HashMap<>();
        final int columns = (int) own.columns().stream()
                .filter(column -> Frame.index(table.columns(), column.name()) >= 0)
                .count();
        for (final DatabaseSchema.Reference reference : database.schema().references(schema.name())) {
            final String prefix = FamilySummary.prefix(reference);
            final int column = Frame.index(own.columns(), prefix + FamilySummary.COUNT);
            if (column >= 0) {
                counts.put(prefix, CountMatcher.Distribution.of(own.numbers(column)));
            }
            latest(own, prefix).ifPresent(end -> ends.put(prefix, end));
            gaps(own, columns, prefix).ifPresent(found -> gaps.put(prefix, found));
        }
        final KeyGenerator keys = schema.key() == null
                ? null
                : KeyGenerator.of(table.dictionary(database.column(schema.name(), schema.key())));
        final ChildDesign design = ChildDesign.of(database, schema);
        final Map<String, SelfReference> selves = new HashMap<>();
        for (final ForeignKey key : design.self()) {
            selves.put(key.column(), SelfReference.of(database.parents(new DatabaseSchema.Reference(schema, key))));
        }
        final TablePart.Frameset frame =
                new TablePart.Frameset(schema, table.columns(), table.rows(), keys, counts, ends, gaps, selves);
        try {
            return design.context() == null
                    ? root(frame, design, own, time)
                    : child(database, design, frame, wide, time);
        } catch (final TrainingException e) {
            throw new TrainingException("The table '%s': %s".formatted(schema.name(), e.getMessage()));
        }
    }

    private TablePart root(
            final TablePart.Frameset frame, final ChildDesign design, final Table wide, final TimeBudget time)
            throws TrainingException {
        if (UnlearntRows.fits(wide)) {
            return new TablePart.Root(frame, design, null, new UnlearntRows(wide));
        }
        final TrainingSettings own = settings.withTimeBudget(time.left().plusMillis(1));
        return new TablePart.Root(frame, design, new ModelFitter(own).fit(wide, listener), null);
    }

    private TablePart child(
            final Database database,
            final ChildDesign design,
            final TablePart.Frameset frame,
            final Map<String, Table> wide,
            final TimeBudget time)
            throws TrainingException {
        final TableSchema schema = design.schema();
        final Table own = wide.get(schema.name());
        final Table typed = design.typed(database.table(schema.name()));
        final int[] orderColumns = schema.order().stream()
                .mapToInt(name -> Frame.index(typed.columns(), name))
                .toArray();
        final DatabaseSchema.Reference context = new DatabaseSchema.Reference(schema, design.context());
        final Families families = Families.of(database.parents(context), Families.order(typed, orderColumns));
        // The ordering column in the table's own unit, whether it is learnt or a key.
        final int orderColumn = design.order() == null ? -1 : Frame.index(typed.columns(), design.order());
        final Column order = orderColumn < 0 ? null : typed.column(orderColumn);
        final Table rows = ChainFitter.rows(design, own, families);
        final List<String> summed = rows.columns().stream()
                .filter(design::isSummedUp)
                .map(Column::name)
                .filter(name -> Frame.index(typed.columns(), name) >= 0)
                .toList();
        final ChainState state = new ChainState(
                rows.columns(),
                dictionaries(rows),
                families.parent(),
                families.start(),
                design.drawn().size(),
                summed.stream()
                        .mapToInt(name -> Frame.index(rows.columns(), name))
                        .toArray());
        final List<Table> references = new ArrayList<>();
        for (int k = 0; k < design.drawn().size(); k++) {
            final ForeignKey key = design.drawn().get(k);
            final int[] of = database.parents(new DatabaseSchema.Reference(schema, key));
            final int[] target = state.references(k);
            Arrays.setAll(target, i -> of[families.rows()[i]]);
            references.add(WideTables.context(wide.get(key.table())));
        }
        fill(state, rows, families, orderColumn < 0 ? null : typed.numbers(orderColumn));
        if (order != null) {
            state.setGrid(Grid.of(state));
        }
        final Table contextTable = WideTables.context(wide.get(design.context().table()));
        final ContextBuilder contexts =
                new ContextBuilder(contextTable, references, order, summed, FamilySummary.prefix(context));
        final List<ReferenceDraws.Key> keys = new ArrayList<>();
        final List<Table> made = Stream.concat(Stream.of(design.context()), design.drawn().stream())
                .map(key -> database.table(key.table()))
                .toList();
        final List<int[]> referred = new ArrayList<>();
        referred.add(state.parents());
        for (int k = 0; k < design.drawn().size(); k++) {
            referred.add(state.references(k));
        }
        try (WorkerPool workers = WorkerPool.ofTraining(settings.effectiveThreads())) {
            for (int k = 0; k < design.drawn().size(); k++) {
                final ChainModel.Classifier classifier =
                        design.inherited().containsKey(design.drawn().get(k).column())
                                ? ChainModel.Classifier.none()
                                : new ReferenceFitter(state, k, contexts.firstReferences(k), references.get(k))
                                        .fit(
                                                workers,
                                                StreamSeed.REFERENCE_TREES.of(settings.seed(), k),
                                                time.share(REFERENCES).cancellation());
                final List<EqualColumns> equal = EqualColumns.find(made, referred, k);
                keys.add(new ReferenceDraws.Key(ReferenceDraws.Habit.of(state, k), classifier, equal));
                for (final EqualColumns one : equal) {
                    listener.found("%s: %s.%s = %s.%s"
                            .formatted(
                                    schema.name(),
                                    (one.source() < 0
                                                    ? design.context()
                                                    : design.drawn().get(one.source()))
                                            .column(),
                                    one.column(),
                                    design.drawn().get(k).column(),
                                    one.other()));
                }
            }
        }
        final boolean learns = !UnlearntRows.fits(rows);
        final ChainModel model = learns
                ? new ChainFitter(
                                design,
                                state,
                                contexts,
                                order,
                                ownColumns(database, design),
                                settings.withTimeBudget(time.left().plusMillis(1)),
                                listener)
                        .fit(time)
                : null;
        return new TablePart.Child(
                frame,
                design,
                model,
                learns ? null : new UnlearntRows(rows),
                new TablePart.Facts(
                        order,
                        summed,
                        names(contextTable),
                        references.stream().map(RelationalFitter::names).toList(),
                        keys,
                        IntStream.range(0, families.count())
                                .filter(f -> families.parent()[f] < 0)
                                .mapToDouble(f -> state.begin()[f])
                                .toArray(),
                        Arrays.stream(state.end()).max().orElse(Double.NaN),
                        state.grid(),
                        Arrays.stream(RowSample.of(families.count(), MAX_BEGINS))
                                .mapToDouble(f -> state.begin()[f])
                                .toArray()));
    }

    /** For each table that rows refer to, the parent first, the columns that it has itself. */
    private static List<Set<String>> ownColumns(final Database database, final ChildDesign design) {
        return Stream.concat(Stream.of(design.context()), design.drawn().stream())
                .map(key -> Set.copyOf(names(database.table(key.table()))))
                .toList();
    }

    private static List<String> names(final Table table) {
        return table.columns().stream().map(Column::name).toList();
    }

    private static List<List<String>> dictionaries(final Table rows) {
        final List<List<String>> all = new ArrayList<>();
        for (int c = 0; c < rows.columns().size(); c++) {
            all.add(rows.dictionary(c));
        }
        return all;
    }

    private static void fill(final ChainState state, final Table rows, final Families families, final double[] order) {
        for (int f = 0; f < families.count(); f++) {
            for (int t = 0; t < families.length(f); t++) {
                final int row = state.row(f, t);
                final double at = order == null ? Double.NaN : order[families.rows()[row]];
                state.put(row, t == 0, rows, row, at);
                if (t == 0) {
                    state.begin()[f] = at;
                }
                state.end()[f] = at;
            }
        }
    }
}
