// SPDX-License-Identifier: Apache-2.0
package io.nifigan.identifier;

import io.nifigan.common.NumberBoxes;
import io.nifigan.form.Content;
import io.nifigan.form.FormMixture;
import io.nifigan.form.WrittenForm;
import java.util.List;
import java.util.Objects;

/**
 * A date, a time or a number that is written as a text within cells, in one of a few forms.
 *
 * @param quoting how the text is written
 * @param content what the texts mean
 * @param specs the forms, as {@link WrittenForm#spec()} describes them
 * @param boxes where the numbers of each form lie; of one dimension
 * @param weights the relative frequency of each form
 */
public record PartForms(
        PartText.Quoting quoting, Content content, List<String> specs, List<NumberBoxes> boxes, List<Double> weights)
        implements TextPart {
    public PartForms {
        Objects.requireNonNull(quoting, "quoting");
        specs = List.copyOf(specs);
        boxes = List.copyOf(boxes);
        weights = Parts.checkWeights(weights, specs.size());
        final Content of = Objects.requireNonNull(content, "content");
        if (boxes.size() != specs.size()
                || boxes.stream().anyMatch(box -> box.dimensions() != 1)
                || !specs.stream().allMatch(spec -> FormMixture.isForm(of, spec))) {
            throw new IllegalArgumentException(
                    "The forms of a text within a cell do not fit; each of %d forms of a %s needs a range"
                            .formatted(specs.size(), content));
        }
    }

    @Override
    public void write(final PartWriter writer) {
        final int form = Parts.draw(weights, writer.random());
        final double value = boxes.get(form).draw(writer.random())[1][0];
        quoting.write(FormMixture.form(content, specs.get(form)).write(value), writer);
    }

    @Override
    public long size() {
        return 1;
    }
}
