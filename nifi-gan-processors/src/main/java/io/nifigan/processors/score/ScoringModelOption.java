// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.score;

import io.nifigan.score.ScoringModel;
import org.apache.nifi.components.DescribedValue;

/** The choices of the classifier that scores records. */
enum ScoringModelOption implements DescribedValue {
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
