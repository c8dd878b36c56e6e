// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import static io.nifigan.rule.FoundRules.day;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.encode.Tables;
import io.nifigan.table.Table;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Columns of which each row has one only, such as the times of shipping and of cancellation. */
class ExclusiveColumnsTest {
    private static final int KINDS = 8;
    private final SplittableRandom random = new SplittableRandom(3);

    @Test
    void nothingIsFoundBetweenThem() {
        final Table table = Tables.of(1_200, r -> {
            final Object[] row = new Object[KINDS];
            final LocalDate day = day(random, 6);
            row[r % KINDS] = switch (r % KINDS) {
                case 0, 1 -> day;
                case 2, 3 -> day + " 0" + random.nextInt(10) + ":30:00";
                case 4 -> random.nextInt(1_000);
                case 5 -> random.nextInt(1_000) / 100.;
                case 6 -> "c" + random.nextInt(5);
                default -> random.nextBoolean();
            };
            return row;
        });
        final List<Rule> formulas = RuleFinder.find(table, Set.of(), column -> true).defining().values().stream()
                .filter(FormulaRule.class::isInstance)
                .map(Rule.class::cast)
                .toList();
        assertTrue(formulas.isEmpty(), formulas.toString());
    }
}
