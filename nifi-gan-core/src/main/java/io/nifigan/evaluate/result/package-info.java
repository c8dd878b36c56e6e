// SPDX-License-Identifier: Apache-2.0
/**
 * The results of an evaluation as immutable values that are written to JSON and read back. Shares, similarities and
 * areas under curves are fractions from 0 to 1, never percent. Parts that could not be measured are null, and
 * {@link io.nifigan.evaluate.result.Evaluation#notMeasured} gives the reason.
 */
package io.nifigan.evaluate.result;
