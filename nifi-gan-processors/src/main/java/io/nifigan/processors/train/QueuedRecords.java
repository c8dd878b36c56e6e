// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import io.nifigan.processors.record.RecordLayout;

/**
 * What is known of a FlowFile that waits for others.
 *
 * @param layout its records' layout, null where it cannot be used
 * @param records how many it holds
 * @param problem why it cannot be used, null where it can
 */
record QueuedRecords(RecordLayout layout, long records, String problem) {
    static QueuedRecords refused(final String problem) {
        return new QueuedRecords(null, 0, problem);
    }
}
