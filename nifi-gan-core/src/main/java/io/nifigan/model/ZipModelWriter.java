// SPDX-License-Identifier: Apache-2.0
package io.nifigan.model;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;

/**
 * Writes the zip of a model entry by entry, so that {@link ZipModelReader} accepts it. The same content gives the same
 * bytes: no entry carries the time of writing.
 */
public final class ZipModelWriter {
    /** 1980-01-01, the earliest time in a zip file. */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final ZipOutputStream zip;
    private final JsonMapper mapper = ModelFormat.mapper();

    /** @param out stays open */
    public ZipModelWriter(final OutputStream out) {
        zip = new ZipOutputStream(out);
    }

    /** The mapper that writes JSON as model files have it. */
    public static JsonMapper mapper() {
        return ModelFormat.mapper();
    }

    /** Writes JSON that people read, with line breaks. */
    public void readableJson(final String name, final Object value, final int maxBytes) throws IOException {
        json(name, value, maxBytes, mapper.writerWithDefaultPrettyPrinter());
    }

    /**
     * Writes JSON after checking that the reader accepts it.
     *
     * @throws IOException where it would be larger than the reader accepts, too
     */
    public void json(final String name, final Object value, final int maxBytes) throws IOException {
        json(name, value, maxBytes, mapper.writer());
    }

    private void json(final String name, final Object value, final int max, final ObjectWriter writer)
            throws IOException {
        final byte[] bytes = writer.writeValueAsBytes(value);
        try (JsonParser parser = mapper.createParser(bytes)) {
            if (bytes.length > max) {
                throw new IOException(("The model's %s would have %,d bytes, but at most %,d can be read back."
                                + " Leave out columns with very many values.")
                        .formatted(name, bytes.length, max));
            }
            while (parser.nextToken() != null) {
                parser.finishToken();
            }
        } catch (final StreamConstraintsException e) {
            throw new IOException(
                    ("The model's %s would be too large to be read back: %s. Leave out columns with very "
                                    + "many or very long values.")
                            .formatted(name, e.getOriginalMessage()),
                    e);
        }
        zip.setLevel(Deflater.DEFAULT_COMPRESSION);
        put(zip, name, bytes);
    }

    /** Writes a network as a DL4J model file. */
    public void network(final String name, final ComputationGraph graph) throws IOException {
        zip.setLevel(Deflater.NO_COMPRESSION);
        put(zip, name, network(graph));
    }

    /** Writes the model of a single table as a model file within this one. */
    public void model(final String name, final GANModel model) throws IOException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        model.write(bytes);
        zip.setLevel(Deflater.NO_COMPRESSION);
        put(zip, name, bytes.toByteArray());
    }

    /** Ends the zip. */
    public void finish() throws IOException {
        zip.finish();
        zip.flush();
    }

    private static void put(final ZipOutputStream zip, final String name, final byte[] bytes) throws IOException {
        final ZipEntry entry = new ZipEntry(name);
        // A local time, so that the bytes are the same in every time zone.
        entry.setTimeLocal(NO_TIME);
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }

    /** A DL4J model file without the times that DL4J puts into it. */
    private static byte[] network(final ComputationGraph graph) throws IOException {
        final ByteArrayOutputStream stamped = new ByteArrayOutputStream();
        ModelSerializer.writeModel(graph, stamped, false);
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(stamped.toByteArray()));
                ZipOutputStream out = new ZipOutputStream(bytes)) {
            // Parameters hardly shrink at any level.
            out.setLevel(Deflater.BEST_SPEED);
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                put(out, entry.getName(), in.readAllBytes());
            }
        }
        return bytes.toByteArray();
    }
}
