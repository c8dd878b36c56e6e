// SPDX-License-Identifier: Apache-2.0
package io.nifigan.form;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Finds the forms in which the values of a column are written. Candidates come from single texts. The form that
 * restores most rows is taken first, then the one that restores most of the rest, and so on; so the whole column
 * settles what a single text leaves open, such as whether the day or the month comes first.
 */
public final class FormFinder {
    private static final FormOptions OPTIONS = FormOptions.DEFAULT;
    private static final int COMMON_TEXTS = 200;
    /** So many dates have most of the months. */
    private static final int FULLY_SUGGESTING_TEXTS = 40;

    private static final int ROWS_PER_MIN_ROW = 50;
    private static final int MIN_ROWS_OF_SMALL_TABLE = 2;
    private final List<String> texts = new ArrayList<>();
    private final int[] counts;
    private final long rows;
    /** Minimum number of rows of a form; less in small tables. */
    private final int minRows;

    /** A candidate with the examined texts that it restores. */
    private record Candidate(WrittenForm form, BitSet restored) {}

    /** The result for one content: chosen forms and words, and the texts that are neither. */
    private record Cover(Content content, List<WrittenForm> forms, BitSet restored, List<Integer> words, long value) {}

    private FormFinder(final List<String> all, final int[] allCounts) {
        final int[] examined = examined(allCounts);
        this.counts = new int[examined.length];
        long sum = 0;
        for (int i = 0; i < examined.length; i++) {
            final String text = all.get(examined[i]);
            // Blanks alone are a word.
            texts.add(text.isBlank() ? text : text.strip());
            counts[i] = allCounts[examined[i]];
            sum += Forms.isNotFinite(texts.get(i)) ? 0 : counts[i];
        }
        this.rows = sum;
        this.minRows = Math.clamp(rows / ROWS_PER_MIN_ROW, MIN_ROWS_OF_SMALL_TABLE, OPTIONS.minRows());
    }

    /**
     * Finds the forms of a column.
     *
     * @param texts the distinct texts
     * @param counts the number of rows of each
     * @return empty where the texts are neither numbers nor dates
     */
    public static Optional<FormMixture> find(final List<String> texts, final int[] counts) {
        return texts.isEmpty()
                ? Optional.empty()
                : new FormFinder(texts, counts).find(List.of(Content.values()), false);
    }

    /**
     * Finds the forms of a column whose content is known; values that are in none of them count as missing, however
     * many there are.
     *
     * @return empty where no text can be read so
     */
    public static Optional<FormMixture> find(final List<String> texts, final int[] counts, final Content content) {
        return texts.isEmpty() ? Optional.empty() : new FormFinder(texts, counts).find(List.of(content), true);
    }

    /** The texts to examine: all, or the most common and a regular sample of the others. */
    private static int[] examined(final int[] counts) {
        final int[] byCount = IntStream.range(0, counts.length)
                .filter(i -> counts[i] > 0)
                .boxed()
                .sorted(Comparator.comparingInt((Integer i) -> -counts[i]).thenComparing(Comparator.naturalOrder()))
                .mapToInt(Integer::intValue)
                .toArray();
        if (byCount.length <= OPTIONS.maxExamined()) {
            return byCount;
        }
        final int others = OPTIONS.maxExamined() - COMMON_TEXTS;
        return IntStream.concat(
                        IntStream.range(0, COMMON_TEXTS),
                        IntStream.range(0, others)
                                .map(i -> COMMON_TEXTS + (int) ((long) i * (byCount.length - COMMON_TEXTS) / others)))
                .map(i -> byCount[i])
                .toArray();
    }

    private Optional<FormMixture> find(final List<Content> contents, final boolean forced) {
        final Map<String, Candidate> candidates = candidates();
        if (candidates.isEmpty()) {
            return Optional.empty();
        }
        final List<Cover> covers = new ArrayList<>();
        for (final Content content : contents) {
            final List<Candidate> fitting = candidates.values().stream()
                    .flatMap(candidate -> Forms.as(candidate.form(), content).stream()
                            .map(form -> new Candidate(form, candidate.restored())))
                    .sorted(Comparator.comparingInt(
                            candidate -> content == Content.NUMBER ? NumberForms.rank(candidate.form()) : 0))
                    .toList();
            if (!fitting.isEmpty()) {
                final Cover cover = cover(content, fitting);
                if (forced || isConvincing(cover)) {
                    covers.add(cover);
                }
            }
        }
        return best(covers).map(cover -> {
            final List<WrittenForm> forms = new ArrayList<>(cover.forms());
            cover.words().forEach(i -> forms.add(new Word(cover.content(), texts.get(i))));
            return new FormMixture(cover.content(), forms);
        });
    }

    /** Prefers dates to timestamps and both to numbers, where they restore equally many rows. */
    private Optional<Cover> best(final List<Cover> covers) {
        final List<Content> preferred = List.of(Content.TIME, Content.DATE, Content.TIMESTAMP, Content.NUMBER);
        final long most = covers.stream().mapToLong(Cover::value).max().orElse(0);
        return covers.stream()
                .filter(cover -> cover.value() > most - minRows)
                .min(Comparator.comparingInt(cover -> preferred.indexOf(cover.content())));
    }

    /**
     * The forms that the texts suggest. Most texts suggest none where an earlier one has suggested a form of it; some
     * suggest all, for example "5 feb 2023", which a Spanish "4 jul 2023" would keep from being Dutch.
     */
    private Map<String, Candidate> candidates() {
        final Map<String, Candidate> found = new LinkedHashMap<>();
        final BitSet covered = new BitSet();
        for (int i = 0; i < counts.length; i++) {
            if (!covered.get(i)) {
                suggest(i, found, covered);
            }
        }
        for (int i = 0; i < Math.min(FULLY_SUGGESTING_TEXTS, counts.length); i++) {
            suggest(i, found, covered);
        }
        return found;
    }

    private void suggest(final int text, final Map<String, Candidate> found, final BitSet covered) {
        if (found.size() < OPTIONS.maxCandidates()) {
            for (final WrittenForm form : Forms.candidates(texts.get(text))) {
                covered.or(
                        found.computeIfAbsent(form.content() + form.spec(), key -> new Candidate(form, restored(form)))
                                .restored());
            }
        }
    }

    private BitSet restored(final WrittenForm form) {
        final BitSet restored = new BitSet();
        for (int i = 0; i < counts.length; i++) {
            restored.set(i, form.restores(texts.get(i)));
        }
        return restored;
    }

    private long rows(final BitSet set) {
        return set.stream().mapToLong(i -> counts[i]).sum();
    }

    private Cover cover(final Content content, final List<Candidate> candidates) {
        final List<WrittenForm> forms = new ArrayList<>();
        final BitSet restored = new BitSet();
        final List<Integer> words = new ArrayList<>();
        final BitSet left = new BitSet();
        left.set(0, counts.length);
        while (forms.size() < OPTIONS.maxForms()) {
            Candidate best = null;
            BitSet gained = new BitSet();
            long most = forms.isEmpty() ? 0 : minRows - 1L;
            for (final Candidate candidate : candidates) {
                final BitSet gain = (BitSet) candidate.restored().clone();
                gain.and(left);
                final long gainedRows = rows(gain);
                if (gainedRows > most) {
                    most = gainedRows;
                    best = candidate;
                    gained = gain;
                }
            }
            if (best == null) {
                break;
            }
            left.andNot(gained);
            if (!forms.isEmpty()
                    && gained.cardinality() <= OPTIONS.fewDistinct()
                    && restored.cardinality() > OPTIONS.maxCategories() / 2) {
                gained.stream().filter(this::isCommon).forEach(words::add);
            } else {
                forms.add(best.form());
                restored.or(gained);
            }
        }
        // Rare texts in a form of their own are values all the same.
        candidates.forEach(candidate -> {
            final BitSet strays = (BitSet) candidate.restored().clone();
            strays.and(left);
            restored.or(strays);
            left.andNot(strays);
        });
        left.stream().filter(this::isCommon).limit(OPTIONS.maxWords()).forEach(words::add);
        return new Cover(content, forms, restored, words, rows(restored));
    }

    private boolean isCommon(final int text) {
        return counts[text] >= OPTIONS.minRows();
    }

    private boolean isConvincing(final Cover cover) {
        final long inWords = cover.words().stream().mapToLong(i -> counts[i]).sum();
        final long lost = rows - cover.value() - inWords;
        if (cover.value() < OPTIONS.minCovered() * rows || lost > Math.floor(OPTIONS.maxStrays() * rows)) {
            return false;
        }
        if (inWords + lost > 0 && counts.length <= OPTIONS.maxCategories() && rows >= 2L * counts.length) {
            return false;
        }
        return cover.content() == Content.NUMBER
                || cover.restored().stream().anyMatch(i -> !isDigits(texts.get(i)))
                || inWords + lost == 0 && counts.length >= OPTIONS.minDistinct();
    }

    private static boolean isDigits(final String text) {
        return text.chars().allMatch(Character::isDigit);
    }
}
