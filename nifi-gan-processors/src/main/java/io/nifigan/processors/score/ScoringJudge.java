// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.score;

import io.nifigan.score.Judge;
import org.apache.nifi.components.DescribedValue;

/** The choices of the classifier that scores records. */
enum ScoringJudge implements DescribedValue {
    TREES("Decision Trees", Judge.TREES, "Boosted trees that learnt, after the networks, to distinguish real records from synthetic ones and from real ones with some "
            + "fields of other records. They are best at finding values that do not belong together. For a model without them, "
            + "the discriminator scores"),
    DISCRIMINATOR("Discriminator", Judge.DISCRIMINATOR, "The network that the generator was trained against. It learnt only to distinguish real records from synthetic ones: "
            + "the better the model, the less it can do so");

    private final String value;
    private final Judge judge;
    private final String description;

    ScoringJudge(final String value, final Judge judge, final String description) {
        this.value = value;
        this.judge = judge;
        this.description = description;
    }

    Judge judge() {
        return judge;
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
