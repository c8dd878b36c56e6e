// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.record;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.schema.access.SchemaNotFoundException;
import org.apache.nifi.serialization.MalformedRecordException;
import org.apache.nifi.serialization.RecordReader;
import org.apache.nifi.serialization.RecordReaderFactory;
import org.apache.nifi.serialization.RecordSetWriterFactory;
import org.apache.nifi.serialization.record.RecordSchema;

/** The verification steps that check the record services. */
public final class RecordServiceVerification {
    private RecordServiceVerification() {}

    /**
     * Opens the reader on empty content, which shows whether it finds its schema.
     *
     * @param property the property for the reader
     */
    public static ConfigVerificationResult ofReader(
            final ProcessContext context,
            final PropertyDescriptor property,
            final Map<String, String> attributes,
            final ComponentLog log) {
        final String step = "Open Record Reader";
        final String reader = "The reader '%s'".formatted(name(context, property));
        final RecordReaderFactory readers =
                context.getProperty(property).asControllerService(RecordReaderFactory.class);
        try (RecordReader ignored =
                readers.createRecordReader(attributes, new ByteArrayInputStream(new byte[0]), 0, log)) {
            return result(step, Outcome.SUCCESSFUL, reader + " opens" + warning(readers, attributes));
        } catch (final SchemaNotFoundException e) {
            return result(step, Outcome.FAILED, "%s finds no schema: %s".formatted(reader, e.getMessage()));
        } catch (final MalformedRecordException | IOException e) {
            return result(
                    step,
                    Outcome.SUCCESSFUL,
                    reader + " infers its schema from the records, so it can be checked only when some arrive"
                            + warning(readers, attributes));
        } catch (final RuntimeException e) {
            return result(step, Outcome.FAILED, "%s does not open: %s".formatted(reader, e.getMessage()));
        }
    }

    private static String warning(final RecordReaderFactory readers, final Map<String, String> attributes) {
        return InferredNumbers.isOf(readers, attributes) ? ". Take care: " + InferredNumbers.ADVICE : "";
    }

    /** The user's name of a service. NiFi provides services as proxies, whose classes say nothing. */
    private static String name(final ProcessContext context, final PropertyDescriptor property) {
        final String id = context.getProperty(property).getValue();
        final String name = context.getControllerServiceLookup().getControllerServiceName(id);
        return name == null ? id : name;
    }

    /**
     * Asks the writer for the schema of what it would write.
     *
     * @param property the property for the writer
     * @param schema the schema of the records to write; null if it is not known
     */
    public static ConfigVerificationResult ofWriter(
            final ProcessContext context,
            final PropertyDescriptor property,
            final Map<String, String> attributes,
            final RecordSchema schema) {
        final String step = "Open Record Writer";
        if (schema == null) {
            return result(step, Outcome.SKIPPED, "What is written depends on the model, which is not known yet");
        }
        final String writer = "The writer '%s'".formatted(name(context, property));
        try {
            final RecordSchema written = context.getProperty(property)
                    .asControllerService(RecordSetWriterFactory.class)
                    .getSchema(attributes, schema);
            return result(
                    step,
                    Outcome.SUCCESSFUL,
                    "%s takes %d of the model's %d fields"
                            .formatted(
                                    writer,
                                    written.getFieldNames().stream()
                                            .filter(schema.getFieldNames()::contains)
                                            .count(),
                                    schema.getFieldCount()));
        } catch (final SchemaNotFoundException | IOException e) {
            return result(step, Outcome.FAILED, "%s finds no schema: %s".formatted(writer, e.getMessage()));
        } catch (final RuntimeException e) {
            return result(step, Outcome.FAILED, "%s cannot be used: %s".formatted(writer, e.getMessage()));
        }
    }

    private static ConfigVerificationResult result(final String step, final Outcome outcome, final String explanation) {
        return new ConfigVerificationResult.Builder()
                .verificationStepName(step)
                .outcome(outcome)
                .explanation(explanation)
                .build();
    }
}
