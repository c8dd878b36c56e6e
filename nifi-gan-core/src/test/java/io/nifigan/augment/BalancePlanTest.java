// SPDX-License-Identifier: Apache-2.0
package io.nifigan.augment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BalancePlanTest {
    private static Map<String, Long> plan(final Map<String, Long> counts, final String shares) {
        return BalancePlan.of(counts, ClassShares.parse(shares)).additions();
    }

    @Test
    void withoutSharesEachClassReachesTheLargest() {
        assertEquals(Map.of("yes", 80L, "maybe", 83L), plan(Map.of("yes", 10L, "no", 90L, "maybe", 7L), ""));
        assertEquals(Map.of(), plan(Map.of("yes", 10L, "no", 10L), null));
        assertEquals(Map.of(), plan(Map.of(), ""));
    }

    @Test
    void theTotalIsTheSmallestInWhichNoClassShrinks() {
        assertEquals(Map.of("yes", 20L), plan(Map.of("yes", 10L, "no", 90L), "yes=25%, no=75%"));
        // The share of yes is already too large, so no grows.
        assertEquals(Map.of("no", 110L), plan(Map.of("yes", 50L, "no", 40L), "yes=25%, no=75%"));
        assertEquals(Map.of("new", 100L), plan(Map.of("yes", 50L, "no", 50L), "yes=25,no=25,new=50"));
    }

    @Test
    void sharesThatAreNoWholeNumbersOfRecordsAreRounded() {
        // If 7 records are two thirds, the total is 10.5, rounded up to 11: 3.67 and 7.33 records.
        assertEquals(Map.of("a", 1L), plan(Map.of("a", 3L, "b", 7L), "a=33.3333333333,b=66.6666666667"));
        assertEquals(Map.of("a", 1L, "b", 1L), plan(Map.of("a", 4L, "b", 4L, "c", 5L), "a=33%,b=33%,c=33%"));
    }

    @Test
    void classesWithoutAShareDivideWhatIsLeftAsTheyCome() {
        assertEquals(Map.of("rare", 89L), plan(Map.of("rare", 1L, "a", 60L, "b", 30L), "rare=50%"));
    }

    @Test
    void sharesComeOutWithinOneRecordWhateverTheCounts() {
        final SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 2_000; i++) {
            final double share = .5 + random.nextInt(99);
            final Map<String, Long> counts =
                    new TreeMap<>(Map.of("a", 1L + random.nextInt(1_000), "b", 1L + random.nextInt(1_000)));
            final Map<String, Long> added = plan(counts, "a=%s%%,b=%s%%".formatted(share, 100 - share));
            added.forEach((name, count) -> assertTrue(count > 0));
            final double a = counts.get("a") + added.getOrDefault("a", 0L);
            final double total = a + counts.get("b") + added.getOrDefault("b", 0L);
            assertEquals(total * share / 100, a, 1 - 1e-9, counts + " " + added);
            // With a smaller total, a class would shrink.
            assertTrue(
                    Math.max(counts.get("a") / share, counts.get("b") / (100 - share)) * 100 > total - 2,
                    counts + " " + added);
        }
    }

    @Test
    void refusesSharesThatCannotBeReached() {
        final Map<String, Long> counts = Map.of("yes", 10L, "no", 90L);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> plan(counts, "yes=50%,no=30%"))
                .getMessage()
                .contains("80.0 %"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> plan(counts, "yes=100%"))
                .getMessage()
                .contains("other classes too (1)"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> plan(counts, "yes=99.99999%"))
                .getMessage()
                .contains("in total"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yes",
                "yes=",
                "=50%",
                "yes=half",
                "yes=-1%",
                "yes=0%",
                "yes=101%",
                "yes=60%,no=60%",
                "yes=10%,yes=20%",
                "yes=NaN",
                "\"yes"
            })
    void refusesSharesThatCannotBeRead(final String text) {
        assertThrows(IllegalArgumentException.class, () -> ClassShares.parse(text));
    }

    @Test
    void readsNamesWithSignsInThem() {
        assertEquals(
                Map.of("a, b", 40., "c=d", 60.),
                ClassShares.parse(" \"a, b=40%\" , c=d = 60 % ").percent());
    }
}
