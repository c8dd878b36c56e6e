// SPDX-License-Identifier: Apache-2.0
package io.nifigan.services;

import java.io.IOException;

/**
 * Thrown if a store cannot be used now. Nothing is wrong with the FlowFile, which should wait. The message says what to
 * check.
 */
public final class ModelStoreException extends IOException {
    private static final long serialVersionUID = 1L;

    public ModelStoreException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
