// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import io.nifigan.calibrate.Calibration;
import io.nifigan.encode.Block;
import io.nifigan.encode.NumberEncoding;
import io.nifigan.encode.TableEncoder;
import io.nifigan.rule.OrderRule;
import io.nifigan.rule.Rule;
import io.nifigan.table.Table;
import io.nifigan.trees.ColumnBins;
import io.nifigan.trees.RowBins;
import java.util.BitSet;
import java.util.List;

/**
 * The numeric columns of a table whose values are not needed before rows are chosen: no other column depends on them,
 * and no rule but order rules, for which bins mostly suffice. Thread-safe.
 */
final class LateNumbers {
    private final RowBins bins;
    /** {@code [columns of the bins]}: null for those whose values are needed. */
    private final LateNumber[] numbers;

    private final List<OrderRule> orders;

    /** @param others columns whose values are needed besides */
    LateNumbers(final TableEncoder encoder, final Calibration calibration, final RowBins bins, final BitSet others) {
        this.bins = bins;
        this.numbers = new LateNumber[bins.columns().size()];
        this.orders = encoder.plan().drawn().stream()
                .filter(OrderRule.class::isInstance)
                .map(OrderRule.class::cast)
                .toList();
        final BitSet needed = needed(encoder);
        needed.or(others);
        bins.columns().stream()
                .filter(ColumnBins::isComputed)
                .forEach(of -> mark(of.feature().columns(), needed));
        final List<Block> blocks = encoder.layout().blocks();
        for (int b = 0; b < blocks.size(); b++) {
            final int column = blocks.get(b).column();
            final int at = at(column);
            if (at >= 0
                    && !needed.get(column)
                    && blocks.get(b).continuous()
                    && encoder.encodings().get(column) instanceof NumberEncoding number
                    && rises(calibration.maps().get(b))) {
                final ColumnBins of = bins.columns().get(at);
                numbers[at] = new LateNumber(
                        b, calibration, number, encoder.columns().get(column).step(), of.edges());
            }
        }
    }

    private static BitSet needed(final TableEncoder encoder) {
        final BitSet needed = new BitSet();
        for (final Rule rule : encoder.plan().drawn()) {
            if (!(rule instanceof OrderRule)) {
                mark(rule.columns(), needed);
            }
        }
        encoder.encodings().forEach(encoding -> mark(encoding.sources(), needed));
        return needed;
    }

    private static void mark(final int[] columns, final BitSet needed) {
        for (final int column : columns) {
            needed.set(column);
        }
    }

    /** Where a map has an output twice, chance decides which of the values in between the output stands for. */
    private static boolean rises(final float[] map) {
        for (int i = 1; i < map.length; i++) {
            if (!(map[i - 1] < map[i])) {
                return false;
            }
        }
        return true;
    }

    /** The index of a column of numbers among those of the bins, -1 where it is not among them. */
    private int at(final int column) {
        for (int i = 0; i < numbers.length; i++) {
            if (bins.columns().get(i).column() == column) {
                return bins.columns().get(i).categorical() ? -1 : i;
            }
        }
        return -1;
    }

    /** {@code [columns of the bins]}: null for those whose values are needed; not to be changed. */
    LateNumber[] numbers() {
        return numbers;
    }

    /**
     * Finds the bins of late numbers.
     *
     * @param table the rows, in whose columns of late numbers only the values are set that are decoded already
     * @param outputs {@code [columns of the bins][rows]}: the generator's output for each late number, NaN where the
     *     table has the value
     * @return {@code [columns of the bins][rows]}: null for columns without late numbers
     */
    byte[][] codes(final Table table, final float[][] outputs) {
        final byte[][] codes = new byte[numbers.length][];
        for (int i = 0; i < codes.length; i++) {
            if (numbers[i] != null) {
                codes[i] = new byte[table.rows()];
                final ColumnBins of = bins.columns().get(i);
                final double[] values = table.numbers(of.column());
                for (int r = 0; r < codes[i].length; r++) {
                    final float output = outputs[i][r];
                    codes[i][r] = (byte) (Float.isNaN(output) ? of.binOf(values[r]) : numbers[i].bin(output));
                }
            }
        }
        return codes;
    }

    /**
     * Prepares rows for order rules. A late number gets some value of its bin, or its own value where the bins leave
     * open which of two numbers is greater.
     *
     * @param table the rows, whose late numbers are set
     */
    void compare(final Table table, final float[][] outputs, final byte[][] codes) {
        final BitSet valued = new BitSet();
        for (final OrderRule rule : orders) {
            for (final int column : rule.columns()) {
                final int at = at(column);
                if (at >= 0 && numbers[at] != null && !valued.get(column)) {
                    valued.set(column);
                    for (int r = 0; r < table.rows(); r++) {
                        if (!Float.isNaN(outputs[at][r])) {
                            table.numbers(column)[r] = numbers[at].min(codes[at][r] & 0xFF);
                        }
                    }
                }
            }
        }
        for (final OrderRule rule : orders) {
            compare(rule, table, outputs, codes);
        }
    }

    private void compare(final OrderRule rule, final Table table, final float[][] outputs, final byte[][] codes) {
        final Side smaller = new Side(rule.smaller(), table, outputs, codes);
        final Side larger = new Side(rule.larger(), table, outputs, codes);
        for (int r = 0; r < table.rows() && (smaller.number != null || larger.number != null); r++) {
            if (!(smaller.max(r) < larger.min(r)) && !(larger.max(r) < smaller.min(r))) {
                smaller.decode(r);
                larger.decode(r);
            }
        }
    }

    /** One of the two columns of a rule. */
    private final class Side {
        private final double[] values;
        /** Null where its numbers are not late. */
        private final LateNumber number;

        private final float[] output;
        private final byte[] code;

        Side(final int column, final Table table, final float[][] outputs, final byte[][] codes) {
            final int at = at(column);
            this.values = table.numbers(column);
            this.number = at < 0 ? null : numbers[at];
            this.output = number == null ? null : outputs[at];
            this.code = number == null ? null : codes[at];
        }

        private boolean isLate(final int row) {
            return number != null && !Float.isNaN(output[row]);
        }

        double min(final int row) {
            return isLate(row) ? number.min(code[row] & 0xFF) : values[row];
        }

        double max(final int row) {
            return isLate(row) ? number.max(code[row] & 0xFF) : values[row];
        }

        void decode(final int row) {
            if (isLate(row)) {
                values[row] = number.value(output[row]);
            }
        }
    }

    /** Decodes the late numbers of a row from the generator's outputs, {@code [columns of the bins][rows]}. */
    void decode(final Table table, final int row, final float[][] outputs) {
        for (int i = 0; i < numbers.length; i++) {
            if (numbers[i] != null && !Float.isNaN(outputs[i][row])) {
                table.numbers(bins.columns().get(i).column())[row] = numbers[i].value(outputs[i][row]);
            }
        }
    }
}
