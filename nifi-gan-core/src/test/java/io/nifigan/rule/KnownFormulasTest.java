// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import static io.nifigan.rule.FoundRules.assertFinds;
import static io.nifigan.rule.FoundRules.cents;
import static io.nifigan.rule.FoundRules.day;
import static io.nifigan.rule.FoundRules.rules;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.encode.Tables;
import io.nifigan.table.Table;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The search for what is computed where all values are known. */
class KnownFormulasTest {
    private final SplittableRandom random = new SplittableRandom(7);

    @Test
    void formulasHoldWhereAllIsKnown() {
        // A total that is a word in some rows, a quantity that is missing in others, and a copy with gaps of its own.
        assertFinds(
                Tables.of(900, r -> {
                    final int price = 101 + random.nextInt(5_000);
                    final int quantity = 1 + random.nextInt(9);
                    final String total = cents(price * quantity);
                    return new Object[] {
                        random.nextInt(20) == 0 ? null : quantity,
                        cents(price),
                        random.nextInt(15) == 0 ? "N/A" : total,
                        random.nextInt(10) == 0 ? null : total,
                        "g" + random.nextInt(3)
                    };
                }),
                "c = a * b where known",
                "d = c where known",
                "d = a * b where known");
        // A time, a span and a part of a time.
        final List<String> times = rules(Tables.of(900, r -> {
            final LocalDateTime start = day(random, 3).atTime(random.nextInt(24), random.nextInt(60));
            final int minutes = random.nextInt(3_000);
            final DateTimeFormatter form = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");
            return new Object[] {
                start.format(form),
                random.nextInt(9) == 0 ? null : minutes,
                random.nextInt(8) == 0 ? null : start.plusMinutes(minutes).format(form),
                random.nextInt(7) == 0 ? null : start.getYear()
            };
        }));
        assertTrue(
                times.containsAll(List.of("c = a + b in minutes where known", "d = year(a) where known")),
                times::toString);
    }

    @Test
    void whatHoldsWhereAllIsKnownCanBeGivenAndForbidden() {
        final Table table = Tables.of(900, r -> {
            final int a = random.nextInt(500);
            final int b = random.nextInt(900);
            return new Object[] {a, b, random.nextInt(9) == 0 ? null : a + b};
        });
        assertEquals(List.of("c = a + b where known"), rules(table));
        assertEquals(List.of("c = a + b where known"), rules(table, "none", "c = a + b"));
        assertTrue(rules(table, "not c = a + b").stream().noneMatch(rule -> rule.contains("known")));
        assertTrue(assertThrows(RuleException.class, () -> rules(table, "c = a - b where known"))
                .getMessage()
                .contains("broken"));
    }

    @Test
    void numbersOfChanceWithGapsHaveNoFormula() {
        for (int i = 0; i < 5; i++) {
            final Table table = Tables.of(
                    2_000,
                    r -> IntStream.range(0, 14)
                            .mapToObj(c -> random.nextInt(10) < 3 ? null : (Object) random.nextInt(3 + 7 * c))
                            .toArray());
            assertEquals(List.of(), rules(table));
        }
    }
}
