// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LotteryTest {
    @Test
    void leavesAllRealValuesOutAndAdmitsItsShareOfTheOthers() {
        for (final int real : new int[] {1, 30, 500, 2_000}) {
            final long[] hashes = LongStream.range(0, real).map(i -> Lottery.hash("real" + i)).toArray();
            final Lottery lottery = Lottery.avoiding(hashes, .0001);

            assertEquals(0, LongStream.of(hashes).filter(lottery::accepts).count());
            final double share = IntStream.range(0, 100_000).filter(i -> lottery.accepts(Lottery.hash("new" + i))).count() / 1e5;
            assertEquals(lottery.share(), share, .1 * lottery.share() + .0015);
            assertEquals(Math.min(.5, 1 - Math.exp(-11. / real)), lottery.share(), 1e-9);
        }
        assertEquals(Lottery.ALL, Lottery.avoiding(new long[0], .1));
    }

    @Test
    void whereNotAllCanBeLeftOutVarietyComesFirstAndTheSearchEnds() {
        final long[] hashes = LongStream.range(0, 100_000).map(i -> Lottery.hash("real" + i)).toArray();
        final Lottery lottery = Lottery.avoiding(hashes, .1);

        assertEquals(.1, lottery.share());
        assertTrue(LongStream.of(hashes).filter(lottery::accepts).count() < 11_000);
    }

    @Test
    void sharesOutOfRangeAreRefused() {
        for (final double share : new double[] {0, -1, 1.1, Double.NaN}) {
            assertThrows(IllegalArgumentException.class, () -> new Lottery(1, share));
        }
    }

    @Test
    void peopleAreNobodyReal() {
        final Set<String> real = new HashSet<>();
        final List<String> given = List.of("james", "mary", "linda", "robert");
        final long[] hashes = given.stream().flatMapToLong(first -> io.nifigan.faker.FakerLists.lowerFamily("en").stream().sorted().limit(200).mapToLong(last -> {
            real.add(first + " " + last);
            return Lottery.hash(Lottery.hash(first), Lottery.hash(last));
        })).toArray();
        final PersonMaker maker = new PersonMaker("en", Lottery.avoiding(hashes, .0001));
        final Random random = new Random(1);
        for (int i = 0; i < 50_000; i++) {
            final Person person = maker.next(random);
            assertFalse(real.contains(Ascii.lower(person.given() + " " + person.family())));
        }
    }

    @Test
    void aShareThatAdmitsNobodyStillEnds() {
        final PersonMaker maker = new PersonMaker("en", new Lottery(5, Double.MIN_VALUE));
        assertFalse(maker.next(new Random(1)).given().isEmpty());
    }
}
