// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.evaluate;

import io.nifigan.evaluate.result.Evaluation;
import io.nifigan.evaluate.result.EvaluationJson;
import io.nifigan.evaluate.result.Verdict;
import io.nifigan.processors.flow.FlowFileAttributes;
import io.nifigan.processors.flow.GANAttributes;
import io.nifigan.report.ReportPage;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.flowfile.attributes.CoreAttributes;
import org.apache.nifi.processor.ProcessSession;

/**
 * Writes an evaluation as FlowFiles.
 *
 * @param evaluation the figures
 * @param subject the name of the records, for the title of the report
 * @param madeAt when it was measured
 * @param model the attributes that name the model; empty without one
 */
public record EvaluationOutput(Evaluation evaluation, String subject, Instant madeAt, Map<String, String> model) {
    /** Attributes of the inputs that do not hold for a report. */
    private static final Set<String> FOREIGN = Set.of(
            GANAttributes.ROLE,
            GANAttributes.ERROR,
            GANAttributes.RECORD_COUNT,
            GANAttributes.FRAGMENT_ID,
            GANAttributes.FRAGMENT_INDEX,
            GANAttributes.FRAGMENT_COUNT);

    /** Writes to a stream that is not closed. */
    @FunctionalInterface
    private interface Writer {
        void write(OutputStream out) throws IOException;
    }

    /** The figures by the names of their attributes. */
    public Map<String, String> attributes() {
        final Map<String, String> attributes = new LinkedHashMap<>();
        evaluation
                .metrics()
                .forEach((name, value) ->
                        attributes.put(GANAttributes.REPORT_PREFIX + name, String.format(Locale.ROOT, "%.4f", value)));
        evaluation.strongestTest().ifPresent(test -> {
            attributes.put(
                    GANAttributes.REPORT_PRIVACY_ATTACK,
                    test.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '));
            if (test.column() != null) {
                attributes.put(GANAttributes.REPORT_PRIVACY_COLUMN, test.column());
            }
        });
        for (final Verdict verdict : evaluation.verdicts()) {
            attributes.put(
                    GANAttributes.REPORT_PREFIX + "verdict."
                            + verdict.area().name().toLowerCase(Locale.ROOT).replace('_', '.'),
                    verdict.grade().name().toLowerCase(Locale.ROOT));
        }
        return attributes;
    }

    /** The report, as a child of the evaluated FlowFiles. */
    public FlowFile page(final ProcessSession session, final List<FlowFile> parents) {
        return write(session, parents, "html", "text/html", out -> ReportPage.write(evaluation, subject, madeAt, out));
    }

    FlowFile metrics(final ProcessSession session, final List<FlowFile> parents) {
        return write(session, parents, "json", "application/json", out -> EvaluationJson.write(evaluation, out));
    }

    private FlowFile write(
            final ProcessSession session,
            final List<FlowFile> parents,
            final String extension,
            final String type,
            final Writer writer) {
        FlowFile flowFile = parents.size() == 1 ? session.create(parents.getFirst()) : session.create(parents);
        flowFile = FlowFileAttributes.remove(session, flowFile, FOREIGN);
        flowFile = session.write(flowFile, writer::write);
        final Map<String, String> attributes = attributes();
        attributes.put(CoreAttributes.MIME_TYPE.key(), type);
        attributes.put(CoreAttributes.FILENAME.key(), "report-%s.%s".formatted(name(parents), extension));
        attributes.putAll(model);
        return session.putAllAttributes(flowFile, attributes);
    }

    private String name(final List<FlowFile> parents) {
        return evaluation.model() != null
                ? evaluation.model().id()
                : parents.getFirst().getAttribute(CoreAttributes.UUID.key());
    }
}
