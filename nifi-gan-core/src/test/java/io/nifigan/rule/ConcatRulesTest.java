// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.nifigan.encode.Tables;
import io.nifigan.table.Table;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConcatRulesTest {
    @Test
    void findsAndJoinsAFullName() {
        final Table table = Tables.of(200, r -> new Object[] {
            "Ann" + r, r % 9 == 0 ? null : "Lee" + r * r, r % 9 == 0 ? null : "Lee" + r * r + ", Ann" + r, "c" + r % 3
        });

        assertEquals(List.of(new ConcatRule(2, 1, ", ", 0)), ConcatRules.find(table));
        assertEquals("b, a", new ConcatRule(2, 1, ", ", 0).join("b", "a"));
        assertNull(new ConcatRule(2, 1, ", ", 0).join("b", null));
    }

    @Test
    void anExceptionOrAnotherSeparatorPreventsTheRule() {
        assertEquals(List.of(), ConcatRules.find(Tables.of(200, r ->
                new Object[] {"Ann" + r, "Lee" + r, "Ann" + r + " Lee" + (r == 150 ? 0 : r)})));
        assertEquals(List.of(), ConcatRules.find(Tables.of(200, r ->
                new Object[] {"Ann" + r, "Lee" + r, "Ann" + r + (r == 150 ? "-" : " ") + "Lee" + r})));
        assertEquals(List.of(), ConcatRules.find(Tables.of(10, r ->
                new Object[] {"Ann" + r, "Lee" + r, "Ann" + r + " Lee" + r})));
    }
}
