// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.evaluate;

import io.nifigan.model.GANModel;
import io.nifigan.processors.model.SuppliedModel;
import io.nifigan.table.ColumnVerdict;
import io.nifigan.table.Table;
import java.util.List;
import java.util.Map;

/**
 * The tables of an evaluation.
 *
 * @param real the records that the synthetic ones imitate
 * @param synthetic records of the same columns
 * @param heldOut real records that no model has learnt; the table is null if there are none
 * @param supplied the model of the synthetic records, and where it comes from; null if there is none
 */
record EvaluationTables(Read real, Read synthetic, Read heldOut, SuppliedModel supplied) {
    /** The model of the synthetic records; null if there is none. */
    GANModel model() {
        return supplied == null ? null : supplied.model();
    }

    /** The attributes that name the model; none without a model. */
    Map<String, String> modelAttributes() {
        return supplied == null ? Map.of() : supplied.attributes();
    }

    /**
     * The records of one role.
     *
     * @param table the records, or a sample of them; null if there are none
     * @param rows the number of records
     * @param verdicts what became of each column as the records were read; empty if they were generated
     */
    record Read(Table table, int rows, List<ColumnVerdict> verdicts) {
        static Read all(final Table table) {
            return new Read(table, table == null ? 0 : table.rows(), List.of());
        }
    }
}
