// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench.speed;

import static io.nifigan.bench.BenchRun.bench;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.bench.BenchRun;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class SpeedTest {
    @Test
    void printsEachFigure() {
        final BenchRun run = bench("speed", "--rows", 400, "--steps", 20, "--encoded", 500, "--sampled", 400);
        assertEquals(0, run.code(), run.err());
        final Map<String, Double> figures = run.out()
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
        assertTrue(figures.values().stream().allMatch(value -> value > 0), run::out);
    }
}
