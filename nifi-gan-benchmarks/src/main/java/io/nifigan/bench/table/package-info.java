// SPDX-License-Identifier: Apache-2.0
/** Generators of made-up tables that commands measure on. */
package io.nifigan.bench.table;
