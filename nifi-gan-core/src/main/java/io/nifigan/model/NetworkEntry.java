// SPDX-License-Identifier: Apache-2.0
package io.nifigan.model;

import io.nifigan.network.NetworkShape;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The reader of a network's parameters from a DL4J model file. It skips the configuration, which names classes that
 * DL4J would load. Memory grows with the bytes read, not with the length that the file claims.
 */
final class NetworkEntry {
    private static final String COEFFICIENTS = "coefficients.bin";
    private static final String CONFIGURATION = "configuration.json";
    private static final int MAX_CONFIGURATION_BYTES = 4 << 20;
    private static final int MAX_HEADER_BYTES = 1 << 16;
    private static final int MAX_SHAPE_LENGTH = 64;
    private static final int INITIAL_CAPACITY = 1 << 18;
    private static final int PIECE_BYTES = 1 << 16;

    private final String name;
    private final int expected;

    /**
     * @param name the entry's name, for messages
     * @param shape the network's shape by the manifest and the encoder
     * @throws InvalidModelException if the network would be too large
     */
    NetworkEntry(final String name, final NetworkShape shape) throws InvalidModelException {
        this.name = name;
        this.expected = shape.parameters();
        if (expected > ModelFormat.MAX_PARAMETERS) {
            throw new InvalidModelException("The network in %s would have %,d parameters; it may have at most %,d"
                    .formatted(name, expected, ModelFormat.MAX_PARAMETERS));
        }
    }

    /** The most bytes that the entry may have. */
    long maxBytes() {
        return (long) expected * Float.BYTES + MAX_HEADER_BYTES + MAX_CONFIGURATION_BYTES;
    }

    /** Reads the parameters: as many as the shape has, all finite. */
    float[] parameters(final InputStream entry) throws IOException {
        try (ZipInputStream file = new ZipInputStream(entry)) {
            float[] parameters = null;
            final Set<String> seen = new HashSet<>();
            for (ZipEntry part = file.getNextEntry(); part != null; part = file.getNextEntry()) {
                final boolean known = COEFFICIENTS.equals(part.getName()) || CONFIGURATION.equals(part.getName());
                if (!known || !seen.add(part.getName())) {
                    throw new InvalidModelException(
                            "The network in %s has the entry \"%s\", which does not belong there"
                                    .formatted(name, part.getName()));
                }
                if (COEFFICIENTS.equals(part.getName())) {
                    final EntryStream numbers = new EntryStream(
                            file, name + "/" + COEFFICIENTS, (long) expected * Float.BYTES + MAX_HEADER_BYTES);
                    parameters = coefficients(new DataInputStream(numbers));
                    numbers.drain();
                } else {
                    new EntryStream(file, name + "/" + CONFIGURATION, MAX_CONFIGURATION_BYTES).drain();
                }
            }
            if (parameters == null || !seen.contains(CONFIGURATION)) {
                throw new InvalidModelException(
                        "The network in %s is not a DL4J model file: it must have the entries %s and %s"
                                .formatted(name, CONFIGURATION, COEFFICIENTS));
            }
            return parameters;
        }
    }

    /**
     * ND4J's binary form: the shape's buffer, then that of the numbers, each as allocation mode, length, data type and
     * values.
     */
    private float[] coefficients(final DataInputStream in) throws IOException {
        in.readUTF();
        final long shapeLength = in.readLong();
        final String shapeType = in.readUTF();
        if (shapeLength < 4 || shapeLength > MAX_SHAPE_LENGTH || !"LONG".equals(shapeType)) {
            throw new InvalidModelException(
                    ("The network in %s begins with a shape of %d numbers of type %s, which ND4J would " + "not write")
                            .formatted(name, shapeLength, shapeType));
        }
        final long[] shape = new long[(int) shapeLength];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = in.readLong();
        }
        in.readUTF();
        final long length = in.readLong();
        final String type = in.readUTF();
        // A vector, which DL4J writes with one dimension, in some releases with two.
        final boolean vector =
                shape[0] == 1 && shape[1] == expected || shape[0] == 2 && shape[1] == 1 && shape[2] == expected;
        if (length != expected || !"FLOAT".equals(type) || !vector) {
            throw new InvalidModelException(
                    ("The network in %s has %d parameters of type %s in a shape of rank %d, %d x %d;"
                                    + " by the manifest it has %d of type FLOAT")
                            .formatted(name, length, type, shape[0], shape[1], shape[2], expected));
        }
        final float[] parameters = floats(in);
        if (in.read() >= 0) {
            throw new InvalidModelException(
                    "The network in %s has more bytes after its %d parameters; it must end there"
                            .formatted(name, expected));
        }
        return parameters;
    }

    private float[] floats(final InputStream in) throws IOException {
        float[] parameters = new float[Math.min(expected, INITIAL_CAPACITY)];
        final byte[] piece = new byte[PIECE_BYTES];
        int done = 0;
        while (done < expected) {
            final int wanted = Math.min(PIECE_BYTES / Float.BYTES, expected - done);
            if (in.readNBytes(piece, 0, wanted * Float.BYTES) < wanted * Float.BYTES) {
                throw new InvalidModelException("The network in %s ends before its %d parameters do, after about %d"
                        .formatted(name, expected, done));
            }
            if (done + wanted > parameters.length) {
                parameters = Arrays.copyOf(parameters, (int) Math.min(expected, 2L * parameters.length));
            }
            ByteBuffer.wrap(piece).asFloatBuffer().get(parameters, done, wanted);
            for (int i = done; i < done + wanted; i++) {
                if (!Float.isFinite(parameters[i])) {
                    throw new InvalidModelException(
                            "Parameter %d of the network in %s is %s; it must be a finite number"
                                    .formatted(i, name, parameters[i]));
                }
            }
            done += wanted;
        }
        return parameters;
    }
}
