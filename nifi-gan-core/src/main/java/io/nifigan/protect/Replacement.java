// SPDX-License-Identifier: Apache-2.0
package io.nifigan.protect;

/** What comes in the place of a value that too few rows have. */
public enum Replacement {
    /** One of the common values, drawn in proportion. */
    REDISTRIBUTE,
    /** No value. */
    MISSING,
    /** A text that says so. In columns that hold no texts, as for {@link #REDISTRIBUTE}. */
    OTHER
}
