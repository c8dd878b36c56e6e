// SPDX-License-Identifier: Apache-2.0
package io.nifigan.services;

/** Parses the version of a model: a number from 1, or "latest". */
public final class ModelVersions {
    /** The newest version. */
    public static final long LATEST = 0;
    /** The word for the newest version. */
    public static final String LATEST_WORD = "latest";

    private ModelVersions() {}

    /** @throws IllegalArgumentException if it is neither */
    public static long parse(final String text) {
        final String trimmed = text == null ? "" : text.trim();
        if (trimmed.isEmpty() || LATEST_WORD.equalsIgnoreCase(trimmed)) {
            return LATEST;
        }
        try {
            final long version = Long.parseLong(trimmed);
            if (version >= 1) {
                return version;
            }
        } catch (final NumberFormatException e) {
            throw new IllegalArgumentException(explanation(trimmed), e);
        }
        throw new IllegalArgumentException(explanation(trimmed));
    }

    private static String explanation(final String text) {
        return "Model Version is '%s'; it must be 'latest' or a number from 1".formatted(text);
    }

    static String missing(final String name, final long version) {
        return version == LATEST
                ? ("The store has no model of the name '%s' yet: has TrainGAN published one under this very name?")
                        .formatted(name)
                : ("The store has no version %d of the model '%s': it was never published, or it was removed "
                                + "because newer ones came")
                        .formatted(version, name);
    }
}
