// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import io.nifigan.common.RandomStream;
import io.nifigan.table.Column;
import io.nifigan.table.Table;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The codec of a {@link CategoryEncoding}. */
final class CategoryCodec implements ColumnCodec {
    private final CategoryEncoding category;
    private final int column;
    private final boolean numeric;
    /** The index of each value, with null for missing. */
    private final Map<String, Integer> index = new HashMap<>();

    private final RareValues rareValues;

    CategoryCodec(final CategoryEncoding category, final int index, final Column column) {
        this.category = category;
        this.column = index;
        this.numeric = column.kind().isNumeric();
        for (int i = 0; i < category.values().size(); i++) {
            this.index.put(category.values().get(i), i);
        }
        EncodingChecks.require(this.index.size() == category.values().size(), column, "a category twice");
        this.rareValues = new RareValues(category);
    }

    @Override
    public void encode(final Table table, final int[] blocks, final EncodedColumns encoded) {
        final int block = blocks[0];
        if (numeric) {
            final double[] values = table.numbers(column);
            for (int r = 0; r < values.length; r++) {
                encoded.choose(
                        block, r, member(index.get(Double.isNaN(values[r]) ? null : Double.toString(values[r]))));
            }
        } else {
            final int[] codes = table.codes(column);
            final int missing = member(index.get(null));
            final int[] members = table.dictionary(column).stream()
                    .mapToInt(text -> member(index.get(text)))
                    .toArray();
            for (int r = 0; r < codes.length; r++) {
                encoded.choose(block, r, codes[r] < 0 ? missing : members[codes[r]]);
            }
        }
    }

    private int member(final Integer value) {
        return value == null ? category.unknownMember() : category.memberOf(value);
    }

    @Override
    public void countUnusual(final Table table, final int[] blocks, final int[] counts) {
        if (numeric) {
            countNumbers(table.numbers(column), counts);
        } else {
            countTexts(table.dictionary(column), table.codes(column), counts);
        }
    }

    private void countTexts(final List<String> dictionary, final int[] codes, final int[] counts) {
        final boolean missing = !index.containsKey(null);
        final boolean[] unknown = new boolean[dictionary.size()];
        for (int i = 0; i < unknown.length; i++) {
            unknown[i] = !index.containsKey(dictionary.get(i));
        }
        for (int r = 0; r < codes.length; r++) {
            counts[r] += (codes[r] < 0 ? missing : unknown[codes[r]]) ? 1 : 0;
        }
    }

    private void countNumbers(final double[] values, final int[] counts) {
        final boolean missing = !index.containsKey(null);
        // Sorted for Arrays.binarySearch, which distinguishes 0 and -0 as texts do.
        final double[] known = index.keySet().stream()
                .filter(text -> text != null && text.equals(Double.toString(Double.parseDouble(text))))
                .mapToDouble(Double::parseDouble)
                .sorted()
                .toArray();
        for (int r = 0; r < values.length; r++) {
            counts[r] += (Double.isNaN(values[r]) ? missing : Arrays.binarySearch(known, values[r]) < 0) ? 1 : 0;
        }
    }

    @Override
    public ColumnDecoder decoder(final int rows) {
        final int[] values = new int[rows];
        return new ColumnDecoder() {
            @Override
            public void set(
                    final int part, final int row, final int member, final double share, final RandomStream random) {
                values[row] = member < category.learnt()
                        ? member
                        : rareValues.draw(member - category.learnt(), random.nextDouble());
            }

            @Override
            public void setMissing(final int row) {
                values[row] = index.get(null);
            }

            @Override
            public void write(final DecodedTable table) {
                table.setValues(column, category.values(), values);
            }
        };
    }

    /** A sampler of the values in a category's groups, by their shares within a group. */
    static final class RareValues {
        private final int[][] values;
        private final double[][] sums;

        RareValues(final CategoryEncoding category) {
            final int groups = category.groupCount();
            final int[] sizes = new int[groups];
            for (final int group : category.groups()) {
                sizes[group]++;
            }
            values = new int[groups][];
            sums = new double[groups][];
            Arrays.setAll(values, g -> new int[sizes[g]]);
            Arrays.setAll(sums, g -> new double[sizes[g]]);
            final int[] filled = new int[groups];
            for (int i = 0; i < category.groups().length; i++) {
                final int group = category.groups()[i];
                final int at = filled[group]++;
                values[group][at] = category.learnt() + i;
                sums[group][at] = category.shares()[category.learnt() + i] + (at > 0 ? sums[group][at - 1] : 0);
            }
        }

        /**
         * Draws a value of a group.
         *
         * @param uniform a uniform number in [0, 1)
         */
        int draw(final int group, final double uniform) {
            final double[] upTo = sums[group];
            final int found = Arrays.binarySearch(upTo, uniform * upTo[upTo.length - 1]);
            return values[group][Math.min(found >= 0 ? found + 1 : -found - 1, upTo.length - 1)];
        }
    }
}
