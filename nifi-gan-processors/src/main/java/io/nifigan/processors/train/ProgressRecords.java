// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nifigan.processors.flow.GANAttributes;
import io.nifigan.train.Progress;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.expression.ExpressionLanguageScope;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.flowfile.attributes.CoreAttributes;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.ProcessSessionFactory;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.processor.exception.ProcessException;
import org.apache.nifi.processor.util.StandardValidators;

/**
 * Sends records of a training's progress. Each has a session of its own, so that it is visible while the training's
 * session still holds the input.
 */
final class ProgressRecords {
    static final PropertyDescriptor PERIOD = new PropertyDescriptor.Builder()
            .name("Progress Period")
            .description("""
                    How often, such as '10 sec', a record of the training's progress goes to the relationship \
                    'progress': step, losses, quality measured on held-out records, time left. A record is also sent \
                    at each tenth of the training. Blank sends none, and there is no such relationship.""")
            .required(false)
            .addValidator(StandardValidators.createTimePeriodValidator(1, TimeUnit.SECONDS, 30, TimeUnit.DAYS))
            .expressionLanguageSupported(ExpressionLanguageScope.NONE)
            .build();

    static final Relationship RELATIONSHIP = new Relationship.Builder()
            .name("progress")
            .description("If Progress Period is set: JSON records of the training's progress, sent while it runs")
            .build();

    private static final Duration SELDOM = Duration.ofDays(3_650);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DIGITS = 4;

    private final ProcessSessionFactory sessions;
    private final ComponentLog log;
    private final FlowFile trainedOn;
    private final String name;
    private final Duration period;

    /**
     * @param trainedOn the FlowFile that is trained on, or the first of them
     * @param name the model's, null if it has none
     */
    ProgressRecords(
            final ProcessContext context,
            final ProcessSessionFactory sessions,
            final ComponentLog log,
            final FlowFile trainedOn,
            final String name) {
        this.sessions = sessions;
        this.log = log;
        this.trainedOn = trainedOn;
        this.name = name;
        this.period = AdvancedProperties.areShown(context)
                        && context.getProperty(PERIOD).isSet()
                ? context.getProperty(PERIOD).asDuration()
                : null;
    }

    Duration period() {
        return period == null ? SELDOM : period;
    }

    void send(final Progress progress) {
        if (period == null) {
            return;
        }
        final ProcessSession session = sessions.createSession();
        try {
            final byte[] content = JSON.writeValueAsBytes(record(progress));
            FlowFile flowFile = session.write(session.create(), out -> out.write(content));
            flowFile = session.putAllAttributes(
                    flowFile,
                    Map.of(
                            CoreAttributes.MIME_TYPE.key(),
                            "application/json",
                            CoreAttributes.FILENAME.key(),
                            "progress-%d.json".formatted(progress.step()),
                            GANAttributes.RECORD_COUNT,
                            "1",
                            GANAttributes.TRAINING_ID,
                            id(),
                            GANAttributes.PROGRESS_STEP,
                            Integer.toString(progress.step()),
                            GANAttributes.PROGRESS_PERCENT,
                            Long.toString(100L * progress.step() / Math.max(1, progress.maxSteps()))));
            session.getProvenanceReporter().create(flowFile, "Progress of the training on " + id());
            session.transfer(flowFile, RELATIONSHIP);
            session.commitAsync();
        } catch (final ProcessException | JsonProcessingException e) {
            // The training is not affected.
            session.rollback();
            log.warn("A record of the training's progress cannot be sent", e);
        }
    }

    private ObjectNode record(final Progress progress) {
        final ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("time", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
        node.put("training", id());
        node.put("filename", trainedOn.getAttribute(CoreAttributes.FILENAME.key()));
        node.put("model_name", name);
        node.put("step", progress.step());
        node.put("steps", progress.maxSteps());
        node.put("seconds", rounded(progress.elapsed().toMillis() / 1_000.));
        node.put("seconds_left", rounded(progress.left().toMillis() / 1_000.));
        node.put("discriminator_loss", rounded(progress.discriminatorLoss()));
        node.put("generator_loss", rounded(progress.generatorLoss()));
        node.put("shape_error", rounded(progress.shapeError()));
        node.put("trend_error", rounded(progress.trendError()));
        return node;
    }

    private String id() {
        return trainedOn.getAttribute(CoreAttributes.UUID.key());
    }

    private static BigDecimal rounded(final double value) {
        return Double.isFinite(value) ? BigDecimal.valueOf(value).setScale(DIGITS, RoundingMode.HALF_EVEN) : null;
    }
}
