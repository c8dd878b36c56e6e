// SPDX-License-Identifier: Apache-2.0
package io.nifigan.model;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;

/** Writes {@link ModelFormat}. The same model gives the same bytes: no entry carries the time of writing. */
final class ModelWriter {
    /** 1980-01-01, the beginning of time in zip files. */
    private static final long NO_TIME = 315_532_800_000L;

    private ModelWriter() {
    }

    static void write(final GanModel model, final OutputStream out) throws IOException {
        final ZipOutputStream zip = new ZipOutputStream(out);
        final JsonMapper mapper = ModelFormat.mapper();
        final ModelFormat.Manifest manifest = new ModelFormat.Manifest(ModelFormat.FORMAT, ModelFormat.VERSION, model.id(), model.columns(),
                ModelFormat.Settings.of(model.settings()), ModelFormat.Origin.of(model.provenance()), model.fidelity());
        put(zip, ModelFormat.MANIFEST, mapper.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest), ModelFormat.MOST_MANIFEST_BYTES);
        put(zip, ModelFormat.ENCODER, mapper.writeValueAsBytes(encoderState(model)), ModelFormat.MOST_STATE_BYTES);
        put(zip, ModelFormat.CALIBRATION, mapper.writeValueAsBytes(calibrationState(model)), ModelFormat.MOST_STATE_BYTES);
        zip.setLevel(Deflater.NO_COMPRESSION);
        put(zip, ModelFormat.GENERATOR, network(model.generator()), Integer.MAX_VALUE);
        put(zip, ModelFormat.DISCRIMINATOR, network(model.discriminator()), Integer.MAX_VALUE);
        zip.finish();
        zip.flush();
    }

    private static ModelFormat.EncoderState encoderState(final GanModel model) {
        return new ModelFormat.EncoderState(model.encoder().encodings(), model.encoder().orderRules());
    }

    private static ModelFormat.CalibrationState calibrationState(final GanModel model) {
        return new ModelFormat.CalibrationState(model.calibration(), model.scoreScale());
    }

    private static void put(final ZipOutputStream zip, final String name, final byte[] bytes, final int most) throws IOException {
        if (bytes.length > most) {
            throw new IOException("The model's %s would have %d bytes; %d is the most that can be read back. Leave out columns with very many values."
                    .formatted(name, bytes.length, most));
        }
        final ZipEntry entry = new ZipEntry(name);
        entry.setTime(NO_TIME);
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }

    /** A DL4J model file without the times that DL4J puts into it. */
    private static byte[] network(final ComputationGraph graph) throws IOException {
        final ByteArrayOutputStream stamped = new ByteArrayOutputStream();
        ModelSerializer.writeModel(graph, stamped, false);
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(stamped.toByteArray())); ZipOutputStream out = new ZipOutputStream(bytes)) {
            // Parameters hardly shrink, however long one tries.
            out.setLevel(Deflater.BEST_SPEED);
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                put(out, entry.getName(), in.readAllBytes(), Integer.MAX_VALUE);
            }
        }
        return bytes.toByteArray();
    }

    static String digest(final GanModel model) {
        try {
            final MessageDigest sha = MessageDigest.getInstance("SHA-256");
            final JsonMapper mapper = ModelFormat.mapper();
            sha.update(mapper.writeValueAsBytes(model.columns()));
            sha.update(mapper.writeValueAsBytes(encoderState(model)));
            sha.update(mapper.writeValueAsBytes(calibrationState(model)));
            for (final ComputationGraph graph : new ComputationGraph[] {model.generator(), model.discriminator()}) {
                final float[] parameters = io.nifigan.network.Graphs.parameters(graph);
                final java.nio.ByteBuffer bytes = java.nio.ByteBuffer.allocate(parameters.length * Float.BYTES);
                bytes.asFloatBuffer().put(parameters);
                sha.update(bytes);
            }
            return HexFormat.of().formatHex(sha.digest(), 0, 8);
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JVM has no SHA-256", e);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
