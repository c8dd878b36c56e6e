// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import io.nifigan.encode.CalendarEncoding;
import io.nifigan.encode.CategoryEncoding;
import io.nifigan.encode.DependentEncoding;
import io.nifigan.encode.Encoding;
import io.nifigan.encode.NumberEncoding;
import io.nifigan.encode.TableEncoder;
import io.nifigan.table.Column;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Which values of a column a model can make, as far as one can tell without drawing. */
final class Reach {
    /** How many values a message names: those nearest to what was asked for. */
    private static final int MOST_NAMED = 8;
    private static final int MOST_COMPARED = 100_000;
    private static final int EXAMPLES = 10_000;
    private static final double FAR = Double.POSITIVE_INFINITY;
    /** Gives up beyond so many changes, since the values of a foreign model may be long. */
    private static final LevenshteinDistance LETTERS = new LevenshteinDistance(30);

    private final Column column;
    private final Encoding encoding;
    private final TableEncoder encoder;
    private final Literals literals;

    Reach(final TableEncoder encoder, final int column) {
        this.encoder = encoder;
        this.column = encoder.columns().get(column);
        this.encoding = encoder.encodings().get(column);
        this.literals = new Literals(this.column);
    }

    /**
     * Refuses a condition that no row can meet, and one with a term that no row can: it is likely mistyped. What is excluded need not
     * exist.
     *
     * @throws SamplingException with what the model knows instead
     */
    void check(final ColumnTest test) throws SamplingException {
        if (test.negated()) {
            if (!mayHold(test)) {
                throw never(test, test.isAboutMissing() ? "the column had no value in any row" : "there are no other values. " + known(null));
            }
            return;
        }
        for (int t = 0; t < test.terms().size(); t++) {
            final Term term = test.terms().get(t);
            if (!mayHold(new ColumnTest(test.condition(), test.column(), false, List.of(term)))) {
                throw never(test, switch (term) {
                    case Term.Missing missing -> "a value of this column was never missing in the rows that the model learnt from";
                    case Term.Text text -> "the model never saw the value '%s'. %s".formatted(text.text(), known(text));
                    case Term.Range range -> "the model makes no value of '%s'. %s".formatted(test.condition().terms().get(t), known(range));
                });
            }
        }
    }

    private static SamplingException never(final ColumnTest test, final String why) {
        return new SamplingException("The condition '%s' on column '%s' can never be met: %s".formatted(test.condition().text(),
                test.condition().column(), why));
    }

    private boolean mayHold(final ColumnTest test) {
        return switch (encoding) {
            case CategoryEncoding category -> category.values().stream().anyMatch(accepting(test));
            case DependentEncoding dependent -> dependent.values().stream().anyMatch(accepting(test));
            case NumberEncoding number -> mayHold(number, test);
            case CalendarEncoding calendar -> mayHold(calendar, test);
            default -> true;
        };
    }

    private Predicate<String> accepting(final ColumnTest test) {
        return held -> test.acceptsHeld(held, column.kind().isNumeric());
    }

    private static boolean mayHold(final CalendarEncoding calendar, final ColumnTest test) {
        return calendar.hasMissing() && test.accepts(Double.NaN) || test.negated() || test.terms().stream().anyMatch(term -> term instanceof Term.Range range
                && range.lower() <= calendar.most() && range.upper() >= calendar.least());
    }

    private boolean mayHold(final NumberEncoding number, final ColumnTest test) {
        if (number.hasMissing() && test.accepts(Double.NaN)) {
            return true;
        }
        for (final double atom : number.atoms()) {
            if (test.accepts(atom)) {
                return true;
            }
        }
        if (number.othersMember() < 0) {
            return false;
        }
        // What is excluded is never all of a continuous part; of a single value of it, the same has to be told by drawing.
        return test.negated() || test.terms().stream().anyMatch(term -> term instanceof Term.Range range && overlaps(number, range));
    }

    /** Whether the column's grid has a point in both a range and the range of the continuous part. */
    private boolean overlaps(final NumberEncoding number, final Term.Range range) {
        final double step = column.step();
        double from = Math.max(range.lower(), number.valueAt(0, step));
        final double to = Math.min(range.upper(), number.valueAt(1, step));
        if (step > 0) {
            final double below = number.others().quantile(0);
            from = firstOnGrid(from, step, below);
            if (range.lowerOpen() && from <= range.lower()) {
                from = firstOnGrid(from + step, step, below);
            }
        }
        return range.upperOpen() && from >= range.upper() || from > to ? false : step > 0 || !range.lowerOpen() || to > range.lower();
    }

    /** The first multiple of a step that is not below a value but for noise of binary fractions. */
    private static double firstOnGrid(final double value, final double step, final double otherwise) {
        if (!Double.isFinite(value)) {
            return otherwise;
        }
        final double steps = step < 1 ? value * Math.rint(1 / step) : value / step;
        final double whole = Math.abs(steps - Math.rint(steps)) <= 1e-9 * Math.max(1, Math.abs(steps)) ? Math.rint(steps) : Math.ceil(steps);
        return step < 1 ? whole / Math.rint(1 / step) : whole * step;
    }

    /** What the model knows of the column, nearest to what was asked for first. */
    private String known(final Term asked) {
        if (encoding instanceof NumberEncoding number && number.othersMember() >= 0) {
            return "The model's values go from %s to %s".formatted(literals.show(number.least()), literals.show(number.most()));
        }
        if (encoding instanceof CalendarEncoding calendar) {
            return "The model's values go from %s to %s".formatted(literals.show(calendar.least()), literals.show(calendar.most()));
        }
        final List<String> held = new ArrayList<>();
        switch (encoding) {
            case NumberEncoding number -> {
                for (final double atom : number.atoms()) {
                    held.add(Double.toString(atom));
                }
            }
            case CategoryEncoding category -> held.addAll(category.values());
            case DependentEncoding dependent -> held.addAll(new LinkedHashSet<>(dependent.values()));
            default -> { }
        }
        final List<Near> near = new ArrayList<>();
        for (final String value : held) {
            if (value != null) {
                near.add(new Near(value, asked == null || near.size() >= MOST_COMPARED ? FAR : distance(asked, value)));
            }
        }
        near.sort(Comparator.comparingDouble(Near::distance));
        return (near.size() <= MOST_NAMED ? "The model knows: " : "The model knows %,d values; the nearest are: ".formatted(near.size()))
                + near.stream().limit(MOST_NAMED).map(value -> literals.showHeld(value.held())).collect(Collectors.joining(", "));
    }

    /** Texts by the letters to change, upper and lower case alike; numbers by the way to the range. */
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

    private record Near(String held, double distance) {
    }

    /** The share of rows that meet a condition, from what is known of the column's distribution in the rows learnt; NaN where nothing is. */
    double share(final ColumnTest test) {
        return switch (encoding) {
            case CategoryEncoding category -> share(category, category.values(), test);
            case DependentEncoding dependent -> share((CategoryEncoding) encoder.encodings().get(dependent.determinant()), dependent.values(), test);
            case NumberEncoding number -> share(number, test);
            default -> Double.NaN;
        };
    }

    /** A value and the share of rows that it stands for. */
    record Example(double value, double share) {
    }

    /** Values that a numeric column has, NaN for missing ones; empty for columns that are put together from others. */
    List<Example> examples() {
        final List<Example> examples = new ArrayList<>();
        switch (encoding) {
            case NumberEncoding number -> {
                final double present = 1 - number.missingShare();
                examples.add(new Example(Double.NaN, number.missingShare()));
                for (int i = 0; i < number.atoms().length; i++) {
                    examples.add(new Example(number.atoms()[i], present * number.atomShares()[i]));
                }
                for (int i = 0; i < EXAMPLES && number.othersMember() >= 0; i++) {
                    examples.add(new Example(number.valueAt((i + .5) / EXAMPLES, column.step()), present * number.othersShare() / EXAMPLES));
                }
            }
            case CategoryEncoding category -> addHeld(category, category.values(), examples);
            case DependentEncoding dependent -> addHeld((CategoryEncoding) encoder.encodings().get(dependent.determinant()), dependent.values(), examples);
            default -> { }
        }
        return examples;
    }

    private static void addHeld(final CategoryEncoding category, final List<String> values, final List<Example> examples) {
        for (int i = 0; i < values.size(); i++) {
            examples.add(new Example(values.get(i) == null ? Double.NaN : Double.parseDouble(values.get(i)), category.shares()[i]));
        }
    }

    private double share(final CategoryEncoding category, final List<String> values, final ColumnTest test) {
        double share = 0;
        for (int i = 0; i < values.size(); i++) {
            share += accepting(test).test(values.get(i)) ? category.shares()[i] : 0;
        }
        return share;
    }

    private double share(final NumberEncoding number, final ColumnTest test) {
        double present = 0;
        for (int i = 0; i < number.atoms().length; i++) {
            present += test.accepts(number.atoms()[i]) ? number.atomShares()[i] : 0;
        }
        if (number.othersMember() >= 0) {
            present += number.othersShare() * othersShare(number, test);
        }
        return (1 - number.missingShare()) * present + (test.accepts(Double.NaN) ? number.missingShare() : 0);
    }

    /** Of the values that are no atoms, by a thousand of them at equal steps. */
    private double othersShare(final NumberEncoding number, final ColumnTest test) {
        final int steps = 1_000;
        int met = 0;
        for (int i = 0; i < steps; i++) {
            met += test.accepts(number.valueAt((i + .5) / steps, column.step())) ? 1 : 0;
        }
        return (double) met / steps;
    }
}
