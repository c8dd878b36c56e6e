// SPDX-License-Identifier: Apache-2.0
package io.nifigan.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A run of one of the demo's flows in a NiFi, from its start to the synthetic records. */
public final class DemoRun {
    private static final Pattern PROGRESS = Pattern.compile("(Training: step .*)$");

    private static final String LISTS_TABLES = ".ListDatabaseTables";

    private final NiFiNode nifi;
    private final DemoFolder folder;
    private String group;
    private JsonNode source;
    private long logRead;

    /**
     * Creates a run without any effect on files or processes.
     *
     * @param target the folder with NiFi's libraries, which the build creates
     * @param name the name of the run's folder in it
     * @param lasting whether NiFi keeps running when a user interrupts this program or closes the terminal
     */
    public DemoRun(final Path target, final String name, final boolean lasting) {
        folder = new DemoFolder(target.resolve(name));
        nifi = new NiFiNode(NiFiHome.in(target, name + "/nifi"), lasting);
    }

    public DemoFolder folder() {
        return folder;
    }

    public NiFiHome home() {
        return nifi.home();
    }

    public NiFiClient client() {
        return nifi.client();
    }

    public NiFiProcess process() {
        return nifi.process();
    }

    public String group() {
        return group;
    }

    /** The address of the flow on the canvas. */
    public URI canvas() {
        return client().canvas(group);
    }

    /** Starts an empty NiFi after stopping that of the previous run. */
    public void startNiFi() throws IOException, InterruptedException {
        nifi.stopLast();
        folder.prepare();
        nifi.begin(NiFiSettings.alone(NiFiHome.newSensitiveKey()));
        nifi.awaitStart();
    }

    /** Restarts NiFi in its existing home, with the flow, its queues and the states of its processors. */
    public void restartNiFi() throws IOException, InterruptedException {
        nifi.restart();
    }

    /** Whether an earlier run came to its end and left a NiFi that can be opened again. */
    public boolean canResume() throws IOException {
        return Files.isRegularFile(home().flow())
                && (folder.report().isPresent() || !folder.filled().isEmpty());
    }

    /** Starts NiFi as the last run left it, with all that was built in it since, or finds it running. */
    public void resumeNiFi() throws IOException, InterruptedException {
        group = "root";
        nifi.resume();
    }

    /**
     * Loads the flow and starts all processors except the one that reads the records.
     *
     * @param flow {@link FlowDefinition#CUSTOMERS}, {@link FlowDefinition#CSV} or {@link FlowDefinition#DATABASE}
     * @param parameters values of the flow's parameters; folders and database are added here
     * @throws IOException if a component is invalid; the message says which and why
     */
    public void loadFlow(final String flow, final Map<String, String> parameters)
            throws IOException, InterruptedException {
        load(FlowDefinition.read(flow, parameters));
    }

    /** Loads the flow with a private training. */
    public void loadFlow(final String flow, final Map<String, String> parameters, final PrivateMode mode)
            throws IOException, InterruptedException {
        final JsonNode definition = FlowDefinition.read(flow, parameters);
        mode.set(definition, folder);
        load(definition);
    }

    private void load(final JsonNode definition) throws IOException, InterruptedException {
        group = client().upload(definition, FlowDefinition.title(definition));
        client().enableServices(group);
        final List<String> faults = client().invalid(group);
        if (!faults.isEmpty()) {
            throw new IOException("The flow is not valid: " + String.join("; ", faults));
        }
        final List<JsonNode> processors = client().processors(group);
        final boolean listsTables =
                processors.stream().anyMatch(processor -> type(processor).endsWith(LISTS_TABLES));
        for (final JsonNode processor : processors) {
            final String type = type(processor);
            if (type.endsWith(listsTables ? LISTS_TABLES : ".ExecuteSQLRecord") || type.endsWith(".GetFile")) {
                source = processor;
            } else {
                client().runStatus(processor.path("id").asText(), "RUNNING");
            }
        }
    }

    private static String type(final JsonNode processor) {
        return processor.path("component").path("type").asText();
    }

    /** Parameters of {@link FlowDefinition#DATABASE} that name files and addresses. */
    public Map<String, String> databaseAt() throws IOException {
        final Map<String, String> parameters = new HashMap<>(customersAt());
        parameters.put("Synthetic Database URL", FoodMart.fillUrl(folder.syntheticDatabase()));
        return parameters;
    }

    /**
     * Waits until the synthetic database is full.
     *
     * @param limit maximum time to wait
     * @param progress receives the progress lines of TrainGAN
     * @throws IOException if something failed; the message says what
     */
    public void awaitDatabase(final Duration limit, final Consumer<String> progress)
            throws IOException, InterruptedException {
        await(
                "the last synthetic table",
                limit,
                progress,
                () -> folder.filled().size() == FoodMart.TABLES.size()
                        ? Optional.of(folder.filled().getLast())
                        : Optional.empty());
    }

    /** Parameters of {@link FlowDefinition#CUSTOMERS} that name files and addresses. */
    public Map<String, String> customersAt() throws IOException {
        return Map.of(
                "Output Directory",
                folder.output().toString(),
                "Database URL",
                Customers.url(folder.database()),
                "Database Driver File",
                driver().toString());
    }

    /** Parameters of {@link FlowDefinition#CSV} that name folders. */
    public Map<String, String> csvAt() {
        return Map.of(
                "Output Directory",
                folder.output().toString(),
                "Input Directory",
                folder.input().toString());
    }

    private Path driver() throws IOException {
        final Path libraries = home().libraries().resolveSibling("demo-lib");
        try (Stream<Path> jars = Files.list(libraries)) {
            return jars.filter(jar -> jar.getFileName().toString().startsWith("hsqldb-"))
                    .findFirst()
                    .orElseThrow(
                            () -> new IOException("HSQLDB's driver is not in %s; build again.".formatted(libraries)));
        }
    }

    /** Triggers the processor that reads the table, once. */
    public void readOnce() throws IOException {
        client().runStatus(source.path("id").asText(), "RUN_ONCE");
    }

    /**
     * Waits for the synthetic records.
     *
     * @param limit maximum time to wait
     * @param progress receives the progress lines of TrainGAN
     * @return the file of synthetic records
     * @throws IOException if something failed; the message says what
     */
    public Path awaitRecords(final Duration limit, final Consumer<String> progress)
            throws IOException, InterruptedException {
        return await(
                "synthetic records",
                limit,
                progress,
                () -> folder.figures().isPresent() ? folder.synthetic() : Optional.empty());
    }

    /**
     * Waits for the report on the synthetic records.
     *
     * @return the page
     * @throws IOException if something failed; the message says what
     */
    public Path awaitReport(final Duration limit) throws IOException, InterruptedException {
        return await("report", limit, words -> {}, folder::report);
    }

    /** A search for a file of the run. */
    @FunctionalInterface
    private interface Search {
        Optional<Path> look() throws IOException;
    }

    private Path await(final String what, final Duration limit, final Consumer<String> progress, final Search search)
            throws IOException, InterruptedException {
        final Instant end = Instant.now().plus(limit);
        while (true) {
            report(progress);
            final Optional<Path> found = search.look();
            if (found.isPresent()) {
                return found.get();
            }
            if (!process().isAlive()) {
                throw new IOException("NiFi ended unexpectedly; see %s and %s"
                        .formatted(home().log(), home().logs().resolve("console.log")));
            }
            final List<String> errors = client().errors();
            if (!errors.isEmpty()) {
                throw new IOException(String.join("\n  ", errors) + "\n  (NiFi's log is %s)".formatted(home().log()));
            }
            if (!folder.failures().isEmpty()) {
                throw new IOException("The flow routed its input to failure: see %s, and the reason in %s"
                        .formatted(folder.failed(), home().log()));
            }
            if (Instant.now().isAfter(end)) {
                throw new IOException("There was no file of %s after %d s; see NiFi's log %s"
                        .formatted(what, limit.toSeconds(), home().log()));
            }
            Thread.sleep(500);
        }
    }

    /** Passes on the latest progress line that TrainGAN has logged since the last call. */
    private void report(final Consumer<String> progress) throws IOException {
        if (!Files.isRegularFile(home().log())) {
            return;
        }
        try (RandomAccessFile log = new RandomAccessFile(home().log().toFile(), "r")) {
            log.seek(logRead);
            final byte[] added = new byte[(int) Math.min(log.length() - logRead, 1 << 20)];
            log.readFully(added);
            logRead += added.length;
            String newest = null;
            for (final String line : new String(added, StandardCharsets.UTF_8).split("\n")) {
                final Matcher matcher = PROGRESS.matcher(line.stripTrailing());
                if (matcher.find()) {
                    newest = matcher.group(1);
                }
            }
            if (newest != null) {
                progress.accept(newest);
            }
        }
    }
}
