// SPDX-License-Identifier: Apache-2.0
package io.nifigan.common;

import java.util.Arrays;

/** A hash index of distinct numbers, counted from 0 in the order in which they were added; it boxes no value. */
public final class NumberIndex {
    private int[] slots = new int[64];
    private double[] values = new double[32];
    private int size;

    /** The index of a value, which is added where it is new. The value must not be NaN; 0 and -0 are the same. */
    public int add(final double given) {
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
            slot = freeSlot(value);
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

    private int freeSlot(final double value) {
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
            slots[freeSlot(values[i])] = i + 1;
        }
    }

    /** The number of distinct values. */
    public int size() {
        return size;
    }

    /** The values in the order in which they were added: a new array. */
    public double[] values() {
        return Arrays.copyOf(values, size);
    }
}
