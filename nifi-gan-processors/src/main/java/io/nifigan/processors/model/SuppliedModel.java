// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.model;

import io.nifigan.model.GANModel;
import io.nifigan.model.TrainedModel;
import io.nifigan.processors.flow.GANAttributes;
import io.nifigan.relational.RelationalModel;
import io.nifigan.services.StoredModel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A model and its origin.
 *
 * @param trained the model
 * @param source where it comes from
 * @param stored its description in the store; null if it does not come from one
 */
public record SuppliedModel(TrainedModel trained, ModelSource source, StoredModel stored) {
    /**
     * The model of a table.
     *
     * @throws IllegalArgumentException if it is one of a database; the message says what to do
     */
    public GANModel model() {
        return table(trained);
    }

    /** The model of a database; empty if it is one of a table. */
    public Optional<RelationalModel> database() {
        return trained instanceof RelationalModel database ? Optional.of(database) : Optional.empty();
    }

    /**
     * A model as one of a table.
     *
     * @throws IllegalArgumentException if it is one of a database; the message says what to do
     */
    public static GANModel table(final TrainedModel trained) {
        if (trained instanceof GANModel model) {
            return model;
        }
        throw new IllegalArgumentException(("The model %s is one of several tables, or of documents or histories, from "
                        + "which only SampleGenerator makes records. Train a model of the single table, with one "
                        + "FlowFile or many of the same fields, for all else")
                .formatted(trained.id()));
    }

    /** The attributes of FlowFiles that were generated or scored with the model. */
    public Map<String, String> attributes() {
        final Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put(GANAttributes.MODEL_ID, trained.id());
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

    /** Whether the model is from a store, and has a name there. */
    boolean isStored() {
        return stored != null;
    }

    /** The model's name and id, for logs and provenance. */
    public String describe() {
        return stored == null ? "model " + trained.id() : stored.describe();
    }
}
