// SPDX-License-Identifier: Apache-2.0
package io.nifigan.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A structure that nearly all texts of a column have, by which each can be taken apart. */
public abstract sealed class CellStructure permits JsonStructure, PairStructure, PatternStructure, ListStructure {
    /** Minimum share of a column's texts that a structure takes apart. */
    static final double NEARLY_ALL = .95;

    private static final int MIN_TEXTS = 10;
    private static final int EXAMINED = 2_000;
    /** Longer texts are not taken apart. */
    private static final int MAX_LENGTH = 100_000;

    CellStructure() {}

    /**
     * Finds the structure of a column.
     *
     * @param texts the column's distinct texts
     */
    public static Optional<CellStructure> of(final List<String> texts) {
        final List<String> sample = sample(texts, EXAMINED);
        if (sample.size() < MIN_TEXTS) {
            return Optional.empty();
        }
        final CellStructure json = new JsonStructure();
        if (json.fits(sample)) {
            return Optional.of(json);
        }
        final Optional<PairStructure> pairs = PairStructure.find(sample);
        if (pairs.isPresent()) {
            return Optional.of(pairs.get());
        }
        final Optional<PatternStructure> pattern = PatternStructure.find(sample);
        return pattern.isPresent()
                ? Optional.of(pattern.get())
                : ListStructure.find(sample).map(found -> found);
    }

    /** A sample of a list: evenly spaced elements, at most the given number. */
    public static <T> List<T> sample(final List<T> all, final int max) {
        if (all.size() <= max) {
            return all;
        }
        final List<T> some = new ArrayList<>(max);
        for (int i = 0; i < max; i++) {
            some.add(all.get((int) ((2L * i + 1) * all.size() / (2L * max))));
        }
        return some;
    }

    boolean fits(final List<String> sample) {
        return sample.stream().filter(text -> parse(text).isPresent()).count() >= NEARLY_ALL * sample.size();
    }

    /** Takes a text apart; empty where it has another structure. */
    public final Optional<CellPart> parse(final String text) {
        return text.length() > MAX_LENGTH ? Optional.empty() : Optional.ofNullable(parts(text));
    }

    /** The parts of a text; null where it has another structure. */
    abstract CellPart parts(String text);

    /** What the texts hold, such as "JSON". */
    public abstract String label();

    /** Whether the structure alone says what the texts are, whatever else they resemble. */
    public abstract boolean isCertain();

    /** What becomes of the texts, as the rest of a sentence about the column. */
    public final String warning() {
        return "holds %s; what its values share is kept and the rest is made anew, not learnt with the other columns"
                .formatted(label());
    }
}
