// SPDX-License-Identifier: Apache-2.0
package io.nifigan.privacy;

import io.nifigan.table.Column;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * Learns a table under differential privacy: cuts columns into cells at privately chosen edges, counts single columns with noise, lets an adversary choose
 * in rounds which table is counted next, namely where the rows that the model makes so far are most wrong for the noise (as AIM does: McKenna, Mullins,
 * Sheldon and Miklau 2022), and draws rows from the distribution that meets all of them. Whatever is then done with these rows, such as an ordinary
 * training, is post-processing and costs nothing.
 */
public final class PrivateSynthesis {
    /** Shares of the budget. */
    private static final double COUNT_SHARE = .005;
    private static final double EDGES_SHARE = .08;
    private static final double SINGLES_SHARE = .10;
    /** The share of a round that chooses. */
    private static final double CHOICE_SHARE = .10;
    /** Never is all of it spent: sums of rounded numbers stay below. */
    private static final double USED = 1 - 1e-6;
    private static final int DEPTH = 5;
    private static final int TAILS = 1;
    private static final double ROUNDS_PER_COLUMN = 1.5;
    private static final int MOST_ROUNDS = 60;
    /** Records that a cell of a pair has for each standard deviation of its noise. */
    private static final double RECORDS_PER_NOISE = 3;
    private static final int FEWEST_GROUPS = 4;
    private static final int MOST_GROUPS = 20;
    private static final double MOST_CELLS = 1 << 16;
    private static final int SAMPLED_ROWS = 50_000;
    private static final int STEPS_A_ROUND = 50;
    private static final int LAST_STEPS = 500;
    private static final int FEW_GROUPS = 3;
    private static final int MOST_CANDIDATES = 3_000;
    /** Rows cost nothing, so there may be more of them than records: single columns and pairs then vary less. */
    private static final int DRAWS_PER_RECORD = 2;
    private static final int ENOUGH_ROWS = 30_000;
    /** A table this wrong on average, as a share of the records, is not worth having. */
    private static final double WORST_ERROR = .15;

    private final PrivacySettings settings;
    private final PublicTable facts;
    private final int[] learnt;
    private final Ledger ledger;
    private final double delta;
    private final RandomGenerator random;
    private final BooleanSupplier mayContinue;
    private long records;

    /** @param mayContinue asked between rounds; false ends it with null for rows */
    private PrivateSynthesis(final PrivacySettings settings, final PublicTable facts, final long seed, final BooleanSupplier mayContinue) {
        this.settings = settings;
        this.facts = facts;
        this.learnt = facts.learnt();
        this.delta = settings.usedDelta();
        this.ledger = new Ledger(ConcentratedPrivacy.rho(settings.epsilon(), delta));
        this.random = new io.nifigan.network.Noise(seed);
        this.mayContinue = mayContinue;
    }

    /**
     * Rows like those of a table, and what they cost.
     *
     * @param rows   made up; null where it was ended
     * @param report the ledger; null where it was ended
     */
    public record Result(Table rows, PrivacyReport report) {
    }

    /** The columns that a table must have: read records into these, so that nothing is found out from their values. */
    public static List<Column> columns(final List<io.nifigan.table.Field> fields, final PublicSchema schema) throws PrivacyException {
        return PublicTable.of(fields, schema).columns();
    }

    /**
     * Makes rows.
     *
     * @param table       the records, with the columns that {@link #columns} gives
     * @param seed        of what is drawn after the noise; it protects nothing
     * @param mayContinue asked now and then; false ends it
     * @throws PrivacyException where something is neither public nor charged, or too little could be told through the noise
     */
    public static Result make(final Table table, final PrivacySettings settings, final long seed, final BooleanSupplier mayContinue)
            throws PrivacyException {
        final PublicTable facts = PublicTable.of(table.columns().stream().map(Column::field).toList(), settings.schema());
        if (!facts.columns().equals(table.columns())) {
            throw new IllegalArgumentException("The table was not read with the public columns");
        }
        return new PrivateSynthesis(settings, facts, seed, mayContinue).make(table);
    }

    private Result make(final Table table) throws PrivacyException {
        if (learnt.length == 0) {
            throw new PrivacyException("There is nothing to learn: the public schema takes every column for an identifier");
        }
        for (final String target : settings.targets()) {
            if (facts.places(List.of(target)).length == 0) {
                throw new PrivacyException("The target column \"%s\" is not among those that are learnt".formatted(target));
            }
        }
        if (settings.schema().rows() > 0) {
            requireEnough(settings.schema().rows());
        }
        final PrivateRows rows = door(table);
        if (settings.schema().rows() == 0) {
            requireEnough(rows.count(USED * COUNT_SHARE * ledger.budget()));
        }
        cut(rows);
        final NoisyTable[] singles = singles(rows);
        double sum = 0;
        double weights = 0;
        for (final NoisyTable single : singles) {
            double counted = 0;
            for (final double count : single.counts()) {
                counted += count;
            }
            sum += counted / single.counts().length;
            weights += 1. / single.counts().length;
        }
        final double total = Math.max(20, sum / weights);
        final Grouping grouping = grouping(rows, singles, total);
        final GraphicalModel model = rounds(rows, singles, grouping, total);
        if (model == null) {
            return new Result(null, null);
        }
        this.records = Math.round(total);
        return new Result(rows(model, singles, rows, grouping, (int) Math.max(records, Math.min(ENOUGH_ROWS, DRAWS_PER_RECORD * records))), report());
    }

    private double roundBudget() {
        return (USED - COUNT_SHARE - EDGES_SHARE - SINGLES_SHARE) * ledger.budget() / roundCount();
    }

    private int roundCount() {
        return learnt.length < 2 ? 1 : (int) Math.min(MOST_ROUNDS, Math.min(Math.ceil(ROUNDS_PER_COLUMN * learnt.length),
                learnt.length * (learnt.length - 1) / 2.));
    }

    private double singleDeviation() {
        return settings.perPerson() * Math.sqrt(learnt.length / (2 * SINGLES_SHARE * ledger.budget()));
    }

    private double pairDeviation() {
        return settings.perPerson() / Math.sqrt(2 * (1 - CHOICE_SHARE) * roundBudget());
    }

    /** Refuses before the records are looked at where noise would drown them. */
    private void requireEnough(final double rows) throws PrivacyException {
        final double cells = Math.pow(2, DEPTH);
        final double error = .4 * singleDeviation() * Math.sqrt(cells) / Math.max(1, rows);
        if (error > WORST_ERROR) {
            throw new PrivacyException(String.format(Locale.ROOT, "With about %,.0f records, an epsilon of %s puts noise of %.0f on every count: single columns "
                    + "would be off by some %.0f %%, pairs of columns by more. It takes about %,.0f records, or an epsilon of %.1f", rows,
                    settings.epsilon(), singleDeviation(), 100 * error, rows * error / WORST_ERROR, settings.epsilon() * error / WORST_ERROR));
        }
    }

    private PrivateRows door(final Table table) throws PrivacyException {
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
        return new PrivateRows(known, limits, places, counts, mayMiss, Persons.of(table, settings.personKey()), settings.perPerson(), ledger,
                settings.bits());
    }

    private void cut(final PrivateRows rows) throws PrivacyException {
        final long columns = Arrays.stream(learnt).filter(facts::isNumber).count();
        for (int i = 0; i < learnt.length; i++) {
            final int c = learnt[i];
            if (facts.isNumber(c)) {
                final double step = facts.columns().get(c).step();
                final double[] candidates = facts.candidates(c);
                final double[] chosen = candidates.length == 0 ? candidates : rows.edges(i, candidates, DEPTH, TAILS,
                        "where to cut " + facts.columns().get(c).name(), USED * EDGES_SHARE * ledger.budget() / columns);
                final double[] all = java.util.stream.DoubleStream.concat(Arrays.stream(facts.fixedEdges(c)), Arrays.stream(chosen)).sorted().toArray();
                final List<Double> edges = new ArrayList<>();
                for (final double edge : all) {
                    if (edges.isEmpty() || edge - edges.getLast() > step / 2) {
                        edges.add(edge);
                    }
                }
                rows.cut(i, edges.stream().mapToDouble(edge -> edge).toArray(), facts.fact(c).mayMiss());
            }
        }
    }

    private NoisyTable[] singles(final PrivateRows rows) {
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
            singles[i] = rows.table(new Question(new int[] {i}, new int[] {0}), new Grouping(maps), name(i),
                    USED * SINGLES_SHARE * ledger.budget() / learnt.length);
        }
        return singles;
    }

    private String name(final int... columns) {
        return String.join(" x ", Arrays.stream(columns).mapToObj(i -> facts.columns().get(learnt[i]).name()).toList());
    }

    private Grouping grouping(final PrivateRows rows, final NoisyTable[] singles, final double total) {
        final double fit = Math.sqrt(total / (RECORDS_PER_NOISE * pairDeviation()));
        final int most = (int) Math.max(FEWEST_GROUPS, Math.min(MOST_GROUPS, fit));
        final int fewer = Math.max(3, (int) Math.round(most * .6));
        final int[][][] maps = new int[Grouping.LEVELS][learnt.length][];
        for (int i = 0; i < learnt.length; i++) {
            final Cells cells = rows.cells(i);
            maps[0][i] = new int[cells.count()];
            final int column = i;
            Arrays.setAll(maps[0][column], cell -> cell);
            maps[1][i] = CellGroups.of(cells, singles[i].counts(), Math.sqrt(singles[i].variance()), most);
            maps[2][i] = CellGroups.coarser(cells, maps[1][i], singles[i].counts(), fewer);
        }
        return new Grouping(maps);
    }

    private GraphicalModel rounds(final PrivateRows rows, final NoisyTable[] singles, final Grouping grouping, final double total) {
        final int[] sizes = new int[learnt.length];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = grouping.size(1, i);
        }
        final GraphicalModel model = new GraphicalModel(sizes, total);
        for (int i = 0; i < singles.length; i++) {
            final double[] counts = new double[sizes[i]];
            final double[] variances = new double[sizes[i]];
            for (int cell = 0; cell < grouping.maps()[1][i].length; cell++) {
                counts[grouping.maps()[1][i][cell]] += singles[i].counts()[cell];
                variances[grouping.maps()[1][i][cell]] += singles[i].variance();
            }
            model.add(Question.of(i), grouping, counts, variances);
        }
        model.fit(STEPS_A_ROUND);
        final List<Question> candidates = candidates(grouping);
        final double budget = roundBudget();
        for (int round = 0; round < roundCount() && !candidates.isEmpty(); round++) {
            if (!mayContinue.getAsBoolean()) {
                return null;
            }
            final int chosen = choose(rows, model, candidates, grouping, total, CHOICE_SHARE * budget);
            if (chosen < 0) {
                break;
            }
            final Question question = candidates.remove(chosen);
            final NoisyTable table = rows.table(question, grouping, name(question.columns()), (1 - CHOICE_SHARE) * budget);
            final double[] variances = new double[table.counts().length];
            Arrays.fill(variances, table.variance());
            model.add(question, grouping, table.counts(), variances);
            model.fit(STEPS_A_ROUND);
        }
        model.fit(LAST_STEPS);
        return model;
    }

    /** All pairs, and with a target (or, where there is none, with a column of few groups) all threes. */
    private List<Question> candidates(final Grouping grouping) {
        final List<Question> candidates = new ArrayList<>();
        for (int a = 0; a < learnt.length; a++) {
            for (int b = a + 1; b < learnt.length; b++) {
                candidates.add(Question.of(a, b));
            }
        }
        for (final int target : favoured(grouping)) {
            for (int a = 0; a < learnt.length; a++) {
                for (int b = a + 1; b < learnt.length; b++) {
                    if (a != target && b != target && candidates.size() < MOST_CANDIDATES) {
                        final int[] columns = {a, b, target};
                        Arrays.sort(columns);
                        candidates.add(Question.of(columns));
                        final int[] levels = {2, 2, 2};
                        levels[Arrays.binarySearch(columns, target)] = 1;
                        candidates.add(new Question(columns, levels));
                    }
                }
            }
        }
        return candidates;
    }

    private int[] favoured(final Grouping grouping) {
        final int[] targets = facts.places(settings.targets());
        return java.util.stream.IntStream.range(0, learnt.length).filter(i -> targets.length > 0 ? Arrays.binarySearch(targets, learnt[i]) >= 0
                : grouping.size(1, i) <= FEW_GROUPS).limit(3).toArray();
    }

    private int choose(final PrivateRows rows, final GraphicalModel model, final List<Question> candidates, final Grouping grouping, final double total,
                       final double rho) {
        final int[][] drawn = RowDraws.draw(model, SAMPLED_ROWS, random);
        final int[][][] maps = grouping.maps().clone();
        final int[][] coarser = new int[learnt.length][];
        final int[][] same = new int[learnt.length][];
        for (int i = 0; i < learnt.length; i++) {
            coarser[i] = grouping.coarsening(i);
            same[i] = new int[grouping.size(1, i)];
            final int column = i;
            Arrays.setAll(same[column], group -> group);
        }
        maps[1] = same;
        maps[2] = coarser;
        final Grouping ofGroups = new Grouping(maps);
        final double scale = total / SAMPLED_ROWS;
        final double[][] expected = new double[candidates.size()][];
        final double[] handicaps = new double[candidates.size()];
        final double[] weights = new double[candidates.size()];
        for (int q = 0; q < expected.length; q++) {
            final int[] counts = TableCounts.of(drawn, SAMPLED_ROWS, candidates.get(q), ofGroups);
            expected[q] = new double[counts.length];
            for (int i = 0; i < counts.length; i++) {
                expected[q][i] = scale * counts[i];
            }
            handicaps[q] = Math.sqrt(2 / Math.PI) * pairDeviation() * counts.length;
            weights[q] = 1;
        }
        return rows.farthest(candidates, grouping, expected, handicaps, weights, rho, q -> model.cellsWith(candidates.get(q).columns()) <= MOST_CELLS);
    }

    private Table rows(final GraphicalModel model, final NoisyTable[] singles, final PrivateRows door, final Grouping grouping, final int count)
            throws PrivacyException {
        final int[][] drawn = RowDraws.draw(model, count, random);
        final ValueDraws values = new ValueDraws(random);
        final double[][] numbers = new double[facts.columns().size()][];
        final int[][] codes = new int[facts.columns().size()][];
        for (int i = 0; i < learnt.length; i++) {
            final int c = learnt[i];
            final Cells cells = door.cells(i);
            final double deviation = Math.sqrt(singles[i].variance());
            final int[] chosen = values.cells(drawn[i], grouping.maps()[1][i], singles[i].counts(), deviation, cells.edges() == null);
            if (cells.edges() == null) {
                codes[c] = Arrays.stream(chosen).map(cell -> cell < cells.values() ? cell : -1).toArray();
            } else {
                final double[] limits = facts.limits(c);
                final double step = facts.columns().get(c).step();
                final double[] bounds = new double[cells.edges().length + 2];
                bounds[0] = limits[0] - step / 2;
                bounds[bounds.length - 1] = limits[1] + step / 2;
                System.arraycopy(cells.edges(), 0, bounds, 1, cells.edges().length);
                numbers[c] = values.numbers(chosen, bounds, singles[i].counts(), deviation, step, limits[0], limits[1]);
            }
        }
        return MadeUp.complete(facts, count, numbers, codes, random);
    }

    private PrivacyReport report() {
        final List<String> taken = new ArrayList<>();
        taken.add(settings.schema().rows() > 0 ? "the number of records, about %,d".formatted(settings.schema().rows())
                : "not the number of records: it was counted with noise");
        taken.addAll(facts.describe());
        final String person = settings.personKey() == null ? "one record" : "all records of one person, by the column %s, of which at most %d are learnt"
                .formatted(settings.personKey(), settings.perPerson());
        final double spent = ledger.charges().stream().mapToDouble(Charge::rho).sum();
        return new PrivacyReport(settings.epsilon(), delta, spent, records, "adding or removing " + person, ledger.charges(), taken, SWITCHED_OFF,
                settings.bits() instanceof BitSource.Secure);
    }

    private static final List<String> SWITCHED_OFF = List.of(
            "finding kinds of columns, their formats, decimals and missing values: they are as the public schema says",
            "finding rules between columns, meanings of identifiers and the forms in which they are written",
            "keeping records apart to measure on: figures that a model tells of itself compare it with the rows drawn from noisy tables",
            "learning from the records again after the noise: generator, discriminator, judge, raking and calibration see only rows drawn from noisy tables",
            "the smallest and the greatest value of the records");
}
