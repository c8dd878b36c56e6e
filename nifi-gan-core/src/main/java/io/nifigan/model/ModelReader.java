// SPDX-License-Identifier: Apache-2.0
package io.nifigan.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.nifigan.encode.TableEncoder;
import io.nifigan.network.Graphs;
import io.nifigan.network.NetworkShape;
import io.nifigan.train.TrainingSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Reads {@link ModelFormat} from a source that is not trusted. Sizes are bounded before anything is allocated, JSON is bound to records
 * only, and of the DL4J files just the numbers are taken: their configurations, which DL4J would turn into whatever classes they name,
 * are not read; the graphs are built anew from the manifest's sizes.
 */
final class ModelReader {
    private static final String COEFFICIENTS = "coefficients.bin";
    private static final String CONFIGURATION = "configuration.json";
    private static final int MOST_CONFIGURATION_BYTES = 4 << 20;
    private static final int MOST_HEADER_BYTES = 1 << 16;

    private final JsonMapper mapper = ModelFormat.mapper();

    private ModelReader() {
    }

    static GanModel read(final InputStream in) throws IOException {
        try {
            return new ModelReader().readAll(new ZipInputStream(in));
        } catch (final EOFException | ZipException e) {
            throw new InvalidModelException("The model file is cut off or damaged: " + e.getMessage(), e);
        } catch (final JsonProcessingException e) {
            throw new InvalidModelException("The model file holds JSON that does not fit: " + e.getOriginalMessage(), e);
        } catch (final RuntimeException e) {
            throw new InvalidModelException("The model file does not hold together: " + e.getMessage(), e);
        }
    }

    private GanModel readAll(final ZipInputStream zip) throws IOException {
        final ModelFormat.Manifest manifest = manifest(bytes(zip, ModelFormat.MANIFEST, ModelFormat.MOST_MANIFEST_BYTES));
        final TrainingSettings settings = manifest.settings().toTrainingSettings();
        final ModelFormat.EncoderState state = mapper.readValue(bytes(zip, ModelFormat.ENCODER, ModelFormat.MOST_STATE_BYTES),
                ModelFormat.EncoderState.class);
        final TableEncoder encoder = new TableEncoder(manifest.columns(), state.encodings(), state.orderRules());
        final ModelFormat.CalibrationState calibration = mapper.readValue(
                bytes(zip, ModelFormat.CALIBRATION, ModelFormat.MOST_STATE_BYTES), ModelFormat.CalibrationState.class);
        final NetworkShape generatorShape = GanModel.generatorShape(encoder, settings);
        final NetworkShape discriminatorShape = GanModel.discriminatorShape(encoder, settings);
        final float[] generatorParameters = parameters(zip, ModelFormat.GENERATOR, generatorShape);
        final float[] discriminatorParameters = parameters(zip, ModelFormat.DISCRIMINATOR, discriminatorShape);
        if (zip.getNextEntry() != null) {
            throw new InvalidModelException("The model file has more entries than a model has");
        }
        final ComputationGraph generator = Graphs.generator(generatorShape);
        final ComputationGraph discriminator = Graphs.discriminator(discriminatorShape);
        Graphs.setParameters(generator, generatorParameters);
        Graphs.setParameters(discriminator, discriminatorParameters);
        final GanModel model = new GanModel(encoder, settings, generator, discriminator, calibration.calibration(), calibration.scoreScale(),
                manifest.provenance().toProvenance(), manifest.fidelity());
        if (!model.id().equals(manifest.id())) {
            throw new InvalidModelException("The model file was changed after it was written: its content has the id %s, its manifest says %s"
                    .formatted(model.id(), manifest.id()));
        }
        return model;
    }

    private ModelFormat.Manifest manifest(final byte[] bytes) throws IOException {
        final ModelFormat.Manifest manifest = mapper.readValue(bytes, ModelFormat.Manifest.class);
        if (!ModelFormat.FORMAT.equals(manifest.format())) {
            throw new InvalidModelException("The manifest's format is \"%s\", not \"%s\"".formatted(manifest.format(), ModelFormat.FORMAT));
        }
        if (manifest.version() != ModelFormat.VERSION) {
            throw new InvalidModelException("The model has format version %d; this release reads version %d. Use a release that fits, or train anew."
                    .formatted(manifest.version(), ModelFormat.VERSION));
        }
        if (manifest.columns().size() > ModelFormat.MOST_COLUMNS) {
            throw new InvalidModelException("The model has %d columns; %d is the most".formatted(manifest.columns().size(), ModelFormat.MOST_COLUMNS));
        }
        return manifest;
    }

    /** The next entry of a zip, which must have the given name. */
    private static byte[] bytes(final ZipInputStream zip, final String name, final int most) throws IOException {
        final ZipEntry entry = zip.getNextEntry();
        if (entry == null || !entry.getName().equals(name)) {
            throw new InvalidModelException(entry == null && name.equals(ModelFormat.MANIFEST) ? "This is no model file: it is not a zip with a manifest.json"
                    : "The model file has %s where %s was expected".formatted(entry == null ? "nothing" : "another entry", name));
        }
        return bounded(zip, name, most);
    }

    private static byte[] bounded(final InputStream in, final String name, final int most) throws IOException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        final byte[] buffer = new byte[8192];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            if (bytes.size() + count > most) {
                throw new InvalidModelException("The entry %s is larger than the %d bytes that it may have".formatted(name, most));
            }
            bytes.write(buffer, 0, count);
        }
        return bytes.toByteArray();
    }

    private static float[] parameters(final ZipInputStream zip, final String name, final NetworkShape shape) throws IOException {
        final long expected = parameterCount(shape);
        if (expected > ModelFormat.MOST_PARAMETERS) {
            throw new InvalidModelException("The network of %s would have %d parameters; %d is the most".formatted(name, expected,
                    ModelFormat.MOST_PARAMETERS));
        }
        final int most = (int) (expected * Float.BYTES) + MOST_HEADER_BYTES + MOST_CONFIGURATION_BYTES;
        final byte[] file = bytes(zip, name, most);
        try (ZipInputStream network = new ZipInputStream(new ByteArrayInputStream(file))) {
            float[] parameters = null;
            for (ZipEntry entry = network.getNextEntry(); entry != null; entry = network.getNextEntry()) {
                if (COEFFICIENTS.equals(entry.getName()) && parameters == null) {
                    parameters = coefficients(bounded(network, COEFFICIENTS, most), (int) expected, name);
                } else if (CONFIGURATION.equals(entry.getName())) {
                    bounded(network, CONFIGURATION, MOST_CONFIGURATION_BYTES);
                } else {
                    throw new InvalidModelException("The network in %s has an entry that does not belong there".formatted(name));
                }
            }
            if (parameters == null) {
                throw new InvalidModelException("The network in %s has no %s".formatted(name, COEFFICIENTS));
            }
            return parameters;
        }
    }

    private static long parameterCount(final NetworkShape shape) {
        return (shape.inputs() + 1L) * shape.width() + 2L * shape.blocks() * shape.width() * (shape.width() + 1L)
                + (shape.width() + 1L) * shape.outputs();
    }

    /** ND4J's binary form: the shape's buffer, then that of the numbers, each as allocation mode, length, data type and values. */
    private static float[] coefficients(final byte[] bytes, final int expected, final String name) throws IOException {
        final DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        in.readUTF();
        final long shapeLength = in.readLong();
        final String shapeType = in.readUTF();
        if (shapeLength < 1 || shapeLength > 64 || !"LONG".equals(shapeType)) {
            throw new InvalidModelException("The network in %s begins with a shape that ND4J would not write".formatted(name));
        }
        in.skipNBytes(shapeLength * Long.BYTES);
        in.readUTF();
        final long length = in.readLong();
        final String type = in.readUTF();
        if (length != expected || !"FLOAT".equals(type)) {
            throw new InvalidModelException("The network in %s has %d parameters of type %s; by the manifest it has %d of type FLOAT"
                    .formatted(name, length, type, expected));
        }
        final float[] parameters = new float[expected];
        for (int i = 0; i < expected; i++) {
            parameters[i] = in.readFloat();
            if (!Float.isFinite(parameters[i])) {
                throw new InvalidModelException("Parameter %d of the network in %s is not a finite number".formatted(i, name));
            }
        }
        return parameters;
    }
}
