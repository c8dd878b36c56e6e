// SPDX-License-Identifier: Apache-2.0
package io.nifigan.formula;

import java.util.function.IntToDoubleFunction;

/**
 * An expression bound to the columns of a table.
 *
 * @param quantity what the values are
 * @param value the value of a row, NaN where it is missing or not defined
 */
public record Compiled(Quantity quantity, IntToDoubleFunction value) {}
