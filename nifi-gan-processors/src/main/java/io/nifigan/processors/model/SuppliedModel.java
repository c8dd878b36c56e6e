// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.model;

import io.nifigan.model.GANModel;
import io.nifigan.processors.flow.GANAttributes;
import io.nifigan.services.StoredModel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A model and its origin.
 *
 * @param model the model
 * @param source where it comes from
 * @param stored its description in the store; null if it does not come from one
 */
public record SuppliedModel(GANModel model, ModelSource source, StoredModel stored) {
    /** The attributes of FlowFiles that were generated or scored with the model. */
    public Map<String, String> attributes() {
        final Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put(GANAttributes.MODEL_ID, model.id());
        if (stored != null) {
            attributes.put(GANAttributes.MODEL_NAME, stored.name());
            attributes.put(GANAttributes.MODEL_VERSION, Long.toString(stored.version()));
        }
        return attributes;
    }

    /** Attributes of another model that do not apply to this one. */
    public Set<String> foreignAttributes() {
        return source == ModelSource.LOCATION
                ? Set.of(GANAttributes.MODEL_NAME, GANAttributes.MODEL_VERSION)
                : Set.of();
    }

    /** The model's name and id, for logs and provenance. */
    public String describe() {
        return stored == null ? "model " + model.id() : stored.describe();
    }
}
