// SPDX-License-Identifier: Apache-2.0
package io.nifigan.form;

/**
 * One way in which the values of a column are written: it reads a text as a number and writes a number as a text.
 * Implementations are immutable. The model file holds a form as its {@link #spec()}.
 */
public interface WrittenForm {
    /** What the texts mean. */
    Content content();

    /**
     * The text that stands for this form in a model file, at most {@link #MAX_SPEC} characters long. Two forms are
     * equal where their specs are.
     */
    String spec();

    /** The number that a text means; NaN where the text is not written in this form. Blanks around it are ignored. */
    double read(String text);

    /**
     * The text of a number.
     *
     * @param value any finite number, also one that was never read
     */
    String write(double value);

    /** Whether this form reads a text and writes it back character by character. */
    default boolean restores(final String text) {
        final double value = read(text);
        return !Double.isNaN(value) && write(value).equals(text);
    }

    /** Maximum length of a spec. */
    int MAX_SPEC = 200;
}
