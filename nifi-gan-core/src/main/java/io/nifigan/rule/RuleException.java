// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

/** A rule that a user gave and that cannot be kept; the message says why. */
public final class RuleException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    RuleException(final String message) {
        super(message);
    }
}
