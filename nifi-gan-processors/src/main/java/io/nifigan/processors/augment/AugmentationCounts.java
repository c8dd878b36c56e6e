// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.augment;

import io.nifigan.processors.flow.GANAttributes;
import java.util.Map;
import org.apache.nifi.processor.ProcessSession;

/** Counts what was added to the records of one FlowFile. */
final class AugmentationCounts {
    private long added;
    private long completed;
    private long values;

    void countAdded(final long records) {
        added += records;
    }

    void countCompleted(final int filled) {
        completed += filled > 0 ? 1 : 0;
        values += filled;
    }

    Map<String, String> attributes(final AugmentationTask task) {
        return task == AugmentationTask.IMPUTE
                ? Map.of(
                        GANAttributes.COMPLETED,
                        Long.toString(completed),
                        GANAttributes.COMPLETED_VALUES,
                        Long.toString(values))
                : Map.of(GANAttributes.ADDED, Long.toString(added));
    }

    void report(final ProcessSession session, final AugmentationTask task) {
        if (task == AugmentationTask.IMPUTE) {
            session.adjustCounter("Records Completed", completed, false);
            session.adjustCounter("Values Filled In", values, false);
        } else {
            session.adjustCounter("Records Added", added, false);
        }
    }
}
