// SPDX-License-Identifier: Apache-2.0
package io.nifigan.report;

import io.nifigan.privacy.Charge;
import io.nifigan.privacy.Mechanism;
import io.nifigan.privacy.PrivacyReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The privacy guarantee of a training and its ledger as text and table rows. */
final class GuaranteeWords {
    private static final int MAX_SUBJECT_LENGTH = 80;
    private static final int MAX_LINES = 5_000;

    /** Queries with the same mechanism, noise and cost. */
    private record Kind(Mechanism mechanism, double scale, double rho) {}

    private GuaranteeWords() {}

    /** The guarantee, null if there is none. */
    static Page.Guarantee of(final PrivacyReport report) {
        if (report == null) {
            return null;
        }
        final Map<Kind, List<Charge>> kinds = new LinkedHashMap<>();
        report.charges()
                .forEach(charge -> kinds.computeIfAbsent(
                                new Kind(charge.mechanism(), charge.scale(), charge.rho()), any -> new ArrayList<>())
                        .add(charge));
        final List<Page.Spending> summary = kinds.entrySet().stream()
                .map(entry -> summary(entry.getKey(), entry.getValue(), report.rho()))
                .toList();
        final List<Page.Spending> ledger = report.charges().stream()
                .limit(MAX_LINES)
                .map(charge -> line(
                        charge.subject(), charge.mechanism(), charge.scale(), charge.rho(), charge.rho(), report.rho()))
                .toList();
        return new Page.Guarantee(
                report.promise(),
                report.taken(),
                report.switchedOff(),
                PrivacyReport.notPromised(),
                summary,
                ledger,
                number(report.epsilon()),
                number(report.delta()),
                number(report.rho()));
    }

    private static Page.Spending summary(final Kind kind, final List<Charge> charges, final double whole) {
        final String first = Numbers.abbreviate(charges.getFirst().subject(), MAX_SUBJECT_LENGTH);
        return line(
                charges.size() == 1 ? first : "%s queries such as “%s”".formatted(Numbers.count(charges.size()), first),
                kind.mechanism,
                kind.scale,
                kind.rho,
                kind.rho * charges.size(),
                whole);
    }

    private static Page.Spending line(
            final String subject,
            final Mechanism mechanism,
            final double scale,
            final double rho,
            final double all,
            final double whole) {
        final boolean counts = mechanism == Mechanism.GAUSSIAN;
        return new Page.Spending(
                subject,
                counts ? "discrete Gaussian noise on counts" : "selection by the exponential mechanism",
                counts ? "σ %s records".formatted(number(scale)) : "ε %s".formatted(number(scale)),
                number(rho),
                number(all),
                Numbers.percent(all / whole));
    }

    /** A number with about four digits. */
    private static String number(final double value) {
        return value >= .001 && value < 1e6
                ? String.format(Locale.ROOT, "%s", Numbers.brief(value))
                : String.format(Locale.ROOT, "%.3g", value);
    }
}
