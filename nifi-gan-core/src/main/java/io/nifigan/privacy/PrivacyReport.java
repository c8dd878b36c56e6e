// SPDX-License-Identifier: Apache-2.0
package io.nifigan.privacy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What was promised and what it was spent on.
 *
 * @param epsilon the promise, with {@code delta}: of everything that is derived from the model
 * @param delta as epsilon
 * @param rho what was spent, the sum of the charges, in zero-concentrated privacy
 * @param records how many records there were, from noisy counts
 * @param adjacency whose absence nobody can tell
 * @param charges every question that the records were asked
 * @param taken what was taken for public
 * @param switchedOff what an ordinary training learns of records and this one did not
 * @param secure whether the noise came from a cryptographic source; without it nothing is promised
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
            throw new IllegalArgumentException(
                    "A privacy of epsilon %s, delta %s and rho %s is none".formatted(epsilon, delta, rho));
        }
        if (charges.size() > MAX_LINES || taken.size() > MAX_LINES || switchedOff.size() > MAX_LINES) {
            throw new IllegalArgumentException("A ledger has at most %,d lines".formatted(MAX_LINES));
        }
        final double sum = charges.stream().mapToDouble(Charge::rho).sum();
        if (Math.abs(sum - rho) > 1e-9 * rho || ConcentratedPrivacy.epsilon(sum, delta) > epsilon * (1 + 1e-9)) {
            throw new IllegalArgumentException(
                    "The ledger adds up to a rho of %s: that is no epsilon of %s at a delta of %s"
                            .formatted(sum, epsilon, delta));
        }
    }

    /** The promise and what it rests on, in sentences that a person can sign. */
    public List<String> promise() {
        final long tables = charges.stream()
                .filter(charge -> charge.mechanism() == Mechanism.GAUSSIAN)
                .count();
        final double last = ConcentratedPrivacy.epsilon(rho, delta);
        return List.of(
                String.format(
                        Locale.ROOT,
                        "Whatever anybody concludes from this model, or from any records made with it, is at "
                                + "most %.4g times as likely after %s, but for a "
                                + "chance of %.2g (differential privacy with an epsilon of %s and a delta of %.2g).",
                        Math.exp(epsilon),
                        adjacency,
                        delta,
                        epsilon,
                        delta),
                String.format(
                        Locale.ROOT,
                        "The records, about %,d of them, were asked %,d questions: %,d tables of counts with "
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

    /** What such a promise leaves open, whatever epsilon is. */
    public static List<String> notPromised() {
        return List.of(
                "What is true of many stays true, and may be concluded of somebody who was never in " + "the records.",
                "What was taken for public is not protected; whoever wrote it down says that it was "
                        + "not copied out of the records.",
                "Each further training on the same records spends anew, and the epsilons add up; " + "trials count.",
                "The records themselves, wherever they go besides this training, are not covered; "
                        + "nor is how long it took, or whether it succeeded.",
                "Measurements of this model against records, such as a report on its rows, tell of "
                        + "those records and are not covered.");
    }

    /** All of it: what is promised, what was public, what was not done, and what is not promised. */
    public List<String> words() {
        final List<String> sentences = new ArrayList<>(promise());
        taken.forEach(fact -> sentences.add("Taken for public: " + fact + "."));
        switchedOff.forEach(what -> sentences.add("Not done: " + what + "."));
        notPromised().forEach(what -> sentences.add("Not promised: " + what));
        return sentences;
    }
}
