// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.result;

import io.nifigan.privacy.PrivacyReport;
import java.util.List;
import java.util.Map;

/**
 * The model that made the synthetic rows, where one is given.
 *
 * @param id its name: the first 16 hex digits of a digest of all that it has learnt
 * @param trainedAt when its training ended, as ISO 8601 in UTC
 * @param rows rows that it was given, held-out ones included; about, as counted with noise, where it was trained
 *     privately
 * @param heldOut of them kept from training
 * @param steps steps of the training played
 * @param seconds seconds that the training took
 * @param versions versions of the software that trained it, by name
 * @param settings its settings as text, by name
 * @param progress how the training went, rising by step; empty where that was not kept
 * @param bestStep the step whose model was kept; null where that is not known
 * @param privacy what a private training promises, and its ledger; null where the training was an ordinary one
 */
public record ModelOrigin(
        String id,
        String trainedAt,
        int rows,
        int heldOut,
        int steps,
        double seconds,
        Map<String, String> versions,
        Map<String, String> settings,
        List<TrainingPoint> progress,
        Integer bestStep,
        PrivacyReport privacy) {
    private static final int MAX_POINTS = 10_000;
    private static final int MAX_ENTRIES = 1_000;

    public ModelOrigin {
        Checks.text("id", id);
        Checks.text("trainedAt", trainedAt);
        Checks.count("rows", rows);
        Checks.between("heldOut", heldOut, 0, rows);
        Checks.count("steps", steps);
        Checks.between("seconds", seconds, 0, Double.MAX_VALUE);
        Checks.between("versions", versions.size(), 0, MAX_ENTRIES);
        Checks.between("settings", settings.size(), 0, MAX_ENTRIES);
        versions = Map.copyOf(versions);
        settings = Map.copyOf(settings);
        progress = Checks.copy("progress", progress, MAX_POINTS);
    }

    /** The same with the course of the training. */
    public ModelOrigin withProgress(final List<TrainingPoint> points, final Integer best) {
        return new ModelOrigin(id, trainedAt, rows, heldOut, steps, seconds, versions, settings, points, best, privacy);
    }
}
