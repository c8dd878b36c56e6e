// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import io.nifigan.processors.record.RecordLayout;

/**
 * The content of a FlowFile in the queue.
 *
 * @param layout the layout of its records; null if it cannot be used
 * @param records the number of its records
 * @param problem why it cannot be used; null if it can
 */
record QueuedRecords(RecordLayout layout, long records, String problem) {
    static QueuedRecords refused(final String problem) {
        return new QueuedRecords(null, 0, problem);
    }
}
