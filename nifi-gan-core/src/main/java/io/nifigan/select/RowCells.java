// SPDX-License-Identifier: Apache-2.0
package io.nifigan.select;

/**
 * Where generated rows lie in the tables of a {@link RakingModel}: all that choosing among them needs but the judge's
 * word, and that does not depend on what was kept, so that threads can find it side by side.
 *
 * @param codes {@code [columns][rows]}: the rows' bins
 * @param slots {@code [tables][rows]}: the slot of each row in each table, told of open rows only
 * @param rows how many there are
 * @param open the rows that lie in no cell that is to stay empty, rising
 */
public record RowCells(byte[][] codes, char[][] slots, int rows, int[] open) {}
