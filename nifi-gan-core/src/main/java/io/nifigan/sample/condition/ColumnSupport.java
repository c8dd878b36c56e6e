// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample.condition;

import io.nifigan.encode.Support;
import io.nifigan.encode.TableEncoder;
import io.nifigan.table.Column;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The values of a column that a model can generate, as far as they are known without drawing. */
final class ColumnSupport {
    /** The number of values in a message, those nearest to the ones asked for. */
    private static final int MAX_NAMED = 8;

    /** The most values that are compared with the ones asked for. */
    private static final int MAX_COMPARED = 100_000;
    /** The number of values that represent a continuous part. */
    private static final int EXAMPLES = 10_000;

    private static final double FAR = Double.POSITIVE_INFINITY;
    /** Stops at this many changes, since the values of a foreign model may be long. */
    private static final LevenshteinDistance LETTERS = new LevenshteinDistance(30);

    private final Column column;
    private final Optional<Support> support;
    private final Literals literals;

    ColumnSupport(final TableEncoder encoder, final int column) {
        this.column = encoder.columns().get(column);
        this.support = encoder.support(column);
        this.literals = new Literals(this.column);
    }

    /**
     * Refuses a condition that no row can meet, and one with a term that no row can meet, which is likely mistyped.
     * Values that a condition excludes need not exist.
     *
     * @throws SamplingException with the nearest values that the model knows
     */
    void check(final ColumnTest test) throws SamplingException {
        if (test.negated()) {
            if (!mayHold(test)) {
                throw never(
                        test,
                        test.isAboutMissing()
                                ? "the column had no value in any row"
                                : "there are no other values. " + known(null));
            }
            return;
        }
        for (int t = 0; t < test.terms().size(); t++) {
            final Term term = test.terms().get(t);
            if (!mayHold(new ColumnTest(test.condition(), test.column(), false, List.of(term)))) {
                throw never(
                        test,
                        switch (term) {
                            case Term.Missing missing ->
                                "a value of this column was never missing in the training records";
                            case Term.Text text ->
                                "the model never saw the value '%s'. %s".formatted(text.text(), known(text));
                            case Term.Range range ->
                                "the model generates no value of '%s'. %s"
                                        .formatted(test.condition().terms().get(t), known(range));
                        });
            }
        }
    }

    private static SamplingException never(final ColumnTest test, final String why) {
        return new SamplingException("The condition '%s' on column '%s' can never be met: %s"
                .formatted(test.condition().text(), test.condition().column(), why));
    }

    private boolean mayHold(final ColumnTest test) {
        if (support.isEmpty() || support.get().values().stream().anyMatch(accepting(test))) {
            return true;
        }
        final Support.Continuum continuum = support.get().continuum();
        // A condition never excludes all of a continuous part. Whether single values of it occur is known only after
        // drawing.
        return continuum != null
                && (test.negated()
                        || test.terms().stream()
                                .anyMatch(term -> term instanceof Term.Range range && overlaps(continuum, range)));
    }

    private Predicate<String> accepting(final ColumnTest test) {
        return held -> test.acceptsHeld(held, column.kind().isNumeric());
    }

    /** Whether a point of the column's grid lies in both a range and the continuous part. */
    private static boolean overlaps(final Support.Continuum continuum, final Term.Range range) {
        final double step = continuum.step();
        double from = Math.max(range.lower(), continuum.from());
        final double to = Math.min(range.upper(), continuum.to());
        if (step > 0) {
            from = firstOnGrid(from, step);
            if (range.lowerOpen() && from <= range.lower()) {
                from = firstOnGrid(from + step, step);
            }
        }
        return range.upperOpen() && from >= range.upper() || from > to
                ? false
                : step > 0 || !range.lowerOpen() || to > range.lower();
    }

    /** The first multiple of a step that is not below a value, up to rounding of binary fractions. */
    private static double firstOnGrid(final double value, final double step) {
        final double steps = step < 1 ? value * Math.rint(1 / step) : value / step;
        final double whole = Math.abs(steps - Math.rint(steps)) <= 1e-9 * Math.max(1, Math.abs(steps))
                ? Math.rint(steps)
                : Math.ceil(steps);
        return step < 1 ? whole / Math.rint(1 / step) : whole * step;
    }

    /** The values that the model knows, those nearest to the ones asked for first. */
    private String known(final Term asked) {
        if (support.isPresent() && support.get().continuum() != null) {
            return "The model's values go from %s to %s"
                    .formatted(
                            literals.show(support.get().min()),
                            literals.show(support.get().max()));
        }
        final Set<String> held =
                support.map(known -> new LinkedHashSet<>(known.values())).orElseGet(LinkedHashSet::new);
        final List<Near> near = new ArrayList<>();
        for (final String value : held) {
            if (value != null) {
                near.add(new Near(value, asked == null || near.size() >= MAX_COMPARED ? FAR : distance(asked, value)));
            }
        }
        near.sort(Comparator.comparingDouble(Near::distance));
        return (near.size() <= MAX_NAMED
                        ? "The model knows: "
                        : "The model knows %,d values; the nearest are: ".formatted(near.size()))
                + near.stream()
                        .limit(MAX_NAMED)
                        .map(value -> literals.showHeld(value.held()))
                        .collect(Collectors.joining(", "));
    }

    /** The distance of texts in changed letters, whatever their case; that of numbers to the range. */
    private static double distance(final Term asked, final String held) {
        return switch (asked) {
            case Term.Text text -> {
                final int changes = LETTERS.apply(text.text().toLowerCase(Locale.ROOT), held.toLowerCase(Locale.ROOT));
                yield changes < 0 ? FAR : changes;
            }
            case Term.Range range -> {
                final double value = Double.parseDouble(held);
                yield Math.max(0, Math.max(range.lower() - value, value - range.upper()));
            }
            case Term.Missing missing -> FAR;
        };
    }

    private record Near(String held, double distance) {}

    /** The share of training rows that meet a condition; NaN where the column's distribution is not known. */
    double share(final ColumnTest test) {
        if (support.isEmpty() || !support.get().hasShares()) {
            return Double.NaN;
        }
        final Support known = support.get();
        double share = 0;
        for (int i = 0; i < known.values().size(); i++) {
            share += accepting(test).test(known.values().get(i)) ? known.shares()[i] : 0;
        }
        return share + (known.continuum() == null ? 0 : known.continuum().share() * share(known.continuum(), test));
    }

    /** A value and the share of rows that it represents. */
    record Example(double value, double share) {}

    /** Values of a numeric column with their shares, NaN for missing ones; empty where no shares are known. */
    List<Example> examples() {
        final List<Example> examples = new ArrayList<>();
        if (support.isEmpty() || !support.get().hasShares()) {
            return examples;
        }
        final Support known = support.get();
        for (int i = 0; i < known.values().size(); i++) {
            final String value = known.values().get(i);
            examples.add(new Example(value == null ? Double.NaN : Double.parseDouble(value), known.shares()[i]));
        }
        final Support.Continuum continuum = known.continuum();
        for (int i = 0; i < EXAMPLES && continuum != null; i++) {
            examples.add(
                    new Example(continuum.valueAt().applyAsDouble((i + .5) / EXAMPLES), continuum.share() / EXAMPLES));
        }
        return examples;
    }

    /** The share of a continuous part that meets a condition, by a thousand values at equal steps. */
    private static double share(final Support.Continuum continuum, final ColumnTest test) {
        final int steps = 1_000;
        int met = 0;
        for (int i = 0; i < steps; i++) {
            met += test.accepts(continuum.valueAt().applyAsDouble((i + .5) / steps)) ? 1 : 0;
        }
        return (double) met / steps;
    }
}
