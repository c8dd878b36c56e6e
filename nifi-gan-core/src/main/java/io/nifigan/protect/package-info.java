// SPDX-License-Identifier: Apache-2.0
/** Suppression of rare values before training, so that a model cannot reveal values that only a few rows have. */
package io.nifigan.protect;
