// SPDX-License-Identifier: Apache-2.0
/**
 * What an evaluation found, as immutable values that go to JSON and back. Shares, similarities and areas under curves
 * are fractions from 0 to 1, never percent. What could not be measured is null, and
 * {@link io.nifigan.evaluate.result.Evaluation#notMeasured} says why.
 */
package io.nifigan.evaluate.result;
