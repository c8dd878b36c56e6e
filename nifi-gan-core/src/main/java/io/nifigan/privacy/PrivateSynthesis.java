// SPDX-License-Identifier: Apache-2.0
package io.nifigan.privacy;

import io.nifigan.common.Cancellation;
import io.nifigan.common.RandomStream;
import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Field;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Differentially private synthesis of rows by the AIM algorithm (McKenna, Mullins, Sheldon and Miklau 2022). It cuts
 * columns into cells at privately chosen edges and measures single columns with noise. Then, in rounds, it measures the
 * table in which the model's rows are farthest from the records. Last, it draws rows from the distribution that fits
 * all noisy tables. Whatever is done with these rows, such as an ordinary training, is post-processing and costs no
 * budget.
 */
public final class PrivateSynthesis {
    private static final SynthesisOptions OPTIONS = SynthesisOptions.DEFAULT;

    private static final String NOTHING =
            "There is nothing to learn: in the public schema every column is an identifier. Describe at least one "
                    + "column by \"min\" and \"max\", or by \"values\"";
    private static final List<String> SWITCHED_OFF = List.of(
            "detecting kinds of columns, their formats, decimals and missing values: the public schema "
                    + "defines them",
            "detecting rules between columns, and the semantic types and formats of identifiers",
            "holding records out to measure on: a model's own measures compare it with the rows drawn "
                    + "from noisy tables",
            "learning from the records again after the noise: generator, discriminator, realism classifier, "
                    + "raking and calibration see only rows drawn from noisy tables",
            "the minimum and maximum of the records' values");

    private final PrivacySettings settings;
    private final PublicTable facts;
    private final int[] learnt;
    private final Ledger ledger;
    private final BudgetPlan plan;
    private final double delta;
    private final RandomGenerator random;
    private final Cancellation cancellation;
    private long records;

    /** @param cancellation asked between rounds; ends the synthesis with null for rows */
    private PrivateSynthesis(
            final PrivacySettings settings, final PublicTable facts, final long seed, final Cancellation cancellation) {
        this.settings = settings;
        this.facts = facts;
        this.learnt = facts.learnt();
        this.delta = settings.usedDelta();
        this.ledger = new Ledger(ConcentratedPrivacy.rho(settings.epsilon(), delta));
        this.plan = new BudgetPlan(settings.epsilon(), ledger.budget(), learnt.length, settings.perPerson());
        this.random = new RandomStream(seed);
        this.cancellation = cancellation;
    }

    /**
     * The rows of a synthesis, and the report on its privacy.
     *
     * @param rows the synthetic rows; null if cancelled
     * @param report the report; null if cancelled
     */
    public record Result(Table rows, PrivacyReport report) {}

    /**
     * The columns of the public schema. Records must be read with these, so that nothing is learnt from their values.
     */
    public static List<Column> columns(final List<Field> fields, final PublicSchema schema) throws PrivacyException {
        return PublicTable.of(fields, schema).columns();
    }

    /**
     * The expected noise and errors, in a sentence, before any record is read.
     *
     * @throws PrivacyException if noise would drown the public number of records, or there is nothing to learn
     */
    public static String expectation(final PrivacySettings settings) throws PrivacyException {
        final int columns = (int) settings.schema().columns().values().stream()
                .filter(column -> column.kind() != ColumnKind.IDENTIFIER)
                .count();
        if (columns == 0) {
            throw new PrivacyException(NOTHING);
        }
        final BudgetPlan plan = new BudgetPlan(
                settings.epsilon(),
                ConcentratedPrivacy.rho(settings.epsilon(), settings.usedDelta()),
                columns,
                settings.perPerson());
        if (settings.schema().rows() > 0) {
            plan.requireEnough(settings.schema().rows());
        }
        return plan.expectation(settings.schema().rows());
    }

    /**
     * Synthesizes rows.
     *
     * @param table the records, with the columns of {@link #columns}
     * @param seed the seed of the draws after the noise, which need no protection
     * @param cancellation asked between rounds; if cancelled, the result has null for rows
     * @throws PrivacyException if a fact is neither public nor charged, or noise would drown the records
     */
    public static Result synthesize(
            final Table table, final PrivacySettings settings, final long seed, final Cancellation cancellation)
            throws PrivacyException {
        final PublicTable facts =
                PublicTable.of(table.columns().stream().map(Column::field).toList(), settings.schema());
        if (!facts.columns().equals(table.columns())) {
            throw new IllegalArgumentException("The table was not read with the columns of the public schema");
        }
        return new PrivateSynthesis(settings, facts, seed, cancellation).synthesize(table);
    }

    private Result synthesize(final Table table) throws PrivacyException {
        if (learnt.length == 0) {
            throw new PrivacyException(NOTHING);
        }
        for (final String target : settings.targets()) {
            if (facts.places(List.of(target)).length == 0) {
                throw new PrivacyException(
                        "The target column \"%s\" is not among the columns that are learnt".formatted(target));
            }
        }
        if (settings.schema().rows() > 0) {
            plan.requireEnough(settings.schema().rows());
        }
        final PrivateDataAccess rows = openPrivateData(table);
        if (settings.schema().rows() == 0) {
            plan.requireEnough(rows.count(plan.count()));
        }
        discretize(rows);
        final NoisyTable[] singles = singles(rows);
        records = records(singles);
        if (records < OPTIONS.minFitting() * settings.schema().rows()) {
            throw new PrivacyException(String.format(
                    Locale.ROOT,
                    "Only about %,d of some %,d records fit the public schema: check its lists of values, and set "
                            + "\"missing\" where values may be missing. (This was counted with noise, at an epsilon of "
                            + "%.2f)",
                    records,
                    settings.schema().rows(),
                    ConcentratedPrivacy.epsilon(ledger.spent(), delta)));
        }
        final Grouping grouping = grouping(rows, singles);
        final GraphicalModel model = new AimRounds(rows, grouping, plan, records, random)
                .run(singles, favoured(grouping), this::name, cancellation);
        if (model == null) {
            return new Result(null, null);
        }
        return new Result(
                rows(model, singles, rows, grouping, (int)
                        Math.max(records, Math.min(OPTIONS.enoughRows(), OPTIONS.drawsPerRecord() * records))),
                report());
    }

    /**
     * The approximate number of records: the weighted mean of the sums of the noisy tables. A table with fewer cells
     * has less noise and counts more.
     */
    private static long records(final NoisyTable[] singles) {
        double sum = 0;
        double weights = 0;
        for (final NoisyTable single : singles) {
            sum += Arrays.stream(single.counts()).sum() / single.counts().length;
            weights += 1. / single.counts().length;
        }
        return Math.max(OPTIONS.minRecords(), Math.round(sum / weights));
    }

    private PrivateDataAccess openPrivateData(final Table table) throws PrivacyException {
        final int width = learnt.length;
        final double[][] limits = new double[width][];
        final int[][] places = new int[width][];
        final int[] counts = new int[width];
        final boolean[] mayMiss = new boolean[width];
        final double[][] numbers = new double[width][];
        final int[][] codes = new int[width][];
        final List<List<String>> dictionaries = new ArrayList<>();
        final List<Column> columns = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            final int c = learnt[i];
            columns.add(facts.columns().get(c));
            mayMiss[i] = facts.fact(c).mayMiss();
            if (facts.isNumber(c)) {
                limits[i] = facts.limits(c);
                numbers[i] = table.numbers(c);
                dictionaries.add(null);
            } else {
                places[i] = facts.places(c, table.dictionary(c));
                counts[i] = facts.fact(c).values().size();
                codes[i] = table.codes(c);
                dictionaries.add(table.dictionary(c));
            }
        }
        final Table known = new Table(columns, table.rows(), numbers, codes, dictionaries);
        return new PrivateDataAccess(
                known,
                limits,
                places,
                counts,
                mayMiss,
                Persons.of(table, settings.personKey()),
                settings.perPerson(),
                ledger,
                settings.bits());
    }

    private void discretize(final PrivateDataAccess rows) throws PrivacyException {
        int numbers = 0;
        for (final int c : learnt) {
            numbers += facts.isNumber(c) && facts.valueEdges(c) == null ? 1 : 0;
        }
        for (int i = 0; i < learnt.length; i++) {
            final int c = learnt[i];
            if (facts.isNumber(c)) {
                final double[] every = facts.valueEdges(c);
                rows.discretize(
                        i,
                        every != null ? every : edges(rows, i, numbers),
                        facts.fact(c).mayMiss());
            }
        }
    }

    private double[] edges(final PrivateDataAccess rows, final int place, final int numbers) throws PrivacyException {
        final int c = learnt[place];
        final double step = facts.columns().get(c).step();
        final double[] limits = facts.limits(c);
        final double[] candidates = facts.candidates(c);
        final double[] chosen = candidates.length == 0
                ? candidates
                : rows.edges(
                        place,
                        candidates,
                        BudgetPlan.DEPTH,
                        BudgetPlan.TAILS,
                        "where to cut " + facts.columns().get(c).name(),
                        plan.edges(numbers));
        final double[] further = ValueDraws.hasTails(limits[0], limits[1], step)
                ? Cells.outward(chosen, limits[0], limits[1], step)
                : new double[0];
        final double[] all = Stream.of(facts.fixedEdges(c), chosen, further)
                .flatMapToDouble(DoubleStream::of)
                .sorted()
                .toArray();
        final List<Double> edges = new ArrayList<>();
        for (final double edge : all) {
            if (edges.isEmpty() || edge - edges.getLast() > step / 2) {
                edges.add(edge);
            }
        }
        return edges.stream().mapToDouble(edge -> edge).toArray();
    }

    private NoisyTable[] singles(final PrivateDataAccess rows) {
        final int[][][] maps = new int[Grouping.LEVELS][learnt.length][];
        for (int i = 0; i < learnt.length; i++) {
            final int[] same = new int[rows.cells(i).count()];
            Arrays.setAll(same, cell -> cell);
            for (int level = 0; level < Grouping.LEVELS; level++) {
                maps[level][i] = same;
            }
        }
        final NoisyTable[] singles = new NoisyTable[learnt.length];
        for (int i = 0; i < singles.length; i++) {
            singles[i] = rows.table(
                    new MarginalQuery(new int[] {i}, new int[] {0}), new Grouping(maps), name(i), plan.single());
        }
        return singles;
    }

    private String name(final int... columns) {
        return String.join(
                " x ",
                Arrays.stream(columns)
                        .mapToObj(i -> facts.columns().get(learnt[i]).name())
                        .toList());
    }

    private Grouping grouping(final PrivateDataAccess rows, final NoisyTable[] singles) {
        final double fit = Math.sqrt(records / (OPTIONS.recordsPerNoise() * plan.deviation(plan.table())));
        final int max = (int) Math.max(OPTIONS.minGroups(), Math.min(OPTIONS.maxGroups(), fit));
        final int fewer = Math.max(OPTIONS.minCoarse(), (int) Math.round(OPTIONS.coarser() * max));
        final int[][][] maps = new int[Grouping.LEVELS][learnt.length][];
        for (int i = 0; i < learnt.length; i++) {
            final Cells cells = rows.cells(i);
            maps[0][i] = new int[cells.count()];
            final int column = i;
            Arrays.setAll(maps[0][column], cell -> cell);
            maps[1][i] = CellGroups.of(cells, singles[i].counts(), Math.sqrt(singles[i].variance()), max);
            maps[2][i] = CellGroups.coarser(cells, maps[1][i], singles[i].counts(), fewer);
        }
        return new Grouping(maps);
    }

    private int[] favoured(final Grouping grouping) {
        final int[] targets = facts.places(settings.targets());
        return IntStream.range(0, learnt.length)
                .filter(i -> targets.length > 0
                        ? Arrays.binarySearch(targets, learnt[i]) >= 0
                        : grouping.size(1, i) <= OPTIONS.fewGroups())
                .limit(OPTIONS.maxFavoured())
                .toArray();
    }

    private Table rows(
            final GraphicalModel model,
            final NoisyTable[] singles,
            final PrivateDataAccess access,
            final Grouping grouping,
            final int count)
            throws PrivacyException {
        final int[][] drawn = RowDraws.draw(model, count, random);
        final ValueDraws values = new ValueDraws(random, (double) count / records);
        final double[][] numbers = new double[facts.columns().size()][];
        final int[][] codes = new int[facts.columns().size()][];
        for (int i = 0; i < learnt.length; i++) {
            final int c = learnt[i];
            final Cells cells = access.cells(i);
            final double deviation = Math.sqrt(singles[i].variance());
            if (cells.edges() == null) {
                final int[] chosen =
                        values.cells(drawn[i], grouping.maps()[1][i], singles[i].counts(), deviation, true);
                codes[c] = Arrays.stream(chosen)
                        .map(cell -> cell < cells.values() ? cell : -1)
                        .toArray();
            } else {
                final double[] limits = facts.limits(c);
                final double step = facts.columns().get(c).step();
                final double[] bounds = new double[cells.edges().length + 2];
                bounds[0] = limits[0] - step / 2;
                bounds[bounds.length - 1] = limits[1] + step / 2;
                System.arraycopy(cells.edges(), 0, bounds, 1, cells.edges().length);
                final double[] counts = ValueDraws.withoutDoubtful(singles[i].counts(), bounds, step, deviation);
                final int[] chosen = values.cells(drawn[i], grouping.maps()[1][i], counts, deviation, false);
                numbers[c] = values.numbers(chosen, bounds, counts, deviation, step, limits[0], limits[1]);
            }
        }
        return SyntheticIdentifiers.complete(facts, count, numbers, codes, random);
    }

    private PrivacyReport report() {
        final List<String> taken = new ArrayList<>();
        taken.add(
                settings.schema().rows() > 0
                        ? "the number of records, about %,d"
                                .formatted(settings.schema().rows())
                        : "not the number of records: it was counted with noise");
        taken.add("the names and the types of the records' fields");
        taken.addAll(facts.describe());
        final String person = settings.personKey() == null
                ? "one record"
                : "all records of one person, by the column %s, of which at most %d are learnt"
                        .formatted(settings.personKey(), settings.perPerson());
        final double spent = ledger.charges().stream().mapToDouble(Charge::rho).sum();
        return new PrivacyReport(
                settings.epsilon(),
                delta,
                spent,
                records,
                "adding or removing " + person,
                ledger.charges(),
                taken,
                SWITCHED_OFF,
                settings.bits() instanceof BitSource.Secure);
    }
}
