// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.model;

import io.nifigan.model.GanModel;
import io.nifigan.processors.record.GeneratedRecords;
import java.io.IOException;
import java.util.Locale;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.serialization.record.RecordSchema;

/**
 * The step of a configuration's verification that tries the model.
 *
 * @param result what is to be shown
 * @param schema of the records that the model makes, null where it cannot be read
 * @param model  the model, null where it cannot be read
 */
public record ModelVerification(ConfigVerificationResult result, RecordSchema schema, GanModel model) {
    private static final String STEP = "Read Model";

    public static ModelVerification of(final ModelLoader loader, final String location) {
        try {
            final GanModel model = loader.fromLocation(location);
            return new ModelVerification(result(Outcome.SUCCESSFUL, describe(model)), new GeneratedRecords(model.columns()).schema(), model);
        } catch (final IOException e) {
            return new ModelVerification(result(Outcome.FAILED, "No model can be read from Model Location: " + e.getMessage()), null, null);
        }
    }

    public static ConfigVerificationResult skipped() {
        return result(Outcome.SKIPPED, "The model comes with each flow file: it is checked when one arrives");
    }

    private static ConfigVerificationResult result(final Outcome outcome, final String explanation) {
        return new ConfigVerificationResult.Builder().verificationStepName(STEP).outcome(outcome).explanation(explanation).build();
    }

    private static String describe(final GanModel model) {
        if (model.privacy().isPresent()) {
            return String.format(Locale.ROOT, "Model %s makes %d columns; it learnt privately, with an epsilon of %s and a delta of %.2g. %s", model.id(),
                    model.columns().size(), model.privacy().get().epsilon(), model.privacy().get().delta(),
                    ModelAttributes.describeIdentifiers(model.columns()));
        }
        return String.format(Locale.ROOT, "Model %s makes %d columns; it learnt from %,d records in %,d steps. Measured on held-out ones: "
                        + "shape error %.2f %% (%.2f %% between real ones), trend error %.2f %% (%.2f %%). %s",
                model.id(), model.columns().size(), model.provenance().rows(), model.provenance().steps(),
                model.fidelity().shapeError(), model.fidelity().shapeErrorFloor(), model.fidelity().trendError(), model.fidelity().trendErrorFloor(),
                ModelAttributes.describeIdentifiers(model.columns()));
    }
}
