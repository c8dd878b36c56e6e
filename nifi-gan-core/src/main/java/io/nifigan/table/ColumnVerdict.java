// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import io.nifigan.common.Bulk;
import io.nifigan.form.Content;
import io.nifigan.form.FormMixture;
import io.nifigan.form.WrittenForm;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What becomes of a column: as what it is learnt, how its values are written, and what is not kept. It holds no value
 * of a row but words that many rows share.
 *
 * @param name the column's name
 * @param kind the kind by which it is learnt; an IDENTIFIER is not learnt
 * @param meaning the semantic type of an identifier; null for other kinds
 * @param forms how the values are written, by an example that is no value of the rows, the most frequent first; empty
 *     where a field's type says it
 * @param words repeated words that stand for something else, such as N/A among numbers
 * @param counts numbers of values that are not kept
 * @param numbers share of the values that look like numbers, from 0 to 1; 0 where they are learnt as numbers
 * @param dates share of the values that look like dates or times, from 0 to 1; 0 where they are learnt as such
 * @param personal what the values of a category seem to say about persons, whose real values come out; else null
 */
public record ColumnVerdict(
        String name,
        ColumnKind kind,
        SemanticType meaning,
        List<String> forms,
        List<String> words,
        Counts counts,
        double numbers,
        double dates,
        SemanticType personal) {
    /** From this share on a column is said to look like numbers or dates. */
    static final double MOST = .5;

    /** Day and month, hours and minutes cannot be mistaken for each other. */
    private static final LocalDateTime EXAMPLE = LocalDateTime.of(2024, 1, 31, 16, 5, 9);

    private static final double EXAMPLE_INTEGER = 1_234;
    private static final double EXAMPLE_DECIMAL = 1_234.5;
    private static final int MAX_EXAMPLE_THOUSANDS = 5;
    /** 1.23e+03 shows well enough what 1,234.5 is. */
    private static final double EXAMPLE_PRECISION = .01;

    private static final List<String> PLAIN = List.of("1234", "1234.5");

    private static final int MAX_NAME = 10_000;
    private static final int MAX_TEXTS = 10;
    private static final int MAX_TEXT = 200;

    /**
     * Numbers of values that are not kept.
     *
     * @param values values that are not missing in the records, all or those of a sample
     * @param unfit those among them that fit neither the kind nor its forms; they count as missing
     * @param infinite infinite values and those that are not a number; they count as missing
     * @param unreadable values that are not of the field's type; they count as missing
     * @param inexact numbers with more digits than are kept
     * @param rewritten values in a form that is too rare to be learnt; they are read, and written in another
     * @param far those among the values that lie far from all others, with few rows each, and are not learnt
     */
    public record Counts(int values, int unfit, int infinite, int unreadable, int inexact, int rewritten, int far) {
        static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0);

        public Counts {
            if (Math.min(Math.min(values, unfit), Math.min(infinite, unreadable)) < 0
                    || Math.min(inexact, Math.min(rewritten, far)) < 0
                    || unfit > values) {
                throw new IllegalArgumentException("Counts of a column's values must be 0 or more");
            }
        }

        private int missing() {
            return unfit + infinite + unreadable;
        }
    }

    public ColumnVerdict {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(counts, "counts");
        if (name.length() > MAX_NAME || !(numbers >= 0 && numbers <= 1 && dates >= 0 && dates <= 1)) {
            throw new IllegalArgumentException("A column's verdict has a name or a share beyond bounds");
        }
        forms = bounded(forms);
        words = bounded(words);
    }

    /** At most ten texts, each of at most 200 characters: for users that is enough. */
    private static List<String> bounded(final List<String> texts) {
        return texts.stream()
                .limit(MAX_TEXTS)
                .map(text -> text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text)
                .toList();
    }

    /** The verdict on a column of which no value was seen. */
    public static ColumnVerdict of(final Column column) {
        return new ColumnVerdict(
                column.name(),
                column.kind(),
                column.meaning(),
                column.format() == null ? List.of() : forms(column),
                List.of(),
                Counts.NONE,
                0,
                0,
                null);
    }

    private static List<String> forms(final Column column) {
        if (column.kind() == ColumnKind.BOOLEAN) {
            return List.of(column.format().split("\\|", 2));
        }
        final String example =
                example(column.kind(), FormMixture.form(column.kind().content(), column.format()));
        // That numbers are written as usual need not be said.
        return PLAIN.contains(example) ? List.of() : List.of(example);
    }

    /** How a form writes a value that is the same for all columns: users read that more easily than its spec. */
    static String example(final ColumnKind kind, final WrittenForm form) {
        final double value = switch (kind) {
            case DATE -> EXAMPLE.toLocalDate().toEpochDay();
            case TIME -> DateFormats.millis(EXAMPLE.toLocalTime());
            case TIMESTAMP -> DateFormats.millis(EXAMPLE);
            case INTEGER -> EXAMPLE_INTEGER;
            default -> EXAMPLE_DECIMAL;
        };
        if (form.content() != Content.NUMBER) {
            return form.write(value);
        }
        // Millions with one decimal would write the usual example as 0.0M.
        double shown = value;
        for (int i = 0; i < MAX_EXAMPLE_THOUSANDS && !shows(form, shown); i++) {
            shown *= 1_000;
        }
        return form.write(shows(form, shown) ? shown : value);
    }

    private static boolean shows(final WrittenForm form, final double value) {
        return Math.abs(form.read(form.write(value)) - value) <= EXAMPLE_PRECISION * value;
    }

    /** A copy with the forms and the words of the values. */
    public ColumnVerdict withForms(final List<String> writtenAs, final List<String> standIns) {
        return new ColumnVerdict(name, kind, meaning, writtenAs, standIns, counts, numbers, dates, personal);
    }

    ColumnVerdict withCounts(final Counts counted) {
        return new ColumnVerdict(name, kind, meaning, forms, words, counted, numbers, dates, personal);
    }

    ColumnVerdict withLooks(final double asNumbers, final double asDates, final SemanticType ofPersons) {
        return new ColumnVerdict(name, kind, meaning, forms, words, counts, asNumbers, asDates, ofPersons);
    }

    /** Whether the column's values are learnt; others are made anew in their shape. */
    public boolean learnt() {
        return kind != ColumnKind.IDENTIFIER;
    }

    /** The verdict in one line, without the column's name. */
    public String sentence() {
        final List<String> parts = new ArrayList<>();
        parts.add(
                learnt()
                        ? kind.name().toLowerCase(Locale.ROOT)
                        : meaning == null || meaning == SemanticType.KEY
                                ? "identifier, not learnt: made anew in its shape"
                                : meaning.label() + ", not learnt: made anew");
        if (!forms.isEmpty()) {
            parts.add("written like " + String.join(" or ", forms));
        }
        if (!words.isEmpty()) {
            parts.add(words.stream().map("'%s'"::formatted).collect(Collectors.joining(", ", "with the words ", "")));
        }
        if (counts.missing() > 0) {
            parts.add("%s as missing"
                    .formatted(count(counts.missing(), "value counts", "values count"))
                    .concat(counts.unfit() > 0 ? " (%s fit nothing)".formatted(percent(unfitShare())) : ""));
        }
        if (counts.inexact() > 0) {
            parts.add(count(counts.inexact(), "value loses digits", "values lose digits"));
        }
        if (counts.rewritten() > 0) {
            parts.add(count(counts.rewritten(), "value takes a common form", "values take a common form"));
        }
        if (counts.far() > 0) {
            parts.add("%s far from all others: not learnt".formatted(count(counts.far(), "value lies", "values lie")));
        }
        if (numbers >= MOST) {
            parts.add("%s look like numbers".formatted(percent(numbers)));
        }
        if (dates >= MOST) {
            parts.add("%s look like dates or times".formatted(percent(dates)));
        }
        if (personal != null) {
            parts.add("seems to hold %s".formatted(plural(personal)));
        }
        return String.join("; ", parts);
    }

    private double unfitShare() {
        return (double) counts.unfit() / counts.values();
    }

    /** What a user should know before rows of the model are used: one sentence each, none with a value of the rows. */
    public List<String> warnings() {
        final List<String> warnings = new ArrayList<>();
        if (counts.infinite() > 0) {
            warnings.add("Column '%s': %s or not a number; counted as missing"
                    .formatted(name, count(counts.infinite(), "value is infinite", "values are infinite")));
        }
        if (counts.unreadable() > 0) {
            warnings.add("Column '%s': %s not of the field's type; counted as missing"
                    .formatted(name, count(counts.unreadable(), "value is", "values are")));
        }
        if (counts.unfit() > 0) {
            warnings.add("Column '%s': %s not fit its kind %s; counted as missing"
                    .formatted(name, count(counts.unfit(), "value does", "values do"), kind));
        }
        if (counts.inexact() > 0) {
            warnings.add("Column '%s': %s more digits than can be kept; learnt to about 15 digits, others made up"
                    .formatted(name, count(counts.inexact(), "value has", "values have")));
        }
        if (counts.rewritten() > 0) {
            warnings.add("Column '%s': %s in a form that few others have; read, but written in a common form"
                    .formatted(name, count(counts.rewritten(), "value is", "values are")));
        }
        if (counts.far() > 0) {
            warnings.add("Column '%s': %s far from all others, with fewer than %d rows each; not learnt"
                    .formatted(name, count(counts.far(), "value lies", "values lie"), Bulk.MIN_FAR_ROWS));
        }
        if (numbers >= MOST) {
            warnings.add(lookalike(numbers, "numbers", "decimal"));
        }
        if (dates >= MOST) {
            warnings.add(lookalike(dates, "dates or times", "date, time or timestamp"));
        }
        if (personal != null) {
            warnings.add(("Column '%s' is learnt as a category but seems to hold %s: the real ones will appear in "
                            + "synthetic records. Set column:%s to '%s' to get new ones, or to 'category' if they may")
                    .formatted(name, plural(personal), name, choice(personal)));
        }
        return warnings;
    }

    private String lookalike(final double share, final String what, final String kinds) {
        return ("Column '%s': %s of the values look like %s, but %s. Set column:%s to %s to have them learnt; values "
                        + "that cannot be read then count as missing")
                .formatted(
                        name,
                        percent(share),
                        what,
                        learnt()
                                ? "the column is learnt as a category: no new values are generated"
                                : "the column is taken for an identifier: values are made anew, not learnt",
                        name,
                        kinds);
    }

    private static String plural(final SemanticType meaning) {
        return switch (meaning) {
            case GIVEN_NAME, FAMILY_NAME, FULL_NAME -> "names of persons";
            case EMAIL -> "e-mail addresses";
            case PHONE -> "phone numbers";
            case IBAN -> "numbers of bank accounts";
            case CREDIT_CARD -> "numbers of payment cards";
            default -> meaning.label() + "s";
        };
    }

    /** The semantic type as a user sets it for a column. */
    private static String choice(final SemanticType meaning) {
        return meaning.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String percent(final double share) {
        return String.format(
                Locale.ROOT, share >= .995 && share < 1 || share < .1 ? "%.1f %%" : "%.0f %%", 100 * share);
    }

    private static String count(final int number, final String one, final String many) {
        return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? one : many);
    }
}
