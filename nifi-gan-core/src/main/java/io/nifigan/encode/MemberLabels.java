// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import java.util.ArrayList;
import java.util.List;

/** What the numbers of a block stand for, so that those of one table's layout are found again in another's. */
public final class MemberLabels {
    private static final String MISSING = "missing";
    private static final String OTHERS = "others";
    private static final String GROUP = "group ";
    private static final String VALUE = "value ";

    private MemberLabels() {
    }

    /**
     * A label for each one-hot member of a block, unlike those of the others.
     *
     * @param encoder of the block's layout
     */
    public static List<String> of(final TableEncoder encoder, final Block block) {
        final Encoding whole = encoder.encodings().get(block.column());
        final Encoding encoding = whole instanceof CalendarEncoding calendar ? calendar.parts().get(block.part()) : whole;
        final List<String> labels = new ArrayList<>();
        for (int m = 0; m < block.members(); m++) {
            labels.add(switch (encoding) {
                case CategoryEncoding category -> m < category.learnt() ? VALUE + category.values().get(m) : GROUP + (m - category.learnt());
                case NumberEncoding number -> m < number.atoms().length ? VALUE + number.atoms()[m] : m == number.missingMember() ? MISSING : OTHERS;
                default -> throw new IllegalArgumentException("A block of an encoding that has none");
            });
        }
        return labels;
    }
}
