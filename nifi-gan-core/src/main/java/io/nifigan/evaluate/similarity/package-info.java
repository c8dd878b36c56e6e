// SPDX-License-Identifier: Apache-2.0
/**
 * Measures of how similar synthetic rows are to real ones and how useful they are: columns, pairs of columns, copies,
 * coverage, the two-sample test and predictions.
 */
package io.nifigan.evaluate.similarity;
