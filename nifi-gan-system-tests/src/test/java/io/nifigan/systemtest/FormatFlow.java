// SPDX-License-Identifier: Apache-2.0
package io.nifigan.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.nifigan.demo.FlowDefinition;
import io.nifigan.demo.NiFiClient;
import io.nifigan.demo.NiFiHome;
import io.nifigan.demo.NiFiNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A flow in a real NiFi that learns one file and writes a file of synthetic records in the same format. */
final class FormatFlow {
    private static final String DEFINITION = "written-forms.json";
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final NiFiClient client;
    private final String group;
    private final Path output;

    /** A file format with NiFi's reader and writer for it. */
    enum Format {
        JSON("JsonTreeReader", "JsonRecordSetWriter"),
        CSV("CSVReader", "CSVRecordSetWriter"),
        AVRO("AvroReader", "AvroRecordSetWriter");

        private final String reader;
        private final String writer;

        Format(final String reader, final String writer) {
            this.reader = reader;
            this.writer = writer;
        }
    }

    private FormatFlow(final NiFiClient client, final String group, final Path output) {
        this.client = client;
        this.group = group;
        this.output = output;
    }

    /** Loads and starts the flow in a running NiFi, and gives it the file to learn. */
    static FormatFlow start(final NiFiNode node, final Format format, final byte[] file)
            throws IOException, InterruptedException {
        return start(node, format, file, Map.of());
    }

    /**
     * The same with properties of TrainGAN.
     *
     * @param training the values of further properties by their names
     */
    static FormatFlow start(
            final NiFiNode node, final Format format, final byte[] file, final Map<String, String> training)
            throws IOException, InterruptedException {
        return start(node.client(), node.home(), format, file, training);
    }

    /** The same as the user of a client. */
    static FormatFlow start(
            final NiFiClient client,
            final NiFiHome home,
            final Format format,
            final byte[] file,
            final Map<String, String> training)
            throws IOException, InterruptedException {
        final Path input =
                Files.createDirectories(home.folder().resolve("input").resolve(format.name()));
        final Path output = home.folder().resolve("output").resolve(format.name());
        final JsonNode definition = FlowDefinition.read(DEFINITION, Map.of());
        FlowDefinition.set(definition, "GetFile", Map.of("Input Directory", input.toString()));
        FlowDefinition.set(definition, "TrainGAN", Map.of("Record Reader", service(definition, format.reader)));
        FlowDefinition.set(definition, "TrainGAN", training);
        FlowDefinition.set(definition, "SampleGenerator", Map.of("Record Writer", service(definition, format.writer)));
        FlowDefinition.set(definition, "PutFile", Map.of("Directory", output.toString()));

        final String group = client.upload(definition, format.name());
        client.enableServices(group);
        assertEquals(List.of(), client.invalid(group));
        for (final JsonNode processor : client.processors(group)) {
            client.runStatus(processor.path("id").asText(), "RUNNING");
        }
        final Path unfinished = Files.write(input.resolve(".unfinished"), file);
        Files.move(unfinished, input.resolve("real"), StandardCopyOption.ATOMIC_MOVE);
        return new FormatFlow(client, group, output);
    }

    private static String service(final JsonNode definition, final String name) throws IOException {
        for (final JsonNode service : definition.path("flowContents").path("controllerServices")) {
            if (name.equals(service.path("name").asText())) {
                return service.path("identifier").asText();
            }
        }
        throw new IOException("The flow has no service '%s'".formatted(name));
    }

    /** The process group of the flow. */
    String group() {
        return group;
    }

    /** Waits for the synthetic records, or for an error in any flow, which fails. */
    byte[] synthetic() throws IOException, InterruptedException {
        TrialFlow.await(
                "the records of " + output,
                PATIENCE,
                () -> !SyntheticFiles.names(output).isEmpty()
                        || !client.errors().isEmpty());
        assertEquals(List.of(), client.errors());
        return Files.readAllBytes(output.resolve(SyntheticFiles.names(output).getFirst()));
    }

    /** The warnings of TrainGAN on the canvas. */
    List<String> warnings() throws IOException {
        return client.warnings(client.processor(group, "TrainGAN").path("id").asText());
    }
}
