// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import io.nifigan.common.RandomStream;

/**
 * Raw output of the generator, which rows are decoded from.
 *
 * @param rows the number of rows
 * @param raw {@code [rows or more, layout.rawSize()]}: the generator's output; overwritten by the next draw
 * @param gumbel the same of standard Gumbel noise, which decides between members
 * @param random decides what the output leaves open
 */
record RawRows(int rows, float[] raw, float[] gumbel, RandomStream random) {}
