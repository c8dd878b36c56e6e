// SPDX-License-Identifier: Apache-2.0
/**
 * Draws from a trained generator, and the calibration that gives its columns the distributions of the training rows.
 */
package io.nifigan.calibrate;
