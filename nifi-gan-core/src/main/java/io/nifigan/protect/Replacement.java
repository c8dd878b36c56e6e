// SPDX-License-Identifier: Apache-2.0
package io.nifigan.protect;

/** The replacement for a value that too few rows have. */
public enum Replacement {
    /** A common value, drawn in proportion to its frequency. */
    REDISTRIBUTE,
    /** A missing value. */
    MISSING,
    /** A fixed text, {@link Protection#other()}; in columns that cannot hold it, as {@link #REDISTRIBUTE}. */
    OTHER
}
