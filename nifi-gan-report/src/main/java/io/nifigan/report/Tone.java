// SPDX-License-Identifier: Apache-2.0
package io.nifigan.report;

import io.nifigan.evaluate.result.Verdict;

/** A grade as a word, a sign and a colour; the colour never stands alone. */
enum Tone {
    GOOD("good", "Good", "✓"),
    FAIR("caution", "Fair", "!"),
    POOR("bad", "Poor", "✕"),
    UNKNOWN("none", "Not measured", "–");

    private final String style;
    private final String word;
    private final String sign;

    Tone(final String style, final String word, final String sign) {
        this.style = style;
        this.word = word;
        this.sign = sign;
    }

    static Tone of(final Verdict.Grade grade) {
        return switch (grade) {
            case GOOD -> GOOD;
            case FAIR -> FAIR;
            case POOR -> POOR;
        };
    }

    /** The CSS class. */
    public String style() {
        return style;
    }

    public String word() {
        return word;
    }

    public String sign() {
        return sign;
    }
}
