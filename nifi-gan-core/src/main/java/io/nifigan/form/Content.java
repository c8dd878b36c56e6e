// SPDX-License-Identifier: Apache-2.0
package io.nifigan.form;

/** What the texts of a column mean, and the unit of the number that a {@link WrittenForm} reads from them. */
public enum Content {
    /** A number; a duration too, in the smallest unit that its form writes. */
    NUMBER,
    /** A day: days since 1970-01-01. */
    DATE,
    /** A time of day: milliseconds since midnight, with a fraction where the texts are finer. */
    TIME,
    /**
     * A point in time: milliseconds since 1970-01-01T00:00 in local time, with a fraction where the texts are finer.
     */
    TIMESTAMP
}
