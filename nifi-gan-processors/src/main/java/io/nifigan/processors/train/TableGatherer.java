// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import io.nifigan.processors.flow.GANAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.flowfile.attributes.CoreAttributes;
import org.apache.nifi.processor.FlowFileFilter.FlowFileFilterResult;
import org.apache.nifi.processor.ProcessSession;

/**
 * Decides when the tables of a database are all in the queue: each with one FlowFile, or with all fragments of one
 * query. Further FlowFiles of a table wait for the next training. Until then all stay in the queue.
 */
final class TableGatherer {
    private static final int MAX_FLOW_FILES = 10_000;

    /** Runs one task at a time: two would each hold a part of the queue. */
    private final ReentrantLock lock = new ReentrantLock();

    /** The FlowFiles of one query. */
    private static final class Part {
        private final List<FlowFile> flowFiles = new ArrayList<>();
        private long expected = 1;

        boolean isComplete() {
            return flowFiles.size() >= expected;
        }
    }

    /**
     * Takes FlowFiles from the queue if they are enough.
     *
     * @param tableOf names the table of a FlowFile; blank for none
     * @param wanted the tables of a database; empty if they are not known
     * @param maximumWait how long the first FlowFile waits for the others
     */
    FlowFileGatherer.Gathered gather(
            final ProcessSession session,
            final Function<FlowFile, String> tableOf,
            final Set<String> wanted,
            final Duration maximumWait) {
        if (!lock.tryLock()) {
            return FlowFileGatherer.Gathered.NOTHING;
        }
        try {
            final Map<String, String> problems = new LinkedHashMap<>();
            final Map<String, Map<String, Part>> parts = new LinkedHashMap<>();
            final List<FlowFile> all = session.get(MAX_FLOW_FILES);
            boolean waited = all.size() == MAX_FLOW_FILES;
            for (final FlowFile flowFile : all) {
                final String table = tableOf.apply(flowFile);
                if (table.isEmpty()) {
                    problems.put(
                            id(flowFile),
                            "Table Name gives no name for this FlowFile: write the table's name to an attribute "
                                    + "before, and name the attribute there");
                } else if (!wanted.isEmpty() && !wanted.contains(table)) {
                    problems.put(id(flowFile), "The table '%s' is not among Tables".formatted(table));
                } else {
                    waited |= FlowFileGatherer.waited(flowFile).compareTo(maximumWait) >= 0;
                    add(parts.computeIfAbsent(table, name -> new LinkedHashMap<>()), flowFile);
                }
            }
            session.rollback();
            if (!problems.isEmpty()) {
                final Map<FlowFile, String> refused = new LinkedHashMap<>();
                take(session, problems.keySet()).forEach(flowFile -> refused.put(flowFile, problems.get(id(flowFile))));
                return new FlowFileGatherer.Gathered(List.of(), List.of(), refused);
            }
            final boolean complete = !wanted.isEmpty()
                    && wanted.stream()
                            .allMatch(table -> parts.getOrDefault(table, Map.of()).values().stream()
                                    .anyMatch(Part::isComplete));
            return complete || waited && !parts.isEmpty()
                    ? new FlowFileGatherer.Gathered(take(session, chosen(parts)), List.of(), Map.of())
                    : FlowFileGatherer.Gathered.NOTHING;
        } finally {
            lock.unlock();
        }
    }

    private static void add(final Map<String, Part> parts, final FlowFile flowFile) {
        final String count = flowFile.getAttribute(GANAttributes.FRAGMENT_COUNT);
        final String query = flowFile.getAttribute(GANAttributes.FRAGMENT_ID);
        final boolean fragment = query != null && count != null && count.matches("\\d{1,9}");
        final Part part = parts.computeIfAbsent(fragment ? query : id(flowFile), key -> new Part());
        part.flowFiles.add(flowFile);
        part.expected = fragment ? Long.parseLong(count) : 1;
    }

    /** For each table the first complete set of FlowFiles, or the first incomplete one. */
    private static Set<String> chosen(final Map<String, Map<String, Part>> parts) {
        final Set<String> chosen = new HashSet<>();
        for (final Map<String, Part> ofTable : parts.values()) {
            ofTable.values().stream()
                    .filter(Part::isComplete)
                    .findFirst()
                    .orElseGet(() -> ofTable.values().iterator().next())
                    .flowFiles
                    .forEach(flowFile -> chosen.add(id(flowFile)));
        }
        return chosen;
    }

    private static List<FlowFile> take(final ProcessSession session, final Set<String> ids) {
        return new ArrayList<>(session.get(flowFile -> ids.contains(id(flowFile))
                ? FlowFileFilterResult.ACCEPT_AND_CONTINUE
                : FlowFileFilterResult.REJECT_AND_CONTINUE));
    }

    private static String id(final FlowFile flowFile) {
        return flowFile.getAttribute(CoreAttributes.UUID.key());
    }
}
