// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

import io.nifigan.encode.EncodedTable;
import java.util.ArrayList;
import java.util.List;

/**
 * How often each member of each block is chosen in a table's rows.
 *
 * @param rows of which they are the shares, 1 or more
 * @param shares one array a block, of length 0 where it has no members
 */
public record CategoryFrequencies(long rows, List<double[]> shares) {
    /** Those of a table's rows. */
    public static CategoryFrequencies of(final EncodedTable encoded) {
        final List<double[]> shares = new ArrayList<>();
        for (int b = 0; b < encoded.layout().blocks().size(); b++) {
            shares.add(encoded.layout().blocks().get(b).members() == 0 ? new double[0] : encoded.memberShares(b));
        }
        return new CategoryFrequencies(encoded.rows(), shares);
    }
}
