// SPDX-License-Identifier: Apache-2.0
/**
 * Residual multi-layer perceptrons on native memory: forward and backward passes, matrix products by OpenBLAS, and the
 * same networks as DL4J graphs. The only package that calls BLAS.
 */
package io.nifigan.network;
