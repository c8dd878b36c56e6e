// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import io.nifigan.network.BlasKernel;
import io.nifigan.train.TrainingSettings;
import java.util.Map;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.exception.ProcessException;

/** The steps of TrainGAN's verification that need neither records nor a model store. */
final class TrainingVerification {
    private TrainingVerification() {}

    /** Checks the settings together, and says how long a training takes and what noise to expect of a private one. */
    static ConfigVerificationResult settings(final ProcessContext context, final Map<String, String> attributes) {
        final ConfigVerificationResult.Builder result =
                new ConfigVerificationResult.Builder().verificationStepName("Check Settings");
        try {
            final TrainingSettings checked = TrainingProperties.settings(
                    property -> AdvancedProperties.evaluated(context, property, attributes));
            final String expectation = PrivacyProperties.expectation(
                    property -> AdvancedProperties.evaluated(context, property, attributes));
            result.outcome(Outcome.SUCCESSFUL)
                    .explanation("Trains for at most %d s and %,d steps, on %s of %d processor cores%s"
                            .formatted(
                                    checked.timeBudget().toSeconds(),
                                    checked.maxSteps(),
                                    checked.threads() == 0 ? "all (up to 8)" : checked.threads(),
                                    Runtime.getRuntime().availableProcessors(),
                                    expectation.isEmpty() ? "" : ". " + expectation));
        } catch (final IllegalArgumentException | ProcessException e) {
            result.outcome(Outcome.FAILED).explanation(e.getMessage());
        }
        return result.build();
    }

    /** Says which code multiplies matrices on this machine. */
    static ConfigVerificationResult kernel() {
        return new ConfigVerificationResult.Builder()
                .verificationStepName("Find Matrix Kernel")
                .outcome(Outcome.SUCCESSFUL)
                .explanation(BlasKernel.current().describe())
                .build();
    }
}
