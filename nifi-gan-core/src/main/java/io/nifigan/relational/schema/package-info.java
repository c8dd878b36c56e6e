// SPDX-License-Identifier: Apache-2.0
/** What is known of the tables of a database: keys, orders, histories; how it is found, and how users write it. */
package io.nifigan.relational.schema;
