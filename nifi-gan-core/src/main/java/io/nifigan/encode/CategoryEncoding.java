// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.nifigan.table.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The encoding of a categorical column as a one-hot block. Common values have a member each. Where there are too many
 * values, the last members stand for groups of rare ones; decoding draws one value of the group by its share.
 *
 * @param values the values, common ones first; null for missing, numbers as {@link Double#toString} gives them
 * @param learnt the number of values with a member of their own
 * @param shares the share of rows of each value
 * @param groups the group of each further value, numbered from 0 without gaps
 */
@JsonTypeName("category")
public record CategoryEncoding(List<String> values, int learnt, double[] shares, int[] groups) implements Encoding {
    /** Maximum number of values with a member of their own. */
    static final int MAX_LEARNT = 256;
    /** Maximum number of groups of rare values. */
    static final int MAX_GROUPS = 64;

    private static final int MAX_VALUES = 1_000_000;

    public CategoryEncoding {
        values = Collections.unmodifiableList(new ArrayList<>(values));
        if (values.isEmpty()
                || values.size() > MAX_VALUES
                || values.size() != shares.length
                || learnt < 1
                || learnt > values.size()
                || learnt > 4 * MAX_LEARNT) {
            throw new IllegalArgumentException(
                    ("A category encoding has %d values, %d shares and %d learnt values; it must have a share "
                                    + "for each value and 1 or more learnt ones")
                            .formatted(values.size(), shares.length, learnt));
        }
        for (final double share : shares) {
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException("The share of a category is %s; it must be 0 to 1".formatted(share));
            }
        }
        checkGroups(values.size() - learnt, groups);
    }

    private static void checkGroups(final int values, final int[] groups) {
        final boolean[] used = new boolean[MAX_GROUPS];
        int last = -1;
        for (final int group : groups) {
            if (group < 0 || group >= MAX_GROUPS) {
                throw new IllegalArgumentException(
                        "The group of a category is %d; it must be 0 to %d".formatted(group, MAX_GROUPS - 1));
            }
            used[group] = true;
            last = Math.max(last, group);
        }
        for (int g = 0; g <= last; g++) {
            if (!used[g]) {
                throw new IllegalArgumentException(
                        "Group %d of %d groups of a category encoding has no values".formatted(g, last + 1));
            }
        }
        if (groups.length != values) {
            throw new IllegalArgumentException("A category encoding has groups for %d values; it needs them for %d"
                    .formatted(groups.length, values));
        }
    }

    @Override
    public void check(final int column, final List<Column> columns, final List<Encoding> encodings) {
        EncodingChecks.requireValues(columns.get(column), values);
    }

    @Override
    public ColumnCodec codec(final int column, final List<Column> columns) {
        return new CategoryCodec(this, column, columns.get(column));
    }

    @Override
    public List<Block> blocks() {
        return List.of(Block.of(members(), -1, false, false, new float[members()]));
    }

    @Override
    public String label(final int part, final int member) {
        return member < learnt ? MemberLabels.VALUE + values.get(member) : MemberLabels.GROUP + (member - learnt);
    }

    @Override
    public int missingMember(final int part) {
        final int index = values.indexOf(null);
        return index < learnt ? index : -1;
    }

    @Override
    public boolean canMiss() {
        return values.contains(null);
    }

    @Override
    public int category(final int own) {
        return own;
    }

    @Override
    public Optional<Support> support(final Column column, final List<Encoding> encodings) {
        return Optional.of(Support.of(values, shares));
    }

    /** Whether some values are in groups. */
    public boolean hasRest() {
        return learnt < values.size();
    }

    int groupCount() {
        return Arrays.stream(groups).max().orElse(-1) + 1;
    }

    /** The number of one-hot members; 0 where there is only one value or group. */
    public int members() {
        final int members = learnt + groupCount();
        return members == 1 ? 0 : members;
    }

    /** The member of a value, which is its own or its group's. */
    public int memberOf(final int value) {
        return value < learnt ? value : learnt + groups[value - learnt];
    }

    /** The member for an unknown value: the largest group of rare values, or the rarest value. */
    int unknownMember() {
        return groups.length > 0 ? learnt : learnt - 1;
    }
}
