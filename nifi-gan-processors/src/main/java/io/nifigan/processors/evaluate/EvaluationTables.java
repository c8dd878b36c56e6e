// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.evaluate;

import io.nifigan.model.GANModel;
import io.nifigan.table.Table;

/**
 * The tables of an evaluation.
 *
 * @param real the records that the synthetic ones imitate
 * @param synthetic records of the same columns
 * @param heldOut real records that no model has learnt; perhaps none
 * @param model null where there is none
 */
record EvaluationTables(Read real, Read synthetic, Read heldOut, GANModel model) {
    /**
     * Records of one kind.
     *
     * @param table them, or a sample; null where there are none
     * @param rows how many there are
     */
    record Read(Table table, int rows) {
        static Read all(final Table table) {
            return new Read(table, table == null ? 0 : table.rows());
        }
    }
}
