// SPDX-License-Identifier: Apache-2.0
package io.nifigan.demo;

/** The output for the user. On a terminal, progress is updated in place; otherwise each update is a line of its own. */
final class Terminal {
    private final boolean interactive = Boolean.getBoolean("nifi.gan.demo.terminal");
    private int width;

    void line(final String text) {
        endProgress();
        System.out.println(text);
    }

    void progress(final String text) {
        if (interactive) {
            System.out.print("\r" + text + " ".repeat(Math.max(0, width - text.length())));
            System.out.flush();
            width = text.length();
        } else {
            System.out.println(text);
        }
    }

    /** Ends the progress line. */
    void endProgress() {
        if (width > 0) {
            System.out.println();
            width = 0;
        }
    }

    void failed(final String reason) {
        endProgress();
        System.err.println("failed " + reason);
    }
}
