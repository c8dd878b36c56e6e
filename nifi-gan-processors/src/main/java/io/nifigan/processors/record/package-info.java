// SPDX-License-Identifier: Apache-2.0
/**
 * NiFi's records to rows of the engine's tables, and back. A schema becomes a tree of {@code FieldNode}s, and the tree
 * becomes columns. Error messages hold no value of any record.
 */
package io.nifigan.processors.record;
