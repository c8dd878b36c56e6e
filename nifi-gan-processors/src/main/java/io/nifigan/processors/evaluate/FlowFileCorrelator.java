// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.evaluate;

import io.nifigan.processors.flow.GANAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.flowfile.attributes.CoreAttributes;
import org.apache.nifi.processor.FlowFileFilter;
import org.apache.nifi.processor.ProcessSession;

/**
 * Finds FlowFiles in the queue that belong together. They stay in the queue until all are there, so that a stop or a
 * crash loses nothing and the canvas shows what waits.
 *
 * @param roleAttribute the attribute that says what a FlowFile is
 * @param idAttribute the attribute whose value the FlowFiles of one evaluation share
 * @param needed the roles of an evaluation
 * @param maximumWait how long a FlowFile waits for the others
 */
record FlowFileCorrelator(String roleAttribute, String idAttribute, Set<Role> needed, Duration maximumWait) {
    /**
     * The FlowFiles that were taken from the queue.
     *
     * @param ready FlowFiles by their role, in order of arrival; empty if none are complete
     * @param problems why FlowFiles cannot be used
     */
    record Found(Map<Role, List<FlowFile>> ready, Map<FlowFile, String> problems) {}

    /** Takes the FlowFiles of the first complete evaluation from the queue, and those that cannot be used. */
    Found find(final ProcessSession session) {
        final Map<String, String> problems = new LinkedHashMap<>();
        final Map<String, Map<Role, List<FlowFile>>> groups = new LinkedHashMap<>();
        for (final FlowFile flowFile : listQueue(session)) {
            final Optional<String> problem = problem(flowFile);
            if (problem.isPresent()) {
                problems.put(uuid(flowFile), problem.get());
            } else {
                groups.computeIfAbsent(flowFile.getAttribute(idAttribute), id -> new EnumMap<>(Role.class))
                        .computeIfAbsent(role(flowFile).orElseThrow(), role -> new ArrayList<>())
                        .add(flowFile);
            }
        }
        Map<Role, List<String>> chosen = Map.of();
        for (final Map<Role, List<FlowFile>> group : groups.values()) {
            final Map<Role, List<String>> complete = complete(group);
            if (complete.size() < needed.size()) {
                final String missing = needed.stream()
                        .filter(role -> !complete.containsKey(role))
                        .map(Role::value)
                        .collect(Collectors.joining(" and no "));
                group.values().stream()
                        .flatMap(List::stream)
                        .filter(this::hasWaited)
                        .forEach(flowFile -> problems.put(uuid(flowFile), alone(flowFile, missing)));
            } else if (chosen.isEmpty()) {
                chosen = complete;
            }
        }
        return take(session, chosen, problems);
    }

    /** All FlowFiles in the queue; none is taken. */
    private static List<FlowFile> listQueue(final ProcessSession session) {
        final List<FlowFile> queued = new ArrayList<>();
        session.get(flowFile -> {
            queued.add(flowFile);
            return FlowFileFilter.FlowFileFilterResult.REJECT_AND_CONTINUE;
        });
        return queued;
    }

    private static Found take(
            final ProcessSession session, final Map<Role, List<String>> chosen, final Map<String, String> problems) {
        final Map<Role, List<FlowFile>> ready = new EnumMap<>(Role.class);
        final Map<FlowFile, String> refused = new LinkedHashMap<>();
        if (chosen.isEmpty() && problems.isEmpty()) {
            return new Found(ready, refused);
        }
        final Set<String> wanted =
                chosen.values().stream().flatMap(List::stream).collect(Collectors.toSet());
        wanted.addAll(problems.keySet());
        final List<FlowFile> taken = new ArrayList<>();
        // A session returns FlowFiles of one connection at a time.
        List<FlowFile> some;
        do {
            some = session.get(flowFile -> wanted.contains(uuid(flowFile))
                    ? FlowFileFilter.FlowFileFilterResult.ACCEPT_AND_CONTINUE
                    : FlowFileFilter.FlowFileFilterResult.REJECT_AND_CONTINUE);
            taken.addAll(some);
        } while (!some.isEmpty() && taken.size() < wanted.size());
        if (taken.size() < wanted.size()) {
            // A queue was emptied in between.
            session.rollback();
            return new Found(ready, refused);
        }
        final Map<String, FlowFile> byId =
                taken.stream().collect(Collectors.toMap(FlowFileCorrelator::uuid, flowFile -> flowFile));
        chosen.forEach(
                (role, ids) -> ready.put(role, ids.stream().map(byId::get).toList()));
        problems.forEach((id, problem) -> refused.put(byId.get(id), problem));
        return new Found(ready, refused);
    }

    private Optional<String> problem(final FlowFile flowFile) {
        final Optional<Role> role = role(flowFile);
        if (role.isEmpty()) {
            return Optional.of(("The attribute %s is '%s'; it must be one of %s. TrainGAN and SampleGenerator "
                            + "set %s; elsewhere, set it with UpdateAttribute")
                    .formatted(roleAttribute, flowFile.getAttribute(roleAttribute), Role.all(), GANAttributes.ROLE));
        }
        if (!needed.contains(role.get())) {
            return Optional.of("A FlowFile of role %s is not used here: the properties ask for %s"
                    .formatted(
                            role.get().value(), needed.stream().map(Role::value).collect(Collectors.joining(", "))));
        }
        if (flowFile.getAttribute(idAttribute) == null) {
            return Optional.of(("The attribute %s is missing. It says which FlowFiles belong together: set "
                            + "Pairing Attribute to an attribute that they share")
                    .formatted(idAttribute));
        }
        return Optional.empty();
    }

    /** The roles whose FlowFiles have all arrived. */
    private static Map<Role, List<String>> complete(final Map<Role, List<FlowFile>> group) {
        final Map<Role, List<String>> complete = new EnumMap<>(Role.class);
        group.forEach((role, flowFiles) -> {
            final Map<String, List<FlowFile>> wholes = flowFiles.stream()
                    .collect(Collectors.groupingBy(
                            flowFile -> parts(role, flowFile) > 1
                                    ? flowFile.getAttribute(GANAttributes.FRAGMENT_ID)
                                    : uuid(flowFile),
                            LinkedHashMap::new,
                            Collectors.toList()));
            wholes.values().stream()
                    .filter(parts -> parts.size() >= parts(role, parts.getFirst()))
                    .findFirst()
                    .ifPresent(parts -> complete.put(
                            role, parts.stream().map(FlowFileCorrelator::uuid).toList()));
        });
        return complete;
    }

    /** The number of FlowFiles that this one belongs to; only synthetic records come in several. */
    private static int parts(final Role role, final FlowFile flowFile) {
        final String count = flowFile.getAttribute(GANAttributes.FRAGMENT_COUNT);
        if (role != Role.SYNTHETIC || count == null || flowFile.getAttribute(GANAttributes.FRAGMENT_ID) == null) {
            return 1;
        }
        try {
            return Integer.parseInt(count);
        } catch (final NumberFormatException e) {
            return 1;
        }
    }

    private String alone(final FlowFile flowFile, final String missing) {
        return "Waited for %d s, but no complete %s FlowFile arrived whose attribute %s is '%s' too"
                .formatted(waited(flowFile).toSeconds(), missing, idAttribute, flowFile.getAttribute(idAttribute));
    }

    private Optional<Role> role(final FlowFile flowFile) {
        return Role.of(flowFile.getAttribute(roleAttribute));
    }

    private boolean hasWaited(final FlowFile flowFile) {
        return waited(flowFile).compareTo(maximumWait) >= 0;
    }

    private static Duration waited(final FlowFile flowFile) {
        final Long queued = flowFile.getLastQueueDate();
        final long since = queued == null || queued == 0 ? flowFile.getEntryDate() : queued;
        return Duration.ofMillis(System.currentTimeMillis() - since);
    }

    private static String uuid(final FlowFile flowFile) {
        return flowFile.getAttribute(CoreAttributes.UUID.key());
    }
}
