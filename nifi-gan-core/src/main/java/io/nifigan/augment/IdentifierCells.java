// SPDX-License-Identifier: Apache-2.0
package io.nifigan.augment;

import io.nifigan.common.RandomStream;
import io.nifigan.encode.Encoding;
import io.nifigan.encode.IdentifierEncoding;
import io.nifigan.encode.JoinedEncoding;
import io.nifigan.identifier.IdentifierGenerator;
import io.nifigan.identifier.Person;
import io.nifigan.identifier.PersonGenerator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A generator of identifiers for incomplete rows. An identifier is newly generated or joined from other columns of the
 * row.
 */
final class IdentifierCells {
    private final List<Encoding> encodings;
    private final boolean mayBeMissing;
    private final RandomStream random;
    private final IdentifierGenerator[] generators;
    private final Map<Integer, PersonGenerator> persons = new HashMap<>();
    /** Number of identifiers generated for each column; sequences continue from row to row. */
    private final long[] made;

    /** @param mayBeMissing whether identifiers are missing as often as in the training rows */
    IdentifierCells(final List<Encoding> encodings, final boolean mayBeMissing, final long seed) {
        this.encodings = encodings;
        this.mayBeMissing = mayBeMissing;
        this.random = new RandomStream(seed);
        this.made = new long[encodings.size()];
        this.generators = new IdentifierGenerator[encodings.size()];
        for (int c = 0; c < generators.length; c++) {
            if (encodings.get(c) instanceof IdentifierEncoding identifier) {
                final IdentifierGenerator generator = identifier.generator();
                generators[c] = generator;
                if (generator.person() >= 0) {
                    persons.computeIfAbsent(generator.person(), person -> generator.persons());
                }
            }
        }
    }

    /** Sets the identifiers of a row whose other columns are complete. */
    void fill(final TableCells cells, final int row, final boolean[][] wanted) {
        final Map<Integer, Person> people = new HashMap<>();
        for (int c = 0; c < made.length; c++) {
            if (wanted[c] != null && wanted[c][row] && encodings.get(c) instanceof IdentifierEncoding identifier) {
                final boolean missing = mayBeMissing
                        && identifier.missingShare() > 0
                        && random.nextDouble() < identifier.missingShare();
                final int person = generators[c].person();
                final Person owner = person < 0
                        ? null
                        : people.computeIfAbsent(
                                person, number -> persons.get(number).next(random));
                cells.set(c, row, missing ? null : generators[c].next(random, made[c], owner));
                made[c]++;
            }
        }
        for (int c = 0; c < made.length; c++) {
            if (wanted[c] != null && wanted[c][row] && encodings.get(c) instanceof JoinedEncoding joined) {
                cells.set(
                        c,
                        row,
                        joined.rule()
                                .join(
                                        cells.text(joined.rule().first(), row),
                                        cells.text(joined.rule().second(), row)));
            }
        }
    }
}
