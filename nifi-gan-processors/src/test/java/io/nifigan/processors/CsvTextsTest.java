// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.processors.record.InferredNumbers;
import io.nifigan.processors.sample.SampleGenerator;
import io.nifigan.processors.train.TrainGAN;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.nifi.avro.AvroReader;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.csv.CSVReader;
import org.apache.nifi.json.JsonTreeReader;
import org.apache.nifi.processor.VerifiableProcessor;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.schema.access.SchemaAccessUtils;
import org.apache.nifi.serialization.RecordReaderFactory;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.xml.XMLReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tests which texts of a CSV file keep their form, with a Record Reader that infers types and with one that does not.
 */
class CsvTextsTest {
    private static final String INFER = "infer-schema";
    private static final String TEXTS = "csv-header-derived";

    private static TestRunner trainer(final RecordReaderFactory reader, final String strategy) {
        final TestRunner runner = Flow.runner(new TrainGAN());
        Flow.set(runner, Customers.QUICK);
        try {
            runner.addControllerService("reader", reader);
            if (strategy != null) {
                runner.setProperty(reader, SchemaAccessUtils.SCHEMA_ACCESS_STRATEGY, strategy);
            }
            runner.enableControllerService(reader);
        } catch (final InitializationException e) {
            throw new IllegalStateException(e);
        }
        runner.setProperty("Record Reader", "reader");
        return runner;
    }

    private static String csv() {
        return IntStream.range(0, 300)
                .mapToObj(r -> "%05d,%d.%02d,0%09d,%d"
                        .formatted(
                                501 + 7 * (r % 40),
                                40_617_000 + 31 * r,
                                r * 37 % 10 * 10,
                                611_000_000L + 7_919L * r,
                                r % 9))
                .collect(Collectors.joining("\n", "zip,amount,phone,n\n", "\n"));
    }

    private static String generated(final TestRunner trainer) {
        trainer.enqueue(csv());
        trainer.run();
        trainer.assertTransferCount("failure", 0);
        final TestRunner generator = Flow.runner(new SampleGenerator());
        Flow.set(generator, Map.of("Number of Records", "200", "Random Seed", "3"));
        Flow.csvWriter(generator);
        generator.enqueue(
                trainer.getFlowFilesForRelationship("model").getFirst().toByteArray());
        generator.run();
        generator.assertTransferCount("failure", 0);
        return generator.getFlowFilesForRelationship("success").getFirst().getContent();
    }

    private static boolean warns(final TestRunner runner) {
        return Flow.logged(runner).stream().anyMatch(message -> message.contains("loses zeros"));
    }

    @Test
    void fieldsAsTextsKeepTheirForm() {
        final TestRunner trainer = trainer(new CSVReader(), TEXTS);
        final List<String> lines = generated(trainer).lines().toList();
        assertEquals("zip,amount,phone,n", lines.getFirst());
        for (final String line : lines.subList(1, lines.size())) {
            assertTrue(line.matches("00[5-9]\\d\\d,\\d{8}\\.\\d0,0\\d{9},\\d"), line);
        }
        assertFalse(warns(trainer));
    }

    @Test
    void aReaderThatInfersIsSaidToLoseZeros() {
        final TestRunner trainer = trainer(new CSVReader(), INFER);
        generated(trainer);
        assertTrue(warns(trainer));
    }

    private static String verified(final String strategy) {
        final TestRunner runner = trainer(new CSVReader(), strategy);
        return ((VerifiableProcessor) runner.getProcessor())
                .verify(runner.getProcessContext(), runner.getLogger(), Map.of()).stream()
                        .map(ConfigVerificationResult::getExplanation)
                        .collect(Collectors.joining("\n"));
    }

    @Test
    void verificationSaysWhatInferenceLoses() {
        assertTrue(verified(INFER).contains("'Use String Fields From Header'"));
        assertFalse(verified(TEXTS).contains("'Use String Fields From Header'"));
    }

    @Test
    void readersOfTypedFormatsLoseNothing() {
        assertTrue(InferredNumbers.isOf(started(new XMLReader()), Map.of()));
        assertFalse(InferredNumbers.isOf(started(new JsonTreeReader()), Map.of()));
        assertFalse(InferredNumbers.isOf(started(new AvroReader()), Map.of()));
    }

    private static RecordReaderFactory started(final RecordReaderFactory reader) {
        trainer(reader, null);
        return reader;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', textBlock = """
            a,b;007,x ! true
            a;007;b ! true
            "007" ! true
            <zip>007</zip> ! true
            12.50 ! true
            -0.10,x ! true
            0,1,10,100 ! false
            0.5,x ! false
            07:30,2020-01-02 ! false
            room 007 ! false
            """)
    void zerosAreFoundInTheContent(final String content, final boolean lost) {
        try {
            assertEquals(
                    lost,
                    InferredNumbers.loseZeros(
                            new ByteArrayInputStream(("h,i\n" + content + "\n").getBytes(StandardCharsets.UTF_8))));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
