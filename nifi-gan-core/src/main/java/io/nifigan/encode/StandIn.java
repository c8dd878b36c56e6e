// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

/** What comes in the place of a value that too few rows have. */
public enum StandIn {
    /** One of the common values, drawn in proportion. */
    REDISTRIBUTE,
    /** No value. */
    MISSING,
    /** A text that says so. In columns that hold no texts, as for {@link #REDISTRIBUTE}. */
    OTHER
}
