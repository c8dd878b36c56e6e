// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.record;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.components.PropertyValue;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.schema.access.SchemaNotFoundException;
import org.apache.nifi.serialization.MalformedRecordException;
import org.apache.nifi.serialization.RecordReader;
import org.apache.nifi.serialization.RecordReaderFactory;
import org.apache.nifi.serialization.RecordSetWriterFactory;
import org.apache.nifi.serialization.record.RecordSchema;

/** The steps of a configuration's verification that try the record services. */
public final class RecordServiceVerification {
    private RecordServiceVerification() {
    }

    /** Opens the reader on no content: that shows whether it is there and finds its schema. */
    public static ConfigVerificationResult ofReader(final PropertyValue property, final Map<String, String> attributes, final ComponentLog log) {
        final String step = "Open Record Reader";
        try (RecordReader reader = property.asControllerService(RecordReaderFactory.class)
                .createRecordReader(attributes, new ByteArrayInputStream(new byte[0]), 0, log)) {
            return result(step, Outcome.SUCCESSFUL, "The reader opens (%s)".formatted(reader.getClass().getSimpleName()));
        } catch (final SchemaNotFoundException e) {
            return result(step, Outcome.FAILED, "The reader finds no schema: " + e.getMessage());
        } catch (final MalformedRecordException | IOException e) {
            return result(step, Outcome.SUCCESSFUL, "The reader is there; it looks for its schema in the records themselves, so nothing can be said "
                    + "before some come");
        } catch (final RuntimeException e) {
            return result(step, Outcome.FAILED, "The reader does not open: " + e.getMessage());
        }
    }

    /**
     * Asks the writer for the schema of what it would write.
     *
     * @param schema of the records to write, null where it is not known
     */
    public static ConfigVerificationResult ofWriter(final PropertyValue property, final Map<String, String> attributes, final RecordSchema schema) {
        final String step = "Open Record Writer";
        if (schema == null) {
            return result(step, Outcome.SKIPPED, "What is written depends on the model, which is not known yet");
        }
        try {
            final RecordSchema written = property.asControllerService(RecordSetWriterFactory.class).getSchema(attributes, schema);
            return result(step, Outcome.SUCCESSFUL, "The writer takes %d of the model's %d fields"
                    .formatted(written.getFieldNames().stream().filter(schema.getFieldNames()::contains).count(), schema.getFieldCount()));
        } catch (final SchemaNotFoundException | IOException e) {
            return result(step, Outcome.FAILED, "The writer finds no schema: " + e.getMessage());
        } catch (final RuntimeException e) {
            return result(step, Outcome.FAILED, "The writer cannot be used: " + e.getMessage());
        }
    }

    private static ConfigVerificationResult result(final String step, final Outcome outcome, final String explanation) {
        return new ConfigVerificationResult.Builder().verificationStepName(step).outcome(outcome).explanation(explanation).build();
    }
}
