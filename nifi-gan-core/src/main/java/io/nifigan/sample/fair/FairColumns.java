// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample.fair;

import io.nifigan.encode.DependentEncoding;
import io.nifigan.encode.Encoding;
import io.nifigan.encode.Support;
import io.nifigan.encode.TableEncoder;
import io.nifigan.sample.condition.Condition;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Table;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The columns of a model that fair rows are about.
 *
 * @param target the index of the target
 * @param classes the values of the target as {@link Support} has them; a missing one is none
 * @param sensitive the indices of the sensitive columns
 * @param features the indices of the columns from which the target is foretold: all but identifiers, the target and
 *     what follows from it
 * @param followers the indices of the columns that are looked up by the target alone
 */
record FairColumns(int target, List<String> classes, int[] sensitive, int[] features, int[] followers) {
    /** The most values of a target: each is drawn for itself, and with many the rows of one are too few. */
    static final int MAX_CLASSES = 20;

    private static final int MAX_NAMED = 50;

    /**
     * Finds the columns.
     *
     * @throws SamplingException if the model has no such column, or a column cannot be a target or sensitive
     */
    static FairColumns of(final TableEncoder encoder, final Fairness fairness) throws SamplingException {
        final int target = column(encoder, fairness.target(), "fair target");
        final List<String> classes = classes(encoder, target);
        final int[] sensitive = new int[fairness.sensitive().size()];
        final BitSet dependent = dependents(encoder, target);
        for (int i = 0; i < sensitive.length; i++) {
            final String name = fairness.sensitive().get(i);
            sensitive[i] = column(encoder, name, "sensitive column");
            if (encoder.columns().get(sensitive[i]).kind() == ColumnKind.IDENTIFIER) {
                throw new SamplingException(
                        ("The sensitive column '%s' holds identifiers, which are generated anew for each row. "
                                        + "Name a column of categories or numbers")
                                .formatted(name));
            }
            if (dependent.get(sensitive[i])) {
                throw new SamplingException(
                        "The sensitive column '%s' follows from the fair target '%s', so the target must depend on it"
                                .formatted(name, fairness.target()));
            }
        }
        final int[] features = IntStream.range(0, encoder.columns().size())
                .filter(c -> c != target && !dependent.get(c))
                .filter(c -> encoder.columns().get(c).kind() != ColumnKind.IDENTIFIER)
                .toArray();
        final int[] followers = IntStream.range(0, encoder.columns().size())
                .filter(c -> encoder.encodings().get(c) instanceof DependentEncoding by && by.determinant() == target)
                .toArray();
        return new FairColumns(target, classes, sensitive, features, followers);
    }

    private static int column(final TableEncoder encoder, final String name, final String role)
            throws SamplingException {
        final List<String> names = encoder.columns().stream().map(Column::name).toList();
        final int column = names.indexOf(name);
        if (column < 0) {
            throw new SamplingException("The %s is '%s', but the model has no such column. It has: %s"
                    .formatted(role, name, String.join(", ", names.subList(0, Math.min(MAX_NAMED, names.size())))));
        }
        return column;
    }

    private static List<String> classes(final TableEncoder encoder, final int target) throws SamplingException {
        final Column column = encoder.columns().get(target);
        final List<String> values = column.kind() == ColumnKind.IDENTIFIER
                ? null
                : encoder.support(target)
                        .filter(support -> support.continuum() == null)
                        .map(support -> support.values().stream()
                                .filter(Objects::nonNull)
                                .distinct()
                                .toList())
                        .orElse(null);
        if (values == null || values.size() > MAX_CLASSES) {
            throw new SamplingException(
                    "The fair target '%s' has %s. It must have 2 to %d different values, such as yes and no"
                            .formatted(
                                    column.name(),
                                    values == null
                                            ? "numbers, times or identifiers"
                                            : values.size() + " different values",
                                    MAX_CLASSES));
        }
        if (values.size() < 2) {
            throw new SamplingException(
                    ("The fair target '%s' has the same value in every row, so it depends on nothing. "
                                    + "Name a column of 2 to %d different values")
                            .formatted(column.name(), MAX_CLASSES));
        }
        final int[] sources = encoder.encodings().get(target).sources();
        if (sources.length > 0) {
            throw new SamplingException(
                    ("The fair target '%s' follows from %s by a rule of the table. Name that column instead, "
                                    + "or train without the rule")
                            .formatted(
                                    column.name(),
                                    Arrays.stream(sources)
                                            .mapToObj(source -> "'"
                                                    + encoder.columns()
                                                            .get(source)
                                                            .name() + "'")
                                            .toList()));
        }
        return values;
    }

    /** The columns that follow from the target, at once or over others. */
    private static BitSet dependents(final TableEncoder encoder, final int target) {
        final BitSet found = new BitSet();
        final List<Encoding> encodings = encoder.encodings();
        for (boolean grows = true; grows; ) {
            final int before = found.cardinality();
            for (int c = 0; c < encodings.size(); c++) {
                if (Arrays.stream(encodings.get(c).sources())
                        .anyMatch(source -> source == target || found.get(source))) {
                    found.set(c);
                }
            }
            grows = found.cardinality() > before;
        }
        return found;
    }

    /**
     * Refuses conditions on what is drawn anew: rows are chosen by conditions before the target is drawn.
     *
     * @throws SamplingException if a condition is on the target or on what follows from it
     */
    void check(final TableEncoder encoder, final List<Condition> conditions) throws SamplingException {
        final BitSet dependent = dependents(encoder, target);
        dependent.set(target);
        for (final Condition condition : conditions) {
            for (int c = 0; c < encoder.columns().size(); c++) {
                if (dependent.get(c) && encoder.columns().get(c).name().equals(condition.column())) {
                    throw new SamplingException(
                            ("The condition on '%s' cannot be combined with the fair target '%s', which is "
                                            + "drawn anew for each row. Take one of them away, "
                                            + "or filter the rows afterwards")
                                    .formatted(
                                            condition.column(),
                                            encoder.columns().get(target).name()));
                }
            }
        }
    }

    /** {@code [rows]}: the class of each row, -1 where it is missing. */
    int[] classesOf(final Table table) {
        final int[] found = new int[table.rows()];
        final double[] numbers = table.numbers(target);
        if (numbers != null) {
            Arrays.setAll(
                    found, r -> Double.isNaN(numbers[r]) ? -1 : classes.indexOf(Double.toString(numbers[r] + 0.)));
            return found;
        }
        final int[] byCode =
                table.dictionary(target).stream().mapToInt(classes::indexOf).toArray();
        Arrays.setAll(found, r -> table.codes(target)[r] < 0 ? -1 : byCode[table.codes(target)[r]]);
        return found;
    }
}
