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
 * @param source where it was looked for
 * @param stored what the store says of it; null where it does not come from one
 */
public record SuppliedModel(GANModel model, ModelSource source, StoredModel stored) {
    /** What a FlowFile that the model made or judged says of it. */
    public Map<String, String> attributes() {
        final Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put(GANAttributes.MODEL_ID, model.id());
        if (stored != null) {
            attributes.put(GANAttributes.MODEL_NAME, stored.name());
            attributes.put(GANAttributes.MODEL_VERSION, Long.toString(stored.version()));
        }
        return attributes;
    }

    /** Attributes that a FlowFile may have of another model, and that do not hold for this one. */
    public Set<String> foreignAttributes() {
        return source == ModelSource.LOCATION
                ? Set.of(GANAttributes.MODEL_NAME, GANAttributes.MODEL_VERSION)
                : Set.of();
    }

    /** For logs and provenance. */
    public String describe() {
        return stored == null ? "model " + model.id() : stored.describe();
    }
}
