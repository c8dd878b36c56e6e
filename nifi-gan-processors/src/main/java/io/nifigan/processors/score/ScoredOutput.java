// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.score;

import io.nifigan.processors.flow.FlowFileAttributes;
import io.nifigan.processors.flow.FlowFileRejectedException;
import io.nifigan.processors.flow.GANAttributes;
import io.nifigan.processors.record.RecordOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.serialization.record.Record;

/** The records of one input that go to one relationship. */
final class ScoredOutput {
    private final Relationship relationship;
    private final FlowFile flowFile;
    private final RecordOutput records;
    private long count;
    private double probabilities;
    private long unusual;
    private long missing;

    ScoredOutput(final Relationship relationship, final FlowFile flowFile, final RecordOutput records) {
        this.relationship = relationship;
        this.flowFile = flowFile;
        this.records = records;
    }

    void write(final Record record, final RecordScore score) throws FlowFileRejectedException {
        records.write(record);
        count++;
        probabilities += score.probability();
        unusual += score.unusual() ? 1 : 0;
        missing += score.missing() ? 1 : 0;
    }

    FlowFile flowFile() {
        return flowFile;
    }

    long count() {
        return count;
    }

    Map<String, String> finish() throws FlowFileRejectedException {
        final Map<String, String> attributes = new LinkedHashMap<>(records.finish());
        attributes.put(GANAttributes.UNUSUAL, Long.toString(unusual));
        attributes.put(GANAttributes.MISSING, Long.toString(missing));
        if (count > 0) {
            attributes.put(GANAttributes.MEAN_PROBABILITY, String.format(Locale.ROOT, "%.4f", probabilities / count));
        }
        return attributes;
    }

    void close() throws IOException {
        records.close();
    }

    /** Sends the FlowFile on; its content must be closed. */
    void transfer(
            final ProcessSession session,
            final Map<String, String> attributes,
            final Set<String> removed,
            final String details) {
        final FlowFile cleaned = FlowFileAttributes.remove(
                session, FlowFileAttributes.remove(session, flowFile, GANAttributes.ERROR), removed);
        final FlowFile scored = session.putAllAttributes(cleaned, attributes);
        session.getProvenanceReporter().modifyContent(scored, details);
        session.transfer(scored, relationship);
    }
}
