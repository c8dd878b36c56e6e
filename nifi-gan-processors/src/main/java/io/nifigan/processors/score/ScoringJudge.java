// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.score;

import io.nifigan.score.Judge;
import org.apache.nifi.components.DescribedValue;

/** Who says how real a record looks. */
enum ScoringJudge implements DescribedValue {
    TREES("Decision Trees", Judge.TREES, "Decision trees that learnt, after the networks, to tell real records from made ones and from real ones some of whose "
            + "fields are those of other records. They notice best what does not go together. A model that has none is asked as if "
            + "'Discriminator' was chosen"),
    DISCRIMINATOR("Discriminator", Judge.DISCRIMINATOR, "The judging network of the training's game, which learnt to tell real records from made ones and nothing "
            + "else: the better the model, the less it can tell");

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
