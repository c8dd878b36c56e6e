// SPDX-License-Identifier: Apache-2.0
package io.nifigan.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Where a model comes from.
 *
 * @param trainedAt when training ended
 * @param rows rows given, held-out ones included
 * @param heldOut rows kept from training
 * @param steps steps of the training played
 * @param seconds seconds that the training took
 * @param versions versions of this library and of those that it computes with, by name
 * @param leftOut what the training had to leave out, mostly for want of time, a sentence each; empty where nothing
 */
public record Provenance(
        Instant trainedAt,
        int rows,
        int heldOut,
        int steps,
        double seconds,
        Map<String, String> versions,
        List<String> leftOut) {
    public Provenance {
        Objects.requireNonNull(trainedAt, "trainedAt");
        if (rows < 0 || heldOut < 0 || heldOut > rows || steps < 0 || !(seconds >= 0 && Double.isFinite(seconds))) {
            throw new IllegalArgumentException("A model of %d rows, %d held out, %d steps and %s seconds makes no sense"
                    .formatted(rows, heldOut, steps, seconds));
        }
        versions = Map.copyOf(versions);
        leftOut = List.copyOf(leftOut);
    }

    /** The same, of a training that left something out. */
    public Provenance withLeftOut(final List<String> what) {
        return new Provenance(trainedAt, rows, heldOut, steps, seconds, versions, what);
    }
}
