// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate;

import io.nifigan.common.RocAuc;
import io.nifigan.model.GANModel;
import io.nifigan.realism.RealismClassifier;
import io.nifigan.score.Scorer;
import io.nifigan.score.ScoringModel;
import io.nifigan.select.RakingModel;
import io.nifigan.table.Table;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Membership inference by a model file. Each part of the file that gives rows a number is an attack: a part that
 * remembers training rows gives them greater numbers than other real rows (Yeom et al. 2018).
 */
public final class ModelFileAttack {
    private ModelFileAttack() {}

    /**
     * The areas under the ROC curve of the attacks; .5 is guessing.
     *
     * @param members training rows
     * @param others real rows that the model did not learn
     * @return by the part's name
     */
    public static Map<String, Double> aucs(final GANModel model, final Table members, final Table others) {
        final Map<String, double[]> ofMembers = scores(model, members);
        final Map<String, double[]> ofOthers = scores(model, others);
        final Map<String, Double> aucs = new LinkedHashMap<>();
        ofMembers.forEach((part, scores) -> aucs.put(part, RocAuc.of(scores, ofOthers.get(part))));
        return aucs;
    }

    /**
     * The numbers that each part of a model gives to rows; a greater one says that the row was learnt.
     *
     * @param table rows of the model's columns
     * @return by the part's name {@code [rows]}
     */
    static Map<String, double[]> scores(final GANModel model, final Table table) {
        final Map<String, double[]> scores = new LinkedHashMap<>();
        try (Scorer scorer = new Scorer(model, ScoringModel.DISCRIMINATOR)) {
            scores.put("discriminator", scorer.scores(table));
        }
        final RealismClassifier realism = model.realism().classifier();
        if (realism.trained()) {
            scores.put("realism classifier", realism.logits(table));
        }
        final RakingModel raking = model.raking();
        if (!raking.keepsAll()) {
            final byte[][] codes = raking.bins().codes(table);
            final float[] trees = raking.trees().logits(codes, table.rows());
            final double[] tables = raking.tableLogits(codes, table.rows());
            final double[] weights = new double[trees.length];
            Arrays.setAll(weights, r -> trees[r] + tables[r]);
            final double[] ofTrees = new double[trees.length];
            Arrays.setAll(ofTrees, r -> trees[r]);
            scores.put("selection trees", ofTrees);
            scores.put("selection tables", tables);
            scores.put("selection weights", weights);
        }
        return scores;
    }
}
