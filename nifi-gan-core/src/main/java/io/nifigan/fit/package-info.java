// SPDX-License-Identifier: Apache-2.0
/**
 * The training of a model from a table, from the split into training and held-out rows to the finished model. It puts
 * the other packages together.
 */
package io.nifigan.fit;
