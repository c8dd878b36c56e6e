// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.network.NetworkShape;
import io.nifigan.table.Table;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class SpeedTest {
    @Test
    void printsEachFigure() {
        final StringWriter out = new StringWriter();
        final StringWriter err = new StringWriter();
        final int code = Bench.run(
                new String[] {"speed", "--rows", "400", "--steps", "20", "--encoded", "500", "--sampled", "400"},
                new PrintWriter(out, true),
                new PrintWriter(err, true));
        assertEquals(0, code, err::toString);
        final Map<String, Double> figures = out.toString()
                .lines()
                .map(line -> line.split(" "))
                .collect(Collectors.toMap(parts -> parts[0], parts -> Double.valueOf(parts[1])));
        assertEquals(
                Set.of(
                        "training_rows",
                        "fit_seconds",
                        "training_steps_per_second",
                        "sampled_rows_per_second",
                        "sampled_drawn_per_row",
                        "unrefined_rows_per_second",
                        "unrefined_drawn_per_row",
                        "scored_rows_per_second_trees",
                        "scored_rows_per_second_discriminator",
                        "load_to_first_row_seconds",
                        "encoder_rows",
                        "encoder_columns",
                        "encoder_fit_seconds",
                        "two_trainings_times_one",
                        "two_trainings_slower_times_faster"),
                figures.keySet());
        assertEquals(20, figures.get("encoder_columns"));
        assertTrue(figures.values().stream().allMatch(value -> value > 0), out::toString);
    }

    @Test
    void generatedRowsHaveWhatSpeedDependsOn() {
        final Table table = MixedTable.of(4_000, 1);
        assertEquals(15, table.columns().size());
        final double zeros = java.util.Arrays.stream(table.numbers(3))
                        .filter(value -> value == 0)
                        .count()
                / 4_000.;
        assertEquals(11 / 12., zeros, .02, "a spike at zero");
        final Set<String> values = new HashSet<>(table.dictionary(13));
        assertTrue(values.size() > 30, "a category of many values: " + values.size());
        assertEquals(MixedTable.of(4_000, 1).value(5, 77), table.value(5, 77), "the same rows each time");
    }

    @Test
    void productsAreMadeForAllLayersOfTheSmallestAndOfAUsualNetwork() {
        for (final NetworkShape shape : List.of(new NetworkShape(3, 2, 4, 0), new NetworkShape(9, 1, 16, 2))) {
            try (Products products = new Products(shape, 8)) {
                products.forward(8);
                products.backward(8, true);
                products.accumulate(5, true);
                products.accumulate(8, false);
                assertTrue(Double.isFinite(products.result(0)), shape::toString);
            }
        }
    }
}
