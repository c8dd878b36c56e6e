// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.flow;

/** Thrown if the processor was stopped in the middle of its work, so that the session must be rolled back. */
public final class ProcessorStoppedException extends Exception {
    private static final long serialVersionUID = 1L;

    public ProcessorStoppedException() {
        super("The processor was stopped");
    }
}
