// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import java.util.Arrays;

/** Numbers the distinct values that it is given, in the order of their coming; a hash table without boxes. */
final class NumberIndex {
    private int[] slots = new int[64];
    private double[] values = new double[32];
    private int size;

    /** The number of a value, which is not NaN; 0 and -0 are the same. */
    int add(final double given) {
        final double value = given + 0.;
        int slot = slot(value);
        while (slots[slot] != 0) {
            if (values[slots[slot] - 1] == value) {
                return slots[slot] - 1;
            }
            slot = slot + 1 & slots.length - 1;
        }
        if (size == values.length) {
            grow();
            slot = free(value);
        }
        values[size] = value;
        size++;
        slots[slot] = size;
        return size - 1;
    }

    private int slot(final double value) {
        // Whole numbers differ in their high bits only, so both halves must be mixed (the finalizer of MurmurHash 3).
        long bits = Double.doubleToLongBits(value);
        bits = (bits ^ bits >>> 33) * 0xFF51AFD7ED558CCDL;
        bits = (bits ^ bits >>> 33) * 0xC4CEB9FE1A85EC53L;
        return (int) (bits ^ bits >>> 33) & slots.length - 1;
    }

    private int free(final double value) {
        int slot = slot(value);
        while (slots[slot] != 0) {
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }

    private void grow() {
        values = Arrays.copyOf(values, 2 * values.length);
        slots = new int[2 * slots.length];
        for (int i = 0; i < size; i++) {
            slots[free(values[i])] = i + 1;
        }
    }

    int size() {
        return size;
    }

    double[] values() {
        return Arrays.copyOf(values, size);
    }
}
