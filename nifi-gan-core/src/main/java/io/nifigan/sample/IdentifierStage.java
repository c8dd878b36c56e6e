// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import io.nifigan.common.RandomStream;
import io.nifigan.encode.IdentifierEncoding;
import io.nifigan.encode.JoinedEncoding;
import io.nifigan.encode.TableEncoder;
import io.nifigan.identifier.IdentifierGenerator;
import io.nifigan.identifier.Person;
import io.nifigan.identifier.PersonGenerator;
import io.nifigan.rule.ConcatRule;
import io.nifigan.rule.NullRule;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * Generates the identifiers of rows, or joins them from other columns. Each row has random numbers and persons of its
 * own, so that the size of a batch does not change the rows.
 */
final class IdentifierStage implements Stage {
    /** How often the identifiers of a row are drawn, until none is too long or used before. */
    private static final int MAX_TRIES = 100;
    /** A value that was used before is as bad as so many characters too many. */
    private static final int USED = 1_000;

    private final TableEncoder encoder;
    private final long seed;
    /** The index of the first row for keys that count up. */
    private final long firstRow;

    private final IdentifierGenerator[] generators;
    /** For each column the values so far, null where two rows may have the same. */
    private final UsedTexts[] used;

    private final Map<Integer, PersonGenerator> persons = new HashMap<>();
    private long rows;

    IdentifierStage(final TableEncoder encoder, final long seed, final long firstRow) {
        this.encoder = encoder;
        this.seed = seed;
        this.firstRow = firstRow;
        this.generators = new IdentifierGenerator[encoder.encodings().size()];
        this.used = new UsedTexts[generators.length];
        for (int c = 0; c < generators.length; c++) {
            if (encoder.encodings().get(c) instanceof IdentifierEncoding identifier) {
                final IdentifierGenerator generator = identifier.generator();
                generators[c] = generator;
                used[c] = identifier.distinct() ? new UsedTexts() : null;
                if (generator.person() >= 0) {
                    persons.computeIfAbsent(generator.person(), person -> generator.persons());
                }
            }
        }
    }

    /** Adds the identifiers; sequences continue from batch to batch. */
    @Override
    public RowBatch apply(final RowBatch batch) {
        final Table table = batch.table();
        final int columns = table.columns().size();
        final double[][] numbers = new double[columns][];
        final int[][] codes = new int[columns][];
        final List<List<String>> dictionaries = new ArrayList<>();
        for (int c = 0; c < columns; c++) {
            numbers[c] = table.numbers(c);
            codes[c] = generators[c] == null ? table.codes(c) : new int[table.rows()];
            dictionaries.add(generators[c] == null ? table.dictionary(c) : new ArrayList<>(table.rows()));
        }
        final IntPredicate[] absent = new IntPredicate[columns];
        for (int c = 0; c < columns; c++) {
            final NullRule rule = encoder.plan().missingIdentifier(c);
            absent[c] = rule == null ? null : rule.absent(table);
        }
        for (int r = 0; r < table.rows(); r++) {
            generate(r, absent, codes, dictionaries);
        }
        for (int c = 0; c < columns; c++) {
            if (encoder.encodings().get(c) instanceof JoinedEncoding joined) {
                codes[c] = new int[table.rows()];
                dictionaries.set(c, joined(joined.rule(), codes, dictionaries));
            }
        }
        rows += table.rows();
        return batch.with(new Table(table.columns(), table.rows(), numbers, codes, dictionaries));
    }

    @Override
    public boolean dependsOnEarlierRows() {
        return true;
    }

    /** @param absent for each column which rows miss it; null where chance decides */
    private void generate(
            final int row, final IntPredicate[] absent, final int[][] codes, final List<List<String>> dictionaries) {
        final RandomStream random = new RandomStream(RandomStream.stream(seed, rows + row));
        final boolean[] missing = new boolean[generators.length];
        String[] texts = draw(row, random, absent, missing);
        int fault = fault(texts);
        for (int tried = 1; tried < MAX_TRIES && fault > 0; tried++) {
            final String[] others = draw(row, random, null, missing);
            final int faultOfOthers = fault(others);
            if (faultOfOthers < fault) {
                texts = others;
                fault = faultOfOthers;
            }
        }
        for (int c = 0; c < generators.length; c++) {
            if (generators[c] != null) {
                codes[c][row] = texts[c] == null ? -1 : dictionaries.get(c).size();
                if (texts[c] != null) {
                    dictionaries.get(c).add(texts[c]);
                    if (used[c] != null) {
                        used[c].add(texts[c]);
                    }
                }
            }
        }
    }

    /**
     * Draws the identifiers of a row.
     *
     * @param absent for each column which rows miss it, where that is not known; else null
     * @param missing {@code [columns]}: which are missing, as far as that is known
     */
    private String[] draw(
            final int row, final RandomStream random, final IntPredicate[] absent, final boolean[] missing) {
        final Map<Integer, Person> people = new HashMap<>();
        final String[] texts = new String[generators.length];
        for (int c = 0; c < generators.length; c++) {
            if (generators[c] == null) {
                continue;
            }
            final int person = generators[c].person();
            final Person owner = person < 0
                    ? null
                    : people.computeIfAbsent(
                            person, number -> persons.get(number).next(random));
            if (absent != null) {
                final double share = encoding(c).missingShare();
                missing[c] = absent[c] == null ? share > 0 && random.nextDouble() < share : absent[c].test(row);
            }
            texts[c] = missing[c] ? null : generators[c].next(random, firstRow + rows + row, owner);
        }
        return texts;
    }

    private IdentifierEncoding encoding(final int column) {
        return (IdentifierEncoding) encoder.encodings().get(column);
    }

    /** How far identifiers are from what may stand: their characters too many, and more for each that was used. */
    private int fault(final String[] texts) {
        int fault = 0;
        for (int c = 0; c < texts.length; c++) {
            if (texts[c] != null) {
                fault += encoding(c).excess(texts[c]) + (used[c] != null && used[c].contains(texts[c]) ? USED : 0);
            }
        }
        return fault;
    }

    private static List<String> joined(
            final ConcatRule rule, final int[][] codes, final List<List<String>> dictionaries) {
        final int[] target = codes[rule.column()];
        final List<String> values = new ArrayList<>(target.length);
        for (int r = 0; r < target.length; r++) {
            final String whole =
                    rule.join(text(rule.first(), r, codes, dictionaries), text(rule.second(), r, codes, dictionaries));
            target[r] = whole == null ? -1 : values.size();
            if (whole != null) {
                values.add(whole);
            }
        }
        return values;
    }

    private static String text(
            final int column, final int row, final int[][] codes, final List<List<String>> dictionaries) {
        final int code = codes[column][row];
        return code < 0 ? null : dictionaries.get(column).get(code);
    }
}
