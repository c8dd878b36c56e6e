// SPDX-License-Identifier: Apache-2.0
package io.nifigan.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.model.GANModel;
import io.nifigan.model.TrainedModel;
import io.nifigan.processors.Customers;
import io.nifigan.processors.Flow;
import io.nifigan.processors.augment.AugmentRecords;
import io.nifigan.processors.evaluate.EvaluateSynthetic;
import io.nifigan.processors.sample.SampleGenerator;
import io.nifigan.processors.score.ScoreDiscriminator;
import io.nifigan.table.ColumnKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.processor.Processor;
import org.apache.nifi.provenance.ProvenanceEventRecord;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training into a store and using its models, with processors and services together. */
@Tag("slow")
class ModelStoreFlowTest {
    @TempDir
    private Path folder;

    private DirectoryGANModelStore directory(final TestRunner runner) throws InitializationException {
        return StoreFlow.directory(runner, folder);
    }

    private TestRunner sampler() {
        final TestRunner runner = StoreFlow.consumer(new SampleGenerator());
        runner.setProperty("Number of Records", "5");
        runner.setIncomingConnection(false);
        return runner;
    }

    private static MockFlowFile only(final TestRunner runner, final String relationship) {
        assertEquals(1, runner.getFlowFilesForRelationship(relationship).size());
        final MockFlowFile flowFile =
                runner.getFlowFilesForRelationship(relationship).getFirst();
        runner.clearTransferState();
        return flowFile;
    }

    private static GANModel model(final byte[] bytes) throws IOException {
        return GANModel.read(new ByteArrayInputStream(bytes));
    }

    @Test
    void aTrainedModelIsTakenByItsNameAndEachNewVersionIsNoticed() throws Exception {
        final TestRunner trainer = StoreFlow.trainer();
        directory(trainer);
        final TestRunner sampler = sampler();
        directory(sampler);
        for (int version = 1; version <= 3; version++) {
            trainer.setProperty("Random Seed", Integer.toString(version));
            trainer.enqueue(Customers.csv(200), Map.of("table", "customers", "gan.publish.error", "of an earlier try"));
            trainer.run();
            final MockFlowFile original =
                    trainer.getFlowFilesForRelationship("original").getFirst();
            final MockFlowFile trained =
                    trainer.getFlowFilesForRelationship("model").getFirst();
            trainer.clearTransferState();
            for (final MockFlowFile said : List.of(original, trained)) {
                said.assertAttributeEquals("gan.model.name", "customers");
                said.assertAttributeEquals("gan.model.version", Integer.toString(version));
                said.assertAttributeNotExists("gan.publish.error");
            }
            // The processor stays scheduled all the time.
            sampler.run(1, false, version == 1);
            final MockFlowFile made = only(sampler, "success");
            made.assertAttributeEquals("gan.model.id", trained.getAttribute("gan.model.id"));
            made.assertAttributeEquals("gan.model.name", "customers");
            made.assertAttributeEquals("gan.model.version", Integer.toString(version));
            final ProvenanceEventRecord event = sampler.getProvenanceEvents().getLast();
            assertEquals(
                    "Generated with customers version %d (model %s) and the seed %s"
                            .formatted(version, trained.getAttribute("gan.model.id"), made.getAttribute("gan.seed")),
                    event.getDetails());
        }
        sampler.setProperty("Model Version", "2");
        sampler.run();
        only(sampler, "success").assertAttributeEquals("gan.model.version", "2");
        sampler.setProperty("Model Version", "9");
        sampler.run();
        sampler.assertTransferCount("success", 0);
        assertTrue(
                Flow.logged(sampler).stream().anyMatch(line -> line.contains("no version 9 of the model 'customers'")));
        for (final String bad : List.of("newest", "0", "-1", "1.5")) {
            sampler.setProperty("Model Version", bad);
            sampler.assertNotValid();
        }
    }

    @Test
    void scoresAndAugmentsWithTheLatestAndForgetsWhatTheFlowFileSaidOfAnother() throws Exception {
        final DirectoryModelStorage storage = new DirectoryModelStorage(folder, 5);
        final String id = storage.publish("customers", model(Customers.model())).modelId();
        for (final Processor processor : List.of(new ScoreDiscriminator(), new AugmentRecords())) {
            final TestRunner runner = StoreFlow.consumer(processor);
            directory(runner);
            Flow.csvReader(runner);
            final boolean scores = processor instanceof ScoreDiscriminator;
            runner.setProperty(scores ? "Routing Strategy" : "Class Column", scores ? "All To Scored" : "city");
            runner.enqueue(Customers.csv(30), Map.of("gan.model.name", "other", "gan.model.version", "77"));
            runner.run();
            final MockFlowFile out = only(runner, scores ? "scored" : "success");
            out.assertAttributeEquals("gan.model.id", id);
            out.assertAttributeEquals("gan.model.name", "customers");
            out.assertAttributeEquals("gan.model.version", "1");

            runner.setProperty("Model Source", "File");
            runner.setProperty(
                    "Model Location", folder.resolve("customers/v1/model.zip").toString());
            runner.enqueue(Customers.csv(30), Map.of("gan.model.name", "other", "gan.model.version", "77"));
            runner.run();
            final MockFlowFile plain = only(runner, scores ? "scored" : "success");
            plain.assertAttributeEquals("gan.model.id", id);
            plain.assertAttributeNotExists("gan.model.name");
            plain.assertAttributeNotExists("gan.model.version");
        }
    }

    @Test
    void evaluatesWithTheVersionThatMadeTheRecords() throws Exception {
        final DirectoryModelStorage storage = new DirectoryModelStorage(folder, 5);
        final String id = storage.publish("customers", model(Customers.model())).modelId();
        storage.publish("customers", model(Customers.otherModel()));
        final TestRunner runner = Flow.runner(new EvaluateSynthetic());
        directory(runner);
        Flow.csvReader(runner);
        Flow.set(
                runner,
                Map.of(
                        "Model",
                        "Model Store",
                        "Model Name",
                        "${table}",
                        "Model Version",
                        "${gan.model.version}",
                        "Number of Attacks",
                        "100",
                        "Processor Cores",
                        "1"));
        final Map<String, String> pair = Map.of("gan.model.id", id, "gan.model.version", "1", "table", "customers");
        runner.enqueue(Customers.csv(300), with(pair, "gan.role", "real"));
        runner.enqueue(Customers.csv(200, 8), with(pair, "gan.role", "synthetic"));
        runner.run();
        runner.assertTransferCount("failure", 0);
        for (final String made : List.of("report", "metrics")) {
            final MockFlowFile flowFile =
                    runner.getFlowFilesForRelationship(made).getFirst();
            flowFile.assertAttributeEquals("gan.model.id", id);
            flowFile.assertAttributeEquals("gan.model.name", "customers");
            flowFile.assertAttributeEquals("gan.model.version", "1");
        }
        assertTrue(runner.getFlowFilesForRelationship("report")
                .getFirst()
                .getContent()
                .contains(id));
        runner.clearTransferState();

        runner.enqueue(Customers.csv(300), with(with(pair, "gan.role", "real"), "table", "suppliers"));
        runner.enqueue(Customers.csv(200, 8), with(with(pair, "gan.role", "synthetic"), "table", "suppliers"));
        runner.run();
        runner.assertTransferCount("failure", 2);
        final String error =
                runner.getFlowFilesForRelationship("failure").getFirst().getAttribute("gan.error");
        assertTrue(error.contains("'suppliers'"), error);
    }

    private static Map<String, String> with(
            final Map<String, String> attributes, final String name, final String value) {
        final Map<String, String> all = new HashMap<>(attributes);
        all.put(name, value);
        return all;
    }

    @Test
    void anEvaluationSaysWhichModelOfTheStoreItTakes() throws Exception {
        new DirectoryModelStorage(folder, 5).publish("customers", model(Customers.model()));
        final EvaluateSynthetic processor = new EvaluateSynthetic();
        final TestRunner runner = Flow.runner(processor);
        directory(runner);
        Flow.csvReader(runner);
        Flow.set(runner, Map.of("Model", "Model Store", "Model Name", "customers"));
        final ConfigVerificationResult good = processor
                .verify(runner.getProcessContext(), runner.getLogger(), Map.of())
                .getLast();
        assertEquals(Outcome.SUCCESSFUL, good.getOutcome());
        assertTrue(good.getExplanation().contains("The model customers version 1"), good.getExplanation());
        runner.setProperty("Model Version", "3");
        final ConfigVerificationResult bad = processor
                .verify(runner.getProcessContext(), runner.getLogger(), Map.of())
                .getLast();
        assertEquals(Outcome.FAILED, bad.getOutcome());
        assertTrue(bad.getExplanation().contains("no version 3"), bad.getExplanation());
    }

    @Test
    void verificationOpensTheModelAndSaysWhatItIs() throws Exception {
        new DirectoryModelStorage(folder, 5).publish("customers", model(Customers.model()));
        final SampleGenerator processor = new SampleGenerator();
        final TestRunner runner = StoreFlow.consumer(processor);
        directory(runner);
        final List<ConfigVerificationResult> good =
                processor.verify(runner.getProcessContext(), runner.getLogger(), Map.of());
        final String said = good.getFirst().getExplanation();
        assertEquals(Outcome.SUCCESSFUL, good.getFirst().getOutcome());
        assertTrue(
                said.contains("The model customers version 1 (model ")
                        && said.contains("7 columns (")
                        && said.contains("400 records"),
                said);
        final ConfigVerificationResult bad = processor
                .verify(runner.getProcessContext(), runner.getLogger(), Map.of("table", "nobody"))
                .getFirst();
        assertEquals(Outcome.FAILED, bad.getOutcome());
        assertTrue(bad.getExplanation().contains("no model of the name 'nobody'"), bad.getExplanation());
    }

    @Test
    void aNameThatIsNoneGoesToFailureWithoutTraining() throws Exception {
        final TestRunner trainer = StoreFlow.trainer();
        directory(trainer);
        for (final String name : List.of("../../etc", "", "a b")) {
            trainer.enqueue(Customers.csv(200), Map.of("table", name));
            trainer.run();
            assertTrue(only(trainer, "failure").getAttribute("gan.error").contains("odel"), name);
        }
        try (Stream<Path> entries = Files.list(folder)) {
            assertEquals(0, entries.count());
        }
    }

    @Test
    void storesShareOneCopyOfAModel() throws Exception {
        final TestRunner one = sampler();
        final TestRunner two = sampler();
        final DirectoryGANModelStore first = directory(one);
        StoreFlow.cache(two, new MapCache());
        final CacheGANModelStore second = (CacheGANModelStore) two.getControllerService("store");
        final GANModel model = model(Customers.model());
        final TrainedModel loaded = first.load(first.publish("customers", model));
        assertSame(loaded, second.load(second.publish("clients", model)));
        assertNotEquals(System.identityHashCode(model), System.identityHashCode(loaded));
    }

    private TestRunner continuing() throws InitializationException {
        final TestRunner trainer = StoreFlow.trainer();
        directory(trainer);
        trainer.setProperty("Model Name", "customers");
        return trainer;
    }

    private static MockFlowFile trained(final TestRunner trainer, final String csv) {
        trainer.enqueue(csv);
        trainer.run();
        trainer.assertTransferCount("failure", 0);
        final MockFlowFile trained =
                trainer.getFlowFilesForRelationship("model").getFirst();
        trainer.clearTransferState();
        return trained;
    }

    @Test
    void goesOnFromTheLatestAndSaysHowThatDoesOnTheNewRecords() throws Exception {
        final TestRunner trainer = continuing();
        trainer.setProperty("Start From", "Latest In Store");
        final MockFlowFile first = trained(trainer, Customers.csv(300));
        first.assertAttributeEquals("gan.model.version", "1");
        first.assertAttributeNotExists("gan.earlier.id");
        final MockFlowFile second = trained(trainer, Customers.csv(300, 8));
        second.assertAttributeEquals("gan.model.version", "2");
        second.assertAttributeEquals("gan.earlier.version", "1");
        second.assertAttributeEquals("gan.earlier.id", first.getAttribute("gan.model.id"));
        for (final String figure : List.of("gan.earlier.shape.error", "gan.earlier.trend.error")) {
            assertTrue(Double.parseDouble(second.getAttribute(figure)) > 0, figure);
        }
        trainer.setProperty("Start From", "New Networks");
        final MockFlowFile anew = trained(trainer, Customers.csv(300, 8));
        assertNotEquals(second.getAttribute("gan.model.id"), anew.getAttribute("gan.model.id"));
        anew.assertAttributeNotExists("gan.earlier.id");
    }

    @Test
    void columnsStayWhatTheyWereAndOtherColumnsAreRefused() throws Exception {
        final TestRunner trainer = continuing();
        trained(trainer, Customers.csv(300));
        trainer.setProperty("Start From", "Latest In Store");
        // So few different ages would be recognised as a category.
        final String young = Customers.csv(300)
                .replaceAll("(?m)^(\\d+,[^,]+),\\d+,", "$1,19,")
                .replaceFirst(",19,", ",20,");
        final GANModel model = model(trained(trainer, young).toByteArray());
        assertEquals(ColumnKind.INTEGER, model.columns().get(2).kind());
        trainer.enqueue(Customers.csvWith("extra", 300, row -> "x" + row % 3));
        trainer.run();
        final String error =
                trainer.getFlowFilesForRelationship("failure").getFirst().getAttribute("gan.error");
        assertTrue(error.contains("they lack id, name, age"), error);
        assertTrue(error.contains("the model lacks amount, kind, extra"), error);
    }

    @Test
    void startsAnewWhereTheColumnsDifferIfThatIsWanted() throws Exception {
        final TestRunner trainer = continuing();
        trainer.setProperty("Start From", "Latest In Store, Else New");
        trained(trainer, Customers.csv(300)).assertAttributeNotExists("gan.training.notes");
        final MockFlowFile second = trained(trainer, Customers.csv(300, 8));
        second.assertAttributeEquals("gan.earlier.version", "1");

        final MockFlowFile anew = trained(trainer, Customers.csvWith("extra", 300, row -> "x" + row % 3));
        anew.assertAttributeEquals("gan.model.version", "3");
        anew.assertAttributeNotExists("gan.earlier.id");
        final String notes = anew.getAttribute("gan.training.notes");
        assertTrue(notes.contains("the model lacks amount, kind, extra. The training starts with new"), notes);
    }

    @Test
    void aModelThatGotWorseIsNotPublishedIfThatIsWanted() throws Exception {
        final TestRunner trainer = continuing();
        Flow.set(trainer, Map.of("Maximum Steps", "300", "Publish", "Unless Worse"));
        final MockFlowFile good = trained(trainer, Customers.csv(4_000));
        Flow.set(trainer, Map.of("Maximum Steps", "1", "Choose Among Records", "false"));
        final MockFlowFile bad = trained(trainer, Customers.csv(4_000, 9));
        assertTrue(
                bad.getAttribute("gan.publish.skipped").contains("worse than customers version 1"),
                bad.getAttribute("gan.publish.skipped"));
        bad.assertAttributeNotExists("gan.model.version");
        bad.assertAttributeEquals("gan.earlier.id", good.getAttribute("gan.model.id"));
        final double before = Double.parseDouble(bad.getAttribute("gan.earlier.shape.error"))
                + Double.parseDouble(bad.getAttribute("gan.earlier.trend.error"));
        final double now = Double.parseDouble(bad.getAttribute("gan.fidelity.shape.error"))
                + Double.parseDouble(bad.getAttribute("gan.fidelity.trend.error"));
        assertTrue(now > 1.1 * before, now + " against " + before);
        assertEquals(
                1,
                new DirectoryModelStorage(folder, 5)
                        .find("customers", ModelVersions.LATEST)
                        .version());
        trainer.setProperty("Publish", "Always");
        trained(trainer, Customers.csv(4_000, 9)).assertAttributeEquals("gan.model.version", "2");
    }
}
