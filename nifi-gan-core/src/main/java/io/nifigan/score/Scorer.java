// SPDX-License-Identifier: Apache-2.0
package io.nifigan.score;

import io.nifigan.encode.EncodedColumns;
import io.nifigan.model.GANModel;
import io.nifigan.network.ResidualMlp;
import io.nifigan.realism.RealismClassifier;
import io.nifigan.realism.RealismLogits;
import io.nifigan.realism.ScoreScale;
import io.nifigan.table.FormColumns;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A scorer of rows: the probability that each row is real, and the fields that make it look unreal. Not thread-safe;
 * must be closed.
 */
public final class Scorer implements AutoCloseable {
    private static final int BATCH = 128;
    /** The greatest logit: the sigmoid of more would round to 0 or 1. */
    private static final double MAX_LOGIT = 36;
    /** The least amount by which a field must lower a row's logit to be a reason. */
    private static final double MIN_REASON = .25;
    /**
     * The least share of the worst field's amount: next to a field that is plainly wrong, small reasons are not worth
     * reporting.
     */
    private static final double MIN_SHARE = .2;

    private static final int MAX_REASONS = 3;
    /** Each impossible value or broken rule makes a row twenty times less likely to be real. */
    private static final double IMPOSSIBLE = Math.log(20);
    /** A row with one scores below all but this share of real rows. */
    private static final double LEAST_REAL = .01;

    private final GANModel model;
    private final RealismClassifier trees;
    private final RealismLogits treeLogits;
    private final ResidualMlp mlp;
    /** Null until the first rows are scored. */
    private RowChecks checks;

    /** A scorer that uses the model's boosted trees, or its discriminator if it has no trees. */
    public Scorer(final GANModel model) {
        this(model, ScoringModel.TREES);
    }

    /** @param scoringModel what scores; if the model has no trees, always its discriminator */
    public Scorer(final GANModel model, final ScoringModel scoringModel) {
        this.model = model;
        this.trees = scoringModel == ScoringModel.TREES && model.realism().trained()
                ? model.realism().classifier()
                : null;
        this.treeLogits = trees != null ? new RealismLogits(trees) : null;
        this.mlp = trees != null
                ? null
                : new ResidualMlp(model.discriminatorShape(), BATCH, model.discriminatorParameters());
    }

    /** What really scores the rows. */
    public ScoringModel scoringModel() {
        return trees != null ? ScoringModel.TREES : ScoringModel.DISCRIMINATOR;
    }

    /**
     * Scores rows. A value that the training rows never had and that hardly any real row can have (out of range, an
     * unknown category, one that cannot be read) and a broken rule make a row improbable: its probability is below a
     * half, and its percentile below 1. They are counted in {@link Scores#unusual}, with new values that a real row may
     * well have and missing ones where none was missing before; the latter two are scored like known values. The trees
     * treat an unknown category as one of the rare ones, and a missing value as smaller than all others. The
     * discriminator treats an unknown category as the rarest known one, and a missing value in a column that never
     * misses one as the greatest. A number outside the known range counts as the nearest end of the range.
     *
     * @param table rows of the model's columns, made by {@link io.nifigan.table.TableBuilder#forColumns}
     * @throws IllegalArgumentException if the table has another number of columns
     */
    public Scores score(final Table table) {
        check(table);
        final double[] logits = scores(table);
        final ScoreScale scale = trees != null ? model.realism().scale() : model.scoreScale();
        final double ceiling = Math.min(0, scale.at(LEAST_REAL));
        final int[] unusual = new int[logits.length];
        final int[] impossible = new int[logits.length];
        final int[] missing = new int[logits.length];
        for (final byte[] verdicts : checks().verdicts(table)) {
            for (int r = 0; r < verdicts.length; r++) {
                unusual[r] += verdicts[r] == Check.FINE ? 0 : 1;
                impossible[r] += verdicts[r] == Check.IMPOSSIBLE ? 1 : 0;
                missing[r] += verdicts[r] == Check.MISSING ? 1 : 0;
            }
        }
        final double[] probability = new double[logits.length];
        final double[] percentile = new double[logits.length];
        for (int r = 0; r < logits.length; r++) {
            final double logit =
                    impossible[r] == 0 ? logits[r] : Math.min(logits[r], ceiling) - impossible[r] * IMPOSSIBLE;
            probability[r] = 1 / (1 + Math.exp(-Math.clamp(logit, -MAX_LOGIT, MAX_LOGIT)));
            percentile[r] = scale.percentile(logit);
        }
        return new Scores(probability, percentile, unusual, missing);
    }

    private RowChecks checks() {
        if (checks == null) {
            checks = new RowChecks(model);
        }
        return checks;
    }

    private void check(final Table table) {
        if (table.columns().size() != model.columns().size()) {
            throw new IllegalArgumentException(
                    "The table has %d columns, but the model has %d. Read the table with the model's columns"
                            .formatted(table.columns().size(), model.columns().size()));
        }
    }

    /**
     * What makes each row look unreal: impossible values and broken rules, then the fields whose values, to the trees,
     * do not fit the row's other fields or are rare, then missing values where none was missing before.
     *
     * @param table as for {@link #score}
     * @return for each row up to {@value #MAX_REASONS} reasons, the worst first of both sorts; only those of the first
     *     sort if the discriminator scores
     */
    public List<List<Reason>> reasons(final Table table) {
        check(table);
        final byte[][] verdicts = checks().verdicts(table);
        final int[] fields = trees == null
                ? new int[0]
                : trees.bins().columns().stream()
                        .mapToInt(bins -> field(bins.column()))
                        .toArray();
        final double[][] rises = trees == null ? new double[table.rows()][0] : trees.logitRises(table, fields);
        final List<List<Reason>> reasons = new ArrayList<>();
        for (int r = 0; r < rises.length; r++) {
            reasons.add(reasons(table, r, verdicts, fields, rises[r]));
        }
        return reasons;
    }

    private List<Reason> reasons(
            final Table table, final int row, final byte[][] verdicts, final int[] fields, final double[] rises) {
        final List<Reason> reasons = new ArrayList<>();
        final Map<Integer, String> faults = new HashMap<>();
        final Set<Integer> named = new HashSet<>();
        for (int i = 0; i < verdicts.length; i++) {
            final Check check = checks.all().get(i);
            if (verdicts[i][row] == Check.IMPOSSIBLE) {
                reasons.add(new Reason(check.name(), check.fault(table, row), -IMPOSSIBLE));
                named.add(check.column());
            } else if (verdicts[i][row] == Check.UNUSUAL || verdicts[i][row] == Check.MISSING) {
                faults.put(check.column(), check.fault(table, row));
            }
        }
        final double min =
                Math.max(MIN_REASON, MIN_SHARE * Arrays.stream(rises).max().orElse(0));
        IntStream.range(0, rises.length)
                .filter(c -> rises[c] >= min)
                .boxed()
                .sorted(Comparator.comparingDouble(c -> -rises[c]))
                .filter(c -> named.add(fields[c]))
                .forEach(c -> reasons.add(
                        new Reason(model.columns().get(fields[c]).name(), faults.get(fields[c]), -rises[c])));
        for (int i = 0; i < verdicts.length; i++) {
            // A record that lacks a field is not to be taken for one with a wrong value.
            if (verdicts[i][row] == Check.MISSING
                    && named.add(checks.all().get(i).column())) {
                reasons.add(new Reason(
                        checks.all().get(i).name(), checks.all().get(i).fault(table, row), 0));
            }
        }
        return reasons.stream().limit(MAX_REASONS).toList();
    }

    /** The field of a column: that of its values for a column of their forms. */
    private int field(final int column) {
        return model.columns().get(column).field().marksForm() ? FormColumns.written(model.columns(), column) : column;
    }

    /** The discriminator's logarithm of the odds that each row is real: {@code [rows]}. */
    private double[] logits(final EncodedColumns encoded) {
        final int rowSize = encoded.layout().rowSize();
        final double[] logits = new double[encoded.rows()];
        for (int from = 0; from < logits.length; from += BATCH) {
            final int count = Math.min(BATCH, logits.length - from);
            for (int r = 0; r < count; r++) {
                encoded.write(from + r, null, 0, mlp.input(), r * rowSize);
            }
            mlp.forward(count);
            for (int r = 0; r < count; r++) {
                logits[from + r] = mlp.output()[r];
            }
        }
        return logits;
    }

    /** The scores of rows before the sigmoid: {@code [rows]}. */
    public double[] scores(final Table table) {
        return trees != null ? treeLogits.of(table) : logits(model.encoder().encode(table));
    }

    @Override
    public void close() {
        if (mlp != null) {
            mlp.close();
        }
    }
}
