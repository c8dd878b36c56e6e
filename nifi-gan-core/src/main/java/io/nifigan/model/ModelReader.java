// SPDX-License-Identifier: Apache-2.0
package io.nifigan.model;

import io.nifigan.encode.TableEncoder;
import io.nifigan.network.Graphs;
import io.nifigan.network.NetworkShape;
import io.nifigan.select.RakingModel;
import io.nifigan.table.Column;
import io.nifigan.train.TrainingSettings;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * The reader of model files from untrusted sources (see {@link ZipModelReader}). The graphs are built from the sizes in
 * the manifest.
 */
final class ModelReader {
    /** The most bytes of the zip's directory, which has six short names. */
    private static final int MAX_CONTENTS_BYTES = 1 << 16;

    private static final int MAX_SCALE = 1_000;

    private ModelReader() {}

    static GANModel read(final InputStream in) throws IOException {
        return ZipModelReader.read(in, ModelFormat.MANIFEST, ModelReader::readAll);
    }

    private static GANModel readAll(final ZipModelReader zip) throws IOException {
        final ModelFormat.Manifest manifest =
                zip.json(ModelFormat.MANIFEST, ModelFormat.MAX_MANIFEST_BYTES, ModelFormat.Manifest.class);
        check(manifest);
        final TrainingSettings settings = manifest.settings().toTrainingSettings();
        final Provenance provenance = manifest.provenance().toProvenance();
        final ModelFormat.EncoderState state =
                zip.json(ModelFormat.ENCODER, ModelFormat.MAX_STATE_BYTES, ModelFormat.EncoderState.class);
        final TableEncoder encoder = new TableEncoder(manifest.columns(), state.encodings(), state.rules());
        if (!encoder.describeRules().equals(manifest.rules())) {
            throw new InvalidModelException(
                    "The rules in the model's manifest are not those in encoder.json: the file was changed "
                            + "after it was written");
        }
        final NetworkShape generatorShape = GANModel.generatorShape(encoder, settings);
        final NetworkShape discriminatorShape = GANModel.discriminatorShape(encoder, settings);
        final NetworkEntry generatorEntry = new NetworkEntry(ModelFormat.GENERATOR, generatorShape);
        final NetworkEntry discriminatorEntry = new NetworkEntry(ModelFormat.DISCRIMINATOR, discriminatorShape);
        final ModelFormat.CalibrationState learnt =
                zip.json(ModelFormat.CALIBRATION, ModelFormat.MAX_STATE_BYTES, ModelFormat.CalibrationState.class);
        final RakingModel raking = zip.json(ModelFormat.RAKING, ModelFormat.MAX_STATE_BYTES, RakingModel.class);
        final float[] generatorParameters = zip.network(ModelFormat.GENERATOR, generatorEntry);
        final float[] discriminatorParameters = zip.network(ModelFormat.DISCRIMINATOR, discriminatorEntry);
        zip.end(6, MAX_CONTENTS_BYTES);
        final ComputationGraph generator = Graphs.generator(generatorShape);
        final ComputationGraph discriminator = Graphs.discriminator(discriminatorShape);
        Graphs.setParameters(generator, generatorParameters);
        Graphs.setParameters(discriminator, discriminatorParameters);
        final GANModel model = GANModel.builder(encoder, settings)
                .networks(generator, discriminator)
                .calibration(learnt.calibration())
                .raking(raking)
                .scoreScale(learnt.scoreScale())
                .realism(learnt.realism())
                .provenance(provenance)
                .fidelity(manifest.fidelity())
                .privacy(manifest.privacy())
                .schema(manifest.schema() == null ? null : AvroSchema.of(manifest.schema()))
                .build();
        // Nothing depends on it, but people may rely on it.
        if (!ModelFormat.Scoring.of(model.realism()).equals(manifest.scoring())) {
            throw new InvalidModelException(
                    "The model file was changed after it was written: the scoring in its manifest does not fit "
                            + "its realism classifier");
        }
        if (!model.id().equals(manifest.id())) {
            throw new InvalidModelException(
                    ("The model file was changed after it was written: its content has the id %s, its "
                                    + "manifest says %s")
                            .formatted(model.id(), manifest.id()));
        }
        return model;
    }

    private static void check(final ModelFormat.Manifest manifest) throws InvalidModelException {
        if (!ModelFormat.FORMAT.equals(manifest.format())) {
            throw new InvalidModelException("This is not a model file: the manifest's format is \"%s\", not \"%s\""
                    .formatted(manifest.format(), ModelFormat.FORMAT));
        }
        if (manifest.version() == null) {
            throw new InvalidModelException("The manifest has no version; this release of nifi-gan reads version %d"
                    .formatted(ModelFormat.VERSION));
        }
        if (manifest.columns().size() > ModelFormat.MAX_COLUMNS) {
            throw new InvalidModelException("The model has %,d columns; it may have at most %,d"
                    .formatted(manifest.columns().size(), ModelFormat.MAX_COLUMNS));
        }
        final Set<String> names = new HashSet<>();
        for (final Column column : manifest.columns()) {
            if (!names.add(column.name())) {
                throw new InvalidModelException(
                        "The model has two columns \"%s\"; names must differ".formatted(column.name()));
            }
            // Numbers are written with this many digits, so the limit bounds memory.
            if (Math.abs((long) column.field().scale()) > MAX_SCALE) {
                throw new InvalidModelException("The column \"%s\" has a scale of %d; it may have at most %,d"
                        .formatted(column.name(), column.field().scale(), MAX_SCALE));
            }
        }
    }
}
