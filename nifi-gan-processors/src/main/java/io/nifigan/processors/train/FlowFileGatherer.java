// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import io.nifigan.processors.flow.FlowFileRejectedException;
import io.nifigan.processors.flow.ProcessorStoppedException;
import io.nifigan.processors.record.RecordLayout;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.flowfile.attributes.CoreAttributes;
import org.apache.nifi.processor.FlowFileFilter;
import org.apache.nifi.processor.ProcessSession;

/**
 * Decides when the FlowFiles in the queue are enough for a training. They stay in the queue until then, so that a stop
 * or a crash loses nothing and the canvas shows what waits. Only the layout and the number of records of each are kept
 * here.
 */
final class FlowFileGatherer {
    private static final int MAX_FLOW_FILES = 10_000;

    private final Map<String, QueuedRecords> known = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(final Map.Entry<String, QueuedRecords> eldest) {
            return size() > 2 * MAX_FLOW_FILES;
        }
    };
    private final ReentrantLock lock = new ReentrantLock();

    /** Reads the records of a FlowFile without taking it. */
    @FunctionalInterface
    interface Inspector {
        QueuedRecords inspect(FlowFile flowFile) throws ProcessorStoppedException, IOException;
    }

    /**
     * FlowFiles that the session now holds.
     *
     * @param ready to train on, in their order; empty if there are not enough yet
     * @param leaving that are not learnt any more
     * @param problems why FlowFiles cannot be used; if there is one, nothing is ready yet
     */
    record Gathered(List<FlowFile> ready, List<FlowFile> leaving, Map<FlowFile, String> problems) {
        static final Gathered NOTHING = new Gathered(List.of(), List.of(), Map.of());

        boolean isNothing() {
            return ready.isEmpty() && leaving.isEmpty() && problems.isEmpty();
        }
    }

    /**
     * Takes FlowFiles from the queue if they are enough.
     *
     * @param minimumRecords how many records start a training
     * @param maximumWait how long the first FlowFile waits for the others
     * @param retention which FlowFiles are learnt again
     */
    Gathered gather(
            final ProcessSession session,
            final Inspector inspector,
            final long minimumRecords,
            final Duration maximumWait,
            final Retention retention)
            throws ProcessorStoppedException, IOException {
        // Two tasks at the same time would each see, and hold, a part of the queue.
        if (!lock.tryLock()) {
            return Gathered.NOTHING;
        }
        try {
            final List<FlowFile> all = session.get(MAX_FLOW_FILES);
            // FlowFiles that stayed come first: new ones must have the same fields. They do not start a training.
            final List<FlowFile> inOrder = all.stream()
                    .sorted(Comparator.comparing(flowFile -> !retention.holds(flowFile)))
                    .toList();
            final Map<String, String> problems = inspectAll(inOrder, inspector);
            final List<FlowFile> usable = inOrder.stream()
                    .filter(flowFile -> !problems.containsKey(id(flowFile)))
                    .toList();
            // FlowFiles that stayed may be learnt again with other settings, so they wait in the queue.
            problems.keySet()
                    .removeAll(ids(all.stream().filter(retention::holds).toList()));
            final List<FlowFile> fresh = usable.stream()
                    .filter(flowFile -> !retention.holds(flowFile))
                    .toList();
            final boolean waitedLongEnough =
                    fresh.stream().anyMatch(flowFile -> waited(flowFile).compareTo(maximumWait) >= 0);
            Set<String> chosen = choose(
                    fresh, minimumRecords, !fresh.isEmpty() && (waitedLongEnough || all.size() == MAX_FLOW_FILES));
            Retention.Choice choice = null;
            if (retention.keeps() && !chosen.isEmpty()) {
                choice = retention.choose(
                        usable, flowFile -> known.get(id(flowFile)).records());
                chosen = ids(usable);
            }
            session.rollback();
            if (!problems.isEmpty()) {
                final Map<FlowFile, String> refused = new LinkedHashMap<>();
                take(session, problems.keySet()).forEach(flowFile -> refused.put(flowFile, problems.get(id(flowFile))));
                return new Gathered(List.of(), List.of(), refused);
            }
            final List<FlowFile> taken = chosen.isEmpty() ? List.of() : take(session, chosen);
            return choice == null
                    ? new Gathered(taken, List.of(), Map.of())
                    : new Gathered(again(choice.learnt(), taken), again(choice.leaving(), taken), Map.of());
        } finally {
            lock.unlock();
        }
    }

    private Map<String, String> inspectAll(final List<FlowFile> queued, final Inspector inspector)
            throws ProcessorStoppedException, IOException {
        final Map<String, String> problems = new LinkedHashMap<>();
        RecordLayout common = null;
        for (final FlowFile flowFile : queued) {
            QueuedRecords records = known.get(id(flowFile));
            if (records == null) {
                records = inspector.inspect(flowFile);
                known.put(id(flowFile), records);
            }
            if (records.problem() != null) {
                problems.put(id(flowFile), records.problem());
                continue;
            }
            try {
                common = common == null ? records.layout() : common.join(records.layout());
            } catch (final FlowFileRejectedException e) {
                problems.put(id(flowFile), e.getMessage());
            }
        }
        return problems;
    }

    private Set<String> choose(final List<FlowFile> queued, final long minimumRecords, final boolean now) {
        final Set<String> chosen = new HashSet<>();
        long records = 0;
        for (final FlowFile flowFile : queued) {
            if (records >= minimumRecords) {
                break;
            }
            records += known.get(id(flowFile)).records();
            chosen.add(id(flowFile));
        }
        return records >= minimumRecords || now ? chosen : Set.of();
    }

    private List<FlowFile> take(final ProcessSession session, final Set<String> ids) {
        final List<FlowFile> taken = new ArrayList<>(session.get(flowFile -> ids.contains(id(flowFile))
                ? FlowFileFilter.FlowFileFilterResult.ACCEPT_AND_CONTINUE
                : FlowFileFilter.FlowFileFilterResult.REJECT_AND_CONTINUE));
        known.keySet().removeAll(ids);
        return taken;
    }

    private static Set<String> ids(final List<FlowFile> flowFiles) {
        return flowFiles.stream().map(FlowFileGatherer::id).collect(Collectors.toSet());
    }

    /** FlowFiles that were seen before, as the session has them now. */
    private static List<FlowFile> again(final List<FlowFile> seen, final List<FlowFile> taken) {
        final Map<String, FlowFile> now =
                taken.stream().collect(Collectors.toMap(FlowFileGatherer::id, flowFile -> flowFile));
        return seen.stream()
                .map(flowFile -> now.get(id(flowFile)))
                .filter(Objects::nonNull)
                .toList();
    }

    /** How long a FlowFile has been in the queue. */
    static Duration waited(final FlowFile flowFile) {
        final Long queued = flowFile.getLastQueueDate();
        final long since = queued == null || queued == 0 ? flowFile.getEntryDate() : queued;
        return Duration.ofMillis(System.currentTimeMillis() - since);
    }

    private static String id(final FlowFile flowFile) {
        return flowFile.getAttribute(CoreAttributes.UUID.key());
    }

    void clear() {
        lock.lock();
        try {
            known.clear();
        } finally {
            lock.unlock();
        }
    }
}
