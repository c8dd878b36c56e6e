// SPDX-License-Identifier: Apache-2.0
package io.nifigan.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A headless Chromium, controlled through its DevTools protocol. */
final class Chromium implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome");

    private final ObjectMapper json = new ObjectMapper();
    private final BlockingQueue<JsonNode> answers = new LinkedBlockingQueue<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Process process;
    private final WebSocket socket;
    private final String session;
    private int calls;

    /** The browser's executable: the one that the variable CHROMIUM names, or the first usual name on the PATH. */
    static Optional<Path> program() {
        final String named = System.getenv("CHROMIUM");
        if (named != null && !named.isBlank()) {
            return Optional.of(Path.of(named));
        }
        return NAMES.stream()
                .flatMap(name -> Arrays.stream(
                                System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                        .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Starts a browser.
     *
     * @param program the browser's executable
     * @param profile an empty folder for its profile
     */
    Chromium(final Path program, final Path profile) throws IOException, InterruptedException {
        process = new ProcessBuilder(
                        program.toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--hide-scrollbars",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            final List<String> port = awaitPort(profile.resolve("DevToolsActivePort"));
            socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(URI.create("ws://127.0.0.1:%s%s".formatted(port.get(0), port.get(1))), new Reader())
                    .join();
            final String target = call(null, "Target.createTarget", Map.of("url", "about:blank"))
                    .path("targetId")
                    .asText();
            session = call(null, "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                    .path("sessionId")
                    .asText();
            for (final String domain : List.of("Page", "Runtime", "Log", "Network")) {
                call(domain + ".enable", Map.of());
            }
        } catch (final IOException | InterruptedException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private List<String> awaitPort(final Path file) throws IOException, InterruptedException {
        final Instant end = Instant.now().plus(PATIENCE);
        while (true) {
            if (Files.isRegularFile(file) && Files.readAllLines(file).size() > 1) {
                return Files.readAllLines(file);
            }
            if (!process.isAlive() || Instant.now().isAfter(end)) {
                throw new IOException("Chromium did not open its DevTools port");
            }
            Thread.sleep(50);
        }
    }

    /** Errors, warnings and exceptions of the page since the last {@link #open}. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** Requests since then, without the page itself and its embedded resources. */
    List<String> requests() {
        return requests.stream()
                .filter(url -> !url.startsWith("file:") && !url.startsWith("data:"))
                .toList();
    }

    void size(final int width, final int height) throws IOException, InterruptedException {
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    void dark(final boolean dark) throws IOException, InterruptedException {
        call(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    void open(final Path page) throws IOException, InterruptedException {
        complaints.clear();
        requests.clear();
        call("Page.navigate", Map.of("url", page.toUri().toString()));
        final Instant end = Instant.now().plus(PATIENCE);
        while (!"complete"
                .equals(evaluate("document.URL.startsWith('file:') && document.readyState")
                        .asText())) {
            if (Instant.now().isAfter(end)) {
                throw new IOException("The page did not load");
            }
            Thread.sleep(20);
        }
        settle();
    }

    /** Waits until two frames are drawn. */
    void settle() throws IOException, InterruptedException {
        evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => " + "done(true))))");
    }

    /** The value of an expression in the page. */
    JsonNode evaluate(final String expression) throws IOException, InterruptedException {
        final JsonNode answer =
                call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
        if (answer.has("exceptionDetails")) {
            throw new IOException(answer.path("exceptionDetails").toString());
        }
        return answer.path("result").path("value");
    }

    /** A PNG image of the whole page. */
    byte[] picture() throws IOException, InterruptedException {
        return Base64.getDecoder()
                .decode(call("Page.captureScreenshot", Map.of("captureBeyondViewport", true, "format", "png"))
                        .path("data")
                        .asText());
    }

    byte[] print() throws IOException, InterruptedException {
        return Base64.getDecoder()
                .decode(call("Page.printToPDF", Map.of("printBackground", true))
                        .path("data")
                        .asText());
    }

    void press(final String key, final int code) throws IOException, InterruptedException {
        for (final String type : List.of("keyDown", "keyUp")) {
            call(
                    "Input.dispatchKeyEvent",
                    Map.of("type", type, "key", key, "code", key, "windowsVirtualKeyCode", code));
        }
    }

    private JsonNode call(final String method, final Map<String, ?> parameters)
            throws IOException, InterruptedException {
        return call(session, method, parameters);
    }

    private JsonNode call(final String where, final String method, final Map<String, ?> parameters)
            throws IOException, InterruptedException {
        final ObjectNode message = json.createObjectNode().put("id", ++calls).put("method", method);
        message.set("params", json.valueToTree(parameters));
        if (where != null) {
            message.put("sessionId", where);
        }
        socket.sendText(json.writeValueAsString(message), true).join();
        final Instant end = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(end)) {
            final JsonNode answer = answers.poll(1, TimeUnit.SECONDS);
            if (answer != null && answer.path("id").asInt() == calls) {
                if (answer.has("error")) {
                    throw new IOException("%s: %s".formatted(method, answer.path("error")));
                }
                return answer.path("result");
            }
        }
        throw new IOException("Chromium did not answer " + method);
    }

    private void hear(final JsonNode message) {
        final JsonNode said = message.path("params");
        switch (message.path("method").asText()) {
            case "Runtime.exceptionThrown" ->
                complaints.add(said.path("exceptionDetails").toString());
            case "Runtime.consoleAPICalled" -> {
                if (List.of("error", "warning", "assert")
                        .contains(said.path("type").asText())) {
                    complaints.add(said.path("args").toString());
                }
            }
            case "Log.entryAdded" ->
                complaints.add(said.path("entry").path("text").asText());
            case "Network.requestWillBeSent" ->
                requests.add(said.path("request").path("url").asText());
            default -> {
                if (message.has("id")) {
                    answers.add(message);
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.abort();
        final List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A listener that joins the parts of messages. */
    private final class Reader implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(final WebSocket webSocket, final CharSequence data, final boolean last) {
            text.append(data);
            if (last) {
                try {
                    hear(json.readTree(text.toString()));
                } catch (final IOException e) {
                    complaints.add("not JSON: " + e.getMessage());
                }
                text.setLength(0);
            }
            webSocket.request(1);
            return null;
        }
    }
}
