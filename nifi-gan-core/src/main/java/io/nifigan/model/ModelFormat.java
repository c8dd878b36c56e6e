// SPDX-License-Identifier: Apache-2.0
package io.nifigan.model;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.InjectableValues;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.nifigan.calibrate.Calibration;
import io.nifigan.common.AddedLater;
import io.nifigan.encode.Encoding;
import io.nifigan.encode.EncodingKinds;
import io.nifigan.privacy.PrivacyReport;
import io.nifigan.protect.Protection;
import io.nifigan.realism.Realism;
import io.nifigan.realism.ScoreScale;
import io.nifigan.rule.Rule;
import io.nifigan.table.Column;
import io.nifigan.table.ColumnVerdict;
import io.nifigan.train.Loss;
import io.nifigan.train.Prior;
import io.nifigan.train.TrainingSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The format of a model file: a zip of these entries in this order. docs/reference/model-format.md describes it, and
 * says which changes need a new version.
 *
 * <pre>
 * manifest.json      {@link Manifest}: a summary for people and programs
 * encoder.json       {@link EncoderState}: the encodings of the columns
 * calibration.json   {@link CalibrationState}: the calibration and the realism classifier
 * raking.json        {@link io.nifigan.select.RakingModel}: the weights by which generated rows are selected
 * generator.zip      a DL4J model file, for ModelSerializer.restoreComputationGraph
 * discriminator.zip  a DL4J model file
 * </pre>
 */
final class ModelFormat {
    static final String FORMAT = "nifi-gan model";
    /** The version that this release writes and reads. */
    static final int VERSION = 1;

    static final String MANIFEST = "manifest.json";
    static final String ENCODER = "encoder.json";
    static final String CALIBRATION = "calibration.json";
    static final String RAKING = "raking.json";
    static final String GENERATOR = "generator.zip";
    static final String DISCRIMINATOR = "discriminator.zip";
    static final int MAX_MANIFEST_BYTES = 8 << 20;
    static final int MAX_STATE_BYTES = 48 << 20;
    /** The most parameters of one network: 128 MiB of floats. */
    static final int MAX_PARAMETERS = 32 << 20;

    /** More than the largest model file has, with its zip's own bytes. */
    static final long MAX_FILE_BYTES = 2L * Float.BYTES * MAX_PARAMETERS + 4L * MAX_STATE_BYTES;

    static final int MAX_COLUMNS = 10_000;
    /**
     * The most values and names in one JSON entry: each may take some 50 bytes of memory, however short it is in the
     * file.
     */
    static final int MAX_TOKENS = 5_000_000;

    private ModelFormat() {}

    /** Injects default values into the constructors of records only, since their fields cannot be set. */
    private static final class DefaultsOfParameters extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1;

        @Override
        public JacksonInject.Value findInjectableValue(final AnnotatedMember member) {
            return member instanceof AnnotatedParameter ? super.findInjectableValue(member) : null;
        }
    }

    /** The settings in the manifest. */
    record Settings(
            double timeBudgetSeconds,
            int maxSteps,
            Loss loss,
            Prior prior,
            int latentSize,
            int width,
            int blocks,
            int batchSize,
            double learningRate,
            double penalty,
            double heldOutShare,
            List<String> targets,
            List<String> rules,
            long seed,
            int threads,
            Protection protection,
            boolean refined,

            @JacksonInject(AddedLater.FLAG) @JsonInclude(JsonInclude.Include.NON_DEFAULT)
            boolean protectFile,

            int patience) {
        static Settings of(final TrainingSettings settings) {
            return new Settings(
                    settings.timeBudget().toMillis() / 1000.,
                    settings.maxSteps(),
                    settings.loss(),
                    settings.prior(),
                    settings.latentSize(),
                    settings.width(),
                    settings.blocks(),
                    settings.batchSize(),
                    settings.learningRate(),
                    settings.penalty(),
                    settings.heldOutShare(),
                    settings.targets(),
                    settings.rules(),
                    settings.seed(),
                    settings.threads(),
                    settings.protection(),
                    settings.refined(),
                    settings.protectFile(),
                    settings.patience());
        }

        TrainingSettings toTrainingSettings() {
            return TrainingSettings.builder()
                    .timeBudget(Duration.ofMillis(Math.round(timeBudgetSeconds * 1000)))
                    .maxSteps(maxSteps)
                    .loss(loss)
                    .prior(prior)
                    .network(latentSize, width, blocks)
                    .batchSize(batchSize)
                    .learningRate(learningRate)
                    .penalty(penalty)
                    .heldOutShare(heldOutShare)
                    .targets(targets)
                    .rules(rules)
                    .seed(seed)
                    .threads(threads)
                    .protection(protection)
                    .refined(refined)
                    .protectFile(protectFile)
                    .patience(patience)
                    .build();
        }
    }

    /** The provenance in the manifest: a {@link Provenance} with the time as text. */
    record Origin(
            String trainedAt,
            int rows,
            int heldOut,
            int steps,
            double seconds,
            Map<String, String> versions,
            List<String> leftOut,
            List<ColumnVerdict> verdicts) {
        /** A copy without times, versions and notes, for the model's id. */
        Origin timeless() {
            return new Origin("", rows, heldOut, steps, 0, Map.of(), List.of(), List.of());
        }

        static Origin of(final Provenance provenance) {
            return new Origin(
                    provenance.trainedAt().toString(),
                    provenance.rows(),
                    provenance.heldOut(),
                    provenance.steps(),
                    provenance.seconds(),
                    new java.util.TreeMap<>(provenance.versions()),
                    provenance.leftOut(),
                    provenance.verdicts());
        }

        Provenance toProvenance() {
            return new Provenance(Instant.parse(trainedAt), rows, heldOut, steps, seconds, versions, leftOut, verdicts);
        }
    }

    /**
     * The version of a model file. It is checked as soon as it is read, since the rest of the manifest may be different
     * in another version.
     */
    record FileVersion(int number) {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static FileVersion of(final int number) throws InvalidModelException {
            ZipModelReader.requireVersion("model file", number, VERSION);
            return new FileVersion(number);
        }

        @Override
        @JsonValue
        public int number() {
            return number;
        }
    }

    /**
     * manifest.json. The rules are those of encoder.json, in words. The privacy is null for an ordinary training, the
     * schema (an Avro schema as JSON text) where the training records had none.
     */
    record Manifest(
            String format,
            FileVersion version,
            String id,
            List<Column> columns,
            List<String> rules,
            Settings settings,
            Origin provenance,
            Fidelity fidelity,
            Scoring scoring,
            PrivacyReport privacy,
            String schema) {}

    /**
     * The description in the manifest of what scores how real a row looks. It follows from the other entries.
     *
     * @param classifier "boosted trees" or "discriminator"
     * @param trees the number of trees, 0 for the discriminator
     * @param against the rows against which it was trained
     */
    record Scoring(String classifier, int trees, String against) {
        static Scoring of(final Realism realism) {
            return realism.trained()
                    ? new Scoring("boosted trees", realism.classifier().trees().roots().length, Realism.UNREAL)
                    : new Scoring("discriminator", 0, Realism.UNREAL);
        }
    }

    /** The content of encoder.json. */
    record EncoderState(List<Encoding> encodings, List<Rule> rules) {}

    /** The content of calibration.json. */
    record CalibrationState(Calibration calibration, ScoreScale scoreScale, Realism realism) {}

    /**
     * The JSON mapper for reading and writing. Reading is strict, and a file can never name a class. Only ASCII is
     * written, so that an unpaired surrogate, which a Java string may hold but UTF-8 cannot, is read back unchanged.
     */
    static JsonMapper mapper() {
        final JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(32)
                        .maxNumberLength(64)
                        .maxStringLength(1 << 20)
                        .maxNameLength(1 << 12)
                        .maxTokenCount(MAX_TOKENS)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                .build();
        return JsonMapper.builder(factory)
                .registerSubtypes(List.<Class<?>>copyOf(EncodingKinds.types()))
                .enable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                        DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                // A record is written as its components; methods that begin with "is" are not properties.
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS, MapperFeature.AUTO_DETECT_IS_GETTERS)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .annotationIntrospector(new DefaultsOfParameters())
                .injectableValues(new InjectableValues.Std()
                        .addValue(AddedLater.FLAG, false)
                        .addValue(AddedLater.COUNT, 0))
                .build();
    }
}
