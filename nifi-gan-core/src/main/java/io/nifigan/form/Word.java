// SPDX-License-Identifier: Apache-2.0
package io.nifigan.form;

/**
 * A word that stands for something else among numbers or dates, such as {@code N/A} or {@code >100}. It has no value.
 *
 * @param content what the column's other texts mean
 * @param text the word
 */
record Word(Content content, String text) implements WrittenForm {
    static final String MARK = "word:";

    @Override
    public String spec() {
        return MARK + text;
    }

    @Override
    public double read(final String other) {
        return Double.NaN;
    }

    @Override
    public String write(final double value) {
        return text;
    }

    @Override
    public boolean restores(final String other) {
        return text.equals(other);
    }
}
