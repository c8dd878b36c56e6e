// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.model.GANModel;
import io.nifigan.processors.Customers;
import io.nifigan.processors.Flow;
import io.nifigan.protect.Protection;
import io.nifigan.protect.Replacement;
import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.SemanticType;
import io.nifigan.train.Loss;
import io.nifigan.train.Prior;
import io.nifigan.train.TrainingSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.provenance.ProvenanceEventType;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("slow")
class TrainGANTest {
    private TestRunner runner;

    @BeforeEach
    void quickTrainingOnCsv() {
        runner = Flow.runner(new TrainGAN());
        Flow.csvReader(runner);
        Flow.set(runner, Customers.QUICK);
    }

    private GANModel trained() {
        runner.run();
        runner.assertTransferCount(TrainGAN.FAILURE, 0);
        runner.assertTransferCount(TrainGAN.MODEL, 1);
        return read(runner.getFlowFilesForRelationship(TrainGAN.MODEL).getFirst());
    }

    private static GANModel read(final MockFlowFile flowFile) {
        try {
            return GANModel.read(new ByteArrayInputStream(flowFile.toByteArray()));
        } catch (final IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, ColumnKind> kinds(final GANModel model) {
        return model.columns().stream().collect(Collectors.toMap(Column::name, Column::kind));
    }

    @Test
    void keepsTheRulesThatAreGivenAndFindsOthersUnlessToldNot() {
        final String csv = "home,children\n"
                + IntStream.range(0, 300)
                        .mapToObj(r -> r % 6 * (r % 7) / 6 + "," + r % 6 + "\n")
                        .collect(Collectors.joining());
        runner.enqueue(csv);
        assertEquals(List.of("home <= children"), trained().encoder().describeRules());
        for (final String[] rules : new String[][] {
            {"true", "not home <= children\n", ""}, {"false", "\n children >= home\n\n", "home <= children"}
        }) {
            runner.clearTransferState();
            runner.setProperty(TrainingProperties.FIND_RULES, rules[0]);
            runner.setProperty(TrainingProperties.RULES, rules[1]);
            runner.enqueue(csv);
            assertEquals(rules[2], String.join("; ", trained().encoder().describeRules()));
        }
        runner.setProperty(TrainingProperties.RULES, "home <= children\nhome <=");
        runner.assertNotValid();
    }

    @Test
    void trainsAModelFromOneFlowFile() {
        runner.enqueue(
                Customers.csv(300),
                Map.of("filename", "customers.csv", "record.count", "300", "gan.error", "of an earlier try"));
        final GANModel model = trained();
        assertTrue(Flow.logged(runner).stream().anyMatch(line -> line.contains("records are few")));

        assertEquals(
                List.of("id", "name", "age", "income", "city", "member", "joined"),
                model.columns().stream().map(Column::name).toList());
        final MockFlowFile flowFile =
                runner.getFlowFilesForRelationship(TrainGAN.MODEL).getFirst();
        flowFile.assertAttributeEquals("mime.type", GANModel.MIME_TYPE);
        flowFile.assertAttributeEquals("filename", "model-" + model.id() + ".zip");
        flowFile.assertAttributeEquals("gan.model.id", model.id());
        flowFile.assertAttributeEquals("gan.model.rows", "300");
        flowFile.assertAttributeEquals("gan.model.steps", "12");
        flowFile.assertAttributeEquals("gan.model.columns", "7");
        flowFile.assertAttributeEquals(
                "gan.model.seed", Long.toString(TrainingSettings.defaults().seed()));
        flowFile.assertAttributeNotExists("record.count");
        flowFile.assertAttributeNotExists("gan.error");
        for (final String figure : List.of(
                "gan.fidelity.shape.error",
                "gan.fidelity.shape.floor",
                "gan.fidelity.trend.error",
                "gan.fidelity.trend.floor",
                "gan.fidelity.auc",
                "gan.model.seconds")) {
            assertTrue(Double.parseDouble(flowFile.getAttribute(figure)) >= 0, figure);
        }
        assertTrue(
                List.of(flowFile.getAttribute("gan.model.identifiers").split(","))
                        .contains("name"),
                flowFile.getAttribute("gan.model.identifiers"));

        runner.assertTransferCount(TrainGAN.ORIGINAL, 1);
        final MockFlowFile original =
                runner.getFlowFilesForRelationship(TrainGAN.ORIGINAL).getFirst();
        original.assertContentEquals(Customers.csv(300));
        original.assertAttributeEquals("gan.model.id", model.id());
        original.assertAttributeEquals("record.count", "300");
        original.assertAttributeNotExists("gan.error");
        assertEquals(1, Flow.events(runner, ProvenanceEventType.CONTENT_MODIFIED));
        assertEquals(1, Flow.events(runner, ProvenanceEventType.FORK));
    }

    @Test
    void countsStepsWhileItTrains() {
        runner.enqueue(Customers.csv(300));
        runner.setProperty("Maximum Steps", "40");
        runner.run();
        assertEquals(40, runner.getCounterValue(TrainingProgress.STEPS));
        assertTrue(Flow.logged(runner).stream()
                        .filter(line -> line.contains("against held-out records: shape error"))
                        .count()
                > 2);
    }

    @Test
    void sameRecordsSettingsAndSeedGiveTheSameModel() {
        final Function<String, String> idOf = seed -> {
            quickTrainingOnCsv();
            runner.setProperty("Random Seed", seed);
            runner.enqueue(Customers.csv(200));
            return trained().id();
        };
        final String id = idOf.apply("1");
        assertEquals(id, idOf.apply("1"));
        assertNotEquals(id, idOf.apply("2"));
    }

    @Test
    void settingsReachTheEngine() {
        Flow.set(
                runner,
                Map.of(
                        "Latent Prior",
                        "Uniform",
                        "Loss",
                        "Classic",
                        "Latent Size",
                        "9",
                        "Layer Width",
                        "24",
                        "Depth",
                        "0",
                        "Batch Size",
                        "40",
                        "Learning Rate",
                        "0.001",
                        "Gradient Penalty",
                        "0.5",
                        "Random Seed",
                        "-77",
                        "Held-Out Share",
                        "0.25"));
        Flow.set(
                runner,
                Map.of(
                        "Target Columns",
                        "city, income",
                        "Time Budget",
                        "90 sec",
                        "Maximum Steps",
                        "3",
                        "Rules",
                        "not city -> age",
                        "Find Rules",
                        "false",
                        "Choose Among Records",
                        "false"));
        Flow.set(
                runner,
                Map.of(
                        "Minimum Occurrences",
                        "4",
                        "Rare Values Become",
                        "Other",
                        "Other Value",
                        "elsewhere",
                        "Protect Extremes",
                        "true"));
        runner.setProperty("Stop Without Improvement", "70");
        runner.enqueue(Customers.csv(300));
        final GANModel model = trained();
        assertEquals(
                TrainingSettings.builder()
                        .timeBudget(Duration.ofSeconds(90))
                        .maxSteps(3)
                        .loss(Loss.CLASSIC)
                        .prior(Prior.UNIFORM)
                        .network(9, 24, 0)
                        .batchSize(40)
                        .learningRate(.001)
                        .penalty(.5)
                        .heldOutShare(.25)
                        .targets(List.of("city", "income"))
                        .rules(List.of("not city -> age", "none"))
                        .seed(-77)
                        .threads(1)
                        .protection(new Protection(4, Replacement.OTHER, "elsewhere", true))
                        .refined(false)
                        .patience(70)
                        .build(),
                model.settings());
        assertEquals(75, model.provenance().heldOut());
    }

    @Test
    void theModelFileIsProtectedWhereThatIsAskedFor() {
        Flow.set(runner, Map.of("Choose Among Records", "true", "Protect Model File", "true"));
        runner.enqueue(Customers.csv(300));
        final GANModel model = trained();
        assertTrue(model.settings().protectFile());
        assertTrue(model.raking().tables().stream().allMatch(table -> table.second() < 0));
        assertEquals(List.of(), model.raking().ranges());
    }

    @Test
    void settingsMayComeFromTheFlowFilesAttributes() {
        Flow.set(runner, Map.of("Maximum Steps", "${steps}", "Columns To Ignore", "${secret}"));
        runner.enqueue(Customers.csv(200), Map.of("steps", "5", "secret", "name,income"));
        final GANModel model = trained();
        assertEquals(5, model.provenance().steps());
        assertEquals(
                List.of("id", "age", "city", "member", "joined"),
                model.columns().stream().map(Column::name).toList());
    }

    @Test
    void identifiersAreShownAndMeanWhatTheUserSays() {
        Flow.set(runner, Map.of("column:id", "phone", "column:city", "given name", "column:name", "category"));
        runner.enqueue(Customers.csv(200));
        final GANModel model = trained();
        final String meanings = runner.getFlowFilesForRelationship(TrainGAN.MODEL)
                .getFirst()
                .getAttribute("gan.model.identifiers.meanings");
        assertEquals("id=phone,city=given name", meanings);
        assertEquals(SemanticType.GIVEN_NAME, model.columns().get(4).meaning());
        assertEquals(ColumnKind.CATEGORY, kinds(model).get("name"));
        assertTrue(Flow.logged(runner).stream()
                .anyMatch(line -> line.contains("not learnt: id (phone), city (given name)")));
    }

    @Test
    void everyMeaningCanBeChosen() {
        for (final SemanticType meaning : SemanticType.values()) {
            final String value = meaning == SemanticType.KEY
                    ? "identifier"
                    : meaning.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            runner.setProperty("column:name", value);
            runner.assertValid();
        }
        runner.setProperty("column:name", "star sign");
        runner.assertNotValid();
    }

    @Test
    void columnsAreWhatTheUserSays() {
        Flow.set(runner, Map.of("column:age", "category", "column:id", "ignore", "column:city", "identifier"));
        runner.enqueue(Customers.csv(200));
        final Map<String, ColumnKind> kinds = kinds(trained());
        assertEquals(ColumnKind.CATEGORY, kinds.get("age"));
        assertEquals(ColumnKind.IDENTIFIER, kinds.get("city"));
        assertFalse(kinds.containsKey("id"));
    }

    @Test
    void twoTrainingsRunAtOnce() {
        runner.setThreadCount(2);
        runner.enqueue(Customers.csv(200, 1));
        runner.enqueue(Customers.csv(200, 2));
        runner.run(2);
        runner.assertTransferCount(TrainGAN.MODEL, 2);
        runner.assertTransferCount(TrainGAN.ORIGINAL, 2);
        final List<String> ids = runner.getFlowFilesForRelationship(TrainGAN.MODEL).stream()
                .map(flowFile -> read(flowFile).id())
                .toList();
        assertNotEquals(ids.get(0), ids.get(1));
    }

    @ParameterizedTest
    @CsvSource({
        "Maximum Steps,0",
        "Maximum Steps,many",
        "Latent Size,5000",
        "Layer Width,7",
        "Depth,17",
        "Batch Size,1",
        "Learning Rate,0",
        "Learning Rate,2",
        "Gradient Penalty,-1",
        "Held-Out Share,0.6",
        "Processor Cores,-1",
        "Time Budget,5",
        "Time Budget,0 sec",
        "Random Seed,1.5",
        "Loss,Best",
        "Latent Prior,Odd",
        "Columns To Ignore,' '",
        "column:city,nonsense",
        "city,category",
        "Gather FlowFiles,Some"
    })
    void refusesSettingsOutOfRange(final String property, final String value) {
        runner.assertValid();
        runner.setProperty(property, value);
        runner.assertNotValid();
    }

    @Test
    void refusesAColumnThatIsBothTargetAndIgnored() {
        Flow.set(runner, Map.of("column:city", "ignore", "Target Columns", "age, city"));
        runner.assertNotValid();
    }

    @Test
    void refusesAColumnThatIsBothIgnoredAndOfAKind() {
        Flow.set(runner, Map.of("column:city", "category", "Columns To Ignore", "city"));
        runner.assertNotValid();
    }

    @Test
    void verificationTriesReaderAndSettings() {
        Flow.set(runner, Map.of("Maximum Steps", "${steps}"));
        final TrainGAN processor = (TrainGAN) runner.getProcessor();
        final Map<String, Outcome> good =
                outcomes(processor.verify(runner.getProcessContext(), runner.getLogger(), Map.of("steps", "10")));
        assertEquals(
                Map.of(
                        "Open Record Reader",
                        Outcome.SUCCESSFUL,
                        "Check Settings",
                        Outcome.SUCCESSFUL,
                        "Recognise Columns",
                        Outcome.SKIPPED,
                        "Find Matrix Kernel",
                        Outcome.SUCCESSFUL,
                        "Ask Model Store",
                        Outcome.SKIPPED),
                good);
        final Map<String, Outcome> bad =
                outcomes(processor.verify(runner.getProcessContext(), runner.getLogger(), Map.of("steps", "-10")));
        assertEquals(Outcome.FAILED, bad.get("Check Settings"));
    }

    private static Map<String, Outcome> outcomes(final List<ConfigVerificationResult> results) {
        return results.stream()
                .collect(Collectors.toMap(
                        ConfigVerificationResult::getVerificationStepName, ConfigVerificationResult::getOutcome));
    }
}
