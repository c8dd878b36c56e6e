// SPDX-License-Identifier: Apache-2.0
/** Gradient-boosted decision trees on binned columns: the binning, the training and fast scoring. */
package io.nifigan.trees;
