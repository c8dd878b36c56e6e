// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.flow;

import java.util.regex.Pattern;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.ProcessSession;

/**
 * The attributes that say from which file, object or host a FlowFile's content came: what GetFile, ListSFTP, ListS3,
 * ExecuteSQL and their like write. They are true of real records only, so a model and synthetic records do not carry
 * them on.
 */
public final class SourceAttributes {
    private static final Pattern NAMES = Pattern.compile(
            "absolute\\.path|(file|executesql|s3|hdfs|azure|gcs)\\..+|.+\\.(remote\\..+|owner|listing\\..+)");

    private SourceAttributes() {}

    /** The FlowFile without them. */
    public static FlowFile remove(final ProcessSession session, final FlowFile flowFile) {
        return session.removeAllAttributes(flowFile, NAMES);
    }
}
