// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Labels of the one-hot members of blocks, by which members of one encoder's layout are matched with those of
 * another's.
 */
public final class MemberLabels {
    /** Label of the member for a missing value. */
    public static final String MISSING = "missing";
    /** Label of the member that refers to the continuous number. */
    public static final String OTHERS = "others";
    /** Prefix of the label of a group of values, before the group's number. */
    public static final String GROUP = "group ";
    /** Prefix of the label of a way in which a value follows from other columns, before its number. */
    public static final String RELATED = "related ";
    /** Prefix of the label of a single value, before the value. */
    public static final String VALUE = "value ";

    private MemberLabels() {}

    /**
     * The labels of a block's one-hot members, all different.
     *
     * @param encoder the encoder with the block's layout
     */
    public static List<String> of(final TableEncoder encoder, final Block block) {
        final Encoding encoding = encoder.encodings().get(block.column());
        return IntStream.range(0, block.members())
                .mapToObj(member -> encoding.label(block.part(), member))
                .toList();
    }
}
