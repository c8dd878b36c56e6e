// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import io.nifigan.sample.condition.Conditions;

/**
 * Keeps the rows that meet all conditions.
 *
 * @param draws knows how many rows met each condition
 */
record ConditionFilter(Conditions conditions, ConditionedDraws draws) implements Filter {
    @Override
    public int[] kept(final RowBatch batch) {
        return conditions.meeting(batch.table());
    }

    @Override
    public String description() {
        return "met all conditions (%s)".formatted(conditions.describe());
    }

    @Override
    public String advice() {
        return draws.describeNarrowest() + "Widen the conditions, or take some away";
    }
}
