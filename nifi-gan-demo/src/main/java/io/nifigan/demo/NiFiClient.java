// SPDX-License-Identifier: Apache-2.0
package io.nifigan.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLContext;

/** A client for the parts of NiFi's REST API that the demo and the system tests use. */
public final class NiFiClient {
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http;
    private final String clientId = UUID.randomUUID().toString();
    private final URI base;

    public NiFiClient(final String host, final int port) {
        base = URI.create("http://%s:%d".formatted(host, port));
        http = builder().build();
    }

    /**
     * A client of a secured NiFi.
     *
     * @param user the certificate of the user, and the servers that are trusted
     */
    public NiFiClient(final String host, final int port, final SSLContext user) {
        base = URI.create("https://%s:%d".formatted(host, port));
        http = builder().sslContext(user).build();
    }

    private static HttpClient.Builder builder() {
        return HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5));
    }

    /** The address of a process group on the canvas. */
    public URI canvas(final String group) {
        return base.resolve("/nifi/#/process-groups/" + group);
    }

    /**
     * Waits until NiFi responds.
     *
     * @throws IOException if it ends before that, or does not respond within five minutes
     */
    public void awaitStart(final NiFiProcess nifi, final Path log) throws IOException, InterruptedException {
        final Instant end = Instant.now().plus(Duration.ofMinutes(5));
        while (Instant.now().isBefore(end)) {
            if (!nifi.isAlive()) {
                throw new IOException("NiFi ended during its start; see " + log);
            }
            try {
                get("/flow/about");
                return;
            } catch (final IOException notYet) {
                Thread.sleep(PAUSE);
            }
        }
        throw new IOException("NiFi did not respond at %s within five minutes; see %s".formatted(base, log));
    }

    /** Uploads a flow definition as a process group and returns the group's id. */
    public String upload(final JsonNode definition, final String name) throws IOException {
        final String boundary = "part-" + UUID.randomUUID();
        final StringBuilder body = new StringBuilder();
        field(body, boundary, "groupName", name);
        field(body, boundary, "positionX", "420");
        field(body, boundary, "positionY", "120");
        field(body, boundary, "clientId", clientId);
        field(body, boundary, "disconnectedNodeAcknowledged", "false");
        body.append("--")
                .append(boundary)
                .append("\r\nContent-Disposition: form-data; name=\"file\"; filename=\"flow.json\"\r\n")
                .append("Content-Type: application/json\r\n\r\n")
                .append(json.writeValueAsString(definition))
                .append("\r\n--")
                .append(boundary)
                .append("--\r\n");
        final HttpRequest request = request("/process-groups/root/process-groups/upload")
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(HttpRequest.BodyPublishers.ofString(body.toString(), StandardCharsets.UTF_8))
                .build();
        return send(request).path("id").asText();
    }

    private static void field(final StringBuilder body, final String boundary, final String name, final String value) {
        body.append("--")
                .append(boundary)
                .append("\r\nContent-Disposition: form-data; name=\"")
                .append(name)
                .append("\"\r\n\r\n")
                .append(value)
                .append("\r\n");
    }

    /** Enables the group's controller services and waits until they run. */
    public void enableServices(final String group) throws IOException, InterruptedException {
        final ObjectNode body = json.createObjectNode().put("id", group).put("state", "ENABLED");
        put("/flow/process-groups/" + group + "/controller-services", body);
        await("the services of the flow to start", Duration.ofSeconds(60), () -> {
            try {
                for (final JsonNode service : services(group)) {
                    if (!"ENABLED"
                            .equals(service.path("component").path("state").asText())) {
                        return false;
                    }
                }
                return true;
            } catch (final IOException e) {
                return false;
            }
        });
    }

    private JsonNode services(final String group) throws IOException {
        return get("/flow/process-groups/" + group + "/controller-services").path("controllerServices");
    }

    /** The processors of a group as REST entities. */
    public List<JsonNode> processors(final String group) throws IOException {
        final List<JsonNode> processors = new ArrayList<>();
        get("/process-groups/" + group + "/processors").path("processors").forEach(processors::add);
        return processors;
    }

    /** The processor with this short class name; if there are several, the first by name. */
    public JsonNode processor(final String group, final String type) throws IOException {
        return processors(group).stream()
                .filter(entity -> entity.path("component").path("type").asText().endsWith("." + type))
                .findFirst()
                .orElseThrow(() -> new IOException("The flow has no processor " + type));
    }

    /** Waits until NiFi has validated every processor and service, and returns the validation errors. */
    public List<String> invalid(final String group) throws IOException, InterruptedException {
        await("NiFi to check the flow", Duration.ofSeconds(30), () -> {
            try {
                return processors(group).stream()
                        .noneMatch(entity -> "VALIDATING"
                                .equals(entity.path("component")
                                        .path("validationStatus")
                                        .asText()));
            } catch (final IOException e) {
                return false;
            }
        });
        final List<String> faults = new ArrayList<>();
        for (final JsonNode entity : processors(group)) {
            entity.path("component")
                    .path("validationErrors")
                    .forEach(error ->
                            faults.add(entity.path("component").path("name").asText() + ": " + error.asText()));
        }
        for (final JsonNode entity : services(group)) {
            entity.path("component")
                    .path("validationErrors")
                    .forEach(error ->
                            faults.add(entity.path("component").path("name").asText() + ": " + error.asText()));
        }
        return faults;
    }

    /** Sets the state of a processor: RUNNING, STOPPED or RUN_ONCE. */
    public void runStatus(final String processor, final String state) throws IOException {
        final ObjectNode body = json.createObjectNode().put("state", state).put("disconnectedNodeAcknowledged", false);
        body.set("revision", get("/processors/" + processor).path("revision"));
        put("/processors/" + processor + "/run-status", body);
    }

    /** Sets a property of a stopped processor. */
    public void configure(final String processor, final String property, final String value) throws IOException {
        final ObjectNode body = json.createObjectNode();
        body.set("revision", get("/processors/" + processor).path("revision"));
        body.putObject("component")
                .put("id", processor)
                .putObject("config")
                .putObject("properties")
                .put(property, value);
        put("/processors/" + processor, body);
    }

    /** The id of the group's controller service with this name. */
    public String serviceNamed(final String group, final String name) throws IOException {
        for (final JsonNode service : services(group)) {
            if (name.equals(service.path("component").path("name").asText())) {
                return service.path("id").asText();
            }
        }
        throw new IOException("The flow has no service '%s'".formatted(name));
    }

    /** Sets the number of concurrent tasks of a stopped processor. */
    public void concurrentTasks(final String processor, final int tasks) throws IOException {
        final ObjectNode body = json.createObjectNode();
        body.set("revision", get("/processors/" + processor).path("revision"));
        body.putObject("component")
                .put("id", processor)
                .putObject("config")
                .put("concurrentlySchedulableTaskCount", tasks);
        put("/processors/" + processor, body);
    }

    /** Sets the maximum number of concurrent tasks of all processors. */
    public void timerThreads(final int threads) throws IOException {
        final ObjectNode body = json.createObjectNode();
        body.set("revision", get("/controller/config").path("revision"));
        body.putObject("component").put("maxTimerDrivenThreadCount", threads);
        put("/controller/config", body);
    }

    /**
     * Sets the load balancing of the connections to a processor.
     *
     * @param strategy such as ROUND_ROBIN or SINGLE_NODE
     */
    public void loadBalance(final String group, final String processor, final String strategy) throws IOException {
        for (final JsonNode connection :
                get("/process-groups/" + group + "/connections").path("connections")) {
            if (processor.equals(connection.path("destinationId").asText())) {
                final ObjectNode body = json.createObjectNode();
                body.set("revision", connection.path("revision"));
                body.putObject("component")
                        .put("id", connection.path("id").asText())
                        .put("loadBalanceStrategy", strategy);
                put("/connections/" + connection.path("id").asText(), body);
            }
        }
    }

    /** The status of each cluster node, such as CONNECTED, by address. */
    public Map<String, String> nodes() throws IOException {
        final Map<String, String> nodes = new TreeMap<>();
        get("/controller/cluster")
                .path("cluster")
                .path("nodes")
                .forEach(node -> nodes.put(
                        node.path("address").asText(), node.path("status").asText()));
        return nodes;
    }

    /** The number of FlowFiles in all queues of the group. */
    public int queued(final String group) throws IOException {
        return get("/flow/process-groups/" + group + "/status")
                .path("processGroupStatus")
                .path("aggregateSnapshot")
                .path("flowFilesQueued")
                .asInt();
    }

    /** The number of FlowFiles queued for a processor, including those in process. */
    public int queuedInto(final String group, final String processor) throws IOException {
        int queued = 0;
        for (final JsonNode connection :
                get("/process-groups/" + group + "/connections").path("connections")) {
            if (processor.equals(connection.path("destinationId").asText())) {
                queued += connection
                        .path("status")
                        .path("aggregateSnapshot")
                        .path("flowFilesQueued")
                        .asInt();
            }
        }
        return queued;
    }

    /** The number of active threads of a processor. */
    public int activeThreads(final String processor) throws IOException {
        return get("/processors/" + processor)
                .path("status")
                .path("aggregateSnapshot")
                .path("activeThreadCount")
                .asInt();
    }

    /** The counters of a component since NiFi's start, by name. */
    public Map<String, Long> counters(final String processor) throws IOException {
        final Map<String, Long> values = new TreeMap<>();
        for (final JsonNode counter :
                get("/counters").path("counters").path("aggregateSnapshot").path("counters")) {
            if (counter.path("context").asText().contains(processor)) {
                values.put(
                        counter.path("name").asText(),
                        counter.path("valueCount").asLong());
            }
        }
        return values;
    }

    /** Resets the counters of a component. */
    public void resetCounters(final String processor) throws IOException {
        for (final JsonNode counter :
                get("/counters").path("counters").path("aggregateSnapshot").path("counters")) {
            if (counter.path("context").asText().contains(processor)) {
                put("/counters/" + counter.path("id").asText(), json.createObjectNode());
            }
        }
    }

    /** Error bulletins of the last five minutes, oldest first. */
    public List<String> errors() throws IOException {
        return bulletins("").stream()
                .filter(bulletin -> "ERROR".equals(bulletin.path("level").asText()))
                .map(bulletin -> bulletin.path("sourceName").asText() + ": "
                        + bulletin.path("message").asText())
                .toList();
    }

    /** Warnings among a component's bulletins of the last five minutes, oldest first. */
    public List<String> warnings(final String component) throws IOException {
        return bulletins("?sourceId=" + component).stream()
                .filter(bulletin -> "WARNING".equals(bulletin.path("level").asText()))
                .map(bulletin -> bulletin.path("message").asText())
                .toList();
    }

    private List<JsonNode> bulletins(final String query) throws IOException {
        final List<JsonNode> bulletins = new ArrayList<>();
        get("/flow/bulletin-board" + query)
                .path("bulletinBoard")
                .path("bulletins")
                .forEach(entity -> bulletins.add(entity.path("bulletin")));
        return bulletins;
    }

    /** The group as a flow definition. */
    public JsonNode download(final String group) throws IOException {
        return get("/process-groups/" + group + "/download");
    }

    public JsonNode get(final String path) throws IOException {
        return send(request(path).GET().build());
    }

    public JsonNode put(final String path, final JsonNode body) throws IOException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body)))
                .build());
    }

    public JsonNode post(final String path, final JsonNode body) throws IOException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body)))
                .build());
    }

    private HttpRequest.Builder request(final String path) {
        return HttpRequest.newBuilder(base.resolve("/nifi-api" + path)).timeout(Duration.ofSeconds(60));
    }

    private JsonNode send(final HttpRequest request) throws IOException {
        try {
            final HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new IOException("NiFi answered %s %s with %d: %s"
                        .formatted(request.method(), request.uri().getPath(), response.statusCode(), response.body()));
            }
            return json.readTree(response.body());
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(
                    "Interrupted while NiFi was asked for " + request.uri().getPath(), e);
        }
    }

    /**
     * Polls a condition until it holds.
     *
     * @throws IOException if it does not hold in time; the message names what was awaited
     */
    public static void await(final String what, final Duration time, final BooleanSupplier done)
            throws IOException, InterruptedException {
        final Instant end = Instant.now().plus(time);
        while (!done.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new IOException("Timeout after %d s while waiting for %s".formatted(time.toSeconds(), what));
            }
            Thread.sleep(PAUSE);
        }
    }
}
