// SPDX-License-Identifier: Apache-2.0
/**
 * Additions to real rows that a model makes: synthetic rows for rare classes, values for missing fields, and variations
 * of rows.
 */
package io.nifigan.augment;
