// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.sample;

import io.nifigan.model.GANModel;
import io.nifigan.sample.condition.Conditions;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.sample.fair.FairTargetFitter;

/** Says in words what a request asks for, and checks whether its model can give it. */
final class RequestExplanation {
    private RequestExplanation() {}

    /** The explanation of a request for the tables of a database. */
    static String ofDatabase(final SampleRequest request) {
        DatabaseGeneration.check(request);
        return "Generates %s rows for each real row of tables without parents, and those that belong to them"
                .formatted(request.scale());
    }

    /**
     * The explanation of a request for records of one table.
     *
     * @param model the model; null where it is not known yet
     * @throws SamplingException if the model cannot give such records
     */
    static String of(final SampleRequest request, final GANModel model) throws SamplingException {
        return "Generates %,d records in %s%s"
                .formatted(
                        request.records(),
                        request.flowFiles() == 1 ? "one FlowFile" : "%,d FlowFiles".formatted(request.flowFiles()),
                        explanation(request, model));
    }

    /** The conditions and the fair target, as far as they are known. */
    private static String explanation(final SampleRequest request, final GANModel model) throws SamplingException {
        if (request.fairness() != null && model != null) {
            FairTargetFitter.check(
                    model.encoder(), request.fairness(), request.settings().conditions());
        }
        final String fair = request.fairness() == null
                ? ""
                : ", whose '%s' does not depend on %s"
                        .formatted(
                                request.fairness().target(),
                                String.join(", ", request.fairness().sensitive()));
        return conditions(request, model) + fair;
    }

    private static String conditions(final SampleRequest request, final GANModel model) throws SamplingException {
        if (!request.settings().hasConditions()) {
            return "";
        }
        return model == null
                ? " that meet: " + request.conditions().orElseThrow()
                        + " (whether the model can meet them is checked when it is there)"
                : " that meet: "
                        + String.join(
                                "; ",
                                Conditions.of(model, request.settings().conditions())
                                        .explanations());
    }
}
