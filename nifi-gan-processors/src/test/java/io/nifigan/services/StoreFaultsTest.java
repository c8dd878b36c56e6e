// SPDX-License-Identifier: Apache-2.0
package io.nifigan.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.model.GANModel;
import io.nifigan.model.TrainedModel;
import io.nifigan.processors.Customers;
import io.nifigan.processors.Flow;
import io.nifigan.processors.augment.AugmentRecords;
import io.nifigan.processors.sample.SampleGenerator;
import io.nifigan.processors.score.ScoreDiscriminator;
import io.nifigan.processors.train.TrainGAN;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.nifi.processor.Processor;
import org.apache.nifi.util.LogMessage;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Stores that cannot be reached or written to, or die during an operation: FlowFiles stay in the queue, each try is a
 * bulletin with the reason, the processor yields, and work continues when the store is back. A file in place of a
 * directory stands for one that cannot be used: permissions would not stop root.
 */
@Tag("slow")
class StoreFaultsTest {
    private static final int PART = 16_384;

    @TempDir
    private Path folder;

    private final MapCache cache = new MapCache();

    /** A store that breaks several times after the training; each time its directory is back afterwards. */
    private static final class BreakingStore extends AbstractModelStore {
        private final Path directory;
        private final BooleanSupplier breaks;

        BreakingStore(final Path directory, final BooleanSupplier breaks) {
            this.directory = directory;
            this.breaks = breaks;
            use(new DirectoryModelStorage(directory, 5));
        }

        @Override
        public StoredModel publish(final String name, final TrainedModel model) throws IOException {
            if (!breaks.getAsBoolean()) {
                return super.publish(name, model);
            }
            final Path aside = replaceByFile(directory);
            try {
                return super.publish(name, model);
            } finally {
                bringBack(directory, aside);
            }
        }
    }

    private static Path replaceByFile(final Path directory) throws IOException {
        final Path aside = directory.resolveSibling(directory.getFileName() + ".aside");
        Files.move(directory, aside);
        Files.writeString(directory, "not a directory");
        return aside;
    }

    private static void bringBack(final Path directory, final Path aside) throws IOException {
        Files.delete(directory);
        Files.move(aside, directory);
    }

    private Path store() throws IOException {
        return Files.createDirectories(folder.resolve("models"));
    }

    private static TestRunner consumer(final String type) throws IOException {
        final boolean samples = "SampleGenerator".equals(type);
        final boolean scores = "ScoreDiscriminator".equals(type);
        final Processor processor =
                samples ? new SampleGenerator() : scores ? new ScoreDiscriminator() : new AugmentRecords();
        final TestRunner runner = StoreFlow.consumer(processor);
        if (samples) {
            Flow.set(runner, Map.of("Number of Records", "30", "Random Seed", "1"));
        } else {
            Flow.csvReader(runner);
            Flow.set(
                    runner,
                    scores
                            ? Map.of("Routing Strategy", "All To Scored")
                            : Map.of("Class Column", "city", "Random Seed", "1"));
        }
        return runner;
    }

    private static String out(final TestRunner runner) {
        return runner.getProcessor() instanceof ScoreDiscriminator ? "scored" : "success";
    }

    /** The output of a processor without any fault. */
    private static List<?> undisturbed(final String type, final Path model) throws IOException {
        final TestRunner runner = consumer(type);
        runner.setProperty("Model Source", "File");
        runner.setProperty("Model Location", model.toString());
        runner.enqueue(Customers.csv(30));
        runner.run();
        return Flow.records(runner.getFlowFilesForRelationship(out(runner)).getFirst());
    }

    /** One more try that fails: no FlowFile has left the queue, and what is waited for is said. */
    private static void assertStillQueued(final TestRunner runner, final int tries, final String... said) {
        assertEquals(1, runner.getQueueSize().getObjectCount(), () -> tries + " tries");
        runner.getProcessor().getRelationships().forEach(relationship -> runner.assertTransferCount(relationship, 0));
        assertTrue(runner.isYieldCalled());
        // TrainGAN's records wait for somebody to act; the others wait for a model that may still come.
        final boolean trains = runner.getProcessor() instanceof TrainGAN;
        assertEquals(trains ? tries : 0, runner.getLogger().getErrorMessages().size(), Flow.logged(runner)::toString);
        final List<String> bulletins = (trains
                        ? runner.getLogger().getErrorMessages()
                        : runner.getLogger().getWarnMessages())
                .stream().map(LogMessage::getMsg).toList();
        assertTrue(bulletins.size() <= tries, bulletins::toString);
        assertTrue(
                bulletins.stream().anyMatch(bulletin -> Stream.of(said).allMatch(bulletin::contains)),
                bulletins::toString);
    }

    private static void enqueue(final TestRunner trainer) {
        trainer.enqueue(Customers.csv(200), Map.of("table", "customers"));
    }

    private static boolean began(final TestRunner trainer) {
        return Flow.logged(trainer).stream().anyMatch(line -> line.contains("Training on"));
    }

    private static MockFlowFile only(final TestRunner runner, final String relationship) {
        runner.assertTransferCount(relationship, 1);
        return runner.getFlowFilesForRelationship(relationship).getFirst();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SampleGenerator", "ScoreDiscriminator", "AugmentRecords"})
    void aCacheThatDiesAtAnyCallLosesNothingAndTheRecordsAreTheSameAfterwards(final String type) throws Exception {
        // A model of its own: a copy that another processor has would not be read from the cache.
        final TestRunner trainer = StoreFlow.trainer();
        StoreFlow.cache(trainer, cache);
        trainer.setProperty("Random Seed", Integer.toString(type.length()));
        enqueue(trainer);
        trainer.run();
        final Path model =
                Files.write(folder.resolve("model.zip"), only(trainer, "model").toByteArray());
        final int parts = new CacheModelStorage(cache, PART, 5)
                .find("customers", ModelVersions.LATEST)
                .parts();
        assertTrue(parts > 1, () -> parts + " parts");

        final TestRunner runner = consumer(type);
        StoreFlow.cache(runner, cache);
        runner.enqueue(Customers.csv(30));
        int tries = 0;
        while (runner.getQueueSize().getObjectCount() == 1 && tries < 100) {
            cache.dieAfter(tries);
            runner.run(1, false, tries == 0);
            if (runner.getQueueSize().getObjectCount() == 1) {
                tries++;
                assertStillQueued(
                        runner,
                        tries,
                        "at present; this is tried again",
                        "Connection refused",
                        "Is the cache server up");
            }
        }
        // It failed in the look-up, and in each of the parts.
        assertTrue(tries >= 2 + parts, tries + " tries");
        assertEquals(undisturbed(type, model), Flow.records(only(runner, out(runner))));
        runner.assertTransferCount("failure", 0);
        // If it fails again, the model in memory is not used: there may be a newer one.
        runner.clearTransferState();
        runner.enqueue(Customers.csv(30));
        cache.dieAfter(0);
        runner.run(1, false, false);
        assertStillQueued(runner, tries + 1, "Is the cache server up");
        cache.recover();
        runner.run(1, true, false);
        only(runner, out(runner));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SampleGenerator", "ScoreDiscriminator", "AugmentRecords"})
    void aDirectoryThatCannotBeReadKeepsWhatCameInTheQueue(final String type) throws Exception {
        final Path store = store();
        new DirectoryModelStorage(store, 5)
                .publish("customers", GANModel.read(new ByteArrayInputStream(Customers.model())));
        final TestRunner runner = consumer(type);
        StoreFlow.directory(runner, store);
        runner.enqueue(Customers.csv(30));
        final Path aside = replaceByFile(store);
        for (int tries = 1; tries <= 3; tries++) {
            runner.run(1, false, tries == 1);
            assertStillQueued(
                    runner,
                    tries,
                    "at present; this is tried again",
                    "The directory of models '%s' cannot be read".formatted(store));
        }
        bringBack(store, aside);
        runner.run(1, true, false);
        assertEquals(
                undisturbed(type, Files.write(folder.resolve("model.zip"), Customers.model())),
                Flow.records(only(runner, out(runner))));
    }

    @Test
    void aSamplerThatWorksByATimerYieldsWhileTheStoreIsAway() throws Exception {
        final TestRunner trainer = StoreFlow.trainer();
        StoreFlow.cache(trainer, cache);
        enqueue(trainer);
        trainer.run();
        final TestRunner sampler = consumer("SampleGenerator");
        StoreFlow.cache(sampler, cache);
        sampler.setIncomingConnection(false);
        cache.dieAfter(1);
        sampler.run(1, false);
        sampler.assertTransferCount("success", 0);
        assertTrue(sampler.isYieldCalled());
        assertTrue(
                Flow.logged(sampler).stream().anyMatch(line -> line.contains("No records can be generated at present")),
                Flow.logged(sampler)::toString);
        cache.recover();
        sampler.run(1, true, false);
        assertEquals(30, Flow.records(only(sampler, "success")).size());
    }

    @Test
    void nothingIsTrainedForACacheThatIsAway() throws Exception {
        final TestRunner trainer = StoreFlow.trainer();
        StoreFlow.cache(trainer, cache);
        enqueue(trainer);
        // Two calls try the writing, two look for the latest.
        for (int calls = 0; calls < 4; calls++) {
            cache.dieAfter(calls);
            trainer.run(1, false, calls == 0);
            assertStillQueued(
                    trainer,
                    calls + 1,
                    "No model is trained, because it could not be published; this is tried again",
                    "Is the cache server up");
            assertFalse(began(trainer));
        }
        cache.recover();
        trainer.run(1, true, false);
        only(trainer, "model").assertAttributeEquals("gan.model.version", "1");
        // Only the test entry during which the cache failed is left.
        assertEquals(
                1,
                cache.values().keySet().stream()
                        .filter(key -> key.contains("/trial/"))
                        .count());
    }

    @ParameterizedTest
    @ValueSource(strings = {"models", "models/customers"})
    void nothingIsTrainedForADirectoryThatCannotBeWrittenTo(final String inTheWay) throws Exception {
        final Path store = store();
        final TestRunner trainer = StoreFlow.trainer();
        StoreFlow.directory(trainer, store);
        enqueue(trainer);
        final Path place = Files.createDirectories(folder.resolve(inTheWay));
        final Path aside = replaceByFile(place);
        for (int tries = 1; tries <= 3; tries++) {
            trainer.run(1, false, tries == 1);
            assertStillQueued(
                    trainer,
                    tries,
                    "No model is trained",
                    "The model 'customers' could not be written to the directory '%s'".formatted(store));
            assertFalse(began(trainer));
        }
        bringBack(place, aside);
        trainer.run(1, true, false);
        only(trainer, "model").assertAttributeEquals("gan.model.version", "1");
        only(trainer, "original");
    }

    @Test
    void aCacheThatDiesDuringTheTrainingIsTriedAgain() throws Exception {
        final TestRunner trainer = StoreFlow.trainer();
        StoreFlow.cache(trainer, cache);
        enqueue(trainer);
        // Enough to find that there is none yet, not enough to publish one; then it is back.
        cache.dieAfter(5, 2);
        trainer.run();
        assertEquals(
                1,
                Flow.logged(trainer).stream()
                        .filter(line -> line.contains("it is tried again in"))
                        .count());
        only(trainer, "model").assertAttributeEquals("gan.model.version", "1");
        assertEquals(
                1,
                new CacheModelStorage(cache, PART, 5)
                        .find("customers", ModelVersions.LATEST)
                        .version());
    }

    @Test
    void aDirectoryThatIsAwayAfterTheTrainingIsTriedAgain() throws Exception {
        final Path store = store();
        final TestRunner trainer = StoreFlow.trainer();
        final int[] publications = {0};
        Flow.service(trainer, "Model Store", new BreakingStore(store, () -> publications[0]++ == 0));
        enqueue(trainer);
        trainer.run();
        assertEquals(2, publications[0]);
        final MockFlowFile model = only(trainer, "model");
        model.assertAttributeEquals("gan.model.version", "1");
        model.assertAttributeNotExists("gan.publish.error");
        assertEquals(1, trainer.getLogger().getErrorMessages().size());
        final String said = Flow.logged(trainer).stream()
                .filter(line -> line.contains("cannot be published as 'customers'"))
                .findFirst()
                .orElseThrow();
        assertTrue(
                said.contains("it is tried again in 1 s")
                        && said.contains("cannot be written to the directory '%s'".formatted(store)),
                said);
        assertEquals(
                model.getAttribute("gan.model.id"),
                new DirectoryModelStorage(store, 5)
                        .find("customers", ModelVersions.LATEST)
                        .modelId());
    }

    @Test
    void aModelThatCannotBePublishedBeforeTheProcessorIsStoppedIsNotLost() throws Exception {
        final Path store = store();
        final TestRunner trainer = StoreFlow.trainer();
        Flow.service(trainer, "Model Store", new BreakingStore(store, () -> {
            trainer.unSchedule();
            return true;
        }));
        enqueue(trainer);
        trainer.run(1, false);
        final MockFlowFile model = only(trainer, "model");
        only(trainer, "original").assertAttributeEquals("gan.publish.error", model.getAttribute("gan.publish.error"));
        assertTrue(
                model.getAttribute("gan.publish.error").contains("cannot be written to the directory"),
                model.getAttribute("gan.publish.error"));
        model.assertAttributeNotExists("gan.model.version");
        assertEquals(
                model.getAttribute("gan.model.id"),
                GANModel.read(new ByteArrayInputStream(model.toByteArray())).id());
        assertThrows(
                NoSuchModelException.class,
                () -> new DirectoryModelStorage(store, 5).find("customers", ModelVersions.LATEST));
        assertTrue(
                Flow.logged(trainer).stream().anyMatch(line -> line.contains("it goes to 'model' only")),
                Flow.logged(trainer)::toString);
    }
}
