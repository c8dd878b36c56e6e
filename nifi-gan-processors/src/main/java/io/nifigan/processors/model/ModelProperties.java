// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.model;

import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.expression.ExpressionLanguageScope;
import org.apache.nifi.processor.util.StandardValidators;

/** The property by which processors find a model outside of flow files. */
public final class ModelProperties {
    private ModelProperties() {
    }

    /**
     * The place of a model. It is looked at when it is needed, not when the processor is validated: a flow may be started before
     * its first model is there.
     */
    public static PropertyDescriptor.Builder location() {
        return new PropertyDescriptor.Builder().name("Model Location")
                .description("The path of a model file on this machine, or a URL that starts with file:, http: or https:. The model is read again "
                        + "when it changes there; in between it is kept in memory.")
                .required(true)
                .addValidator(StandardValidators.NON_BLANK_VALIDATOR)
                .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES);
    }
}
