// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The lossless byte format of a block of one column's values. Numbers take 2 or 4 bytes where all are whole and small
 * enough, and 8 otherwise; each distinct text is written once per block, and rows hold codes of 1 to 4 bytes.
 */
final class BlockFormat {
    private static final int NUMBERS = 0;
    private static final int TEXTS_OF_NUMBERS = 1;
    private static final int CODES = 2;
    private static final int NUMBERS_WITH_REMAINDERS = 3;
    private static final int HEADER_BYTES = 2 + Integer.BYTES;

    private BlockFormat() {}

    /** Writes the rows from {@code from} to {@code to} (exclusive). */
    static ByteBuffer write(final ColumnBuffer buffer, final int from, final int to) {
        return buffer.heldNumbers() == null ? writeCodes(buffer, from, to) : writeNumbers(buffer, from, to);
    }

    private static ByteBuffer writeNumbers(final ColumnBuffer buffer, final int from, final int to) {
        final double[] numbers = buffer.heldNumbers();
        final byte[] decimals = buffer.heldDecimals();
        final int size = numberSize(numbers, from, to);
        final int more = buffer.hasRemainders() ? Double.BYTES : 1;
        final ByteBuffer out = allocate(HEADER_BYTES + (to - from) * (size + more));
        out.put((byte) (decimals != null ? TEXTS_OF_NUMBERS : more == 1 ? NUMBERS : NUMBERS_WITH_REMAINDERS))
                .put((byte) size)
                .putInt(to - from);
        for (int r = from; r < to; r++) {
            switch (size) {
                case Short.BYTES -> out.putShort(Double.isNaN(numbers[r]) ? Short.MIN_VALUE : (short) numbers[r]);
                case Integer.BYTES -> out.putInt(Double.isNaN(numbers[r]) ? Integer.MIN_VALUE : (int) numbers[r]);
                default -> out.putDouble(numbers[r]);
            }
        }
        if (decimals != null) {
            out.put(decimals, from, to - from);
        } else if (buffer.hasRemainders()) {
            for (int r = from; r < to; r++) {
                out.putDouble(buffer.remainder(r));
            }
        }
        return out.flip();
    }

    /** The bytes per number; the smallest value of that size stands for a missing number. */
    private static int numberSize(final double[] numbers, final int from, final int to) {
        int size = Short.BYTES;
        for (int r = from; r < to; r++) {
            final double value = numbers[r];
            if (!Double.isNaN(value)) {
                // Compares bits, because -0 must not become 0.
                if ((int) value == Integer.MIN_VALUE
                        || Double.doubleToRawLongBits((int) value) != Double.doubleToRawLongBits(value)) {
                    return Double.BYTES;
                }
                size = value > Short.MIN_VALUE && value <= Short.MAX_VALUE ? size : Integer.BYTES;
            }
        }
        return size;
    }

    private static ByteBuffer writeCodes(final ColumnBuffer buffer, final int from, final int to) {
        final int[] codes = buffer.heldCodes();
        final int[] local = new int[buffer.dictionary().size()];
        final List<byte[]> texts = new ArrayList<>();
        long bytes = 0;
        if (buffer.field().type() == ValueType.BOOLEAN) {
            // The codes of booleans are fixed: 0 is false and 1 is true.
            for (int i = 0; i < local.length; i++) {
                texts.add(buffer.dictionary().get(i).getBytes(StandardCharsets.UTF_8));
                local[i] = i + 1;
            }
        }
        for (int r = from; r < to; r++) {
            if (codes[r] >= 0 && local[codes[r]] == 0) {
                texts.add(buffer.dictionary().get(codes[r]).getBytes(StandardCharsets.UTF_8));
                local[codes[r]] = texts.size();
            }
        }
        for (final byte[] text : texts) {
            bytes += Integer.BYTES + text.length;
        }
        final int size = codeSize(texts.size());
        final ByteBuffer out =
                allocate(Math.toIntExact(HEADER_BYTES + Integer.BYTES + bytes + (long) (to - from) * size));
        out.put((byte) CODES).put((byte) size).putInt(to - from).putInt(texts.size());
        texts.forEach(text -> out.putInt(text.length).put(text));
        for (int r = from; r < to; r++) {
            putCode(out, size, codes[r] < 0 ? 0 : local[codes[r]]);
        }
        return out.flip();
    }

    /** The bytes that hold a code from 0 to {@code max}. */
    static int codeSize(final int max) {
        return max <= 0xFF ? 1 : max <= 0xFFFF ? Short.BYTES : Integer.BYTES;
    }

    private static void putCode(final ByteBuffer out, final int size, final int code) {
        switch (size) {
            case 1 -> out.put((byte) code);
            case Short.BYTES -> out.putShort((short) code);
            default -> out.putInt(code);
        }
    }

    static ByteBuffer allocate(final int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Reads a block that {@link #write} wrote, from the buffer's position on. */
    static ColumnBuffer read(final Field field, final ByteBuffer in) {
        final int kind = in.get();
        final int size = in.get();
        final int rows = in.getInt();
        return kind == CODES ? readCodes(field, in, size, rows) : readNumbers(field, in, size, rows, kind);
    }

    private static ColumnBuffer readNumbers(
            final Field field, final ByteBuffer in, final int size, final int rows, final int kind) {
        final double[] numbers = new double[rows];
        for (int r = 0; r < rows; r++) {
            switch (size) {
                case Short.BYTES -> {
                    final short value = in.getShort();
                    numbers[r] = value == Short.MIN_VALUE ? Double.NaN : value;
                }
                case Integer.BYTES -> {
                    final int value = in.getInt();
                    numbers[r] = value == Integer.MIN_VALUE ? Double.NaN : value;
                }
                default -> numbers[r] = in.getDouble();
            }
        }
        byte[] decimals = null;
        if (kind == TEXTS_OF_NUMBERS) {
            decimals = new byte[rows];
            in.get(decimals);
        }
        double[] remainders = null;
        if (kind == NUMBERS_WITH_REMAINDERS) {
            remainders = new double[rows];
            for (int r = 0; r < rows; r++) {
                remainders[r] = in.getDouble();
            }
        }
        return new ColumnBuffer(field, rows, numbers, decimals, remainders, null, List.of());
    }

    private static ColumnBuffer readCodes(final Field field, final ByteBuffer in, final int size, final int rows) {
        final List<String> dictionary = new ArrayList<>();
        for (int count = in.getInt(); count > 0; count--) {
            final byte[] text = new byte[in.getInt()];
            in.get(text);
            dictionary.add(new String(text, StandardCharsets.UTF_8));
        }
        final int[] codes = new int[rows];
        for (int r = 0; r < rows; r++) {
            codes[r] = (size == 1 ? in.get() & 0xFF : size == Short.BYTES ? in.getShort() & 0xFFFF : in.getInt()) - 1;
        }
        return new ColumnBuffer(field, rows, null, null, null, codes, dictionary);
    }
}
