// SPDX-License-Identifier: Apache-2.0
package io.nifigan.score;

import io.nifigan.encode.EncodedColumns;
import io.nifigan.model.GANModel;
import io.nifigan.network.ResidualMlp;
import io.nifigan.realism.RealismClassifier;
import io.nifigan.realism.RealismLogits;
import io.nifigan.realism.ScoreScale;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Says how real rows look to the model's judge. Not for several threads at once; to be closed after use. */
public final class Scorer implements AutoCloseable {
    private static final int TILE = 128;
    /** Where a float's sigmoid would round to 0 or 1. */
    private static final double MAX = 36;
    /** What a field must take from a row's logit to be a reason. */
    private static final double MIN_REASON = .25;
    /**
     * And the share of what the worst field takes: beside a field that is plainly wrong, others are not worth a word.
     */
    private static final double MIN_SHARE = .2;

    private static final int MAX_REASONS = 3;

    private final GANModel model;
    private final RealismClassifier trees;
    private final RealismLogits treeLogits;
    private final ResidualMlp mlp;

    /** A scorer by the trees' judge, or by the discriminator if the model has no other. */
    public Scorer(final GANModel model) {
        this(model, ScoringModel.TREES);
    }

    /** @param scoringModel who is asked; the discriminator in any case if the model has no other */
    public Scorer(final GANModel model, final ScoringModel scoringModel) {
        this.model = model;
        this.trees = scoringModel == ScoringModel.TREES && model.realism().trained()
                ? model.realism().classifier()
                : null;
        this.treeLogits = trees != null ? new RealismLogits(trees) : null;
        this.mlp = trees != null
                ? null
                : new ResidualMlp(model.discriminatorShape(), TILE, model.discriminatorParameters());
    }

    /** Who is really asked. */
    public ScoringModel scoringModel() {
        return trees != null ? ScoringModel.TREES : ScoringModel.DISCRIMINATOR;
    }

    /**
     * Scores rows. To the trees a category that the model never saw is as one of those too rare to be known, a missing
     * value as one below all others. To the discriminator it is the rarest that it knows, and a missing value where
     * none was missing the greatest. A number beyond the known ones is as the end that it is beyond. Such values are
     * counted in {@link Scores#unusual}.
     *
     * @param table rows of the model's columns, made by {@link io.nifigan.table.TableBuilder#forColumns}
     * @throws IllegalArgumentException where the table has another number of columns
     */
    public Scores score(final Table table) {
        check(table);
        final double[] logits = scores(table);
        final ScoreScale scale = trees != null ? model.realism().scale() : model.scoreScale();
        final double[] probability = new double[logits.length];
        final double[] percentile = new double[logits.length];
        for (int r = 0; r < logits.length; r++) {
            probability[r] = 1 / (1 + Math.exp(-Math.clamp(logits[r], -MAX, MAX)));
            percentile[r] = scale.percentile(logits[r]);
        }
        return new Scores(probability, percentile, model.encoder().unusual(table));
    }

    private void check(final Table table) {
        if (table.columns().size() != model.columns().size()) {
            throw new IllegalArgumentException("The table has %d columns, the model %d"
                    .formatted(table.columns().size(), model.columns().size()));
        }
    }

    /**
     * Which fields make each row look unreal to the trees: those whose values do not suit the row's other fields, or
     * are rare.
     *
     * @param table as for {@link #score}
     * @return for each row up to {@value #MAX_REASONS} fields, the one that counts most first; none where the
     *     discriminator is asked
     */
    public List<List<Reason>> reasons(final Table table) {
        check(table);
        final List<List<Reason>> reasons = new ArrayList<>();
        final double[][] rises = trees == null ? new double[table.rows()][0] : trees.rises(table);
        for (final double[] row : rises) {
            final double min =
                    Math.max(MIN_REASON, MIN_SHARE * Arrays.stream(row).max().orElse(0));
            reasons.add(IntStream.range(0, row.length)
                    .filter(c -> row[c] >= min)
                    .boxed()
                    .sorted(Comparator.comparingDouble(c -> -row[c]))
                    .limit(MAX_REASONS)
                    .map(c -> new Reason(
                            model.columns()
                                    .get(trees.bins().columns().get(c).column())
                                    .name(),
                            -row[c]))
                    .toList());
        }
        return reasons;
    }

    /** The logarithm of the odds that each row is real, as the discriminator sees it: {@code [rows]}. */
    private double[] logits(final EncodedColumns encoded) {
        final int rowSize = encoded.layout().rowSize();
        final double[] logits = new double[encoded.rows()];
        for (int from = 0; from < logits.length; from += TILE) {
            final int count = Math.min(TILE, logits.length - from);
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

    /** The judge's scores of rows, before the sigmoid: {@code [rows]}. */
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
