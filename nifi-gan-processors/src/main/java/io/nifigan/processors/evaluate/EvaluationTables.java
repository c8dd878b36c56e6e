// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.evaluate;

import io.nifigan.model.GanModel;
import io.nifigan.table.Table;

/**
 * What an evaluation looks at.
 *
 * @param real      the records that the synthetic ones were made after
 * @param synthetic records of the same columns
 * @param heldOut   real records that no model has learnt; null where there are none
 * @param model     null where there is none
 * @param given     how many records there are of each, where a table is a sample of them
 */
record EvaluationTables(Table real, Table synthetic, Table heldOut, GanModel model, Given given) {
    /** Numbers of records. */
    record Given(int real, int synthetic, int heldOut) {
    }
}
