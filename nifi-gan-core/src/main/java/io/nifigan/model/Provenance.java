// SPDX-License-Identifier: Apache-2.0
package io.nifigan.model;

import java.time.Instant;
import java.util.Map;

/**
 * Where a model comes from.
 *
 * @param trainedAt when training ended
 * @param rows      rows given, held-out ones included
 * @param heldOut   rows kept from training
 * @param steps     steps of the game played
 * @param seconds   seconds that the training took
 * @param versions  versions of this library and of those that it computes with, by name
 */
public record Provenance(Instant trainedAt, int rows, int heldOut, int steps, double seconds, Map<String, String> versions) {
    public Provenance {
        versions = Map.copyOf(versions);
    }
}
