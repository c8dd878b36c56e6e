// SPDX-License-Identifier: Apache-2.0
/**
 * Tables in memory or on disk, and the detection of what their columns hold. {@link io.nifigan.table.TableBuilder}
 * collects the values of records and detects the kind of each column; {@link io.nifigan.table.Table} holds the columns,
 * and {@link io.nifigan.table.LargeTable} those that do not fit into memory. {@link io.nifigan.table.CsvTables} reads
 * and writes CSV files.
 */
package io.nifigan.table;
