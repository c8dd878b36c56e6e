// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.flow;

/**
 * Thrown if a FlowFile cannot be processed. The message says what was found and what to do, and holds no value of any
 * record.
 */
public final class FlowFileRejectedException extends Exception {
    private static final long serialVersionUID = 1L;
    /** Names of fields may be of any length; attributes are kept in memory with each FlowFile. */
    private static final int LONGEST = 2_000;

    public FlowFileRejectedException(final String message) {
        super(message.length() <= LONGEST ? message : message.substring(0, LONGEST - 3) + "...");
    }

    /**
     * The classes of an exception and of its causes, outermost first. Their messages are left out: those of record
     * services quote values.
     */
    public static String kinds(final Throwable thrown) {
        final StringBuilder kinds = new StringBuilder(thrown.getClass().getSimpleName());
        for (Throwable cause = thrown.getCause(); cause != null; cause = cause.getCause()) {
            kinds.append(", caused by ").append(cause.getClass().getSimpleName());
        }
        return kinds.toString();
    }
}
