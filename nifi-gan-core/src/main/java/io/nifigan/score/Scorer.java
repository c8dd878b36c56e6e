// SPDX-License-Identifier: Apache-2.0
package io.nifigan.score;

import io.nifigan.model.GanModel;
import io.nifigan.table.Table;

/** Says how real rows look to the model's discriminator. Not for several threads at once. */
public final class Scorer {
    public Scorer(final GanModel model) {
        throw new UnsupportedOperationException("stub");
    }

    /**
     * Scores rows. A category that the model never saw, and a value outside what it knows, are taken as the most unusual that it
     * knows; a missing value where the model never saw one likewise.
     *
     * @param table rows of the model's columns, made by {@link io.nifigan.table.TableBuilder#forColumns}
     */
    public Scores score(final Table table) {
        throw new UnsupportedOperationException("stub");
    }
}
