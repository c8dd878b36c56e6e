// SPDX-License-Identifier: Apache-2.0
package io.nifigan.model;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.nifigan.network.Graphs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;

/** The writer of model files. The same model gives the same bytes: no entry carries the time of writing. */
final class ModelWriter {
    /** 1980-01-01, the earliest time in a zip file. */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private static final int PIECE = 1 << 14;

    private ModelWriter() {}

    static void write(final GANModel model, final OutputStream out) throws IOException {
        final ZipOutputStream zip = new ZipOutputStream(out);
        final JsonMapper mapper = ModelFormat.mapper();
        final ModelFormat.Manifest manifest = new ModelFormat.Manifest(
                ModelFormat.FORMAT,
                new ModelFormat.FileVersion(ModelFormat.VERSION),
                model.id(),
                model.columns(),
                model.encoder().describeRules(),
                ModelFormat.Settings.of(model.settings()),
                ModelFormat.Origin.of(model.provenance()),
                model.fidelity(),
                ModelFormat.Scoring.of(model.realism()),
                model.privacy().orElse(null),
                model.schema().map(AvroSchema::text).orElse(null));
        putJson(
                zip,
                ModelFormat.MANIFEST,
                mapper.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest),
                ModelFormat.MAX_MANIFEST_BYTES);
        putJson(zip, ModelFormat.ENCODER, mapper.writeValueAsBytes(encoderState(model)), ModelFormat.MAX_STATE_BYTES);
        putJson(
                zip,
                ModelFormat.CALIBRATION,
                mapper.writeValueAsBytes(calibrationState(model)),
                ModelFormat.MAX_STATE_BYTES);
        putJson(zip, ModelFormat.RAKING, mapper.writeValueAsBytes(model.raking()), ModelFormat.MAX_STATE_BYTES);
        zip.setLevel(Deflater.NO_COMPRESSION);
        put(zip, ModelFormat.GENERATOR, network(model.generator()));
        put(zip, ModelFormat.DISCRIMINATOR, network(model.discriminator()));
        zip.finish();
        zip.flush();
    }

    private static ModelFormat.EncoderState encoderState(final GANModel model) {
        return new ModelFormat.EncoderState(
                model.encoder().encodings(), model.encoder().rules());
    }

    private static ModelFormat.CalibrationState calibrationState(final GANModel model) {
        return new ModelFormat.CalibrationState(model.calibration(), model.scoreScale(), model.realism());
    }

    /** Writes JSON after checking that the reader accepts it. */
    private static void putJson(final ZipOutputStream zip, final String name, final byte[] bytes, final int max)
            throws IOException {
        try (JsonParser parser = ModelFormat.mapper().createParser(bytes)) {
            if (bytes.length > max) {
                throw new IOException(("The model's %s would have %,d bytes, but at most %,d can be read back."
                                + " Leave out columns with very many values.")
                        .formatted(name, bytes.length, max));
            }
            while (parser.nextToken() != null) {
                parser.finishToken();
            }
        } catch (final StreamConstraintsException e) {
            throw new IOException(
                    ("The model's %s would be too large to be read back: %s. Leave out columns with very "
                                    + "many or very long values.")
                            .formatted(name, e.getOriginalMessage()),
                    e);
        }
        put(zip, name, bytes);
    }

    private static void put(final ZipOutputStream zip, final String name, final byte[] bytes) throws IOException {
        final ZipEntry entry = new ZipEntry(name);
        // A local time, so that the bytes are the same in every time zone.
        entry.setTimeLocal(NO_TIME);
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }

    /** A DL4J model file without the times that DL4J puts into it. */
    private static byte[] network(final ComputationGraph graph) throws IOException {
        final ByteArrayOutputStream stamped = new ByteArrayOutputStream();
        ModelSerializer.writeModel(graph, stamped, false);
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(stamped.toByteArray()));
                ZipOutputStream out = new ZipOutputStream(bytes)) {
            // Parameters hardly shrink at any level.
            out.setLevel(Deflater.BEST_SPEED);
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                put(out, entry.getName(), in.readAllBytes());
            }
        }
        return bytes.toByteArray();
    }

    /**
     * The model's id: a digest of the whole content but times, versions and the networks' configurations, which follow
     * from the rest.
     */
    static String digest(final GANModel model) {
        try {
            final MessageDigest sha = MessageDigest.getInstance("SHA-256");
            final JsonMapper mapper = ModelFormat.mapper();
            final OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), sha);
            for (final Object part : new Object[] {
                model.columns(),
                ModelFormat.Settings.of(model.settings()),
                ModelFormat.Origin.of(model.provenance()).timeless(),
                model.fidelity(),
                encoderState(model),
                calibrationState(model),
                model.raking()
            }) {
                mapper.writeValue(out, part);
            }
            if (model.privacy().isPresent()) {
                mapper.writeValue(out, model.privacy().get());
            }
            if (model.schema().isPresent()) {
                mapper.writeValue(out, model.schema().get().text());
            }
            for (final ComputationGraph graph : new ComputationGraph[] {model.generator(), model.discriminator()}) {
                digest(Graphs.parameters(graph), sha);
            }
            return HexFormat.of().formatHex(sha.digest(), 0, 8);
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JVM has no SHA-256", e);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void digest(final float[] parameters, final MessageDigest sha) {
        final ByteBuffer piece = ByteBuffer.allocate(PIECE * Float.BYTES);
        for (int from = 0; from < parameters.length; from += PIECE) {
            final int count = Math.min(PIECE, parameters.length - from);
            piece.asFloatBuffer().put(parameters, from, count);
            sha.update(piece.array(), 0, count * Float.BYTES);
        }
    }
}
