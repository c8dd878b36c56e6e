// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate;

import io.nifigan.evaluate.result.Evaluation;
import io.nifigan.evaluate.result.EvaluationSettings;
import io.nifigan.model.GanModel;
import io.nifigan.table.Table;
import java.util.Objects;

/** Measures how good synthetic rows are and what they give away. */
public final class Evaluator {
    private final EvaluationSettings settings;

    public Evaluator(final EvaluationSettings settings) {
        this.settings = Objects.requireNonNull(settings, "settings");
    }

    /**
     * Measures everything that can be measured of what is given; what cannot is null in the result, with the reason.
     *
     * @param real      the real rows that the synthetic ones were made after (the model's training rows)
     * @param synthetic synthetic rows of the same columns, read with {@link io.nifigan.table.TableBuilder#forColumns} of the real table's columns
     * @param heldOut   real rows of the same columns that no model has learnt; null where there are none
     * @param model     the model that made the synthetic rows; null where it is not at hand
     * @throws IllegalArgumentException where the tables have other columns, no rows, or a target or subgroup is none of them
     */
    public Evaluation evaluate(final Table real, final Table synthetic, final Table heldOut, final GanModel model) {
        throw new UnsupportedOperationException("Not yet");
    }
}
