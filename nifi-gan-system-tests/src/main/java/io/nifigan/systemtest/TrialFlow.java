// SPDX-License-Identifier: Apache-2.0
package io.nifigan.systemtest;

import com.fasterxml.jackson.databind.JsonNode;
import io.nifigan.demo.FlowDefinition;
import io.nifigan.demo.NiFiClient;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** A flow of the system tests on a canvas, whose processors are addressed by name. */
final class TrialFlow {
    static final String READ = "Read the records";
    static final String LEARN = "Learn what records look like";
    static final String ASK = "Ask for records";
    static final String NUMBER = "Number the requests";
    static final String MAKE = "Make synthetic records";
    static final String SCORE = "Score how real they look";
    static final String BATCH = "Make a batch on each node";
    /** Processors that are triggered manually. */
    private static final Set<String> BY_HAND = Set.of(ASK, BATCH);

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Supplier<NiFiClient> client;
    private final String group;
    private final Map<String, String> processors = new LinkedHashMap<>();

    private TrialFlow(final Supplier<NiFiClient> client, final String group) throws IOException {
        this.client = client;
        this.group = group;
        for (final JsonNode processor : client.get().processors(group)) {
            processors.put(
                    processor.path("component").path("name").asText(),
                    processor.path("id").asText());
        }
    }

    /**
     * Loads the flow and starts all other processors.
     *
     * @param definitionName one of {@link FlowDefinition}
     * @param client a client of any running node
     * @param parameters values of the flow's parameters
     * @throws IOException if a component is invalid; the message says which and why
     */
    static TrialFlow load(
            final String definitionName, final Supplier<NiFiClient> client, final Map<String, String> parameters)
            throws IOException, InterruptedException {
        final JsonNode definition = FlowDefinition.read(definitionName, parameters);
        final String group = client.get().upload(definition, FlowDefinition.title(definition));
        client.get().enableServices(group);
        final List<String> faults = client.get().invalid(group);
        if (!faults.isEmpty()) {
            throw new IOException("The flow is invalid: " + String.join("; ", faults));
        }
        final TrialFlow flow = new TrialFlow(client, group);
        for (final String name : flow.processors.keySet()) {
            if (!BY_HAND.contains(name)) {
                flow.start(name);
            }
        }
        return flow;
    }

    NiFiClient client() {
        return client.get();
    }

    String group() {
        return group;
    }

    String id(final String name) {
        return processors.get(name);
    }

    void start(final String name) throws IOException {
        client().runStatus(id(name), "RUNNING");
    }

    /** Stops a processor and waits for its active tasks. */
    void stop(final String name) throws IOException, InterruptedException {
        client().runStatus(id(name), "STOPPED");
        await("the end of '%s'".formatted(name), PATIENCE, () -> client().activeThreads(id(name)) == 0);
    }

    /** Sets properties of a running processor, which is stopped meanwhile. */
    void change(final String name, final Map<String, String> properties) throws IOException, InterruptedException {
        final boolean runs = !BY_HAND.contains(name);
        if (runs) {
            stop(name);
        }
        for (final Map.Entry<String, String> property : properties.entrySet()) {
            client().configure(id(name), property.getKey(), property.getValue());
        }
        if (runs) {
            await(
                    "NiFi to check '%s'".formatted(name),
                    PATIENCE,
                    () -> "VALID"
                            .equals(client().get("/processors/" + id(name))
                                    .path("component")
                                    .path("validationStatus")
                                    .asText()));
            start(name);
        }
    }

    /** Requests records: one request and copies of it, numbered from 0. */
    void ask(final int requests) throws IOException, InterruptedException {
        change(NUMBER, Map.of("Number of Copies", Integer.toString(requests - 1)));
        client().runStatus(id(ASK), "RUN_ONCE");
    }

    /** Repeats the last requests, unless they are still being sent. */
    void askAgain() throws IOException {
        if ("STOPPED"
                .equals(client().get("/processors/" + id(ASK))
                        .path("component")
                        .path("state")
                        .asText())) {
            client().runStatus(id(ASK), "RUN_ONCE");
        }
    }

    /** A condition that is checked by a call to NiFi. */
    @FunctionalInterface
    interface Question {
        boolean answer() throws IOException;
    }

    /** Polls a condition until it holds; a NiFi that does not respond is asked again. */
    static void await(final String what, final Duration time, final Question question)
            throws IOException, InterruptedException {
        NiFiClient.await(what, time, () -> {
            try {
                return question.answer();
            } catch (final IOException e) {
                return false;
            }
        });
    }
}
