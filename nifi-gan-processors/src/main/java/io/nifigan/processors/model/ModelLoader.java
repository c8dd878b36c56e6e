// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.model;

import io.nifigan.model.InvalidModelException;
import io.nifigan.model.TrainedModel;
import io.nifigan.relational.TrainedModels;
import io.nifigan.services.GANModelStore;
import io.nifigan.services.ModelChecksum;
import io.nifigan.services.SharedModels;
import io.nifigan.services.StoredModel;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.ProcessSession;

/**
 * Loads models and remembers the last few, so that concurrent tasks share them; other processors share the same copies.
 * A file is read again when its size or time of change differs.
 */
public final class ModelLoader {
    private static final int REMEMBERED = 4;
    /** A scheme of two letters or more: one letter is a drive. */
    private static final Pattern URL = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:/");

    /** The state of a file by which a change is noticed. */
    private record FileVersion(long size, FileTime modified) {}

    /** A model, and the version of its file; null if it came from elsewhere and cannot change. */
    private record LoadedModel(TrainedModel model, FileVersion version) {}

    private final Map<String, LoadedModel> models = new LinkedHashMap<>(16, .75F, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(final Map.Entry<String, LoadedModel> eldest) {
            return size() > REMEMBERED;
        }
    };

    /**
     * The model that a FlowFile holds.
     *
     * @throws InvalidModelException if the FlowFile holds no model
     */
    public TrainedModel fromContent(final ProcessSession session, final FlowFile flowFile) throws IOException {
        final String checksum = digest(session, flowFile);
        return known(checksum, () -> {
            try (InputStream in = session.read(flowFile)) {
                return TrainedModels.read(in);
            }
        });
    }

    /** A version of a model in a store. */
    TrainedModel fromStore(final GANModelStore store, final StoredModel stored) throws IOException {
        return known(stored.checksum(), () -> store.load(stored));
    }

    private synchronized TrainedModel known(final String checksum, final SharedModels.Source source)
            throws IOException {
        final LoadedModel known = models.get(checksum);
        return known != null ? known.model() : remember(checksum, SharedModels.get(checksum, source), null);
    }

    private static String digest(final ProcessSession session, final FlowFile flowFile) throws IOException {
        try (DigestInputStream in = new DigestInputStream(session.read(flowFile), ModelChecksum.digest())) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        }
    }

    /** Reads a model, and returns the shared copy if there is one. */
    private static TrainedModel shared(final InputStream source) throws IOException {
        try (DigestInputStream in = new DigestInputStream(source, ModelChecksum.digest())) {
            final TrainedModel model = TrainedModels.read(in);
            return SharedModels.get(
                    HexFormat.of().formatHex(in.getMessageDigest().digest()), () -> model);
        }
    }

    /**
     * The model in a file.
     *
     * @param location the file's path
     * @throws IOException if there is nothing to read; the message says why
     * @throws InvalidModelException if it is no model
     */
    public synchronized TrainedModel fromFile(final String location) throws IOException {
        if (location == null || location.isBlank()) {
            throw new IOException("Model Location is blank: its Expression Language gave no file. "
                    + "Does the FlowFile have the attribute?");
        }
        final Path path;
        try {
            path = path(location.trim());
        } catch (final IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
        final BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(path, BasicFileAttributes.class);
        } catch (final NoSuchFileException e) {
            throw new IOException("There is no file at '%s'".formatted(path), e);
        }
        if (!attributes.isRegularFile()) {
            throw new IOException("'%s' is not a file".formatted(path));
        }
        final String key = path.toString();
        final FileVersion version = new FileVersion(attributes.size(), attributes.lastModifiedTime());
        final LoadedModel known = models.get(key);
        if (known != null && version.equals(known.version())) {
            return known.model();
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
            return remember(key, shared(in), version);
        }
    }

    /**
     * The path that Model Location names.
     *
     * @throws IllegalArgumentException if it is none; the message says what to do
     */
    static Path path(final String location) {
        if (URL.matcher(location).lookingAt()) {
            throw new IllegalArgumentException(
                    ("Model Location '%s' is a URL; it must be the path of a file. Fetch the model as a FlowFile, "
                                    + "with InvokeHTTP or FetchS3Object for example, and choose '%s', or write it to "
                                    + "a file with PutFile")
                            .formatted(location, ModelSource.FLOW_FILE.getValue()));
        }
        try {
            return Path.of(location);
        } catch (final InvalidPathException e) {
            throw new IllegalArgumentException(
                    "Model Location '%s' is not the path of a file: %s".formatted(location, e.getMessage()), e);
        }
    }

    private TrainedModel remember(final String key, final TrainedModel model, final FileVersion version) {
        models.put(key, new LoadedModel(model, version));
        return model;
    }

    /** Forgets all models. */
    public synchronized void clear() {
        models.clear();
    }
}
