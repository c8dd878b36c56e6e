// SPDX-License-Identifier: Apache-2.0
package io.nifigan.model;

import io.nifigan.calibrate.Calibration;
import io.nifigan.encode.TableEncoder;
import io.nifigan.network.NativeFloats;
import io.nifigan.network.NetworkShape;
import io.nifigan.privacy.PrivacyReport;
import io.nifigan.realism.Realism;
import io.nifigan.realism.ScoreScale;
import io.nifigan.select.RakingModel;
import io.nifigan.table.Column;
import io.nifigan.train.TrainingSettings;
import io.nifigan.trees.ColumnBins;
import io.nifigan.trees.RowBins;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * A trained model. Immutable; any number of threads may sample from it and score with it.
 *
 * <p>The generator's graph holds the running average of the parameters, with the biases of the calibration. The
 * discriminator's last layer includes the calibration of its probability, so that DL4J's {@code output()} gives the
 * same probability as {@link io.nifigan.score.Scorer}.
 */
public final class GANModel implements TrainedModel {
    /** The MIME type of a model file. */
    public static final String MIME_TYPE = "application/vnd.nifi-gan.model+zip";

    private final TableEncoder encoder;
    private final TrainingSettings settings;
    private final ComputationGraph generator;
    private final ComputationGraph discriminator;
    private final Calibration calibration;
    private final RakingModel raking;
    private final ScoreScale scoreScale;
    private final Realism realism;
    private final Provenance provenance;
    private final Fidelity fidelity;
    private final PrivacyReport privacy;
    private final AvroSchema schema;
    private volatile String id;

    private GANModel(final Builder parts) {
        this.encoder = Objects.requireNonNull(parts.encoder, "encoder");
        this.settings = Objects.requireNonNull(parts.settings, "settings");
        this.generator = Objects.requireNonNull(parts.generator, "generator");
        this.discriminator = Objects.requireNonNull(parts.discriminator, "discriminator");
        this.calibration = Objects.requireNonNull(parts.calibration, "calibration");
        this.raking = Objects.requireNonNull(parts.raking, "raking");
        this.scoreScale = Objects.requireNonNull(parts.scoreScale, "scoreScale");
        this.realism = Objects.requireNonNull(parts.realism, "realism");
        this.provenance = Objects.requireNonNull(parts.provenance, "provenance");
        this.fidelity = Objects.requireNonNull(parts.fidelity, "fidelity");
        this.privacy = parts.privacy;
        this.schema = parts.schema;
        if (schema != null) {
            schema.check(encoder.columns().stream().map(Column::field).toList());
        }
        if (calibration.maps().size() != encoder.layout().blocks().size()) {
            throw new IllegalArgumentException("%d calibration maps for %d blocks; a model has one for each block"
                    .formatted(
                            calibration.maps().size(), encoder.layout().blocks().size()));
        }
        for (int b = 0; b < calibration.maps().size(); b++) {
            if (encoder.layout().blocks().get(b).continuous()
                    != (calibration.maps().get(b) != null)) {
                throw new IllegalArgumentException("Calibration map %d does not fit its column".formatted(b));
            }
        }
        check("raking model", raking.bins());
        check("realism classifier", realism.classifier().bins());
    }

    private void check(final String what, final RowBins rowBins) {
        for (final ColumnBins bins : rowBins.columns()) {
            if (bins.column() >= encoder.columns().size()
                    || encoder.columns().get(bins.column()).kind().isNumeric() != (bins.edges() != null)) {
                throw new IllegalArgumentException(
                        "The bins of the %s do not fit the kind of column %d".formatted(what, bins.column()));
            }
            if (bins.isComputed() && !bins.feature().fits(encoder.columns())) {
                throw new IllegalArgumentException(
                        "A feature of the %s cannot be computed: %s".formatted(what, bins.feature()));
            }
        }
    }

    /**
     * Builds a model.
     *
     * @param encoder the encoder of the columns
     * @param settings the settings of the training
     */
    public static Builder builder(final TableEncoder encoder, final TrainingSettings settings) {
        return new Builder(encoder, settings);
    }

    /** A builder that starts from this model. */
    public Builder toBuilder() {
        return new Builder(encoder, settings)
                .networks(generator, discriminator)
                .calibration(calibration)
                .raking(raking)
                .scoreScale(scoreScale)
                .realism(realism)
                .provenance(provenance)
                .fidelity(fidelity)
                .privacy(privacy)
                .schema(schema);
    }

    /** The Avro schema of the training records; empty if they had none. */
    public Optional<AvroSchema> schema() {
        return Optional.ofNullable(schema);
    }

    /** The privacy guarantee and its ledger; empty for an ordinary training. */
    public Optional<PrivacyReport> privacy() {
        return Optional.ofNullable(privacy);
    }

    /** The model's id: the first 16 hex digits of the SHA-256 of its content, without times and versions. */
    @Override
    public String id() {
        if (id == null) {
            id = ModelWriter.digest(this);
        }
        return id;
    }

    /** The columns of the training table. */
    public List<Column> columns() {
        return encoder.columns();
    }

    /** The settings of the training. */
    public TrainingSettings settings() {
        return settings;
    }

    /** The origin of the model: when and on how many rows it was trained. */
    public Provenance provenance() {
        return provenance;
    }

    /** How closely its rows resemble held-out real rows. */
    public Fidelity fidelity() {
        return fidelity;
    }

    /** The encoder of the columns. */
    public TableEncoder encoder() {
        return encoder;
    }

    /** The calibration of the generator's continuous outputs. */
    public Calibration calibration() {
        return calibration;
    }

    /** The weights by which generated rows are selected; may be empty. */
    public RakingModel raking() {
        return raking;
    }

    /** The distribution of the discriminator's scores of held-out real rows. */
    public ScoreScale scoreScale() {
        return scoreScale;
    }

    /** The realism classifier, which may be untrained. */
    public Realism realism() {
        return realism;
    }

    /**
     * The generator: latents {@code [rows, latentSize]} in, raw output {@code [rows, layout.rawSize()]} out. Must not
     * be changed.
     */
    public ComputationGraph generator() {
        return generator;
    }

    /**
     * The discriminator: encoded rows {@code [rows, layout.rowSize()]} in, the probability of being real out. Must not
     * be changed.
     */
    public ComputationGraph discriminator() {
        return discriminator;
    }

    /** The generator's shape. */
    public NetworkShape generatorShape() {
        return generatorShape(encoder, settings);
    }

    /** The discriminator's shape. */
    public NetworkShape discriminatorShape() {
        return discriminatorShape(encoder, settings);
    }

    static NetworkShape generatorShape(final TableEncoder encoder, final TrainingSettings settings) {
        return new NetworkShape(settings.latentSize(), encoder.layout().rawSize(), settings.width(), settings.blocks());
    }

    static NetworkShape discriminatorShape(final TableEncoder encoder, final TrainingSettings settings) {
        return new NetworkShape(encoder.layout().rowSize(), 1, settings.width(), settings.blocks());
    }

    /** A view of the generator's parameters, valid as long as this model. */
    public NativeFloats generatorParameters() {
        return NativeFloats.parametersOf(generator);
    }

    /** A view of the discriminator's parameters, valid as long as this model. */
    public NativeFloats discriminatorParameters() {
        return NativeFloats.parametersOf(discriminator);
    }

    /** Writes the model file. The stream stays open. */
    @Override
    public void write(final OutputStream out) throws IOException {
        ModelWriter.write(this, out);
    }

    /**
     * Reads a model file. The stream stays open.
     *
     * @throws InvalidModelException if it is not a complete model file of a version that this release reads
     */
    public static GANModel read(final InputStream in) throws IOException {
        return ModelReader.read(in);
    }

    /**
     * Builder of a model. The networks and the calibration must be set; other parts that are not set are absent or were
     * not measured.
     */
    public static final class Builder {
        private static final ScoreScale NO_SCALE = new ScoreScale(new double[] {0, 0});

        private final TableEncoder encoder;
        private final TrainingSettings settings;
        private ComputationGraph generator;
        private ComputationGraph discriminator;
        private Calibration calibration;
        private RakingModel raking = RakingModel.none();
        private ScoreScale scoreScale = NO_SCALE;
        private Realism realism = Realism.none();
        private Provenance provenance = new Provenance(Instant.EPOCH, 0, 0, 0, 0, Map.of(), List.of(), List.of());
        private Fidelity fidelity = new Fidelity(0, 0, 0, 0, 0, .5);
        private PrivacyReport privacy;
        private AvroSchema schema;

        private Builder(final TableEncoder encoder, final TrainingSettings settings) {
            this.encoder = encoder;
            this.settings = settings;
        }

        /** The graphs. The model takes them over without copying. */
        public Builder networks(final ComputationGraph ofGenerator, final ComputationGraph ofDiscriminator) {
            generator = ofGenerator;
            discriminator = ofDiscriminator;
            return this;
        }

        /** The calibration of the generator's continuous outputs. */
        public Builder calibration(final Calibration value) {
            calibration = value;
            return this;
        }

        /** The weights by which generated rows are selected. */
        public Builder raking(final RakingModel value) {
            raking = value;
            return this;
        }

        /** The distribution of the discriminator's scores of held-out real rows. */
        public Builder scoreScale(final ScoreScale value) {
            scoreScale = value;
            return this;
        }

        /** The realism classifier. Without one, the discriminator scores rows. */
        public Builder realism(final Realism value) {
            realism = value;
            return this;
        }

        public Builder provenance(final Provenance value) {
            provenance = value;
            return this;
        }

        public Builder fidelity(final Fidelity value) {
            fidelity = value;
            return this;
        }

        /** The privacy guarantee of a private training; null for an ordinary one. */
        public Builder privacy(final PrivacyReport value) {
            privacy = value;
            return this;
        }

        /** The Avro schema of the training records, with a place for each column; null if there is none. */
        public Builder schema(final AvroSchema value) {
            schema = value;
            return this;
        }

        /** @throws IllegalArgumentException if the parts do not fit together */
        public GANModel build() {
            return new GANModel(this);
        }
    }
}
