// SPDX-License-Identifier: Apache-2.0
/**
 * Helpers that all packages share: reproducible random streams, a worker pool, time budgets and cancellation, empirical
 * distributions and the area under the ROC curve. It uses no other package of the engine.
 */
package io.nifigan.common;
