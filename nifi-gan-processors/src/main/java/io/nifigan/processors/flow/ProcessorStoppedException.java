// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.flow;

/** The processor was stopped in the middle of its work, which is to be undone. */
public final class ProcessorStoppedException extends Exception {
    private static final long serialVersionUID = 1L;

    public ProcessorStoppedException() {
        super("The processor was stopped");
    }
}
