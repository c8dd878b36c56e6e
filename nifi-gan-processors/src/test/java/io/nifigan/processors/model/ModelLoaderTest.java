// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.nifigan.model.GanModel;
import io.nifigan.model.InvalidModelException;
import io.nifigan.processors.Customers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelLoaderTest {
    @TempDir
    private Path folder;
    private final ModelLoader loader = new ModelLoader();
    private HttpServer server;

    @AfterEach
    void stop() {
        loader.clear();
        if (server != null) {
            server.stop(0);
        }
    }

    private String serve(final List<byte[]> contents, final List<Integer> answers) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/model.zip", exchange -> answer(exchange, contents.getFirst(), answers));
        server.start();
        return "http://localhost:%d/model.zip".formatted(server.getAddress().getPort());
    }

    private static void answer(final HttpExchange exchange, final byte[] content, final List<Integer> answers) throws IOException {
        final String tag = "\"" + Objects.hash(content.length, content[content.length / 2], content[content.length / 3],
                content[content.length - 40]) + "\"";
        final boolean same = tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
        exchange.getResponseHeaders().set("ETag", tag);
        answers.add(same ? 304 : 200);
        exchange.sendResponseHeaders(same ? 304 : 200, same ? -1 : content.length);
        if (!same) {
            exchange.getResponseBody().write(content);
        }
        exchange.close();
    }

    @Test
    void asksTheServerAndReadsAgainOnlyWhatChanged() throws IOException {
        final List<byte[]> contents = new ArrayList<>(List.of(Customers.model()));
        final List<Integer> answers = new ArrayList<>();
        final String url = serve(contents, answers);
        final GanModel first = loader.fromLocation(url);
        assertSame(first, loader.fromLocation(url));
        contents.set(0, Customers.otherModel());
        final GanModel second = loader.fromLocation(url);
        assertNotEquals(first.id(), second.id());
        assertEquals(List.of(200, 304, 200), answers);
    }

    @Test
    void saysWhatTheServerAnswered() throws IOException {
        final String url = serve(List.of(Customers.model()), new ArrayList<>());
        final String message = assertThrows(IOException.class, () -> loader.fromLocation(url.replace("model.zip", "other.zip"))).getMessage();
        assertTrue(message.contains("404"), message);
    }

    @Test
    void readsAFileByItsPathAndByItsUrlAndAgainWhenItChanges() throws IOException {
        final Path file = folder.resolve("a model.zip");
        Files.write(file, Customers.model());
        final GanModel first = loader.fromLocation(file.toString());
        assertSame(first, loader.fromLocation(file.toString()));
        assertEquals(first.id(), loader.fromLocation(file.toUri().toString()).id());
        Files.setLastModifiedTime(file, FileTime.fromMillis(5_000));
        Files.write(file, Customers.otherModel());
        assertNotEquals(first.id(), loader.fromLocation(file.toString()).id());
    }

    @Test
    void saysWhyThereIsNothingToRead() {
        for (final String location : List.of("", folder.toString(), folder.resolve("none.zip").toString(), "file:none", "http://[")) {
            final IOException thrown = assertThrows(IOException.class, () -> loader.fromLocation(location), location);
            assertTrue(thrown.getMessage().length() > 15, thrown::getMessage);
        }
    }

    @Test
    void refusesAFileThatIsNoModel() throws IOException {
        final Path file = Files.writeString(folder.resolve("x.zip"), "PK this is no zip");
        assertThrows(InvalidModelException.class, () -> loader.fromLocation(file.toString()));
    }
}
