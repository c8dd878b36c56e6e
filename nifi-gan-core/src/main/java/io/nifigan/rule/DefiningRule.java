// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import io.nifigan.table.Table;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;

/** A rule that gives the value of one column, its target, from those of others. */
public sealed interface DefiningRule extends Rule permits FormulaRule, KeyRule, LookupRule {
    /** The index of the column. */
    int target();

    /** A function from a row of a table to the target's number, NaN for missing; only for numeric targets. */
    IntToDoubleFunction numbers(Table table);

    /** A function from a row of a table to the target's text, null for missing; only for targets without numbers. */
    IntFunction<String> texts(Table table);
}
