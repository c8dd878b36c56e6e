// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.flow;

import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.Relationship;

/**
 * Routes a FlowFile that cannot be processed to failure: unchanged, penalised, with the reason in an attribute, the log
 * and its provenance.
 *
 * @param failure where it goes
 * @param what cannot be done, after the FlowFile's name, such as "cannot be scored"
 */
public record FailureRouter(Relationship failure, String what) {
    /** @param reason holds no value of any record */
    public void refuse(
            final ProcessSession session, final ComponentLog log, final FlowFile flowFile, final String reason) {
        log.error("{} {}: {}", flowFile, what, reason);
        final FlowFile refused =
                session.penalize(session.putAttribute(flowFile, GANAttributes.ERROR, String.valueOf(reason)));
        session.getProvenanceReporter().route(refused, failure, reason);
        session.transfer(refused, failure);
    }
}
