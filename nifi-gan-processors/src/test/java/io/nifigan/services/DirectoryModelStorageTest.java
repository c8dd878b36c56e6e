// SPDX-License-Identifier: Apache-2.0
package io.nifigan.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.nifigan.model.GANModel;
import io.nifigan.model.InvalidModelException;
import io.nifigan.model.TrainedModel;
import io.nifigan.processors.Customers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DirectoryModelStorageTest {
    @TempDir
    private Path root;

    private static GANModel model() throws IOException {
        return GANModel.read(new ByteArrayInputStream(Customers.model()));
    }

    private static GANModel otherModel() throws IOException {
        return GANModel.read(new ByteArrayInputStream(Customers.otherModel()));
    }

    private static List<String> names(final Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    private static TrainedModel read(final ModelStorage storage, final StoredModel stored) throws IOException {
        try (InputStream in = storage.open(stored)) {
            return ModelChecksum.read(in, stored);
        }
    }

    @Test
    void versionsCountUpAndTheOldestGo() throws IOException {
        final ModelStorage storage = new DirectoryModelStorage(root, 2);
        assertThrows(NoSuchModelException.class, () -> storage.find("customers", ModelVersions.LATEST));
        final List<GANModel> models = List.of(model(), otherModel(), model());
        for (int i = 0; i < models.size(); i++) {
            assertEquals(i + 1, storage.publish("customers", models.get(i)).version());
        }
        assertEquals(List.of("v2", "v3"), names(root.resolve("customers")));
        assertEquals(
                models.get(2).id(),
                read(storage, storage.find("customers", ModelVersions.LATEST)).id());
        assertEquals(
                models.get(1).id(), read(storage, storage.find("customers", 2)).id());
        assertTrue(assertThrows(NoSuchModelException.class, () -> storage.find("customers", 1))
                .getMessage()
                .contains("removed"));
        assertEquals(1, storage.publish("orders", models.get(0)).version());
    }

    @Test
    void anotherStorageSeesANewVersionAtOnce() throws IOException {
        final ModelStorage writer = new DirectoryModelStorage(root, 5);
        final ModelStorage reader = new DirectoryModelStorage(root, 5);
        writer.publish("customers", model());
        assertEquals(1, reader.find("customers", ModelVersions.LATEST).version());
        writer.publish("customers", otherModel());
        assertEquals(2, reader.find("customers", ModelVersions.LATEST).version());
        assertEquals(
                otherModel().id(),
                reader.find("customers", ModelVersions.LATEST).modelId());
    }

    @Test
    void writersSideBySideGetAVersionEach() throws Exception {
        final GANModel model = model();
        final Set<Long> versions = new TreeSet<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            final List<Callable<Long>> jobs = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                jobs.add(() -> new DirectoryModelStorage(root, 100)
                        .publish("customers", model)
                        .version());
            }
            for (final Future<Long> job : threads.invokeAll(jobs)) {
                versions.add(job.get());
            }
        }
        assertEquals(16, versions.size());
        assertEquals(
                16,
                new DirectoryModelStorage(root, 100)
                        .find("customers", ModelVersions.LATEST)
                        .version());
        assertEquals(16, names(root.resolve("customers")).size());
    }

    @Test
    void aFullDiskIsNamedAndNothingHalfWrittenStays() throws IOException {
        final int block = 8_192;
        final Configuration small = Configuration.unix().toBuilder()
                .setBlockSize(block)
                .setMaxSize(Customers.model().length + 8L * block)
                .build();
        try (FileSystem disk = Jimfs.newFileSystem(small)) {
            final Path folder = disk.getPath("/models");
            final ModelStorage storage = new DirectoryModelStorage(folder, 5);
            storage.publish("customers", model());
            final String message = assertThrows(
                            ModelStoreException.class, () -> storage.publish("customers", otherModel()))
                    .getMessage();
            assertTrue(
                    message.contains("/models")
                            && message.contains("out of disk space")
                            && message.contains("MiB are free"),
                    message);
            assertEquals(List.of("v1"), names(folder.resolve("customers")));
            assertEquals(
                    model().id(),
                    read(storage, storage.find("customers", ModelVersions.LATEST))
                            .id());
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aPlaceThatCannotBeWrittenToIsNamed() {
        final DirectoryModelStorage storage = new DirectoryModelStorage(Path.of("/proc/nifi-gan"), 5);
        assertTrue(assertThrows(ModelStoreException.class, storage::prepare)
                .getMessage()
                .contains("/proc/nifi-gan"));
        assertThrows(ModelStoreException.class, () -> storage.publish("customers", model()));
        assertThrows(ModelStoreException.class, () -> storage.find("customers", ModelVersions.LATEST));
    }

    @Test
    void aModelThatWasChangedAfterwardsIsRefused() throws IOException {
        final ModelStorage storage = new DirectoryModelStorage(root, 5);
        final StoredModel stored = storage.publish("customers", model());
        final Path file = root.resolve("customers/v1/model.zip");
        Files.write(file, Customers.otherModel());
        assertTrue(assertThrows(InvalidModelException.class, () -> read(storage, stored))
                .getMessage()
                .contains("checksum"));
        final byte[] cut = Customers.model();
        Files.write(file, Arrays.copyOf(cut, cut.length / 2));
        assertThrows(InvalidModelException.class, () -> read(storage, stored));
        Files.delete(file);
        assertThrows(NoSuchModelException.class, () -> read(storage, stored));
    }

    @Test
    void aDescriptionThatWasMadeUpIsRefused() throws IOException {
        new DirectoryModelStorage(root, 5).publish("customers", model());
        final Path file = root.resolve("customers/v1/model.json");
        final String good = Files.readString(file);
        for (final String bad : List.of(
                "",
                "{}",
                "null",
                good.replace("\"version\":1", "\"version\":2"),
                good.replace("customers", "../customers"),
                good.replace("\"parts\":1", "\"parts\":1000000000"),
                good.replace("\"key\":\"\"", "\"key\":\"../x\""),
                good + good,
                good + " ".repeat(5_000))) {
            Files.writeString(file, bad);
            assertThrows(
                    InvalidModelException.class,
                    () -> new DirectoryModelStorage(root, 5).find("customers", ModelVersions.LATEST),
                    bad);
        }
    }

    @Test
    void whatAKilledWriterLeftGoesOnceItIsOld() throws IOException {
        final ModelStorage storage = new DirectoryModelStorage(root, 5);
        final Path old = Files.createDirectories(root.resolve("customers/.unfinished-old"));
        Files.writeString(old.resolve("model.zip"), "half of one");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(86_400)));
        Files.createDirectories(root.resolve("customers/.unfinished-new"));
        assertThrows(NoSuchModelException.class, () -> storage.find("customers", ModelVersions.LATEST));
        storage.publish("customers", model());
        assertFalse(Files.exists(old));
        assertEquals(List.of(".unfinished-new", "v1"), names(root.resolve("customers")));
    }

    @Test
    void namesAreNoPaths() {
        for (final String name :
                List.of("", " ", "..", ".", "a/b", "a\\b", "../a", "a\0", "a b", "x".repeat(101), "a.", "é", "-a")) {
            assertThrows(IllegalArgumentException.class, () -> ModelNames.check(name), name);
        }
        assertEquals("A1._-z", ModelNames.check(" A1._-z "));
        assertEquals("x", ModelNames.check("x"));
    }
}
