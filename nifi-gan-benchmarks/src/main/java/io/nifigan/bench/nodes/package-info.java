// SPDX-License-Identifier: Apache-2.0
/** Compares training on the rows of several nodes with training on all rows. */
package io.nifigan.bench.nodes;
