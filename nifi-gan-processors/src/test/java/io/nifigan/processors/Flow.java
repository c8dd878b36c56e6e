// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.nifi.annotation.lifecycle.OnRemoved;
import org.apache.nifi.controller.ControllerService;
import org.apache.nifi.csv.CSVReader;
import org.apache.nifi.csv.CSVRecordSetWriter;
import org.apache.nifi.json.JsonRecordSetWriter;
import org.apache.nifi.json.JsonTreeReader;
import org.apache.nifi.processor.Processor;
import org.apache.nifi.provenance.ProvenanceEventType;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.schema.access.SchemaAccessUtils;
import org.apache.nifi.serialization.DateTimeUtils;
import org.apache.nifi.util.LogMessage;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;

/** Runners with NiFi's own readers and writers, which infer and inherit schemas. */
public final class Flow {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Flow() {}

    public static TestRunner runner(final Processor processor) {
        return TestRunners.newTestRunner(processor);
    }

    public static void csvReader(final TestRunner runner) {
        service(runner, "Record Reader", new CSVReader());
    }

    public static void jsonReader(final TestRunner runner) {
        service(runner, "Record Reader", new JsonTreeReader());
    }

    /** A JSON reader with a fixed schema, which finds a fault only when it reads the faulty record. */
    public static void jsonReader(final TestRunner runner, final String avroSchema) {
        try {
            final JsonTreeReader reader = new JsonTreeReader();
            runner.addControllerService("reader with a schema", reader);
            runner.setProperty(
                    reader,
                    SchemaAccessUtils.SCHEMA_ACCESS_STRATEGY,
                    SchemaAccessUtils.SCHEMA_TEXT_PROPERTY.getValue());
            runner.setProperty(reader, SchemaAccessUtils.SCHEMA_TEXT, avroSchema);
            runner.setProperty(reader, DateTimeUtils.DATE_FORMAT, "yyyy-MM-dd");
            runner.enableControllerService(reader);
            runner.setProperty("Record Reader", "reader with a schema");
        } catch (final InitializationException e) {
            throw new IllegalStateException(e);
        }
    }

    public static void csvWriter(final TestRunner runner) {
        service(runner, "Record Writer", new CSVRecordSetWriter());
    }

    public static void jsonWriter(final TestRunner runner) {
        service(runner, "Record Writer", new JsonRecordSetWriter());
    }

    /** Adds a service, enables it and sets it as the value of a property. */
    public static void service(final TestRunner runner, final String property, final ControllerService service) {
        try {
            final String id = property + " of " + service.getClass().getSimpleName();
            runner.addControllerService(id, service);
            runner.enableControllerService(service);
            runner.setProperty(property, id);
        } catch (final InitializationException e) {
            throw new IllegalStateException(e);
        }
    }

    public static void set(final TestRunner runner, final Map<String, String> properties) {
        properties.forEach(runner::setProperty);
    }

    /** What NiFi does when a processor is taken off the canvas; a TestRunner does not. */
    public static void remove(final Processor processor) throws ReflectiveOperationException {
        for (final Method method : processor.getClass().getMethods()) {
            if (method.isAnnotationPresent(OnRemoved.class)) {
                method.invoke(processor);
            }
        }
    }

    /** How many provenance events of a type there were. */
    public static long events(final TestRunner runner, final ProvenanceEventType type) {
        return runner.getProvenanceEvents().stream()
                .filter(event -> event.getEventType() == type)
                .count();
    }

    /** The records that a FlowFile holds as a JSON array. */
    public static List<JsonNode> records(final MockFlowFile flowFile) {
        try {
            final List<JsonNode> records = new ArrayList<>();
            JSON.readTree(flowFile.getContent()).forEach(records::add);
            return records;
        } catch (final IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All log messages of a processor, with the messages of exceptions. */
    public static List<String> logged(final TestRunner runner) {
        return Stream.of(
                        runner.getLogger().getDebugMessages(),
                        runner.getLogger().getInfoMessages(),
                        runner.getLogger().getWarnMessages(),
                        runner.getLogger().getErrorMessages())
                .flatMap(List::stream)
                .map(Flow::text)
                .toList();
    }

    private static String text(final LogMessage message) {
        return message.getMsg() + " " + Arrays.asList(message.getArgs() == null ? new Object[0] : message.getArgs())
                + " " + message.getThrowable();
    }
}
