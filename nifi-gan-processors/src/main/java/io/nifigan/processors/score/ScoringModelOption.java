// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.score;

import io.nifigan.processors.flow.PropertyChoice;
import io.nifigan.score.ScoringModel;

/** The choices of the classifier that scores records. */
enum ScoringModelOption implements PropertyChoice {
    TREES(
            "Decision Trees",
            ScoringModel.TREES,
            "Boosted trees that learnt, after the networks, to distinguish records from such with some fields of "
                    + "other records, and real ones from synthetic ones. They are best at finding values that do "
                    + "not belong together, and name them. For a model without them, the discriminator scores"),
    DISCRIMINATOR(
            "Discriminator",
            ScoringModel.DISCRIMINATOR,
            "A neural network that learnt the same as the decision trees, of synthetic records only. It sees "
                    + "numbers as they are, where the trees see bins, and names no reasons");

    private final Label label;
    private final ScoringModel scoringModel;

    ScoringModelOption(final String value, final ScoringModel scoringModel, final String description) {
        this.label = new Label(value, description);
        this.scoringModel = scoringModel;
    }

    ScoringModel scoringModel() {
        return scoringModel;
    }

    @Override
    public Label label() {
        return label;
    }
}
