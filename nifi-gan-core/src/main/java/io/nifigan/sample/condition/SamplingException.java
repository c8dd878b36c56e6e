// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample.condition;

/** Thrown if a model cannot generate the rows asked for. The message says why, and what to change. */
public final class SamplingException extends Exception {
    private static final long serialVersionUID = 1L;

    public SamplingException(final String message) {
        super(message);
    }
}
