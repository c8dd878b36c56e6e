// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.model;

import org.apache.nifi.components.DescribedValue;

/** Where a processor takes its model from. */
public enum ModelSource implements DescribedValue {
    FLOW_FILE("Flow File Content", "Each incoming flow file is a model, as TrainGAN sends it to 'model'"),
    LOCATION("File", "The model lies at Model Location; it is read again when it changes there"),
    STORE("Model Store", "The model is the latest version, or a certain one, of a name in a store that TrainGAN publishes to; a new version is noticed "
            + "from one flow file to the next");

    private final String value;
    private final String description;

    ModelSource(final String value, final String description) {
        this.value = value;
        this.description = description;
    }

    @Override
    public String getValue() {
        return value;
    }

    @Override
    public String getDisplayName() {
        return value;
    }

    @Override
    public String getDescription() {
        return description;
    }
}
