// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nifigan.fit.ModelFitter;
import io.nifigan.model.GANModel;
import io.nifigan.processors.Flow;
import io.nifigan.processors.record.GeneratedRecords;
import io.nifigan.sample.SampleSettings;
import io.nifigan.sample.Sampler;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Field;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
import io.nifigan.table.ValueType;
import io.nifigan.train.TrainingListener;
import io.nifigan.train.TrainingSettings;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.apache.nifi.csv.CSVRecordSetWriter;
import org.apache.nifi.serialization.RecordSetWriter;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.util.MockComponentLog;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.Test;

/**
 * SampleGenerator with NiFi's CSV writer beside the writer alone on ready records: prints rows a second of both and
 * their ratio. Its name keeps it out of the ordinary tests; {@code ./mvnw -pl nifi-gan-processors -am test
 * -Dsurefire.failIfNoSpecifiedTests=false -Dtest=SampleGeneratorSpeed} runs it.
 */
class SampleGeneratorSpeed {
    private static final int ROWS = 100_000;
    private static final int COLUMNS = 15;
    private static final int NUMBERS = 6;
    private static final int REPEATS = 3;

    /** Fifteen columns, made without choosing. */
    private static GANModel model() throws Exception {
        final List<Field> fields = new ArrayList<>();
        final Map<String, ColumnKind> kinds = new HashMap<>();
        for (int c = 0; c < COLUMNS; c++) {
            fields.add(new Field("c" + c, c < NUMBERS ? ValueType.DOUBLE : ValueType.STRING));
            kinds.put("c" + c, c < NUMBERS ? ColumnKind.DECIMAL : ColumnKind.CATEGORY);
        }
        final TableBuilder builder = new TableBuilder(fields, kinds);
        final SplittableRandom random = new SplittableRandom(1);
        for (int r = 0; r < 5_000; r++) {
            final Object[] row = new Object[COLUMNS];
            for (int c = 0; c < COLUMNS; c++) {
                row[c] = c < NUMBERS ? (Object) (random.nextInt(100_000) / 100.) : "value " + random.nextInt(2 + c);
            }
            builder.add(row);
        }
        return new ModelFitter(TrainingSettings.defaults().withMaxSteps(100).withRefined(false))
                .fit(builder.build(), new TrainingListener() {});
    }

    private static double writer(final GANModel model) throws Exception {
        final TestRunner runner = Flow.runner(new SampleGenerator());
        Flow.csvWriter(runner);
        final CSVRecordSetWriter service =
                (CSVRecordSetWriter) runner.getControllerService("Record Writer of CSVRecordSetWriter");
        final GeneratedRecords generated = new GeneratedRecords(model.columns());
        final List<Record> records = new ArrayList<>();
        try (Sampler sampler = new Sampler(model, SampleSettings.of(1))) {
            sampler.next(ROWS);
            final long drawing = System.nanoTime();
            final Table table = sampler.next(ROWS);
            print("drawn_rows_per_second", ROWS / ((System.nanoTime() - drawing) / 1e9));
            for (int i = 0; i < REPEATS; i++) {
                records.clear();
                final long making = System.nanoTime();
                final IntFunction<Record> made = generated.of(table);
                for (int r = 0; r < ROWS; r++) {
                    records.add(made.apply(r));
                }
                print("records_made_per_second", ROWS / ((System.nanoTime() - making) / 1e9));
            }
        }
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < REPEATS; i++) {
            final long begun = System.nanoTime();
            try (OutputStream out = new ByteArrayOutputStream();
                    RecordSetWriter writer = service.createWriter(
                            new MockComponentLog("speed", service), generated.schema(), out, Map.of())) {
                writer.beginRecordSet();
                for (final Record made : records) {
                    writer.write(made);
                }
                assertEquals(ROWS, writer.finishRecordSet().getRecordCount());
            }
            best = Math.min(best, (System.nanoTime() - begun) / 1e9);
        }
        return ROWS / best;
    }

    private static double processor(final GANModel model) throws Exception {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        model.write(bytes);
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < REPEATS; i++) {
            final TestRunner runner = Flow.runner(new SampleGenerator());
            Flow.csvWriter(runner);
            runner.setProperty("Number of Records", Integer.toString(ROWS));
            runner.enqueue(bytes.toByteArray());
            final long begun = System.nanoTime();
            runner.run();
            best = Math.min(best, (System.nanoTime() - begun) / 1e9);
            runner.getFlowFilesForRelationship(SampleGenerator.SUCCESS)
                    .getFirst()
                    .assertAttributeEquals("record.count", Integer.toString(ROWS));
        }
        return ROWS / best;
    }

    @Test
    void besideTheWriterAlone() throws Exception {
        final GANModel model = model();
        final double writer = writer(model);
        final double processor = processor(model);
        print("csv_writer_rows_per_second", writer);
        print("sample_generator_rows_per_second", processor);
        print("sample_generator_times_writer", processor / writer);
    }

    private static void print(final String name, final double figure) {
        System.out.printf(Locale.ROOT, "%s %.4g%n", name, figure);
    }
}
