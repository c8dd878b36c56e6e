// SPDX-License-Identifier: Apache-2.0
package io.nifigan.model;

import io.nifigan.table.ColumnVerdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The origin of a model.
 *
 * @param trainedAt the end of the training
 * @param rows the number of rows of the table, including held-out ones
 * @param heldOut the number of held-out rows
 * @param steps the training steps done
 * @param seconds the duration of the training in seconds
 * @param versions the versions of nifi-gan and of the libraries it computes with, by name
 * @param leftOut the parts that the training left out, mostly for lack of time, a sentence each
 * @param verdicts what became of each field of the records
 */
public record Provenance(
        Instant trainedAt,
        int rows,
        int heldOut,
        int steps,
        double seconds,
        Map<String, String> versions,
        List<String> leftOut,
        List<ColumnVerdict> verdicts) {
    private static final int MAX_VERDICTS = 10_000;

    public Provenance {
        Objects.requireNonNull(trainedAt, "trainedAt");
        if (rows < 0 || heldOut < 0 || heldOut > rows || steps < 0 || !(seconds >= 0 && Double.isFinite(seconds))) {
            throw new IllegalArgumentException("A model of %d rows, %d held out, %d steps and %s seconds makes no sense"
                    .formatted(rows, heldOut, steps, seconds));
        }
        versions = Map.copyOf(versions);
        leftOut = List.copyOf(leftOut);
        verdicts = List.copyOf(verdicts);
        if (verdicts.size() > MAX_VERDICTS) {
            throw new IllegalArgumentException("%,d verdicts on columns; a model has at most %,d columns"
                    .formatted(verdicts.size(), MAX_VERDICTS));
        }
    }

    /** A copy with the parts that the training left out. */
    public Provenance withLeftOut(final List<String> what) {
        return new Provenance(trainedAt, rows, heldOut, steps, seconds, versions, what, verdicts);
    }
}
