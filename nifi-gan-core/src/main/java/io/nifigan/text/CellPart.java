// SPDX-License-Identifier: Apache-2.0
package io.nifigan.text;

import java.util.List;

/** A part of a cell whose text has a structure: a value, or further parts with the texts around them. */
public sealed interface CellPart {
    /**
     * A value.
     *
     * @param text the text, for a string of JSON without quotes and escapes
     * @param quoted whether it is a string of JSON
     */
    record Value(String text, boolean quoted) implements CellPart {}

    /**
     * Parts that have labels, such as the members of a JSON object, or the variable parts of a pattern.
     *
     * @param open the text before the first label
     * @param labels the text before each part: a key with the sign behind it, or the fixed text of a pattern
     * @param parts the parts, as many as labels
     * @param separator the text between two members
     * @param close the text after the last part
     */
    record Members(String open, List<String> labels, List<CellPart> parts, String separator, String close)
            implements CellPart {}

    /**
     * The elements of an array.
     *
     * @param open the text before the first element
     * @param parts the elements
     * @param separator the text between two elements
     * @param close the text after the last element
     */
    record Elements(String open, List<CellPart> parts, String separator, String close) implements CellPart {}
}
