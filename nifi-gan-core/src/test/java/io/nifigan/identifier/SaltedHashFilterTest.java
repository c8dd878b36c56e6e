// SPDX-License-Identifier: Apache-2.0
package io.nifigan.identifier;

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

class SaltedHashFilterTest {
    @Test
    void rejectsAllRealValuesAndAcceptsItsShareOfOthers() {
        for (final int real : new int[] {1, 30, 500, 2_000}) {
            final long[] hashes = LongStream.range(0, real)
                    .map(i -> SaltedHashFilter.hash("real" + i))
                    .toArray();
            final SaltedHashFilter filter = SaltedHashFilter.avoiding(hashes, .0001);

            assertEquals(0, LongStream.of(hashes).filter(filter::accepts).count());
            final double share = IntStream.range(0, 100_000)
                            .filter(i -> filter.accepts(SaltedHashFilter.hash("new" + i)))
                            .count()
                    / 1e5;
            assertEquals(filter.share(), share, .1 * filter.share() + .0015);
            assertEquals(Math.min(.5, 1 - Math.exp(-11. / real)), filter.share(), 1e-9);
        }
        assertEquals(SaltedHashFilter.ALL, SaltedHashFilter.avoiding(new long[0], .1));
    }

    @Test
    void prefersVarietyWhereNotAllCanBeRejected() {
        final long[] hashes = LongStream.range(0, 100_000)
                .map(i -> SaltedHashFilter.hash("real" + i))
                .toArray();
        final SaltedHashFilter filter = SaltedHashFilter.avoiding(hashes, .1);

        assertEquals(.1, filter.share());
        assertTrue(LongStream.of(hashes).filter(filter::accepts).count() < 11_000);
    }

    @Test
    void sharesOutOfRangeAreRejected() {
        for (final double share : new double[] {0, -1, 1.1, Double.NaN}) {
            assertThrows(IllegalArgumentException.class, () -> new SaltedHashFilter(1, share));
        }
    }

    @Test
    void generatedPersonsAreNotReal() {
        final Set<String> real = new HashSet<>();
        final List<String> given = List.of("james", "mary", "linda", "robert");
        final long[] hashes = given.stream()
                .flatMapToLong(first -> io.nifigan.faker.FakerLists.lowerFamily("en").stream()
                        .sorted()
                        .limit(200)
                        .mapToLong(last -> {
                            real.add(first + " " + last);
                            return SaltedHashFilter.hash(SaltedHashFilter.hash(first), SaltedHashFilter.hash(last));
                        }))
                .toArray();
        final PersonGenerator maker = new PersonGenerator("en", SaltedHashFilter.avoiding(hashes, .0001));
        final Random random = new Random(1);
        for (int i = 0; i < 50_000; i++) {
            final Person person = maker.next(random);
            assertFalse(real.contains(Ascii.lower(person.given() + " " + person.family())));
        }
    }

    @Test
    void aFilterThatAcceptsNobodyStillEnds() {
        final PersonGenerator maker = new PersonGenerator("en", new SaltedHashFilter(5, Double.MIN_VALUE));
        assertFalse(maker.next(new Random(1)).given().isEmpty());
    }
}
