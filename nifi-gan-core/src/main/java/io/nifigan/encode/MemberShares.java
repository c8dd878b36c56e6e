// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import java.util.ArrayList;
import java.util.List;

/**
 * How often each member of each block is chosen: sums over rows, so that those of several tables of the same layout together are known from each table's.
 *
 * @param rows   of which they are the shares, 1 or more
 * @param shares one array a block, of length 0 where it has no members
 */
public record MemberShares(long rows, List<double[]> shares) {
    public MemberShares {
        shares = List.copyOf(shares);
        if (rows < 1) {
            throw new IllegalArgumentException("There are no shares of %d rows".formatted(rows));
        }
        for (final double[] block : shares) {
            for (final double share : block) {
                if (!(share >= 0 && share <= 1)) {
                    throw new IllegalArgumentException("A share cannot be " + share);
                }
            }
        }
    }

    /** Those of a table's rows. */
    public static MemberShares of(final EncodedTable encoded) {
        final List<double[]> shares = new ArrayList<>();
        for (int b = 0; b < encoded.layout().blocks().size(); b++) {
            shares.add(encoded.layout().blocks().get(b).members() == 0 ? new double[0] : encoded.memberShares(b));
        }
        return new MemberShares(encoded.rows(), shares);
    }

    /** Those of the rows of several tables, one or more of the same layout. */
    public static MemberShares sum(final List<MemberShares> tables) {
        final long rows = tables.stream().mapToLong(MemberShares::rows).sum();
        final List<double[]> shares = new ArrayList<>();
        for (int b = 0; b < tables.getFirst().shares.size(); b++) {
            final double[] sum = new double[tables.getFirst().shares.get(b).length];
            for (final MemberShares table : tables) {
                final double[] of = table.shares.size() == tables.getFirst().shares.size() ? table.shares.get(b) : new double[0];
                if (of.length != sum.length) {
                    throw new IllegalArgumentException("Shares of different layouts cannot be summed up");
                }
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += of[i] * table.rows / rows;
                }
            }
            for (int i = 0; i < sum.length; i++) {
                sum[i] = Math.min(1, sum[i]);
            }
            shares.add(sum);
        }
        return new MemberShares(rows, shares);
    }
}
