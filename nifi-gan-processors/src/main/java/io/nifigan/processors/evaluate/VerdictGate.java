// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.evaluate;

import io.nifigan.evaluate.result.Evaluation;
import io.nifigan.evaluate.result.Verdict;
import io.nifigan.evaluate.result.Verdict.Area;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.nifi.components.PropertyDescriptor;

/** The part of the gate that asks for the verdicts of the report. */
final class VerdictGate {
    private final Evaluation evaluation;
    private final Gate gate;

    VerdictGate(final Evaluation evaluation, final Gate gate) {
        this.evaluation = evaluation;
        this.gate = gate;
    }

    /** Checks similarity, validity and usefulness; the last only if there is a column to predict. */
    void quality(final MinimumVerdict minimum) {
        check(GateProperties.MINIMUM_VERDICT, minimum, Area.FIDELITY);
        check(GateProperties.MINIMUM_VERDICT, minimum, Area.VALIDITY);
        if (evaluation.settings().target() != null) {
            check(GateProperties.MINIMUM_VERDICT, minimum, Area.USEFULNESS);
        }
    }

    /** Checks privacy; without held-out records it counts as measured in part only. */
    void privacy(final MinimumVerdict minimum) {
        check(GateProperties.MINIMUM_PRIVACY_VERDICT, minimum, Area.PRIVACY);
        if (minimum != MinimumVerdict.NONE
                && evaluation.verdict(Area.PRIVACY).isPresent()
                && evaluation.rows().heldOutUsed() == 0) {
            gate.unchecked().add(GateProperties.MINIMUM_PRIVACY_VERDICT.getName() + " (without held-out records)");
        }
    }

    private void check(final PropertyDescriptor property, final MinimumVerdict minimum, final Area area) {
        if (minimum == MinimumVerdict.NONE) {
            return;
        }
        final Optional<Verdict> verdict = evaluation.verdict(area);
        if (verdict.isEmpty()) {
            gate.unchecked().add("%s (%s)".formatted(property.getName(), word(area)));
        } else if (!minimum.accepts(verdict.get().grade())) {
            gate.missed()
                    .add("%s is %s, but the verdict on %s is %s"
                            .formatted(property.getName(), minimum.getValue(), word(area), reasons(verdict.get())));
        }
    }

    /** The grade and the figures that decide it. The text of a rule, which may hold values, stays in the report. */
    private String reasons(final Verdict verdict) {
        final String grade = verdict.grade().name().toLowerCase(Locale.ROOT);
        final List<String> figures = verdict.basis().stream()
                .filter(line -> line.startsWith(grade + ": "))
                .map(line -> line.substring(grade.length() + 2))
                .map(line -> isOfRule(line) ? "a rule of the model is violated" : line)
                .toList();
        return figures.isEmpty() ? grade : "%s (%s)".formatted(grade, String.join("; ", figures));
    }

    private boolean isOfRule(final String line) {
        return evaluation.rules() != null
                && evaluation.rules().stream().anyMatch(rule -> line.contains("'" + rule.text() + "'"));
    }

    /** The name of an area on the page. */
    private static String word(final Area area) {
        return switch (area) {
            case FIDELITY -> "similarity";
            case VALIDITY -> "validity";
            case USEFULNESS -> "usefulness";
            case PRIVACY -> "privacy";
            case MODEL_PRIVACY -> "the model file";
        };
    }
}
