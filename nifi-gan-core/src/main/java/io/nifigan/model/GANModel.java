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
 * A trained model: an immutable value that any number of threads may sample from and score with.
 *
 * <p>The generator's graph holds the calibrated running average; the discriminator's last layer holds the calibration
 * of its probability, so that what DL4J's own {@code output()} gives is the very probability that
 * {@link io.nifigan.score.Scorer} gives in its name.
 */
public final class GANModel {
    /** What a model file is to NiFi and to mail programs. */
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
    private volatile String id;

    private GANModel(final Builder parts) {
        this.encoder = Objects.requireNonNull(parts.encoder, "encoder");
        this.settings = Objects.requireNonNull(parts.settings, "settings");
        this.generator = Objects.requireNonNull(parts.generator, "generator");
        this.discriminator = Objects.requireNonNull(parts.discriminator, "discriminator");
        this.calibration = Objects.requireNonNull(parts.calibration, "calibration");
        this.raking = Objects.requireNonNull(parts.raking, "refinement");
        this.scoreScale = Objects.requireNonNull(parts.scoreScale, "scoreScale");
        this.realism = Objects.requireNonNull(parts.realism, "realism");
        this.provenance = Objects.requireNonNull(parts.provenance, "provenance");
        this.fidelity = Objects.requireNonNull(parts.fidelity, "fidelity");
        this.privacy = parts.privacy;
        if (calibration.maps().size() != encoder.layout().blocks().size()) {
            throw new IllegalArgumentException("%d calibration maps for %d blocks"
                    .formatted(
                            calibration.maps().size(), encoder.layout().blocks().size()));
        }
        for (int b = 0; b < calibration.maps().size(); b++) {
            if (encoder.layout().blocks().get(b).continuous()
                    != (calibration.maps().get(b) != null)) {
                throw new IllegalArgumentException("Calibration map %d does not fit its column".formatted(b));
            }
        }
        check("refinement", raking.bins());
        check("realism classifier", realism.classifier().bins());
    }

    private void check(final String what, final RowBins rowBins) {
        for (final ColumnBins bins : rowBins.columns()) {
            if (bins.column() >= encoder.columns().size()
                    || encoder.columns().get(bins.column()).kind().isNumeric() != (bins.edges() != null)) {
                throw new IllegalArgumentException(
                        "The %s takes column %d for another kind".formatted(what, bins.column()));
            }
        }
    }

    /**
     * Builds a model.
     *
     * @param encoder how the columns are learnt
     * @param settings how it was trained
     */
    public static Builder builder(final TableEncoder encoder, final TrainingSettings settings) {
        return new Builder(encoder, settings);
    }

    /** Builds a model that is this one but for what is set. */
    public Builder toBuilder() {
        return new Builder(encoder, settings)
                .networks(generator, discriminator)
                .calibration(calibration)
                .refinement(raking)
                .scoreScale(scoreScale)
                .realism(realism)
                .provenance(provenance)
                .fidelity(fidelity)
                .privacy(privacy);
    }

    /** What was promised of the records and what it cost; nothing where the training was an ordinary one. */
    public Optional<PrivacyReport> privacy() {
        return Optional.ofNullable(privacy);
    }

    /**
     * A name for this very model: the first 16 hex digits of the SHA-256 of what it has learnt and how, without times.
     */
    public String id() {
        if (id == null) {
            id = ModelWriter.digest(this);
        }
        return id;
    }

    public List<Column> columns() {
        return encoder.columns();
    }

    public TrainingSettings settings() {
        return settings;
    }

    public Provenance provenance() {
        return provenance;
    }

    public Fidelity fidelity() {
        return fidelity;
    }

    public TableEncoder encoder() {
        return encoder;
    }

    public Calibration calibration() {
        return calibration;
    }

    /** How generated rows are chosen. */
    public RakingModel raking() {
        return raking;
    }

    /** How held-out real rows score with the discriminator. */
    public ScoreScale scoreScale() {
        return scoreScale;
    }

    /** The realism classifier, which may be none. */
    public Realism realism() {
        return realism;
    }

    /**
     * The generator: latents {@code [rows, latentSize]} in, raw output {@code [rows, layout.rawSize()]} out. Not to be
     * changed.
     */
    public ComputationGraph generator() {
        return generator;
    }

    /**
     * The discriminator: encoded rows {@code [rows, layout.rowSize()]} in, the probability of being real out. Not to be
     * changed.
     */
    public ComputationGraph discriminator() {
        return discriminator;
    }

    /** The generator's sizes. */
    public NetworkShape generatorShape() {
        return generatorShape(encoder, settings);
    }

    /** The discriminator's sizes. */
    public NetworkShape discriminatorShape() {
        return discriminatorShape(encoder, settings);
    }

    static NetworkShape generatorShape(final TableEncoder encoder, final TrainingSettings settings) {
        return new NetworkShape(settings.latentSize(), encoder.layout().rawSize(), settings.width(), settings.blocks());
    }

    static NetworkShape discriminatorShape(final TableEncoder encoder, final TrainingSettings settings) {
        return new NetworkShape(encoder.layout().rowSize(), 1, settings.width(), settings.blocks());
    }

    /** The generator's parameters where they lie; they last as long as this model. */
    public NativeFloats generatorParameters() {
        return NativeFloats.parametersOf(generator);
    }

    /** The discriminator's parameters where they lie; they last as long as this model. */
    public NativeFloats discriminatorParameters() {
        return NativeFloats.parametersOf(discriminator);
    }

    /** Writes the model as a zip; the stream stays open. */
    public void write(final OutputStream out) throws IOException {
        ModelWriter.write(this, out);
    }

    /**
     * Reads a model; the stream stays open.
     *
     * @throws InvalidModelException where it is not a whole model of a format that this version knows
     */
    public static GANModel read(final InputStream in) throws IOException {
        return ModelReader.read(in);
    }

    /**
     * Collects the parts of a model. The networks and their calibration must be set; what else is not set says that it
     * is not there, or was not measured.
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
        private Provenance provenance = new Provenance(Instant.EPOCH, 0, 0, 0, 0, Map.of(), List.of());
        private Fidelity fidelity = new Fidelity(0, 0, 0, 0, 0, .5);
        private PrivacyReport privacy;

        private Builder(final TableEncoder encoder, final TrainingSettings settings) {
            this.encoder = encoder;
            this.settings = settings;
        }

        /** The graphs, which become the model's own. */
        public Builder networks(final ComputationGraph ofGenerator, final ComputationGraph ofDiscriminator) {
            generator = ofGenerator;
            discriminator = ofDiscriminator;
            return this;
        }

        /** What brings the generator's single columns to their shares. */
        public Builder calibration(final Calibration value) {
            calibration = value;
            return this;
        }

        /** How generated rows are chosen. */
        public Builder refinement(final RakingModel value) {
            raking = value;
            return this;
        }

        /** How held-out real rows score with the discriminator. */
        public Builder scoreScale(final ScoreScale value) {
            scoreScale = value;
            return this;
        }

        /** The realism classifier; without one there is only the discriminator. */
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

        /** What a private training has promised; null for an ordinary one. */
        public Builder privacy(final PrivacyReport value) {
            privacy = value;
            return this;
        }

        /** @throws IllegalArgumentException where parts do not fit together */
        public GANModel build() {
            return new GANModel(this);
        }
    }
}
