// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.model;

import io.nifigan.model.GanModel;
import io.nifigan.model.InvalidModelException;
import io.nifigan.services.GANModelStore;
import io.nifigan.services.ModelChecksum;
import io.nifigan.services.SharedModels;
import io.nifigan.services.StoredModel;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.ProcessSession;

/**
 * Loads models and remembers the last few, so that concurrent tasks share them; other processors share the same copies. A file is read again when its size or time of
 * change differs; a web server is asked each time whether what it has is still the same (If-None-Match, If-Modified-Since).
 */
public final class ModelLoader {
    private static final int REMEMBERED = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;

    private final Map<String, LoadedModel> models = new LinkedHashMap<>(16, .75F, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(final Map.Entry<String, LoadedModel> eldest) {
            return size() > REMEMBERED;
        }
    };
    private HttpClient client;

    /**
     * The model that a FlowFile holds.
     *
     * @throws InvalidModelException where the FlowFile holds no model
     */
    public GanModel fromContent(final ProcessSession session, final FlowFile flowFile) throws IOException {
        final String checksum = digest(session, flowFile);
        return known(checksum, () -> {
            try (InputStream in = session.read(flowFile)) {
                return GanModel.read(in);
            }
        });
    }

    /** A version of a model in a store. */
    GanModel fromStore(final GANModelStore store, final StoredModel stored) throws IOException {
        return known(stored.checksum(), () -> store.load(stored));
    }

    private synchronized GanModel known(final String checksum, final SharedModels.Source source) throws IOException {
        final LoadedModel known = models.get(checksum);
        return known != null ? known.model() : remember(checksum, SharedModels.get(checksum, source), new ModelVersion(null, null));
    }

    private static String digest(final ProcessSession session, final FlowFile flowFile) throws IOException {
        try (DigestInputStream in = new DigestInputStream(session.read(flowFile), ModelChecksum.digest())) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        }
    }

    /** Reads a model whose checksum is known only afterwards, and gives the copy that is shared where there is one. */
    private static GanModel shared(final InputStream source) throws IOException {
        try (DigestInputStream in = new DigestInputStream(source, ModelChecksum.digest())) {
            final GanModel model = GanModel.read(in);
            return SharedModels.get(HexFormat.of().formatHex(in.getMessageDigest().digest()), () -> model);
        }
    }

    /**
     * The model at a place.
     *
     * @param location a file's path, or a URL that starts with file:, http: or https:
     * @throws IOException           where there is nothing to read; the message says why
     * @throws InvalidModelException where it is no model
     */
    public synchronized GanModel fromLocation(final String location) throws IOException {
        if (location == null || location.isBlank()) {
            throw new IOException("Model Location is blank: its Expression Language gave no file or URL");
        }
        final String trimmed = location.trim();
        try {
            final String lower = trimmed.toLowerCase(Locale.ROOT);
            if (lower.startsWith("http:") || lower.startsWith("https:")) {
                return fromWeb(trimmed, new URI(trimmed));
            }
            return fromFile(trimmed, lower.startsWith("file:") ? Path.of(new URI(trimmed)) : Path.of(trimmed));
        } catch (final URISyntaxException | IllegalArgumentException e) {
            throw new IOException("Model Location '%s' is neither a file's path nor a URL: %s".formatted(trimmed, e.getMessage()), e);
        }
    }

    private GanModel fromFile(final String key, final Path path) throws IOException {
        final BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(path, BasicFileAttributes.class);
        } catch (final NoSuchFileException e) {
            throw new IOException("There is no file at '%s'".formatted(path), e);
        }
        if (!attributes.isRegularFile()) {
            throw new IOException("'%s' is not a file".formatted(path));
        }
        final ModelVersion version = new ModelVersion(Long.toString(attributes.size()), attributes.lastModifiedTime().toString());
        final LoadedModel known = models.get(key);
        if (known != null && known.version().equals(version)) {
            return known.model();
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
            return remember(key, shared(in), version);
        }
    }

    private GanModel fromWeb(final String key, final URI uri) throws IOException {
        final LoadedModel known = models.get(key);
        final HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(PATIENCE);
        if (known != null && known.version().tag() != null) {
            request.header("If-None-Match", known.version().tag());
        }
        if (known != null && known.version().modified() != null) {
            request.header("If-Modified-Since", known.version().modified());
        }
        final HttpResponse<InputStream> response = send(request.build());
        try (InputStream in = new BufferedInputStream(response.body())) {
            if (known != null && response.statusCode() == NOT_MODIFIED) {
                return known.model();
            }
            if (response.statusCode() != OK) {
                throw new IOException("The server answered with status %d instead of %d when asked for the model"
                        .formatted(response.statusCode(), OK));
            }
            return remember(key, shared(in), ModelVersion.of(response.headers()));
        }
    }

    private HttpResponse<InputStream> send(final HttpRequest request) throws IOException {
        if (client == null) {
            client = HttpClient.newBuilder().connectTimeout(PATIENCE).followRedirects(HttpClient.Redirect.NORMAL).build();
        }
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("Interrupted while the model was fetched").initCause(e);
        }
    }

    private GanModel remember(final String key, final GanModel model, final ModelVersion version) {
        models.put(key, new LoadedModel(model, version));
        return model;
    }

    /** Forgets all models, and lets go of the connections. */
    public synchronized void clear() {
        models.clear();
        if (client != null) {
            client.shutdownNow();
            client = null;
        }
    }
}
