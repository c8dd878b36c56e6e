// SPDX-License-Identifier: Apache-2.0
package io.nifigan.privacy;

import java.util.Locale;

/**
 * What a budget is spent on, and how much noise that makes: all of it follows from what is public.
 *
 * @param epsilon for messages
 * @param rho the budget
 * @param columns that are learnt, 1 or more
 * @param perPerson the most records of a person
 */
record BudgetPlan(double epsilon, double rho, int columns, int perPerson) {
    /** Each number is cut into 2^DEPTH cells, and the outermost ones are cut again. */
    static final int DEPTH = 5;

    static final int TAILS = 1;

    /** Never is all of it spent: sums of rounded numbers stay below. */
    private static final double USED = 1 - 1e-6;

    private static final double COUNT_SHARE = .005;
    private static final double EDGES_SHARE = .08;
    private static final double SINGLES_SHARE = .10;
    /** The share of a round that chooses. */
    private static final double CHOICE_SHARE = .10;

    private static final double ROUNDS_PER_COLUMN = 1.5;
    private static final int MAX_ROUNDS = 60;
    /** Single columns this wrong, as a share of the records, are not worth having. */
    private static final double WORST_ERROR = .15;

    /** For the number of records, where it is not public. */
    double count() {
        return USED * COUNT_SHARE * rho;
    }

    /** For cutting one of so many columns of numbers. */
    double edges(final int numbers) {
        return USED * EDGES_SHARE * rho / numbers;
    }

    /** For the table of one column. */
    double single() {
        return USED * SINGLES_SHARE * rho / columns;
    }

    int rounds() {
        return columns < 2
                ? 0
                : (int) Math.min(
                        MAX_ROUNDS, Math.min(Math.ceil(ROUNDS_PER_COLUMN * columns), columns * (columns - 1) / 2.));
    }

    /** For choosing a table in a round. */
    double choice() {
        return CHOICE_SHARE * round();
    }

    /** For counting it. */
    double table() {
        return (1 - CHOICE_SHARE) * round();
    }

    private double round() {
        return USED * (1 - COUNT_SHARE - EDGES_SHARE - SINGLES_SHARE) * rho / Math.max(1, rounds());
    }

    /** The standard deviation of the noise on counts that cost so much. */
    double deviation(final double cost) {
        return perPerson / Math.sqrt(2 * cost);
    }

    /**
     * Refuses where noise would drown the records.
     *
     * @param records how many there are, about, by what is public or charged
     */
    void requireEnough(final double records) throws PrivacyException {
        final double error = error(records);
        if (error > WORST_ERROR) {
            throw new PrivacyException(String.format(
                    Locale.ROOT,
                    "With about %,.0f records, an epsilon of %s puts noise of %.0f on every count: " + "single columns "
                            + "would be off by some %.0f %%, pairs of columns by more. It takes about %,.0f "
                            + "records, or an epsilon of %.1f",
                    Math.max(0, records),
                    epsilon,
                    deviation(single()),
                    Math.min(100, 100 * error),
                    records * error / WORST_ERROR,
                    epsilon * error / WORST_ERROR));
        }
    }

    /**
     * How far a single column will be off by noise alone, as a share of the records: where the noise of half of its
     * cells adds up, of what remains once the sum is right.
     */
    private double error(final double records) {
        return .4 * deviation(single()) * Math.sqrt(1 << DEPTH) / Math.max(1, records);
    }

    /** What is to be expected, in a sentence; by what is public alone. */
    String expectation(final double records) {
        final String noise = String.format(
                Locale.ROOT,
                "An epsilon of %s puts noise of %.0f on every count of a column and of %.0f on every "
                        + "count of a pair",
                epsilon,
                deviation(single()),
                rounds() == 0 ? 0 : deviation(table()));
        return records > 0
                ? noise
                        + String.format(
                                Locale.ROOT,
                                ": with about %,.0f records, single columns will be off by some %.1f %%, pairs by more",
                                records,
                                100 * error(records))
                : noise + "; how far off that puts columns is known once the records are counted, with noise";
    }
}
