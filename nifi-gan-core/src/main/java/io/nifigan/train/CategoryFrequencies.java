// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

import io.nifigan.encode.EncodedTable;
import java.util.ArrayList;
import java.util.List;

/**
 * The frequencies of each block's members in a table's encoded rows.
 *
 * @param rows the number of rows, 1 or more
 * @param shares for each block the share of rows that have each member; empty for a block without members
 */
public record CategoryFrequencies(long rows, List<double[]> shares) {
    /** Counts the members in a table's rows. */
    public static CategoryFrequencies of(final EncodedTable encoded) {
        final List<double[]> shares = new ArrayList<>();
        for (int b = 0; b < encoded.layout().blocks().size(); b++) {
            shares.add(encoded.layout().blocks().get(b).members() == 0 ? new double[0] : encoded.memberShares(b));
        }
        return new CategoryFrequencies(encoded.rows(), shares);
    }
}
