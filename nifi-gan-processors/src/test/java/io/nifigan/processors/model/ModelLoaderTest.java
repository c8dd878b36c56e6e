// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.model;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.model.InvalidModelException;
import io.nifigan.model.TrainedModel;
import io.nifigan.processors.Customers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelLoaderTest {
    @TempDir
    private Path folder;

    private final ModelLoader loader = new ModelLoader();

    @AfterEach
    void stop() {
        loader.clear();
    }

    @Test
    void readsAFileByItsPathAndAgainWhenItChanges() throws IOException {
        final Path file = folder.resolve("a model.zip");
        Files.write(file, Customers.model());
        final TrainedModel first = loader.fromFile(file.toString());
        assertSame(first, loader.fromFile(file.toString()));
        Files.setLastModifiedTime(file, FileTime.fromMillis(5_000));
        Files.write(file, Customers.otherModel());
        assertNotEquals(first.id(), loader.fromFile(file.toString()).id());
    }

    @Test
    void saysWhyThereIsNothingToRead() {
        Map.of(
                        "",
                        "gave no file",
                        folder.toString(),
                        "is not a file",
                        folder.resolve("none.zip").toString(),
                        "There is no file at",
                        "a\0b",
                        "is not the path of a file",
                        "https://models/customers.zip",
                        "InvokeHTTP",
                        "file:///models/customers.zip",
                        "is a URL")
                .forEach((location, reason) -> {
                    final IOException thrown =
                            assertThrows(IOException.class, () -> loader.fromFile(location), location);
                    assertTrue(thrown.getMessage().contains(reason), thrown::getMessage);
                });
    }

    @Test
    void refusesAFileThatIsNoModel() throws IOException {
        final Path file = Files.writeString(folder.resolve("x.zip"), "PK this is no zip");
        assertThrows(InvalidModelException.class, () -> loader.fromFile(file.toString()));
    }
}
