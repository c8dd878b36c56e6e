// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.evaluate;

import io.nifigan.evaluate.result.Copies;
import io.nifigan.evaluate.result.Evaluation;
import io.nifigan.evaluate.result.PrivacyTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.apache.nifi.components.PropertyDescriptor;

/**
 * The minimum verdicts and thresholds that an evaluation misses.
 *
 * @param missed a sentence for each verdict and threshold that is missed, with the figure
 * @param unchecked names of those whose figure was not measured
 */
record Gate(List<String> missed, List<String> unchecked) {
    /**
     * Compares an evaluation with the minimum verdicts and the thresholds.
     *
     * @param verdicts minimum verdicts by property
     * @param thresholds by property; null for one that is not set
     */
    static Gate of(
            final Evaluation evaluation,
            final Function<PropertyDescriptor, MinimumVerdict> verdicts,
            final Function<PropertyDescriptor, Double> thresholds,
            final boolean unmeasuredFails) {
        final Gate gate = new Gate(new ArrayList<>(), new ArrayList<>());
        final VerdictGate report = new VerdictGate(evaluation, gate);
        report.quality(verdicts.apply(GateProperties.MINIMUM_VERDICT));
        report.privacy(verdicts.apply(GateProperties.MINIMUM_PRIVACY_VERDICT));
        gate.check(GateProperties.MINIMUM_SHAPE, evaluation.overall().shape(), thresholds, true);
        gate.check(GateProperties.MINIMUM_TREND, evaluation.overall().trend(), thresholds, true);
        gate.check(GateProperties.MINIMUM_VALIDITY, evaluation.overall().validity(), thresholds, true);
        gate.check(
                GateProperties.MINIMUM_USEFULNESS,
                evaluation.usefulness() == null
                        ? null
                        : (Double) evaluation.usefulness().worth(),
                thresholds,
                true);
        gate.check(
                GateProperties.MAXIMUM_DETECTABILITY,
                evaluation.twoSample() == null
                        ? null
                        : (Double) evaluation.twoSample().auc(),
                thresholds,
                false);
        gate.check(
                GateProperties.MAXIMUM_COPIES,
                evaluation.copies() == null ? null : (Double) copied(evaluation.copies()),
                thresholds,
                false);
        gate.check(
                GateProperties.MAXIMUM_NEARER,
                evaluation.closestRecord() == null
                        ? null
                        : (Double) evaluation.closestRecord().share().low(),
                thresholds,
                false);
        gate.check(GateProperties.MAXIMUM_RISK, risk(evaluation.privacyTests()), thresholds, false);
        gate.check(
                GateProperties.MAXIMUM_MEMBERSHIP,
                evaluation.membership() == null
                        ? null
                        : (Double) evaluation.membership().auc().low(),
                thresholds,
                false);
        if (unmeasuredFails) {
            gate.unchecked.forEach(name -> gate.missed.add("%s: its figure could not be measured".formatted(name)));
        }
        return gate;
    }

    boolean accepts() {
        return missed.isEmpty();
    }

    /** The share of copies beyond the share among real records, which nobody copied. */
    private static double copied(final Copies copies) {
        final double exact =
                copies.exact() - (copies.exactHeldOut() == null ? copies.nearReal() : copies.exactHeldOut());
        final double near = copies.near() - (copies.nearHeldOut() == null ? copies.nearReal() : copies.nearHeldOut());
        return Math.max(0, Math.max(exact, near));
    }

    /**
     * The greatest effect of the attacks that find out something about a person; 0 if chance explains all of them, null
     * if none was tested. Copies and membership are no such attacks.
     */
    private static Double risk(final List<PrivacyTest> tests) {
        return tests.stream()
                .filter(test -> switch (test.kind()) {
                    case SINGLE_VALUE, COMBINATION, LINKABILITY, ATTRIBUTE_INFERENCE -> true;
                    case EXACT_COPIES,
                            NEAR_COPIES,
                            MEMBERSHIP,
                            MEMBERSHIP_CERTAIN,
                            MEMBERSHIP_LIKELY,
                            MEMBERSHIP_LEARNT -> false;
                })
                .map(test -> test.isSignificant() ? Math.max(0, test.effect()) : 0)
                .max(Double::compare)
                .orElse(null);
    }

    private void check(
            final PropertyDescriptor property,
            final Double figure,
            final Function<PropertyDescriptor, Double> thresholds,
            final boolean minimum) {
        final Double threshold = thresholds.apply(property);
        if (threshold == null || (minimum ? threshold <= 0 : threshold >= 1)) {
            return;
        }
        if (figure == null) {
            unchecked.add(property.getName());
        } else if (minimum ? figure < threshold : figure > threshold) {
            missed.add(String.format(
                    Locale.ROOT, "%s is %s, but the figure is %.4f", property.getName(), threshold, figure));
        }
    }
}
