// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.result;

import io.nifigan.privacy.PrivacyReport;
import java.util.List;
import java.util.Map;

/**
 * The provenance of the model that generated the synthetic rows.
 *
 * @param id its id: the first 16 hex digits of a digest of everything that it has learnt
 * @param trainedAt end of its training, as ISO 8601 in UTC
 * @param rows number of rows it was given, including held-out rows; a noisy count if the training was private
 * @param heldOut number of these rows that were kept from training
 * @param steps number of training steps
 * @param seconds duration of the training in seconds
 * @param versions versions of the software that trained it, by name
 * @param settings its settings as text, by name
 * @param progress points of the training, ascending by step; empty if unknown
 * @param bestStep the step whose model was kept; null if unknown
 * @param privacy the privacy guarantee and ledger; null if the training was not private
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

    /** This provenance with the progress of the training. */
    public ModelOrigin withProgress(final List<TrainingPoint> points, final Integer best) {
        return new ModelOrigin(id, trainedAt, rows, heldOut, steps, seconds, versions, settings, points, best, privacy);
    }
}
