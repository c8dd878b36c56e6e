// SPDX-License-Identifier: Apache-2.0
package io.nifigan.model;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.nifigan.network.Graphs;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** The writer of model files. The same model gives the same bytes: no entry carries the time of writing. */
final class ModelWriter {
    private static final int PIECE = 1 << 14;

    private ModelWriter() {}

    static void write(final GANModel model, final OutputStream out) throws IOException {
        final ZipModelWriter zip = new ZipModelWriter(out);
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
        zip.readableJson(ModelFormat.MANIFEST, manifest, ModelFormat.MAX_MANIFEST_BYTES);
        zip.json(ModelFormat.ENCODER, encoderState(model), ModelFormat.MAX_STATE_BYTES);
        zip.json(ModelFormat.CALIBRATION, calibrationState(model), ModelFormat.MAX_STATE_BYTES);
        zip.json(ModelFormat.RAKING, model.raking(), ModelFormat.MAX_STATE_BYTES);
        zip.network(ModelFormat.GENERATOR, model.generator());
        zip.network(ModelFormat.DISCRIMINATOR, model.discriminator());
        zip.finish();
    }

    private static ModelFormat.EncoderState encoderState(final GANModel model) {
        return new ModelFormat.EncoderState(
                model.encoder().encodings(), model.encoder().rules());
    }

    private static ModelFormat.CalibrationState calibrationState(final GANModel model) {
        return new ModelFormat.CalibrationState(model.calibration(), model.scoreScale(), model.realism());
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
