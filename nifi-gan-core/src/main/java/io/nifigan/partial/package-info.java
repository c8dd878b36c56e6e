// SPDX-License-Identifier: Apache-2.0
/**
 * Relations that hold in part of the rows. {@link io.nifigan.partial.PartialSearch} finds them in a table;
 * {@link io.nifigan.partial.PartialRule} is one of them.
 */
package io.nifigan.partial;
