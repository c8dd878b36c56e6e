// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.flow;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.ProcessSession;

/**
 * Removes attributes. NiFi's provenance would show each one that is removed but was not there, as one without value.
 */
public final class FlowFileAttributes {
    private FlowFileAttributes() {}

    /** The FlowFile without these attributes. */
    public static FlowFile remove(final ProcessSession session, final FlowFile flowFile, final String... names) {
        return remove(session, flowFile, Arrays.asList(names));
    }

    /** The FlowFile without these attributes. */
    public static FlowFile remove(
            final ProcessSession session, final FlowFile flowFile, final Collection<String> names) {
        final Set<String> present = new HashSet<>(names);
        present.retainAll(flowFile.getAttributes().keySet());
        return present.isEmpty() ? flowFile : session.removeAllAttributes(flowFile, present);
    }
}
