// SPDX-License-Identifier: Apache-2.0
/**
 * The evaluation of synthetic rows against real ones. {@link io.nifigan.evaluate.Evaluator} runs all measures and
 * derives a verdict for each area.
 */
package io.nifigan.evaluate;
