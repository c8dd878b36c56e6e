// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate;

import io.nifigan.common.WorkerPool;
import io.nifigan.evaluate.result.EvaluationSettings;
import io.nifigan.evaluate.similarity.Alignment;
import io.nifigan.evaluate.similarity.ColumnPairs;
import io.nifigan.evaluate.similarity.EvaluationData;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.CsvTables;
import io.nifigan.table.Table;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The fixed files for which nifi-gan-benchmarks/reference/figures.py computes reference values with other programs. */
public final class FixedPair {
    private FixedPair() {}

    public static Table table(final String name) {
        final Map<String, ColumnKind> kinds = new HashMap<>();
        List.of("age", "hours").forEach(column -> kinds.put(column, ColumnKind.INTEGER));
        List.of("income", "balance", "score").forEach(column -> kinds.put(column, ColumnKind.DECIMAL));
        List.of("region", "job", "visits", "member").forEach(column -> kinds.put(column, ColumnKind.CATEGORY));
        try {
            return CsvTables.read(
                            Path.of(FixedPair.class.getResource(name + ".csv").toURI()), kinds)
                    .build();
        } catch (final IOException | URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** The three tables as input of the measures. */
    public static EvaluationData subject(final EvaluationSettings settings, final WorkerPool workers) {
        final List<Table> aligned = Alignment.align(List.of(table("train"), table("synthetic"), table("test")));
        return new EvaluationData(
                aligned.get(0),
                aligned.get(1),
                aligned.get(2),
                ColumnPairs.compared(aligned.get(0)),
                settings,
                workers);
    }
}
