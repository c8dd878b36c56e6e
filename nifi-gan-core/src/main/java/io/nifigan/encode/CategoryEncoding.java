// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import java.util.List;

/**
 * A column of separate values. The common ones are members of a one-hot block; where there are more than it can hold, its last member
 * stands for all the others, of which one is drawn by its share.
 *
 * @param values  the values, common ones first; null is "missing"; numbers as {@link Double#toString} gives them
 * @param learnt  how many of them are members of their own
 * @param shares  the share of rows of each value
 */
public record CategoryEncoding(List<String> values, int learnt, double[] shares) implements Encoding {
    /** The most values that are members of their own. */
    static final int MOST_LEARNT = 256;
    private static final int MOST_VALUES = 1_000_000;

    public CategoryEncoding {
        values = java.util.Collections.unmodifiableList(new java.util.ArrayList<>(values));
        if (values.isEmpty() || values.size() > MOST_VALUES || values.size() != shares.length || learnt < 1 || learnt > values.size()
                || learnt > 4 * MOST_LEARNT) {
            throw new IllegalArgumentException("%d values of a category, %d shares, %d learnt".formatted(values.size(), shares.length, learnt));
        }
        for (final double share : shares) {
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException("A category's share is %s; it must be 0 to 1".formatted(share));
            }
        }
    }

    /** Whether some values have no member of their own. */
    public boolean hasRest() {
        return learnt < values.size();
    }

    /** Members of the one-hot block; 0 where there is nothing to choose. */
    public int members() {
        final int members = learnt + (hasRest() ? 1 : 0);
        return members == 1 ? 0 : members;
    }

    /** The member that a value belongs to. */
    int memberOf(final int value) {
        return Math.min(value, learnt);
    }

    /** One of the values that have no member of their own, by a uniform number. */
    int restAt(final double uniform) {
        double sum = 0;
        for (int i = learnt; i < shares.length; i++) {
            sum += shares[i];
        }
        double left = uniform * sum;
        for (int i = learnt; i < shares.length; i++) {
            left -= shares[i];
            if (left < 0) {
                return i;
            }
        }
        return shares.length - 1;
    }
}
