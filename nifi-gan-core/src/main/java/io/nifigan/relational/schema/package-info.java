// SPDX-License-Identifier: Apache-2.0
/**
 * The schema of a database: primary and foreign keys, the order of rows, and histories. Classes that find it in
 * records, and that read it from a user's text.
 */
package io.nifigan.relational.schema;
