// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational.schema;

/**
 * A column whose values are primary keys of rows of another table, or of the same one.
 *
 * @param column the column
 * @param table the table that it refers to
 */
public record ForeignKey(String column, String table) {}
