// SPDX-License-Identifier: Apache-2.0
package io.nifigan.privacy;

/**
 * Rows cannot be learnt privately as asked: something is neither public nor charged, or there is too little to tell
 * through the noise.
 */
public final class PrivacyException extends Exception {
    private static final long serialVersionUID = 1;

    public PrivacyException(final String message) {
        super(message);
    }
}
