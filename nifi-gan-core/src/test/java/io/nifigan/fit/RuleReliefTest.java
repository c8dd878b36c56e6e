// SPDX-License-Identifier: Apache-2.0
package io.nifigan.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.encode.EncoderFitter;
import io.nifigan.encode.TableEncoder;
import io.nifigan.encode.Tables;
import io.nifigan.rule.Rule;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RuleReliefTest {
    private static final int WIDTH = 6;
    private static final int ROWS = 2_000;

    private final SplittableRandom random = new SplittableRandom(3);

    private TableEncoder encoder() {
        final Table table = Tables.of(600, r -> {
            final int[] numbers = new int[WIDTH];
            numbers[0] = random.nextInt(100_000);
            for (int c = 1; c < WIDTH; c++) {
                numbers[c] = numbers[c - 1] + random.nextInt(4);
            }
            return Arrays.stream(numbers).boxed().toArray();
        });
        return EncoderFitter.fit(table, table, Set.of(), List.of());
    }

    /** Rows as a generator makes them: each number is near the others, in any order. */
    private Table drawn(final int error) {
        return Tables.of(ROWS, r -> {
            final int base = random.nextInt(100_000);
            return IntStream.range(0, WIDTH)
                    .mapToObj(c -> base + 4 * c + (error == 0 ? 0 : random.nextInt(error)))
                    .toArray();
        });
    }

    @Test
    void ordersThatHardlyAnyRowKeepsAreGivenUpUntilEnoughRowsAreLeft() {
        final TableEncoder encoder = encoder();
        final Table drawn = drawn(1_000);
        final List<String> said = new ArrayList<>();

        assertFalse(RuleRelief.suffices(encoder, drawn));
        final TableEncoder relieved = RuleRelief.relieve(encoder, drawn, Set.of(), said::add);

        assertEquals(encoder.rules().size() - relieved.rules().size(), said.size());
        assertTrue(!relieved.rules().isEmpty() && !said.isEmpty(), said::toString);
        final List<IntPredicate> rules =
                relieved.rules().stream().map(rule -> rule.on(drawn)).toList();
        final long kept = IntStream.range(0, ROWS)
                .filter(r -> rules.stream().allMatch(rule -> rule.test(r)))
                .count();
        assertTrue(kept >= ROWS / 10, kept + " rows are kept");
    }

    @Test
    void ordersOfTheUserAndThoseThatRowsKeepStay() {
        final TableEncoder encoder = encoder();
        final Set<Rule> given = Set.copyOf(encoder.rules());
        final List<String> said = new ArrayList<>();

        assertSame(encoder, RuleRelief.relieve(encoder, drawn(1_000), given, said::add));
        assertTrue(RuleRelief.suffices(encoder, drawn(0)));
        assertSame(encoder, RuleRelief.relieve(encoder, drawn(0), Set.of(), said::add));
        assertEquals(List.of(), said);
    }
}
