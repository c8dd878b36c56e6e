// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.result;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The main values of an evaluation by name. */
final class Metrics {
    private final Map<String, Double> figures = new LinkedHashMap<>();

    private Metrics() {}

    static Map<String, Double> of(final Evaluation evaluation) {
        final Metrics metrics = new Metrics();
        metrics.fidelity(evaluation);
        metrics.privacy(evaluation);
        return Collections.unmodifiableMap(metrics.figures);
    }

    private void put(final String name, final Double value) {
        if (value != null) {
            figures.put(name, value);
        }
    }

    private void fidelity(final Evaluation evaluation) {
        final Overall overall = evaluation.overall();
        put("shape", overall.shape());
        put("trend", overall.trend());
        put("trend.associated", overall.trendAssociated());
        put("shape.held.out", overall.shapeHeldOut());
        put("trend.held.out", overall.trendHeldOut());
        put("shape.fresh", overall.shapeFresh());
        put("trend.fresh", overall.trendFresh());
        put("missing.error", overall.missingError());
        put("validity", overall.validity());
        if (evaluation.rules() != null) {
            put("rules.broken", (double)
                    evaluation.rules().stream().mapToLong(RuleMeasure::faults).sum());
        }
        if (evaluation.twoSample() != null) {
            put("auc", evaluation.twoSample().auc());
            put("c2st", evaluation.twoSample().c2st());
            put("auc.fresh", evaluation.twoSample().aucFresh());
            put("auc.held.out", evaluation.twoSample().aucHeldOut());
        }
        if (evaluation.usefulness() != null) {
            put("usefulness", evaluation.usefulness().synthetic());
            put("usefulness.real", evaluation.usefulness().real());
            fairness(evaluation.usefulness().fairness());
        }
        if (evaluation.coverage() != null) {
            put("coverage.columns", evaluation.coverage().columns());
            put("coverage.rows", evaluation.coverage().rows());
        }
    }

    private void fairness(final PredictionFairness fairness) {
        if (fairness != null) {
            put("fairness.gap", fairness.gap());
            put("fairness.gap.real", fairness.gapReal());
            put("fairness.distance", fairness.distance());
            put("fairness.distance.real", fairness.distanceReal());
        }
    }

    private void privacy(final Evaluation evaluation) {
        if (evaluation.copies() != null) {
            put("copies.exact", evaluation.copies().exact());
            put("copies.near", evaluation.copies().near());
            put("copies.repeated", evaluation.copies().repeated());
        }
        if (evaluation.closestRecord() != null) {
            put("closest.record.share", evaluation.closestRecord().share().value());
        }
        for (final Attack attack : evaluation.attacks()) {
            // Several attacks of one kind give their highest risk.
            figures.merge(
                    "risk." + attack.kind().name().toLowerCase(Locale.ROOT).replace('_', '.'),
                    attack.risk().value(),
                    Math::max);
        }
        evaluation.strongestTest().ifPresent(test -> {
            put("privacy.effect", test.effect());
            put("privacy.chance", test.chance());
        });
        evaluation.privacyTests().stream()
                .filter(test -> test.kind() == PrivacyTest.Kind.MEMBERSHIP)
                .forEach(test -> put("privacy.membership", test.effect()));
        if (evaluation.membership() != null) {
            put("membership.auc", evaluation.membership().auc().value());
        }
    }
}
