// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.encode.CategoryEncoding;
import io.nifigan.encode.Encoding;
import io.nifigan.encode.TableEncoder;
import io.nifigan.model.GANModel;
import io.nifigan.model.TrainedModels;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.table.Field;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
import io.nifigan.table.ValueType;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DuplicateFilterTest {
    private static final String[] WORDS =
            IntStream.range(0, 100).mapToObj(i -> "word" + i).toArray(String[]::new);

    private static Table words(final int... indices) {
        final TableBuilder builder = new TableBuilder(List.of(new Field("word", ValueType.STRING)), Map.of());
        for (final int index : indices) {
            builder.add(new Object[] {WORDS[index]});
        }
        return builder.build();
    }

    private static DuplicateFilter repeats(final int rows) {
        final Table table = words(IntStream.range(0, 100).map(i -> i % 7).toArray());
        final Encoding words = new CategoryEncoding(
                List.of(WORDS),
                100,
                IntStream.range(0, 100).mapToDouble(i -> .01).toArray(),
                new int[0]);
        return new DuplicateFilter(new TableEncoder(table.columns(), List.of(words), List.of()), rows);
    }

    private static int[] fresh(final DuplicateFilter duplicates, final Table table) {
        return IntStream.range(0, table.rows()).filter(duplicates.on(table)).toArray();
    }

    @Test
    void leavesOutWhatCameBeforeWhateverItsPlaceInTheDictionary() {
        final DuplicateFilter duplicates = repeats(50);
        assertArrayEquals(new int[] {0, 1, 3}, fresh(duplicates, words(5, 6, 5, 7)));
        assertArrayEquals(new int[] {0, 2}, fresh(duplicates, words(8, 6, 9)));
    }

    @Test
    void forgetsWhatCameATableAgo() {
        final DuplicateFilter duplicates = repeats(4);
        assertEquals(12, fresh(duplicates, words(IntStream.range(0, 12).toArray())).length);
        assertArrayEquals(new int[] {0}, fresh(duplicates, words(0)));
        assertArrayEquals(new int[0], fresh(duplicates, words(11)));
        assertArrayEquals(new int[] {0}, fresh(duplicates, words(8)), "six rows ago");
    }

    @Test
    void whatIsLeftOutDoesNotMakeATableLonger() {
        final DuplicateFilter duplicates = repeats(4);
        assertArrayEquals(new int[] {0, 1, 3}, fresh(duplicates, words(0, 1, 1, 2)));
        assertArrayEquals(new int[0], fresh(duplicates, words(0)), "three rows ago, as a table of those given is");
    }

    @Test
    void aRowThatWasChangedMayBeARepeatToo() {
        final DuplicateFilter duplicates = repeats(50);
        fresh(duplicates, words(5, 6));
        final Table changed = words(6, 7);
        assertFalse(duplicates.onChanged(changed).test(0));
        assertTrue(duplicates.onChanged(changed).test(1));
        assertArrayEquals(new int[0], fresh(duplicates, words(7)), "what a row was changed to is remembered");
    }

    @Test
    void whereMostRowsRepeatTheyStay() {
        final DuplicateFilter duplicates = repeats(1_000);
        final int kept = fresh(
                        duplicates,
                        words(IntStream.range(0, 1_000).map(i -> i % 2).toArray()))
                .length;
        assertTrue(kept > 900, kept + " kept");
    }

    @Test
    void aSampledTableHasNoRowTwice() throws SamplingException {
        final GANModel model = TrainedModels.model();
        try (Sampler sampler = new Sampler(model, 3, 0)) {
            final Table table = sampler.next(TrainedModels.ROWS);
            final Set<List<Object>> rows = new HashSet<>();
            for (int r = 0; r < table.rows(); r++) {
                final int row = r;
                // Without key and name, which are made anew.
                rows.add(IntStream.range(2, table.columns().size())
                        .mapToObj(c -> String.valueOf(table.value(c, row)))
                        .map(Object.class::cast)
                        .toList());
            }
            assertEquals(TrainedModels.ROWS, rows.size());
        }
    }
}
