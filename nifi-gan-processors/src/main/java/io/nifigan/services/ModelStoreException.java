// SPDX-License-Identifier: Apache-2.0
package io.nifigan.services;

import java.io.IOException;

/** A store cannot be used as things stand: nothing is wrong with the FlowFile, which is to wait. The message says what to look at. */
public final class ModelStoreException extends IOException {
    private static final long serialVersionUID = 1L;

    public ModelStoreException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
