// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import io.nifigan.table.Table;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Counts the values that an encoder cannot place, as {@link EncodedColumns#unusual} has them, without encoding the others. */
final class UnusualValues {
    private final TableEncoder encoder;
    private final Table table;
    private final int[] counts;

    private UnusualValues(final TableEncoder encoder, final Table table) {
        this.encoder = encoder;
        this.table = table;
        this.counts = new int[table.rows()];
    }

    /** {@code [rows]}: how many of each row's values cannot be placed. */
    static int[] of(final TableEncoder encoder, final Table table) {
        final UnusualValues unusual = new UnusualValues(encoder, table);
        int last = -1;
        for (final Block block : encoder.layout().blocks()) {
            // Columns that are learnt in parts have several blocks, one after the other.
            if (block.column() != last) {
                last = block.column();
                unusual.count(last);
            }
        }
        return unusual.counts;
    }

    private void count(final int column) {
        switch (encoder.encodings().get(column)) {
            case CategoryEncoding category when table.numbers(column) != null -> countNumbers(encoder.index(column), table.numbers(column));
            case CategoryEncoding category -> countTexts(encoder.index(column), table.dictionary(column), table.codes(column));
            case NumberEncoding number -> {
                final double[] values = table.numbers(column);
                for (int r = 0; r < values.length; r++) {
                    counts[r] += number.isUnusual(values[r]) ? 1 : 0;
                }
            }
            case CalendarEncoding calendar -> countDays(column, calendar);
            default -> throw new IllegalStateException("A column that is not learnt has a block");
        }
    }

    private void countTexts(final Map<String, Integer> index, final List<String> dictionary, final int[] codes) {
        final boolean missing = !index.containsKey(null);
        final boolean[] unknown = new boolean[dictionary.size()];
        for (int i = 0; i < unknown.length; i++) {
            unknown[i] = !index.containsKey(dictionary.get(i));
        }
        for (int r = 0; r < codes.length; r++) {
            counts[r] += (codes[r] < 0 ? missing : unknown[codes[r]]) ? 1 : 0;
        }
    }

    private void countNumbers(final Map<String, Integer> index, final double[] values) {
        final boolean missing = !index.containsKey(null);
        // In the order of Arrays.binarySearch, which tells 0 from -0 as texts do.
        final double[] known = index.keySet().stream().filter(text -> text != null && text.equals(Double.toString(Double.parseDouble(text))))
                .mapToDouble(Double::parseDouble).sorted().toArray();
        for (int r = 0; r < values.length; r++) {
            counts[r] += (Double.isNaN(values[r]) ? missing : Arrays.binarySearch(known, values[r]) < 0) ? 1 : 0;
        }
    }

    private void countDays(final int column, final CalendarEncoding calendar) {
        final double[] values = table.numbers(column);
        final double[][] parts = new double[calendar.parts().size()][];
        Arrays.setAll(parts, part -> CalendarEncoding.split(calendar.period(), calendar.cell(), encoder.columns().get(column).kind(), values, part));
        final int[] learnt = encoder.layout().blocks().stream().filter(block -> block.column() == column).mapToInt(Block::part).toArray();
        for (int r = 0; r < values.length; r++) {
            boolean unusual = values[r] < calendar.least() || values[r] > calendar.most();
            for (final int part : learnt) {
                unusual |= calendar.parts().get(part).isUnusual(parts[part][r]);
            }
            counts[r] += unusual ? 1 : 0;
        }
    }
}
