// SPDX-License-Identifier: Apache-2.0
/** Trains a model of one table, and samples its rows. */
package io.nifigan.bench.synthesis;
