// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

/** Thrown where a rule of the user's cannot be kept. The message says why. */
public final class RuleException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public RuleException(final String message) {
        super(message);
    }
}
