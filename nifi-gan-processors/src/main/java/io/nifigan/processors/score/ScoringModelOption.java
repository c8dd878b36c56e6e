// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.score;

import io.nifigan.score.ScoringModel;
import org.apache.nifi.components.DescribedValue;

/** The choices of the classifier that scores records. */
enum ScoringModelOption implements DescribedValue {
    TREES(
            "Decision Trees",
            ScoringModel.TREES,
            "Boosted trees that learnt, after the networks, to distinguish real records from synthetic ones and "
                    + "from real ones with some fields of other records. They are best at finding values that "
                    + "do not belong together. For a model without them, the discriminator scores"),
    DISCRIMINATOR(
            "Discriminator",
            ScoringModel.DISCRIMINATOR,
            "The network that the generator was trained against. It learnt only to distinguish real records from "
                    + "synthetic ones: the better the model, the less it can do so");

    private final String value;
    private final ScoringModel scoringModel;
    private final String description;

    ScoringModelOption(final String value, final ScoringModel scoringModel, final String description) {
        this.value = value;
        this.scoringModel = scoringModel;
        this.description = description;
    }

    ScoringModel scoringModel() {
        return scoringModel;
    }

    @Override
    public String getValue() {
        return value;
    }

    @Override
    public String getDisplayName() {
        return value;
    }

    @Override
    public String getDescription() {
        return description;
    }
}
