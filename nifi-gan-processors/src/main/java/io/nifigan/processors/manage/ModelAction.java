// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.manage;

import io.nifigan.processors.flow.GANAttributes;
import io.nifigan.processors.flow.PropertyChoice;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What is done to models of a store. */
enum ModelAction implements PropertyChoice {
    LIST("List", "Lists the versions of a model, or of all models if Model Name is blank. Nothing is changed"),
    PROMOTE(
            "Promote",
            "Publishes a version again as the newest, of its own model or of Target Model Name. Promoting an earlier "
                    + "version takes back those that came after it, until the next training"),
    PIN(
            "Pin",
            "Makes a version what 'latest' is for all processors, until another one is pinned or it is unpinned. "
                    + "Trainings go on publishing newer versions, and the pinned one is never deleted"),
    UNPIN("Unpin", "Makes the newest version what 'latest' is again"),
    DELETE("Delete", "Deletes a version for ever, unless it is pinned"),
    FROM_ATTRIBUTE(
            "Use " + GANAttributes.ACTION + " Attribute",
            "Each FlowFile says in this attribute what is done: List, Promote, Pin, Unpin or Delete");

    private final Label label;

    ModelAction(final String value, final String description) {
        this.label = new Label(value, description);
    }

    /**
     * The action that an attribute names.
     *
     * @throws IllegalArgumentException if it names none
     */
    static ModelAction parse(final String attribute) {
        return Arrays.stream(values())
                .filter(action -> action != FROM_ATTRIBUTE
                        && attribute != null
                        && action.getValue().equalsIgnoreCase(attribute.strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The attribute %s must be one of: %s"
                        .formatted(
                                GANAttributes.ACTION,
                                Arrays.stream(values())
                                        .filter(action -> action != FROM_ATTRIBUTE)
                                        .map(ModelAction::getValue)
                                        .collect(Collectors.joining(", ")))));
    }

    /** Whether the action needs a version. */
    boolean needsVersion() {
        return this == PROMOTE || this == PIN || this == DELETE;
    }

    @Override
    public Label label() {
        return label;
    }
}
