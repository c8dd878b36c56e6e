// SPDX-License-Identifier: Apache-2.0
/**
 * Generation of new identifiers, such as keys, names, phone numbers and mail addresses, in the format of a column.
 * {@link io.nifigan.identifier.IdentifierFormatInducer} learns the patterns and formats of a column, but none of its
 * values; {@link io.nifigan.identifier.IdentifierGenerator} generates new values.
 */
package io.nifigan.identifier;
