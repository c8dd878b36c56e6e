// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import io.nifigan.encode.Block;
import io.nifigan.encode.CategoryEncoding;
import io.nifigan.encode.TableEncoder;
import io.nifigan.rule.CombinationRule;
import io.nifigan.rule.Rule;
import io.nifigan.table.ValueList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Replaces categories that never occur together in a row ({@link CombinationRule}). The generator chooses the category
 * of each column independently, so with many such rules most rows would break one and be rejected: twice the columns
 * would square the share that is kept. Here the category of the earlier column stays, and the later column gets its
 * best member that may occur with it. Rules on other columns are left to {@link RuleFilter}.
 */
public final class CombinationGuard {
    /**
     * A rule with an earlier column.
     *
     * @param block the block of that column
     * @param earlier for each of its members the index of its value in the rule, -1 where it stands for several values
     *     or is not in the rule
     * @param later the same for members of the later column
     * @param rule the rule
     * @param turned whether the rule names the later column first
     */
    private record Partner(int block, int[] earlier, int[] later, CombinationRule rule, boolean turned) {
        boolean allows(final int earlierMember, final int laterMember) {
            final int i = earlier[earlierMember];
            final int j = later[laterMember];
            return i < 0 || j < 0 || !(turned ? rule.isNever(j, i) : rule.isNever(i, j));
        }
    }

    /** For each block its rules with earlier ones. */
    private final List<List<Partner>> partners = new ArrayList<>();
    /** The blocks that later ones have rules with. */
    private final boolean[] isPartner;

    /** @param encoder the table's */
    public CombinationGuard(final TableEncoder encoder) {
        final List<Block> blocks = encoder.layout().blocks();
        isPartner = new boolean[blocks.size()];
        final Map<Integer, Integer> byColumn = new HashMap<>();
        for (int b = 0; b < blocks.size(); b++) {
            partners.add(new ArrayList<>());
            final int column = blocks.get(b).column();
            // Where another column decides whether the value is missing, the member does not.
            if (encoder.encodings().get(column) instanceof CategoryEncoding
                    && encoder.plan().missing(column) == null
                    && encoder.structure().guard(column) < 0) {
                byColumn.put(column, b);
            }
        }
        for (final Rule rule : encoder.plan().drawn()) {
            if (rule instanceof CombinationRule combinations
                    && byColumn.containsKey(combinations.first())
                    && byColumn.containsKey(combinations.second())) {
                add(encoder, combinations, byColumn.get(combinations.first()), byColumn.get(combinations.second()));
            }
        }
    }

    private void add(final TableEncoder encoder, final CombinationRule rule, final int first, final int second) {
        final int[] firsts = levels((CategoryEncoding) encoder.encodings().get(rule.first()), rule.firstValues());
        final int[] seconds = levels((CategoryEncoding) encoder.encodings().get(rule.second()), rule.secondValues());
        final boolean turned = second < first;
        partners.get(Math.max(first, second))
                .add(new Partner(
                        Math.min(first, second), turned ? seconds : firsts, turned ? firsts : seconds, rule, turned));
        isPartner[Math.min(first, second)] = true;
    }

    private static int[] levels(final CategoryEncoding category, final ValueList values) {
        final Map<Object, Integer> index = new HashMap<>();
        for (int i = 0; i < values.size(); i++) {
            index.put(values.value(i), i);
        }
        return IntStream.range(0, Math.max(category.members(), 1))
                .map(member -> member < category.learnt()
                        ? index.getOrDefault(category.values().get(member), -1)
                        : -1)
                .toArray();
    }

    /** Starts on the rows of a table that is being decoded. */
    public Rows rows(final int count) {
        return new Rows(count);
    }

    /** The members that rows have so far, block after block. */
    public final class Rows {
        private final int[][] members = new int[isPartner.length][];

        private Rows(final int count) {
            for (int b = 0; b < isPartner.length; b++) {
                members[b] = isPartner[b] ? new int[count] : null;
            }
        }

        /**
         * Whether no member of a block is ever changed and no other block depends on it, so that it need not be asked.
         */
        boolean isFree(final int block) {
            return partners.get(block).isEmpty() && members[block] == null;
        }

        /**
         * Chooses the member of a row. Blocks must be asked in their order.
         *
         * @param block the block's number
         * @param row the row's number
         * @param chosen the member that the generator chose
         * @param raw the generator's output
         * @param gumbel the noise of the choice
         * @param from where the row's block begins in both
         * @return the generator's member where it breaks no rule, or where no member keeps all rules
         */
        public int member(
                final int block,
                final int row,
                final int chosen,
                final float[] raw,
                final float[] gumbel,
                final int from) {
            final List<Partner> earlier = partners.get(block);
            int member = chosen;
            if (!earlier.isEmpty() && !isAllowed(earlier, row, chosen)) {
                final int all = earlier.getFirst().later().length;
                float max = Float.NEGATIVE_INFINITY;
                for (int i = 0; i < all; i++) {
                    if (raw[from + i] + gumbel[from + i] > max && isAllowed(earlier, row, i)) {
                        max = raw[from + i] + gumbel[from + i];
                        member = i;
                    }
                }
            }
            if (members[block] != null) {
                members[block][row] = member;
            }
            return member;
        }

        private boolean isAllowed(final List<Partner> earlier, final int row, final int member) {
            for (final Partner partner : earlier) {
                if (!partner.allows(members[partner.block()][row], member)) {
                    return false;
                }
            }
            return true;
        }
    }
}
