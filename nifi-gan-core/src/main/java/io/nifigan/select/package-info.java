// SPDX-License-Identifier: Apache-2.0
/**
 * The choice among generated rows. {@link io.nifigan.select.RakingFitter} fits weights that bring generated rows to the
 * tables of the training rows; {@link io.nifigan.select.RejectionSampler} keeps rows by these weights.
 */
package io.nifigan.select;
