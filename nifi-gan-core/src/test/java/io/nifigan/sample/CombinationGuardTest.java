// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.common.RandomStream;
import io.nifigan.encode.Block;
import io.nifigan.encode.CategoryEncoding;
import io.nifigan.encode.EncoderFitter;
import io.nifigan.encode.TableEncoder;
import io.nifigan.encode.Tables;
import io.nifigan.table.Table;
import io.nifigan.train.GumbelSoftmaxHead;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CombinationGuardTest {
    private static final int ROWS = 20_000;

    /** What a generator that knows nothing would make of the blocks, one after the other: all members are as likely. */
    private static int[][] members(final TableEncoder encoder, final int[][] chosen) {
        final CombinationGuard.Rows guard = new CombinationGuard(encoder).rows(ROWS);
        final List<Block> blocks = encoder.layout().blocks();
        final int size = encoder.layout().rawSize();
        final float[] raw = new float[ROWS * size];
        final float[] gumbel = new float[raw.length];
        new RandomStream(3).gumbel(gumbel, 0, gumbel.length);
        final int[][] members = new int[blocks.size()][ROWS];
        for (int b = 0; b < members.length; b++) {
            for (int r = 0; r < ROWS; r++) {
                final int from = r * size + blocks.get(b).rawOffset();
                chosen[b][r] = GumbelSoftmaxHead.choose(
                        raw, gumbel, from, blocks.get(b).members());
                members[b][r] = guard.member(b, r, chosen[b][r], raw, gumbel, from);
            }
        }
        return members;
    }

    private static int number(final TableEncoder encoder, final int column, final int member) {
        return ((CategoryEncoding) encoder.encodings().get(column))
                        .values()
                        .get(member)
                        .charAt(1)
                - '0';
    }

    @Test
    void theFirstWordHoldsAndTheNextIsTheBestOfThoseThatGoWithIt() {
        final SplittableRandom random = new SplittableRandom(8);
        final Table table = Tables.of(4_000, r -> {
            final int a = random.nextInt(5);
            final int b = (a + random.nextInt(2)) % 5;
            return new Object[] {"a" + a, "b" + b, "c" + (b + random.nextInt(2)) % 5, "d" + random.nextInt(3)};
        });
        final TableEncoder encoder = EncoderFitter.fit(table, table, Set.of(), List.of("none", "a with b", "c with b"));
        assertEquals(List.of("a with b", "c with b"), encoder.describeRules());
        final int[][] chosen = new int[4][ROWS];
        final int[][] members = members(encoder, chosen);
        int kept = 0;
        final int[][] seen = new int[5][5];
        for (int r = 0; r < ROWS; r++) {
            final int a = number(encoder, 0, members[0][r]);
            final int b = number(encoder, 1, members[1][r]);
            final int c = number(encoder, 2, members[2][r]);
            assertEquals(chosen[0][r], members[0][r]);
            assertEquals(chosen[3][r], members[3][r]);
            assertTrue(b == a || b == (a + 1) % 5, "a" + a + " with b" + b);
            assertTrue(c == b || c == (b + 1) % 5, "b" + b + " with c" + c);
            final int own = number(encoder, 1, chosen[1][r]);
            if (own == a || own == (a + 1) % 5) {
                assertEquals(chosen[1][r], members[1][r]);
                kept++;
            }
            seen[a][b]++;
        }
        // Two of five values go with each: as many are right by themselves, and of the others both are as likely.
        assertEquals(.4, (double) kept / ROWS, .02);
        for (int a = 0; a < 5; a++) {
            assertEquals(.1, (double) seen[a][a] / ROWS, .01);
            assertEquals(.1, (double) seen[a][(a + 1) % 5] / ROWS, .01);
        }
    }

    @Test
    void allRulesWithColumnsBeforeHoldAtOnce() {
        final SplittableRandom random = new SplittableRandom(9);
        final Table table = Tables.of(4_000, r -> {
            final int a = random.nextInt(2);
            final int b = random.nextInt(2);
            return new Object[] {"a" + a, "b" + b, "c" + (a == b ? a : 2)};
        });
        final TableEncoder encoder = EncoderFitter.fit(table, table, Set.of(), List.of("none", "a with c", "b with c"));
        final int[][] members = members(encoder, new int[3][ROWS]);
        for (int r = 0; r < ROWS; r++) {
            final int a = number(encoder, 0, members[0][r]);
            final int b = number(encoder, 1, members[1][r]);
            final int c = number(encoder, 2, members[2][r]);
            assertTrue(a == b ? c == a || c == 2 : c == 2, "a" + a + " b" + b + " c" + c);
        }
    }

    @Test
    void whereNothingGoesWithWhatCameBeforeTheGeneratorsWordStands() {
        final SplittableRandom random = new SplittableRandom(10);
        final Table table = Tables.of(4_000, r -> {
            final int a = random.nextInt(3);
            // b says whether a is 0, and so it goes with c: but only in part, or one would follow from the other.
            return new Object[] {
                "a" + a,
                "b" + (a == 0 ? random.nextInt(2) : 2 + random.nextInt(2)),
                "c" + (a == 0 ? random.nextInt(2) : 2 + random.nextInt(2))
            };
        });
        final TableEncoder encoder = EncoderFitter.fit(table, table, Set.of(), List.of("none", "a with c", "b with c"));
        final int[][] chosen = new int[3][ROWS];
        final int[][] members = members(encoder, chosen);
        int contradicting = 0;
        for (int r = 0; r < ROWS; r++) {
            final int a = number(encoder, 0, members[0][r]);
            final int b = number(encoder, 1, members[1][r]);
            if (a == 0 == b < 2) {
                assertEquals(a == 0, number(encoder, 2, members[2][r]) < 2);
            } else {
                assertEquals(chosen[2][r], members[2][r]);
                contradicting++;
            }
        }
        assertEquals(.5, (double) contradicting / ROWS, .02);
    }
}
