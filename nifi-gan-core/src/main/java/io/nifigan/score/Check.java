// SPDX-License-Identifier: Apache-2.0
package io.nifigan.score;

import io.nifigan.table.Table;

/** A check of rows for something that no training row had. */
interface Check {
    /** The verdict on a row with nothing that the training rows did not have. */
    byte FINE = 0;
    /** The verdict on a row with something new that a real row may well have. */
    byte UNUSUAL = 1;
    /** The verdict on a row with something that hardly any real row has. */
    byte IMPOSSIBLE = 2;
    /** The verdict on a row that lacks a value which no training row lacked. */
    byte MISSING = 3;

    /** The verdict on each row of a table: {@code [rows]}. */
    byte[] verdicts(Table table);

    /** What is checked: the name of a field or a rule. */
    String name();

    /** What is wrong with a row that is not fine, such as "out of range". */
    String fault(Table table, int row);

    /** The index of the checked field's column, -1 for a rule. */
    int column();
}
