// SPDX-License-Identifier: Apache-2.0
package io.nifigan.network;

import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An array of floats outside the heap, where BLAS can work on it, with a buffer for bulk copies. {@link #close()} frees
 * it.
 */
public final class NativeFloats implements AutoCloseable {
    private static final int ALIGNMENT = 64;

    private final FloatPointer allocated;
    private final FloatPointer pointer;
    /** The same floats, with a limit at their end. */
    private final FloatPointer all;

    private final FloatBuffer buffer;
    /** The same memory as integers. */
    private final IntBuffer bits;

    private final int length;
    /** The array that owns the memory, referenced so that it is not freed; null for memory of our own. */
    private final INDArray owner;

    /** @param length the number of floats, all 0 at first; the first one is aligned to a cache line */
    public NativeFloats(final int length) {
        this.length = length;
        this.owner = null;
        this.allocated = new FloatPointer(length + (long) ALIGNMENT / Float.BYTES);
        final long misaligned = allocated.address() % ALIGNMENT;
        final long skip = misaligned == 0 ? 0 : (ALIGNMENT - misaligned) / Float.BYTES;
        this.pointer = new FloatPointer(allocated).position(skip);
        this.all = new FloatPointer(allocated).position(skip).limit(skip + length);
        this.buffer = all.asBuffer();
        this.bits = bits(pointer, length);
        clear();
    }

    private NativeFloats(final FloatPointer held, final INDArray owner) {
        this.allocated = held;
        this.owner = owner;
        this.length = Math.toIntExact(owner.length());
        this.pointer = new FloatPointer(held);
        this.all = new FloatPointer(held).limit(length);
        this.buffer = all.asBuffer();
        this.bits = bits(held, length);
    }

    private static IntBuffer bits(final FloatPointer begin, final int length) {
        final IntPointer same = new IntPointer(begin);
        return same.limit(same.position() + length).asBuffer();
    }

    /**
     * A view of a graph's flat parameters, not a copy: the graph computes with what is written here. Must not be
     * closed.
     */
    public static NativeFloats parametersOf(final ComputationGraph graph) {
        final INDArray parameters = graph.params();
        return new NativeFloats(new FloatPointer(parameters.data().pointer()), parameters);
    }

    /** The number of floats. */
    public int length() {
        return length;
    }

    /** A new pointer to one of the floats. */
    public FloatPointer at(final int offset) {
        return new FloatPointer(pointer).position(pointer.position() + offset);
    }

    /** The pointer to the first float, shared by all callers. */
    public FloatPointer pointer() {
        return pointer;
    }

    /** Sets all to zero. */
    void clear() {
        all.zero();
    }

    /** Copies a part of an array to the start. */
    public void put(final float[] source, final int offset, final int count) {
        buffer.put(0, source, offset, count);
    }

    /** Copies floats from index {@code from} to index {@code offset} of an array. */
    public void get(final int from, final float[] target, final int offset, final int count) {
        buffer.get(from, target, offset, count);
    }

    /** Copies floats from index {@code from} to the start of an array, each as its {@link Float#floatToRawIntBits}. */
    void getBits(final int from, final int[] target, final int count) {
        bits.get(from, target, 0, count);
    }

    /** Copies a part of an array to index {@code offset}. */
    public void putAt(final int offset, final float[] source, final int from, final int count) {
        buffer.put(offset, source, from, count);
    }

    @Override
    public void close() {
        if (owner != null) {
            throw new IllegalStateException("The parameters of a graph are freed with the graph");
        }
        allocated.close();
    }
}
