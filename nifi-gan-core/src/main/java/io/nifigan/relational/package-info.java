// SPDX-License-Identifier: Apache-2.0
/**
 * Databases: tables whose rows belong to rows of other tables. Finds keys and orders, learns parents with summaries of
 * their children and children one after the other, and makes new tables whose foreign keys are valid.
 */
package io.nifigan.relational;
