// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.record;

import java.util.Set;

/**
 * How records become columns.
 *
 * @param ignored names of fields to leave out, with all that is in them
 * @param leavesOut whether a field that cannot become columns is left out with a note; else the records are refused
 * @param takesSets whether arrays of a few texts become sets. Which texts they have is learnt from the records
 * @param takesDocuments whether arrays of records become tables of their own
 */
public record LayoutOptions(Set<String> ignored, boolean leavesOut, boolean takesSets, boolean takesDocuments) {
    public LayoutOptions {
        ignored = Set.copyOf(ignored);
    }

    /** Options that refuse records of which a field cannot become columns. */
    public static LayoutOptions strict(final Set<String> ignored) {
        return new LayoutOptions(ignored, false, true, false);
    }
}
