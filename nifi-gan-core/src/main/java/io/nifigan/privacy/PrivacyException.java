// SPDX-License-Identifier: Apache-2.0
package io.nifigan.privacy;

/**
 * Thrown when records cannot be learnt privately with the given settings: a fact is neither public nor charged, or
 * noise would drown the records. The message says what to do.
 */
public final class PrivacyException extends Exception {
    private static final long serialVersionUID = 1;

    public PrivacyException(final String message) {
        super(message);
    }
}
