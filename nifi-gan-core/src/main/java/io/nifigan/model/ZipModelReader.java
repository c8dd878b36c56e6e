// SPDX-License-Identifier: Apache-2.0
package io.nifigan.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.nifigan.network.NetworkShape;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Reads the zip of a model from an untrusted source, entry by entry. Entries are streams that are checked before they
 * are kept, and each one has a most number of bytes. JSON is bound to records only, which check their values; of the
 * DL4J files only the parameters are read (see {@link NetworkEntry}).
 */
public final class ZipModelReader {
    private final JsonMapper mapper = ModelFormat.mapper();
    private final SourceStream source;
    private final ZipInputStream zip;
    private final String first;

    private ZipModelReader(final SourceStream source, final ZipInputStream zip, final String first) {
        this.source = source;
        this.zip = zip;
        this.first = first;
    }

    /**
     * Checks the version of a file.
     *
     * @param file what the file is, such as "model file"
     * @param number the version of the file
     * @param version the version that this release reads
     * @throws InvalidModelException if these differ
     */
    public static void requireVersion(final String file, final int number, final int version)
            throws InvalidModelException {
        if (number != version) {
            throw new InvalidModelException(
                    ("The %s has format version %d, but this release of nifi-gan reads version %d only. Use a release "
                                    + "that reads version %d, or train the model again")
                            .formatted(file, number, version, number));
        }
    }

    /** A reader of the entries of a zip, in their order, that builds the model. */
    @FunctionalInterface
    public interface Body<T> {
        T read(ZipModelReader zip) throws IOException;
    }

    /**
     * Reads a zip. The stream stays open.
     *
     * @param first the name of the first entry, without which it is no model
     * @throws InvalidModelException where the content is to blame, not the source
     */
    public static <T> T read(final InputStream in, final String first, final Body<T> body) throws IOException {
        final SourceStream source = new SourceStream(in);
        try (ZipInputStream zip = new ZipInputStream(source)) {
            return body.read(new ZipModelReader(source, zip, first));
        } catch (final InvalidModelException e) {
            throw e;
        } catch (final IOException e) {
            if (source.failed()) {
                throw e;
            }
            throw new InvalidModelException("The model file is cut off or damaged: " + e.getMessage(), e);
        } catch (final RuntimeException e) {
            if (source.failed()) {
                throw e;
            }
            throw new InvalidModelException("The model file does not hold together: " + JsonFaults.of(e), e);
        }
    }

    /** The next entry of the zip, which must have the given name. */
    private EntryStream entry(final String name, final long max) throws IOException {
        final ZipEntry entry = zip.getNextEntry();
        if (entry == null || !entry.getName().equals(name)) {
            final String found = source.count() == 0
                    ? "nothing: it is empty"
                    : entry == null ? "no further entry of a zip" : "\"" + entry.getName() + "\"";
            throw new InvalidModelException((name.equals(first)
                            ? "This is no model file: it has %s where the entry %s was expected"
                            : "The model file has %s where the entry %s was expected")
                    .formatted(found, name));
        }
        return new EntryStream(zip, name, max);
    }

    /** Reads an entry of JSON. */
    public <T> T json(final String name, final int max, final Class<T> type) throws IOException {
        final EntryStream entry = entry(name, max);
        try {
            final T value = mapper.readValue(entry, type);
            entry.drain();
            if (value == null) {
                throw new InvalidModelException("The entry %s holds null; an object was expected".formatted(name));
            }
            return value;
        } catch (final JsonProcessingException e) {
            if (e.getCause() instanceof InvalidModelException own) {
                throw own;
            }
            // If bytes are damaged, reading on fails with the zip's checksum, which is the better message.
            entry.drain();
            throw new InvalidModelException(JsonFaults.describe(name, e), e);
        }
    }

    /**
     * Reads an entry that is a DL4J model file.
     *
     * @return the parameters of a network of the given shape
     */
    public float[] network(final String name, final NetworkShape shape) throws IOException {
        return network(name, new NetworkEntry(name, shape));
    }

    float[] network(final String name, final NetworkEntry network) throws IOException {
        final EntryStream entry = entry(name, network.maxBytes());
        final float[] parameters = network.parameters(entry);
        entry.drain();
        return parameters;
    }

    /** Reads an entry that is the model file of a single table. */
    public GANModel model(final String name) throws IOException {
        final EntryStream entry = entry(name, ModelFormat.MAX_FILE_BYTES);
        final GANModel model = GANModel.read(entry);
        entry.drain();
        return model;
    }

    /** Checks that there are no more entries, and that the zip is complete. */
    public void end(final int entries, final int maxContentsBytes) throws IOException {
        final ZipEntry more = zip.getNextEntry();
        if (more != null) {
            throw new InvalidModelException("The model file has the entry \"%s\" after its last one, the %dth"
                    .formatted(more.getName(), entries));
        }
        source.expectEnd(entries, maxContentsBytes);
    }
}
