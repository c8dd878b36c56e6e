// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.record;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.nifi.schema.access.SchemaNotFoundException;
import org.apache.nifi.serialization.MalformedRecordException;
import org.apache.nifi.serialization.RecordReader;
import org.apache.nifi.serialization.RecordReaderFactory;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordFieldType;

/**
 * Finds out whether a Record Reader makes numbers of texts, so that codes lose leading zeros and amounts trailing ones.
 * What was lost cannot be seen in the records, and a service does not say how it is set: the reader is tried on a
 * record of one such text.
 */
public final class InferredNumbers {
    /** What to do, for a message. */
    public static final String ADVICE =
            "it infers types from values, so that 00123 becomes 123, and 12.50 becomes 12.5. If "
                    + "codes, phone numbers or amounts are to keep their form, set its Schema Access Strategy to 'Use "
                    + "String Fields From Header' or give it a schema";

    private static final String FIELD = "probe";
    /** CSV, and XML with the record as the root or in a list. */
    private static final List<String> PROBES =
            List.of(FIELD + "\n00123\n", "<r><probe>00123</probe></r>", "<rs><r><probe>00123</probe></r></rs>");

    private static final Set<RecordFieldType> NUMBERS = EnumSet.of(
            RecordFieldType.BYTE,
            RecordFieldType.SHORT,
            RecordFieldType.INT,
            RecordFieldType.LONG,
            RecordFieldType.BIGINT,
            RecordFieldType.FLOAT,
            RecordFieldType.DOUBLE,
            RecordFieldType.DECIMAL);
    /** How much of a content is looked at. */
    private static final int HEAD = 1 << 20;
    /** A value between separators, quotes or tags with leading zeros, or with trailing ones after the point. */
    private static final Pattern LOST =
            Pattern.compile("(?m)(?:^|[,;\t|\">])[+-]?(?:0\\d+(?:\\.\\d*)?|\\d+\\.\\d*0)(?:$|[,;\t|\"<\r])");

    private InferredNumbers() {}

    /** Whether a reader makes numbers of texts. */
    public static boolean isOf(final RecordReaderFactory readers, final Map<String, String> attributes) {
        return PROBES.stream().anyMatch(probe -> isNumber(readers, attributes, probe));
    }

    private static boolean isNumber(
            final RecordReaderFactory readers, final Map<String, String> attributes, final String probe) {
        final byte[] content = probe.getBytes(StandardCharsets.US_ASCII);
        try (RecordReader reader = readers.createRecordReader(
                attributes, new ByteArrayInputStream(content), content.length, SilentLog.INSTANCE)) {
            return reader.getSchema()
                    .getField(FIELD)
                    .map(RecordField::getDataType)
                    .filter(type -> NUMBERS.contains(type.getFieldType()))
                    .isPresent();
        } catch (final MalformedRecordException | SchemaNotFoundException | IOException | RuntimeException e) {
            // The reader is one of another format, or knows its schema.
            return false;
        }
    }

    /** Whether the beginning of a content has values that lose zeros as numbers. */
    public static boolean loseZeros(final InputStream content) throws IOException {
        return LOST.matcher(new String(content.readNBytes(HEAD), StandardCharsets.ISO_8859_1))
                .find();
    }
}
