// SPDX-License-Identifier: Apache-2.0
package io.nifigan.score;

import io.nifigan.encode.TableEncoder;
import io.nifigan.table.Table;
import io.nifigan.table.ValueList;
import io.nifigan.table.ValueMatcher;
import java.util.function.IntUnaryOperator;

/**
 * A check of one field's values: whether they can be read, are known and in range. A value that is missing where none
 * was missing before is unusual, but not impossible: the field may be absent from the records.
 *
 * @param encoder the model's encoder
 * @param column the index of the field's column
 * @param form the index of the column with its values' forms, -1 for none
 * @param known the values of a looked-up column; null for others
 * @param range the range of the values
 * @param unknownIsImpossible whether an unknown value is impossible
 */
record ValueCheck(TableEncoder encoder, int column, int form, ValueList known, Range range, boolean unknownIsImpossible)
        implements Check {
    @Override
    public byte[] verdicts(final Table table) {
        final int[] unusual = new int[table.rows()];
        encoder.countUnusual(table, column, unusual);
        if (form >= 0) {
            encoder.countUnusual(table, form, unusual);
        }
        if (known != null) {
            final IntUnaryOperator index = ValueMatcher.of(table, column, known);
            for (int r = 0; r < unusual.length; r++) {
                unusual[r] += index.applyAsInt(r) < 0 ? 1 : 0;
            }
        }
        if (encoder.encodings().get(column).sources().length > 0 && !encoder.canMiss(column)) {
            for (int r = 0; r < unusual.length; r++) {
                unusual[r] += table.isMissing(column, r) ? 1 : 0;
            }
        }
        final byte[] verdicts = new byte[unusual.length];
        final double[] numbers = table.numbers(column);
        for (int r = 0; r < verdicts.length; r++) {
            verdicts[r] = numbers != null && range.isImpossible(numbers[r])
                            || table.isUnfit(column, r)
                            || unusual[r] > 0 && unknownIsImpossible && isUnknown(table, r)
                    ? IMPOSSIBLE
                    : unusual[r] > 0 && table.isMissing(column, r)
                            ? MISSING
                            : unusual[r] > 0 || numbers != null && range.isTail(numbers[r]) ? UNUSUAL : FINE;
        }
        return verdicts;
    }

    /** Whether an unusual value is neither missing nor in the tails of a range. */
    private boolean isUnknown(final Table table, final int row) {
        return !table.isMissing(column, row)
                && !(table.numbers(column) != null && range.isTail(table.numbers(column)[row]));
    }

    @Override
    public String name() {
        return encoder.columns().get(column).name();
    }

    @Override
    public String fault(final Table table, final int row) {
        if (table.isUnfit(column, row)) {
            return "unreadable";
        }
        if (table.isMissing(column, row)) {
            return "missing";
        }
        return table.numbers(column) != null && range.isOutside(table.numbers(column)[row])
                ? "out of range"
                : "unknown";
    }
}
