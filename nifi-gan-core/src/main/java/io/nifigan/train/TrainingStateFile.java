// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

import io.nifigan.common.RandomStream;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * The file format of a training's state: a header, the fingerprint of the training, the numbers, and the SHA-256 of all
 * bytes before it. The file's length follows from the training's sizes, so nothing is allocated for a file that does
 * not fit.
 */
final class TrainingStateFile {
    static final int FINGERPRINT = 32;
    private static final int HASH = 32;
    /** "nifigan" and the format's version. */
    private static final long HEADER = 0x6e69666967616e01L;
    /** Bytes of header, step, rollbacks, preparation time, schedule (5), shuffle index and best step (3). */
    private static final int FIXED_BYTES = 8 + 4 + 4 + 8 + 3 * 8 + 4 + 8 + 4 + 4 + 4 + 8;

    private TrainingStateFile() {}

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** The length of the file in bytes. */
    static long length(final TrainingState.Size size) {
        final TrainingStep.Size step = size.step();
        return FIXED_BYTES
                + FINGERPRINT
                + HASH
                + 8L * RandomStream.STATE * (step.microBatches() + 1L)
                + 4L * step.rows()
                + 4L * (size.best() ? 4 : 3) * step.generator()
                + 4L * (size.best() ? 3 : 2) * step.discriminator();
    }

    static void write(final TrainingState state, final byte[] fingerprint, final OutputStream target)
            throws IOException {
        final DigestOutputStream digested = new DigestOutputStream(target, digest());
        final DataOutputStream out = new DataOutputStream(new BufferedOutputStream(digested, 1 << 16));
        out.writeLong(HEADER);
        out.write(fingerprint, 0, FINGERPRINT);
        final TrainingStep.State step = state.step();
        final Schedule.State schedule = state.schedule();
        out.writeInt(step.done());
        out.writeInt(schedule.rollbacks());
        out.writeLong(state.prepared());
        out.writeLong(schedule.budget());
        out.writeLong(schedule.elapsed());
        out.writeLong(schedule.warm());
        out.writeInt(schedule.planned());
        out.writeDouble(schedule.progress());
        out.writeInt(step.shuffle().next());
        out.writeInt(state.best().checked());
        out.writeInt(state.best().step());
        out.writeDouble(state.best().error());
        for (final long value : step.streams()) {
            out.writeLong(value);
        }
        for (final long value : step.shuffle().random()) {
            out.writeLong(value);
        }
        for (final int row : step.shuffle().order()) {
            out.writeInt(row);
        }
        for (final float[] values : new float[][] {
            step.generator().parameters(),
            step.generator().squares(),
            step.generator().average(),
            step.discriminator().parameters(),
            step.discriminator().squares(),
            state.best().generator(),
            state.best().discriminator()
        }) {
            for (final float value : values) {
                out.writeFloat(value);
            }
        }
        out.flush();
        target.write(digested.getMessageDigest().digest());
        target.flush();
    }

    /**
     * Reads the state of a training with the given sizes.
     *
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if it belongs to another training, is damaged, or has numbers that are not
     *     finite
     */
    static TrainingState read(final InputStream source, final byte[] fingerprint, final TrainingState.Size size)
            throws IOException {
        final DigestInputStream digested = new DigestInputStream(new BufferedInputStream(source, 1 << 16), digest());
        final DataInputStream in = new DataInputStream(digested);
        if (in.readLong() != HEADER) {
            throw new IllegalArgumentException("it is not a checkpoint of this version");
        }
        if (!Arrays.equals(in.readNBytes(FINGERPRINT), fingerprint)) {
            throw new IllegalArgumentException("it belongs to another training");
        }
        final TrainingStep.Size sizes = size.step();
        final int done = in.readInt();
        final int rollbacks = in.readInt();
        final long prepared = in.readLong();
        final Schedule.State schedule = new Schedule.State(
                in.readLong(), in.readLong(), in.readLong(), in.readInt(), in.readDouble(), rollbacks);
        final int next = in.readInt();
        final int checked = in.readInt();
        final int bestStep = in.readInt();
        final double error = in.readDouble();
        final long[] streams = longs(in, RandomStream.STATE * sizes.microBatches());
        final long[] shuffleStream = longs(in, RandomStream.STATE);
        final int[] order = new int[sizes.rows()];
        for (int i = 0; i < order.length; i++) {
            order[i] = in.readInt();
        }
        final Optimizer.State generator = new Optimizer.State(
                floats(in, sizes.generator()), floats(in, sizes.generator()), floats(in, sizes.generator()));
        final Optimizer.State discriminator =
                new Optimizer.State(floats(in, sizes.discriminator()), floats(in, sizes.discriminator()), new float[0]);
        final BestSnapshot best = new BestSnapshot(
                checked,
                bestStep,
                error,
                floats(in, size.best() ? sizes.generator() : 0),
                floats(in, size.best() ? sizes.discriminator() : 0));
        final byte[] hash = digested.getMessageDigest().digest();
        if (!Arrays.equals(in.readNBytes(HASH), hash)) {
            throw new IllegalArgumentException("it is damaged: its checksum is wrong");
        }
        final TrainingStep.State step = new TrainingStep.State(
                done, streams, new Shuffle.State(order, next, shuffleStream), generator, discriminator);
        final TrainingState state = new TrainingState(step, schedule, prepared, best);
        if (!state.finite()) {
            throw new IllegalArgumentException("it holds numbers that are not finite");
        }
        return state;
    }

    private static long[] longs(final DataInputStream in, final int count) throws IOException {
        final long[] values = new long[count];
        for (int i = 0; i < count; i++) {
            values[i] = in.readLong();
        }
        return values;
    }

    private static float[] floats(final DataInputStream in, final int count) throws IOException {
        final float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = in.readFloat();
        }
        return values;
    }
}
