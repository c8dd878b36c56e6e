// SPDX-License-Identifier: Apache-2.0
/** Trains a model of a table or of a database, and samples its rows. */
package io.nifigan.bench.synthesis;
