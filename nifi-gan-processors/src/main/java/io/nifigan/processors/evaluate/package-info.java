// SPDX-License-Identifier: Apache-2.0
/**
 * EvaluateSynthetic: waits for the FlowFiles of an evaluation, reads them into tables, measures, writes the report and
 * routes by thresholds. The engine's {@code io.nifigan.evaluate} does the measuring.
 */
package io.nifigan.processors.evaluate;
