// SPDX-License-Identifier: Apache-2.0
package io.nifigan.services;

import java.util.regex.Pattern;

/** Checks names of models. Names come from FlowFiles, so they must not be paths, and must be valid in every store. */
public final class ModelNames {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,98}[A-Za-z0-9_-])?");

    private ModelNames() {}

    /**
     * The name, trimmed.
     *
     * @throws IllegalArgumentException if it is invalid
     */
    public static String check(final String name) {
        final String trimmed = name == null ? "" : name.strip();
        if (trimmed.isEmpty()) {
            throw new IllegalArgumentException("Model Name is blank: its Expression Language gave nothing. "
                    + "Does the FlowFile have the attribute?");
        }
        if (!NAME.matcher(trimmed).matches()) {
            throw new IllegalArgumentException(
                    ("The model name '%s' cannot be used: it may have up to 100 letters from A to Z, digits, "
                                    + "dots, hyphens and underscores, and begins with a letter or digit")
                            .formatted(trimmed.length() > 120 ? trimmed.substring(0, 120) + "..." : trimmed));
        }
        return trimmed;
    }
}
