// SPDX-License-Identifier: Apache-2.0
package io.nifigan.select;

/**
 * The slots of generated rows in the tables of a {@link RakingModel}. They do not depend on which rows are kept, so
 * threads can find them side by side.
 *
 * @param codes {@code [columns][rows]}: the rows' bins
 * @param slots {@code [tables][rows]}: the slot of each row in each table; only those of open rows have a meaning
 * @param rows the number of rows
 * @param open the rows outside structural zeros, rising
 */
public record RowCells(byte[][] codes, char[][] slots, int rows, int[] open) {}
