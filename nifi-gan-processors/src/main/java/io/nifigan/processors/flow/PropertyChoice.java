// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.flow;

import org.apache.nifi.components.DescribedValue;

/** A value that users can choose for a property: a constant of an enumeration, with the text that they see. */
public interface PropertyChoice extends DescribedValue {
    /** What users see. */
    Label label();

    @Override
    default String getValue() {
        return label().value();
    }

    @Override
    default String getDisplayName() {
        return label().value();
    }

    @Override
    default String getDescription() {
        return label().description();
    }

    /**
     * The text of a choice.
     *
     * @param value the text in flows and in the user interface
     * @param description what the choice means
     */
    record Label(String value, String description) {}
}
