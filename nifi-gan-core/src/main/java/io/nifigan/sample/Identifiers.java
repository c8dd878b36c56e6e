// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import io.nifigan.encode.ConcatRule;
import io.nifigan.encode.IdentifierEncoding;
import io.nifigan.encode.JoinedEncoding;
import io.nifigan.encode.NullRule;
import io.nifigan.encode.TableEncoder;
import io.nifigan.network.Noise;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** Gives rows their identifiers: made anew, or joined from other columns. */
final class Identifiers {
    private final TableEncoder encoder;
    private final Noise noise;
    private long rows;

    Identifiers(final TableEncoder encoder, final long seed) {
        this.encoder = encoder;
        this.noise = new Noise(seed);
    }

    /** The same rows with their identifiers; sequences go on from call to call. */
    Table add(final Table table) {
        final int columns = table.columns().size();
        final double[][] numbers = new double[columns][];
        final int[][] codes = new int[columns][];
        final List<List<String>> dictionaries = new ArrayList<>();
        for (int c = 0; c < columns; c++) {
            numbers[c] = table.numbers(c);
            codes[c] = table.codes(c);
            dictionaries.add(table.dictionary(c));
        }
        for (int c = 0; c < columns; c++) {
            if (encoder.encodings().get(c) instanceof IdentifierEncoding identifier) {
                codes[c] = new int[table.rows()];
                final NullRule rule = encoder.plan().missingIdentifier(c);
                dictionaries.set(c, made(identifier, codes[c], rule == null ? null : rule.absent(table)));
            }
        }
        for (int c = 0; c < columns; c++) {
            if (encoder.encodings().get(c) instanceof JoinedEncoding joined) {
                codes[c] = new int[table.rows()];
                dictionaries.set(c, joined(joined.rule(), codes, dictionaries));
            }
        }
        rows += table.rows();
        return new Table(table.columns(), table.rows(), numbers, codes, dictionaries);
    }

    /** @param absent which rows miss it; null where that is left to chance */
    private List<String> made(final IdentifierEncoding identifier, final int[] codes, final IntPredicate absent) {
        final List<String> values = new ArrayList<>(codes.length);
        for (int r = 0; r < codes.length; r++) {
            final boolean missing = absent == null ? identifier.missingShare() > 0 && noise.nextDouble() < identifier.missingShare() : absent.test(r);
            codes[r] = missing ? -1 : values.size();
            if (!missing) {
                values.add(identifier.generator().next(noise, rows + r));
            }
        }
        return values;
    }

    private static List<String> joined(final ConcatRule rule, final int[][] codes, final List<List<String>> dictionaries) {
        final int[] target = codes[rule.column()];
        final List<String> values = new ArrayList<>(target.length);
        for (int r = 0; r < target.length; r++) {
            final String whole = rule.join(text(rule.first(), r, codes, dictionaries), text(rule.second(), r, codes, dictionaries));
            target[r] = whole == null ? -1 : values.size();
            if (whole != null) {
                values.add(whole);
            }
        }
        return values;
    }

    private static String text(final int column, final int row, final int[][] codes, final List<List<String>> dictionaries) {
        final int code = codes[column][row];
        return code < 0 ? null : dictionaries.get(column).get(code);
    }
}
