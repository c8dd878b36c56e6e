// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.attack;

import io.nifigan.evaluate.similarity.EvaluationData;
import io.nifigan.table.Table;
import java.util.List;

/**
 * Training rows and held-out rows in one table. What an attack uses besides the synthetic rows and the attacked row is
 * taken from it, so that it does not depend on which rows are training rows.
 *
 * @param rows the training rows, then the held-out rows
 * @param members number of training rows
 */
record Pool(Table rows, int members) {
    /** All rows of an evaluation, which must include held-out rows. */
    static Pool of(final EvaluationData data) {
        return new Pool(
                Table.concatenate(List.of(data.real(), data.heldOut())),
                data.real().rows());
    }

    static Pool of(final Table members, final Table others) {
        return new Pool(Table.concatenate(List.of(members, others)), members.rows());
    }

    int others() {
        return rows.rows() - members;
    }
}
