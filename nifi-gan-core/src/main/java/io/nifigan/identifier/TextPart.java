// SPDX-License-Identifier: Apache-2.0
package io.nifigan.identifier;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** A part of cells that have a structure, as it was learnt: it writes new parts. Immutable. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "part")
@JsonSubTypes({
    @JsonSubTypes.Type(value = TextPart.Choice.class, name = "choice"),
    @JsonSubTypes.Type(value = PartText.class, name = "text"),
    @JsonSubTypes.Type(value = PartNumber.class, name = "number"),
    @JsonSubTypes.Type(value = PartForms.class, name = "forms"),
    @JsonSubTypes.Type(value = PartMembers.class, name = "members"),
    @JsonSubTypes.Type(value = PartElements.class, name = "elements")
})
public sealed interface TextPart permits TextPart.Choice, PartText, PartNumber, PartForms, PartMembers, PartElements {
    /** Maximum length of a text that all cells share, such as a key. */
    int MAX_LABEL = 2_000;

    /** Maximum number of parts within one. */
    int MAX_PARTS = 1_000;

    /** Writes a new part. */
    void write(PartWriter writer);

    /** The number of parts that this one consists of, itself included. */
    long size();

    /**
     * One of several parts, such as a number in most cells and {@code null} in others.
     *
     * @param parts the parts
     * @param weights the relative frequency of each
     */
    record Choice(List<TextPart> parts, List<Double> weights) implements TextPart {
        public Choice {
            parts = List.copyOf(parts);
            weights = Parts.checkWeights(weights, parts.size());
        }

        @Override
        public void write(final PartWriter writer) {
            parts.get(Parts.draw(weights, writer.random())).write(writer);
        }

        @Override
        public long size() {
            return Parts.size(parts);
        }
    }
}
