// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.processors.sample.SampleGenerator;
import io.nifigan.processors.train.TrainGAN;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The records of one entity are learnt together, in their order. */
@Tag("slow")
class HistoryFlowTest {
    private static final int ENTITIES = 80;

    /** Meters that are read every seven days, and whose counts never fall. */
    private static String readings() {
        final Random random = new Random(9);
        final StringBuilder csv = new StringBuilder("meter,day,count,kind\n");
        for (int m = 0; m < ENTITIES; m++) {
            LocalDate day = LocalDate.of(2024, 1, 1).plusDays(random.nextInt(200));
            int count = random.nextInt(500);
            for (int i = 2 + random.nextInt(8); i > 0; i--) {
                csv.append("M%d,%s,%d,%s%n".formatted(1_000 + m * 7, day, count, m % 2 == 0 ? "gas" : "water"));
                day = day.plusDays(7);
                count += random.nextInt(50);
            }
        }
        return csv.toString();
    }

    private static TestRunner trainer() {
        final TestRunner runner = Flow.runner(new TrainGAN());
        Flow.csvReader(runner);
        Flow.set(runner, Customers.QUICK);
        runner.setProperty("Entity Column", "meter");
        return runner;
    }

    @Test
    void rowsOfOneEntityComeTogetherInTheirOrder() {
        final TestRunner runner = trainer();
        runner.enqueue(readings());
        runner.run();
        final MockFlowFile model = runner.getFlowFilesForRelationship("model").getFirst();
        final String keys = model.getAttribute("gan.model.keys");
        assertTrue(keys.contains("series of meter") && keys.contains("order by day"), keys);
        final TestRunner sampler = Flow.runner(new SampleGenerator());
        Flow.csvWriter(sampler);
        sampler.setProperty("Number of Records", "300");
        sampler.enqueue(model.toByteArray());
        sampler.run();
        sampler.assertTransferCount("failure", 0);
        final MockFlowFile made = sampler.getFlowFilesForRelationship("success").getFirst();
        made.assertAttributeNotExists("gan.table");
        final String csv = made.getContent();
        assertTrue(csv.startsWith("meter,day,count,kind"), csv.substring(0, 40));
        final List<String> meters = Shop.column(csv, "meter");
        final List<String> days = Shop.column(csv, "day");
        assertTrue(meters.size() > 200 && meters.size() < 400, "records " + meters.size());
        final Set<String> seen = new HashSet<>();
        for (int r = 1; r < meters.size(); r++) {
            if (meters.get(r).equals(meters.get(r - 1))) {
                assertTrue(days.get(r - 1).compareTo(days.get(r)) <= 0, "days are in order");
            } else {
                assertTrue(seen.add(meters.get(r)), "the rows of a meter are together");
            }
        }
        assertTrue(seen.size() > 20, "meters " + seen.size());
    }

    @Test
    void faultsInThePropertiesAreSaid() {
        final TestRunner runner = trainer();
        runner.setProperty("Entity Column", "client");
        runner.enqueue(readings());
        runner.run();
        final String error =
                runner.getFlowFilesForRelationship("failure").getFirst().getAttribute("gan.error");
        assertTrue(error.contains("client") && error.contains("meter"), error);
        runner.setProperty("Target Columns", "kind");
        runner.assertNotValid();
        runner.removeProperty("Target Columns");
        runner.setProperty("Order Column", "day");
        runner.assertValid();
    }
}
