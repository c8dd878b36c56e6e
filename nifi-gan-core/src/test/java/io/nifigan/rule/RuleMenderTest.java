// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Field;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
import io.nifigan.table.ValueType;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RuleMenderTest {
    private static Table table() {
        final List<Column> columns = Stream.concat(
                        Stream.of("low", "high", "net", "tax", "total", "partner")
                                .map(name -> new Column(new Field(name, ValueType.INT), ColumnKind.INTEGER, 1, null)),
                        Stream.of(new Column(new Field("status", ValueType.STRING), ColumnKind.CATEGORY, 0, null)))
                .toList();
        final TableBuilder builder = TableBuilder.forColumns(columns);
        final SplittableRandom random = new SplittableRandom(1);
        for (int r = 0; r < 500; r++) {
            builder.add(new Object[] {
                random.nextInt(100),
                random.nextInt(100),
                random.nextInt(50),
                random.nextInt(50),
                random.nextInt(100),
                random.nextInt(3) == 0 ? null : random.nextInt(9),
                random.nextBoolean() ? "single" : "married"
            });
        }
        return builder.build();
    }

    @Test
    void rowsKeepOrdersSumsAndWhatIsMissing() {
        final Table mended = RuleMender.mend(
                table(), List.of("low <= high", "total = net + tax", "partner is null when status = single"), 4);
        assertEquals(500, mended.rows());
        int missing = 0;
        for (int r = 0; r < mended.rows(); r++) {
            assertTrue(mended.numbers(0)[r] <= mended.numbers(1)[r]);
            assertEquals(mended.numbers(2)[r] + mended.numbers(3)[r], mended.numbers(4)[r]);
            assertEquals("single".equals(mended.value(6, r)), mended.isMissing(5, r));
            missing += mended.isMissing(5, r) ? 1 : 0;
        }
        assertTrue(missing > 200 && missing < 300);
    }

    @Test
    void rowsThatCannotBeMendedAreDropped() {
        final Table mended = RuleMender.mend(table(), List.of("low < high"), 4);
        assertTrue(mended.rows() < 500 && mended.rows() > 480, "a hundredth has both values the same");
        for (int r = 0; r < mended.rows(); r++) {
            assertTrue(mended.numbers(0)[r] < mended.numbers(1)[r]);
        }
    }

    @Test
    void rejectsRulesThatNeedRecordsOrContradictEachOther() {
        assertTrue(assertThrows(RuleException.class, () -> RuleMender.mend(table(), List.of("low -> high"), 4))
                .getMessage()
                .contains("private"));
        assertThrows(RuleException.class, () -> RuleMender.mend(table(), List.of("low with high"), 4));
        assertThrows(RuleException.class, () -> RuleMender.mend(table(), List.of("low < high", "high < low"), 4));
        assertThrows(RuleException.class, () -> RuleMender.mend(table(), List.of("low < nothing"), 4));
    }
}
