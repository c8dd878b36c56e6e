// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import java.util.List;
import java.util.stream.IntStream;

/** What the numbers of a block stand for, so that those of one table's layout are found again in another's. */
public final class MemberLabels {
    /** Of the member that stands for a missing value. */
    public static final String MISSING = "missing";
    /** Of the member that hands over to the continuous number. */
    public static final String OTHERS = "others";
    /** Of a member that stands for several values, before its number. */
    public static final String GROUP = "group ";
    /** Of a member that stands for one value, before it. */
    public static final String VALUE = "value ";

    private MemberLabels() {}

    /**
     * A label for each one-hot member of a block, unlike those of the others.
     *
     * @param encoder of the block's layout
     */
    public static List<String> of(final TableEncoder encoder, final Block block) {
        final Encoding encoding = encoder.encodings().get(block.column());
        return IntStream.range(0, block.members())
                .mapToObj(member -> encoding.label(block.part(), member))
                .toList();
    }
}
