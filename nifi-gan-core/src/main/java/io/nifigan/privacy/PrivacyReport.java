// SPDX-License-Identifier: Apache-2.0
package io.nifigan.privacy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The privacy guarantee of a model, and the ledger of what the budget was spent on.
 *
 * @param epsilon the epsilon of the guarantee, which covers the model and everything derived from it
 * @param delta the delta of the guarantee
 * @param rho the total cost, the sum of the charges, in zero-concentrated differential privacy
 * @param records the approximate number of records, from noisy counts
 * @param adjacency the difference between two neighbouring tables, such as "adding or removing one record"
 * @param charges every query of the records
 * @param taken the facts that were taken for public
 * @param switchedOff what an ordinary training learns from records and this one did not
 * @param secure whether the noise came from a cryptographic source; without it there is no guarantee
 */
public record PrivacyReport(
        double epsilon,
        double delta,
        double rho,
        long records,
        String adjacency,
        List<Charge> charges,
        List<String> taken,
        List<String> switchedOff,
        boolean secure) {
    private static final int MAX_LINES = 100_000;

    public PrivacyReport {
        charges = List.copyOf(charges);
        taken = List.copyOf(taken);
        switchedOff = List.copyOf(switchedOff);
        if (!(epsilon > 0 && Double.isFinite(epsilon))
                || !(delta > 0 && delta < 1)
                || !(rho > 0 && Double.isFinite(rho))
                || records < 0
                || adjacency == null) {
            throw new IllegalArgumentException("There is no privacy guarantee with epsilon %s, delta %s and rho %s"
                    .formatted(epsilon, delta, rho));
        }
        if (charges.size() > MAX_LINES || taken.size() > MAX_LINES || switchedOff.size() > MAX_LINES) {
            throw new IllegalArgumentException(
                    "A privacy report may have at most %,d lines in each list".formatted(MAX_LINES));
        }
        final double sum = charges.stream().mapToDouble(Charge::rho).sum();
        if (Math.abs(sum - rho) > 1e-9 * rho || ConcentratedPrivacy.epsilon(sum, delta) > epsilon * (1 + 1e-9)) {
            throw new IllegalArgumentException(
                    "The ledger adds up to a rho of %s, which does not give an epsilon of %s at a delta of %s"
                            .formatted(sum, epsilon, delta));
        }
    }

    /** The guarantee and its basis, in sentences. */
    public List<String> promise() {
        final long tables = charges.stream()
                .filter(charge -> charge.mechanism() == Mechanism.GAUSSIAN)
                .count();
        final double last = ConcentratedPrivacy.epsilon(rho, delta);
        return List.of(
                String.format(
                        Locale.ROOT,
                        "Whatever anybody concludes from this model, or from any records generated with it, is at "
                                + "most %.4g times as likely after %s, but for a "
                                + "chance of %.2g (differential privacy with an epsilon of %s and a delta of %.2g).",
                        Math.exp(epsilon),
                        adjacency,
                        delta,
                        epsilon,
                        delta),
                String.format(
                        Locale.ROOT,
                        "The records, about %,d of them, were queried %,d times: %,d tables of counts with "
                                + "discrete Gaussian noise and %,d choices by the "
                                + "exponential mechanism, at a cost of %.4g in zero-concentrated differential privacy, "
                                + "which is an epsilon of %.4g at this delta. The manifest lists each.",
                        records,
                        charges.size(),
                        tables,
                        charges.size() - tables,
                        rho,
                        last),
                secure
                        ? "The noise came from a cryptographic generator."
                        : "The noise came from a source for tests: this model protects nobody.");
    }

    /** What the guarantee does not cover, whatever epsilon is. */
    public static List<String> notPromised() {
        return List.of(
                "What is true of many stays true, and may be concluded about somebody who was never in "
                        + "the records.",
                "What was taken for public is not protected; whoever wrote it down says that it was "
                        + "not copied out of the records.",
                "Each further training on the same records spends anew, and the epsilons add up; trials count too.",
                "The records themselves, wherever they go besides this training, are not covered; "
                        + "nor is how long it took, or whether it succeeded.",
                "Measurements of this model against records, such as a report on its rows, reveal something "
                        + "about those records and are not covered.");
    }

    /** The whole report in sentences: the guarantee, public facts, parts switched off, and what is not covered. */
    public List<String> words() {
        final List<String> sentences = new ArrayList<>(promise());
        taken.forEach(fact -> sentences.add("Taken for public: " + fact + "."));
        switchedOff.forEach(what -> sentences.add("Not done: " + what + "."));
        notPromised().forEach(what -> sentences.add("Not promised: " + what));
        return sentences;
    }
}
