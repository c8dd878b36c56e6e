// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.table.ColumnKind;
import io.nifigan.table.Table;
import io.nifigan.table.TestTable;
import io.nifigan.table.ValueType;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Categories of thousands of values, each with a handful of rows. */
class ManyCategoriesTest {
    private static final int ROWS = 12_000;
    private static final int VALUES = 4_000;
    private static final int KINDS = 10;

    /** Products of ten kinds by turns; with some chance, the colour is that of the kind and the price near its own. */
    private static Table table(final double chance) {
        final SplittableRandom random = new SplittableRandom(1);
        return TestTable.of(ValueType.STRING, "product", ColumnKind.CATEGORY)
                .and(ValueType.STRING, "colour", ColumnKind.CATEGORY)
                .and(ValueType.DOUBLE, "price")
                .rows(ROWS, r -> {
                    final int product = random.nextInt(VALUES);
                    final int kind = product % KINDS;
                    return new Object[] {
                        "product " + product,
                        "colour " + (random.nextDouble() < chance ? kind : random.nextInt(KINDS)),
                        random.nextDouble() < chance ? kind + .8 * random.nextGaussian() : KINDS * random.nextDouble()
                    };
                });
    }

    private static int kind(final String product) {
        return Integer.parseInt(product.substring(8)) % KINDS;
    }

    /**
     * How far the joint table of kind and colour is from the real one, where each row's product is drawn anew from its
     * group.
     */
    private static double distance(final Table table, final CategoryEncoding category) {
        final SplittableRandom random = new SplittableRandom(2);
        final CategoryCodec.RareValues rareValues = new CategoryCodec.RareValues(category);
        final double[][] joint = new double[KINDS][KINDS];
        for (int r = 0; r < ROWS; r++) {
            final String product = (String) table.value(0, r);
            final int colour = Integer.parseInt(((String) table.value(1, r)).substring(7));
            final int member = category.memberOf(category.values().indexOf(product));
            final int drawn = member < category.learnt()
                    ? member
                    : rareValues.draw(member - category.learnt(), random.nextDouble());
            joint[kind(product)][colour] += .5 / ROWS;
            joint[kind(category.values().get(drawn))][colour] -= .5 / ROWS;
        }
        return Arrays.stream(joint)
                .flatMapToDouble(Arrays::stream)
                .map(Math::abs)
                .sum();
    }

    @Test
    void rareValuesKeepTheirAssociations() {
        for (final double chance : new double[] {.9, .5}) {
            final Table table = table(chance);
            final CategoryEncoding category = (CategoryEncoding)
                    EncoderFitter.fit(table, Set.of()).encodings().get(0);
            assertTrue(
                    category.groupCount() > 5 && category.learnt() == 1,
                    category.groupCount() + " groups, " + category.learnt() + " members");
            final double alone = distance(
                    table,
                    new CategoryEncoding(
                            category.values(),
                            1,
                            category.shares(),
                            new int[category.values().size() - 1]));
            final double grouped = distance(table, category);
            assertEquals(.9 * chance, alone, .05, "were the others one group");
            assertTrue(grouped < .35 * alone, "in groups " + grouped + ", in one " + alone);
        }
    }

    @Test
    void valuesWithoutAssociationsStayOneGroup() {
        final CategoryEncoding category = (CategoryEncoding)
                EncoderFitter.fit(table(0), Set.of()).encodings().get(0);
        assertEquals(1, category.groupCount());
        assertEquals(CategoryEncoding.MAX_LEARNT, category.learnt());
    }

    @Test
    void groupingIsDeterministic() {
        final CategoryEncoding one = (CategoryEncoding)
                EncoderFitter.fit(table(.7), Set.of()).encodings().get(0);
        final CategoryEncoding other = (CategoryEncoding)
                EncoderFitter.fit(table(.7), Set.of()).encodings().get(0);
        assertArrayEquals(one.groups(), other.groups());
    }

    @Test
    void valuesAreDrawnFromTheirGroupByTheirShares() {
        final CategoryEncoding category = new CategoryEncoding(
                List.of("a", "b", "c", "d"), 1, new double[] {.4, .3, .2, .1}, new int[] {0, 1, 0});
        assertEquals(3, category.members());
        assertEquals(2, category.memberOf(2));
        final CategoryCodec.RareValues rareValues = new CategoryCodec.RareValues(category);
        final int[] counts = new int[4];
        for (int i = 0; i < 4_000; i++) {
            counts[rareValues.draw(0, (i + .5) / 4_000)]++;
        }
        assertArrayEquals(new int[] {0, 3_000, 0, 1_000}, counts);
        assertEquals(2, rareValues.draw(1, .7));
        assertEquals(
                0,
                new CategoryCodec.RareValues(
                                        new CategoryEncoding(List.of("a", "b"), 1, new double[] {1, 0}, new int[] {0}))
                                .draw(0, .3)
                        - 1);
    }

    @Test
    void rejectsInvalidGroups() {
        final List<String> values = List.of("a", "b", "c");
        final double[] shares = {.5, .3, .2};
        for (final int[] groups : new int[][] {{0}, {0, 2}, {-1, 0}, {0, 64}, {0, 0, 0}, {1_000_000_000, 0}}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new CategoryEncoding(values, 1, shares, groups),
                    Arrays.toString(groups));
        }
    }
}
