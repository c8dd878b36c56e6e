// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import io.nifigan.common.Bulk;
import io.nifigan.form.FormMixture;
import io.nifigan.form.Lookalikes;
import io.nifigan.form.NumberTexts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Finds the verdict on each column of a table, and says several of them in a bounded number of sentences. */
public final class ColumnVerdicts {
    private static final int MAX_EXAMINED = 2_000;
    /** A category of fewer different numbers or dates loses little by being one. */
    private static final int MIN_DISTINCT = 10;
    /**
     * A number's unit counts where this share of the values has it: codes have any letters around their digits. Where
     * this share has leading zeros, all are codes.
     */
    private static final double MIN_UNIT_SHARE = .05;

    private static final int MAX_NAMES = 30;

    private ColumnVerdicts() {}

    /**
     * The verdict on a column.
     *
     * @param counted the buffer that counted the values
     * @param held the buffer that holds them, all or a sample
     * @param mixture the forms of texts of a numeric kind; null where the column's format says all
     * @param data the values of that buffer, converted
     * @param recognised whether the kind was recognised; one that a user or a model gives is not questioned
     */
    static ColumnVerdict of(
            final ColumnBuffer counted,
            final ColumnBuffer held,
            final Column column,
            final FormMixture mixture,
            final ColumnData data,
            final boolean recognised) {
        final ColumnVerdict verdict = written(column, mixture)
                .withCounts(new ColumnVerdict.Counts(
                        present(data) + data.unfit(),
                        data.unfit(),
                        counted.infinite() + data.infinite(),
                        counted.unreadable(),
                        column.kind().isNumeric() ? counted.inexact() : 0,
                        data.rewritten(),
                        recognised && column.kind().isNumeric() ? Bulk.countRare(data.numbers()) : 0));
        final boolean mixedTexts = held.isTextField()
                && !held.isNumeric()
                && column.field().symbols().isEmpty()
                && data.dictionary() != null;
        return recognised && mixedTexts ? withLooks(verdict, column, data) : verdict;
    }

    /** The verdicts on the fields' columns of a table of which no value was seen. */
    public static List<ColumnVerdict> of(final List<Column> columns) {
        final int[] forms = FormColumns.of(columns);
        return IntStream.range(0, columns.size())
                .filter(c -> !columns.get(c).field().marksForm())
                .mapToObj(c -> written(
                        columns.get(c),
                        forms[c] < 0 ? null : FormColumns.mixture(columns.get(c), columns.get(forms[c]))))
                .toList();
    }

    private static ColumnVerdict written(final Column column, final FormMixture mixture) {
        final ColumnVerdict verdict = ColumnVerdict.of(column);
        return mixture == null
                ? verdict
                : verdict.withForms(
                        mixture.forms().stream()
                                .filter(form -> !FormMixture.isWord(form))
                                .map(form -> ColumnVerdict.example(column.kind(), form))
                                .toList(),
                        mixture.words());
    }

    private static int present(final ColumnData data) {
        return (int)
                (data.numbers() == null
                        ? Arrays.stream(data.codes()).filter(code -> code >= 0).count()
                        : Arrays.stream(data.numbers())
                                .filter(value -> !Double.isNaN(value))
                                .count());
    }

    private static ColumnVerdict withLooks(final ColumnVerdict verdict, final Column column, final ColumnData data) {
        final boolean category = column.kind() == ColumnKind.CATEGORY;
        final boolean key = column.kind() == ColumnKind.IDENTIFIER && column.meaning() == SemanticType.KEY;
        if (!category && !key) {
            return verdict;
        }
        final Texts texts = Texts.of(data);
        return verdict.withLooks(
                key && isNumberedKey(column.name(), data) ? 0 : texts.numbers(category),
                texts.dates(category),
                category
                        ? SemanticTypeDetector.ofPersons(column.name(), texts.distinct())
                                .orElse(null)
                        : null);
    }

    /** Whether most of an identifier's texts are whole numbers that name rows. */
    private static boolean isNumberedKey(final String name, final ColumnData data) {
        final double[] values = data.dictionary().stream()
                .mapToDouble(NumberTexts::parse)
                .filter(Steps::isWhole)
                .toArray();
        return 2 * values.length > data.dictionary().size() && IdentifierRules.isWholeIdentifier(name, values, true);
    }

    /**
     * Distinct texts with the numbers of their rows.
     *
     * @param distinct all or evenly spread ones
     */
    private record Texts(List<String> distinct, int[] counts) {
        static Texts of(final ColumnData data) {
            final int[] rows = new int[data.dictionary().size()];
            Arrays.stream(data.codes()).filter(code -> code >= 0).forEach(code -> rows[code]++);
            final int[] used = Arrays.stream(indices(rows.length))
                    .filter(code -> rows[code] > 0)
                    .toArray();
            return new Texts(
                    Arrays.stream(used).mapToObj(data.dictionary()::get).toList(),
                    Arrays.stream(used).map(code -> rows[code]).toArray());
        }

        private static int[] indices(final int size) {
            final int step = Math.max(1, size / MAX_EXAMINED);
            final int[] indices = new int[(size + step - 1) / step];
            Arrays.setAll(indices, i -> i * step);
            return indices;
        }

        private double share(final long rows) {
            final long all = Arrays.stream(counts).asLongStream().sum();
            return all == 0 ? 0 : (double) rows / all;
        }

        /** Whether a text has digits alone, and a zero in front. */
        private static boolean isCode(final String text) {
            return text.length() > 1 && text.charAt(0) == '0' && ValueChecks.isDigits(text);
        }

        /**
         * The share of the rows with texts that look like numbers; 0 where they are codes, or a category has few
         * different ones.
         */
        double numbers(final boolean category) {
            if (share(IntStream.range(0, counts.length)
                            .filter(i -> isCode(distinct.get(i)))
                            .mapToLong(i -> counts[i])
                            .sum())
                    >= MIN_UNIT_SHARE) {
                return 0;
            }
            final Map<String, Integer> byUnit = new HashMap<>();
            final Map<Integer, String> units = new HashMap<>();
            for (int i = 0; i < counts.length; i++) {
                final Optional<String> unit = Lookalikes.aroundNumber(distinct.get(i));
                if (unit.isPresent()) {
                    units.put(i, unit.get());
                    byUnit.merge(unit.get(), counts[i], Integer::sum);
                }
            }
            units.values().removeIf(unit -> share(byUnit.get(unit)) < MIN_UNIT_SHARE);
            return category && units.size() < MIN_DISTINCT
                    ? 0
                    : share(units.keySet().stream().mapToLong(i -> counts[i]).sum());
        }

        double dates(final boolean category) {
            long rows = 0;
            int found = 0;
            for (int i = 0; i < counts.length; i++) {
                if (Lookalikes.isDateOrTime(distinct.get(i))) {
                    rows += counts[i];
                    found++;
                }
            }
            return category && found < MIN_DISTINCT ? 0 : share(rows);
        }
    }

    /** All warnings, in the order of the columns. */
    public static List<String> warnings(final List<ColumnVerdict> verdicts) {
        return verdicts.stream().flatMap(verdict -> verdict.warnings().stream()).toList();
    }

    /** The names of the columns that are made anew, in a sentence; empty where all are learnt. */
    public static Optional<String> madeAnew(final List<ColumnVerdict> verdicts) {
        final List<ColumnVerdict> anew =
                verdicts.stream().filter(verdict -> !verdict.learnt()).toList();
        return anew.isEmpty()
                ? Optional.empty()
                : Optional.of("Made anew in their shape, not learnt: "
                        + anew.stream()
                                .limit(MAX_NAMES)
                                .map(verdict -> verdict.meaning() == null || verdict.meaning() == SemanticType.KEY
                                        ? verdict.name()
                                        : "%s (%s)"
                                                .formatted(
                                                        verdict.name(),
                                                        verdict.meaning().label()))
                                .collect(Collectors.joining(", "))
                        + (anew.size() > MAX_NAMES ? " and %,d more".formatted(anew.size() - MAX_NAMES) : ""));
    }

    /** The identifiers and their meanings, in a sentence, also where there are none. */
    public static String describeIdentifiers(final List<ColumnVerdict> verdicts) {
        return madeAnew(verdicts).orElse("No column is an identifier: all are learnt");
    }

    /** What is not learnt or not kept, as sentences: first the columns that are made anew, then all warnings. */
    public static List<String> notKept(final List<ColumnVerdict> verdicts) {
        return Stream.concat(madeAnew(verdicts).stream(), warnings(verdicts).stream())
                .toList();
    }

    /**
     * One line a column: its name and its verdict. Where there are too many, those with warnings come first and the
     * last line says how many are left out.
     */
    public static List<String> lines(final List<ColumnVerdict> verdicts, final int max) {
        final List<ColumnVerdict> shown = new ArrayList<>(verdicts);
        if (shown.size() > max) {
            shown.sort((a, b) ->
                    Boolean.compare(a.warnings().isEmpty(), b.warnings().isEmpty()));
        }
        final List<String> lines = new ArrayList<>(shown.stream()
                .limit(max)
                .map(verdict -> "%s: %s".formatted(verdict.name(), verdict.sentence()))
                .toList());
        if (shown.size() > max) {
            lines.add("and %,d more columns".formatted(shown.size() - max));
        }
        return lines;
    }
}
