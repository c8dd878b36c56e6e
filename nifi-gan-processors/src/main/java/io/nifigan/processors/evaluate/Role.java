// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.evaluate;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The role of a FlowFile in an evaluation. */
public enum Role {
    REAL("real"),
    SYNTHETIC("synthetic"),
    HELD_OUT("held-out"),
    MODEL("model");

    private final String value;

    Role(final String value) {
        this.value = value;
    }

    /** The attribute's value. */
    public String value() {
        return value;
    }

    static Optional<Role> of(final String value) {
        return Arrays.stream(values()).filter(role -> role.value.equals(value)).findFirst();
    }

    static String all() {
        return Arrays.stream(values()).map(Role::value).collect(Collectors.joining(", "));
    }
}
