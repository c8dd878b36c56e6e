// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.sample;

import io.nifigan.common.Cancellation;
import io.nifigan.processors.evaluate.Role;
import io.nifigan.processors.flow.FlowFileAttributes;
import io.nifigan.processors.flow.FlowFileRejectedException;
import io.nifigan.processors.flow.GANAttributes;
import io.nifigan.processors.flow.ProcessorStoppedException;
import io.nifigan.processors.flow.SourceAttributes;
import io.nifigan.processors.model.FairTargetCache;
import io.nifigan.processors.model.FairnessProperties;
import io.nifigan.processors.model.SuppliedModel;
import io.nifigan.processors.record.RecordOutput;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.sample.fair.FairTarget;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.flowfile.attributes.CoreAttributes;
import org.apache.nifi.flowfile.attributes.FragmentAttributes;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.serialization.RecordSetWriterFactory;

/** Generates the records of one request and writes them to FlowFiles. */
final class GenerationRun {
    private static final Map<String, String> EXTENSIONS = Map.of(
            "text/csv",
            ".csv",
            "application/json",
            ".json",
            "application/xml",
            ".xml",
            "application/avro-binary",
            ".avro",
            "application/parquet",
            ".parquet");

    private final ProcessSession session;
    private final ComponentLog log;
    private final FlowFile input;
    private final RecordSetWriterFactory writers;
    private final SuppliedModel supplied;
    private final SampleRequest request;
    private final FairTargetCache fairTargets;

    /**
     * @param input the FlowFile that asks for the records; null without an incoming connection
     * @param fairTargets knows the fair targets of the last models
     */
    GenerationRun(
            final ProcessSession session,
            final ComponentLog log,
            final FlowFile input,
            final RecordSetWriterFactory writers,
            final SuppliedModel supplied,
            final SampleRequest request,
            final FairTargetCache fairTargets) {
        this.session = session;
        this.log = log;
        this.input = input;
        this.writers = writers;
        this.supplied = supplied;
        this.request = request;
        this.fairTargets = fairTargets;
    }

    /**
     * Generates the records.
     *
     * @param onStop what becomes of the records that are written when the processor is stopped
     * @param made gets each FlowFile as soon as it is created, so that the caller can remove it if a later one fails
     * @throws ProcessorStoppedException if the processor was stopped, and no record is kept
     */
    void run(final Cancellation cancellation, final StopStrategy onStop, final List<FlowFile> made)
            throws IOException, FlowFileRejectedException, SamplingException, ProcessorStoppedException {
        final String fragments = UUID.randomUUID().toString();
        final FairTarget fair = fairTargets.of(supplied.model(), request.fairness(), request.settings());
        final GenerationProgress progress = new GenerationProgress(
                request.records(), count -> session.adjustCounter("Records Generated", count, true), log);
        long written = 0;
        try (RecordStream stream = new RecordStream(supplied.model(), request, fair, progress, cancellation)) {
            for (long index = 0; written < request.records(); index++) {
                final long started = System.nanoTime();
                final FlowFile flowFile = input == null ? session.create() : session.create(input);
                made.add(flowFile);
                final long wanted = Math.min(request.records() - written, request.perFile());
                final Map<String, String> attributes = new LinkedHashMap<>();
                final long count;
                try (RecordOutput output =
                        RecordOutput.open(session, flowFile, writers, stream.schema(), flowFile.getAttributes())) {
                    write(stream, output, wanted, onStop);
                    count = output.count();
                    attributes.putAll(output.finish());
                }
                if (count == 0) {
                    session.remove(made.removeLast());
                } else {
                    attributes.putAll(describe(index, attributes.get(CoreAttributes.MIME_TYPE.key()), fragments, fair));
                    made.set(made.size() - 1, finished(flowFile, attributes));
                    report(made.getLast(), started);
                }
                written += count;
                if (count < wanted) {
                    keepPart(written, made);
                    return;
                }
            }
        }
    }

    /** Writes records, all that are wanted or those before a stop. */
    private static void write(
            final RecordStream stream, final RecordOutput output, final long wanted, final StopStrategy onStop)
            throws SamplingException, FlowFileRejectedException, ProcessorStoppedException {
        try {
            stream.write(output, wanted);
        } catch (final ProcessorStoppedException e) {
            if (onStop == StopStrategy.DISCARD) {
                throw e;
            }
        }
    }

    /** Lets the FlowFiles say that they are not all that was asked for. */
    private void keepPart(final long written, final List<FlowFile> made) throws ProcessorStoppedException {
        if (made.isEmpty()) {
            throw new ProcessorStoppedException();
        }
        log.warn("Stopped after {} of {} records, which are kept", written, request.records());
        final Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put(GANAttributes.REQUESTED, Long.toString(request.records()));
        if (request.flowFiles() > 1) {
            attributes.put(GANAttributes.FRAGMENT_COUNT, Integer.toString(made.size()));
        }
        made.replaceAll(flowFile -> session.putAllAttributes(flowFile, attributes));
    }

    private Map<String, String> describe(
            final long index, final String mimeType, final String fragments, final FairTarget fair) {
        final Map<String, String> attributes = names(index, mimeType);
        request.conditions().ifPresent(conditions -> attributes.put(GANAttributes.CONDITIONS, conditions));
        if (request.settings().temperature() != 1) {
            attributes.put(
                    GANAttributes.TEMPERATURE,
                    Double.toString(request.settings().temperature()));
        }
        if (fair != null) {
            attributes.putAll(FairnessProperties.attributes(request.fairness(), fair.figures()));
        }
        if (request.flowFiles() > 1) {
            attributes.putAll(fragment(fragments, index));
        }
        return attributes;
    }

    private FlowFile finished(final FlowFile written, final Map<String, String> attributes) {
        final FlowFile flowFile = FlowFileAttributes.remove(
                session,
                FlowFileAttributes.remove(session, written, GANAttributes.ERROR),
                supplied.foreignAttributes());
        return session.putAllAttributes(
                FairnessProperties.removeAttributes(session, SourceAttributes.remove(session, flowFile)), attributes);
    }

    private void report(final FlowFile flowFile, final long started) {
        report(session, input, flowFile, supplied, request, started);
    }

    /** Tells the provenance of a FlowFile that was generated since a moment. */
    static void report(
            final ProcessSession session,
            final FlowFile input,
            final FlowFile flowFile,
            final SuppliedModel supplied,
            final SampleRequest request,
            final long started) {
        final String details = "Generated with %s and the seed %d".formatted(supplied.describe(), request.seed());
        if (input == null) {
            session.getProvenanceReporter().create(flowFile, details);
        } else {
            session.getProvenanceReporter().modifyContent(flowFile, details, (System.nanoTime() - started) / 1_000_000);
        }
    }

    private Map<String, String> names(final long index, final String mimeType) {
        return names(supplied, request, request.flowFiles() > 1 ? "-" + index : "", mimeType);
    }

    /**
     * The attributes that name a FlowFile.
     *
     * @param part what tells it from others of the same request
     */
    static Map<String, String> names(
            final SuppliedModel supplied, final SampleRequest request, final String part, final String mimeType) {
        final Map<String, String> attributes = supplied.attributes();
        attributes.put(GANAttributes.SEED, Long.toString(request.seed()));
        attributes.put(GANAttributes.ROLE, Role.SYNTHETIC.value());
        attributes.put(
                CoreAttributes.FILENAME.key(),
                "synthetic-%s-%d%s%s"
                        .formatted(
                                supplied.trained().id(), request.seed(), part, EXTENSIONS.getOrDefault(mimeType, "")));
        return attributes;
    }

    private Map<String, String> fragment(final String identifier, final long index) {
        return fragment(identifier, index, request.flowFiles(), input);
    }

    /**
     * The attributes of one of several FlowFiles.
     *
     * @param input the FlowFile that asks for them; null without an incoming connection
     */
    static Map<String, String> fragment(
            final String identifier, final long index, final long count, final FlowFile input) {
        final Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put(GANAttributes.FRAGMENT_ID, identifier);
        attributes.put(GANAttributes.FRAGMENT_INDEX, Long.toString(index));
        attributes.put(GANAttributes.FRAGMENT_COUNT, Long.toString(count));
        if (input != null) {
            attributes.put(
                    FragmentAttributes.SEGMENT_ORIGINAL_FILENAME.key(),
                    input.getAttribute(CoreAttributes.FILENAME.key()));
        }
        return attributes;
    }
}
