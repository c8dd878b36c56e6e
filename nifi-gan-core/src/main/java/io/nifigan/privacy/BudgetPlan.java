// SPDX-License-Identifier: Apache-2.0
package io.nifigan.privacy;

import java.util.Locale;

/**
 * The plan of how a privacy budget is spent, and the noise that results. It depends on public facts only.
 *
 * @param epsilon the privacy guarantee, for messages
 * @param rho the budget in zero-concentrated differential privacy
 * @param columns the number of columns that are learnt, 1 or more
 * @param perPerson the most records of a person
 */
record BudgetPlan(double epsilon, double rho, int columns, int perPerson) {
    /** A numeric column is cut into 2^DEPTH cells. */
    static final int DEPTH = 5;

    /** The outermost cells are halved again this many times. */
    static final int TAILS = 1;

    /** The share of the budget that is spent. A rest stays for rounding. */
    private static final double SPENT_SHARE = 1 - 1e-6;

    private static final double COUNT_SHARE = .005;
    private static final double EDGES_SHARE = .08;
    private static final double SINGLES_SHARE = .10;
    /** The share of a round's cost that selects the table. */
    private static final double CHOICE_SHARE = .10;

    private static final double ROUNDS_PER_COLUMN = 1.5;
    private static final int MAX_ROUNDS = 60;
    /** The greatest acceptable error of a single column, as a share of the records. */
    private static final double MAX_ERROR = .15;

    /** The cost in rho of the number of records, if it is not public. */
    double count() {
        return SPENT_SHARE * COUNT_SHARE * rho;
    }

    /** The cost in rho of the edges of one of {@code numbers} numeric columns. */
    double edges(final int numbers) {
        return SPENT_SHARE * EDGES_SHARE * rho / numbers;
    }

    /** The cost in rho of the table of a single column. */
    double single() {
        return SPENT_SHARE * SINGLES_SHARE * rho / columns;
    }

    /** The number of measurement rounds. */
    int rounds() {
        return columns < 2
                ? 0
                : (int) Math.min(
                        MAX_ROUNDS, Math.min(Math.ceil(ROUNDS_PER_COLUMN * columns), columns * (columns - 1) / 2.));
    }

    /** The cost in rho of selecting a round's table. */
    double choice() {
        return CHOICE_SHARE * round();
    }

    /** The cost in rho of measuring a round's table. */
    double table() {
        return (1 - CHOICE_SHARE) * round();
    }

    private double round() {
        return SPENT_SHARE * (1 - COUNT_SHARE - EDGES_SHARE - SINGLES_SHARE) * rho / Math.max(1, rounds());
    }

    /** The standard deviation of the noise on the counts of a table with this cost. */
    double deviation(final double cost) {
        return perPerson / Math.sqrt(2 * cost);
    }

    /**
     * Refuses a budget with which noise would drown the records.
     *
     * @param records the approximate number of records, public or measured with noise
     * @throws PrivacyException with the number of records or the epsilon that would do
     */
    void requireEnough(final double records) throws PrivacyException {
        final double error = error(records);
        if (error > MAX_ERROR) {
            throw new PrivacyException(String.format(
                    Locale.ROOT,
                    "With about %,.0f records, an epsilon of %s puts noise of %.0f on every count: " + "single columns "
                            + "would be off by some %.0f %%, pairs of columns by more. It takes about %,.0f "
                            + "records, or an epsilon of %.1f",
                    Math.max(0, records),
                    epsilon,
                    deviation(single()),
                    Math.min(100, 100 * error),
                    records * error / MAX_ERROR,
                    epsilon * error / MAX_ERROR));
        }
    }

    /**
     * The expected error of a single column from noise alone, as a share of the records: the noise of half of its cells
     * adds up, after the total has been corrected.
     */
    private double error(final double records) {
        return .4 * deviation(single()) * Math.sqrt(1 << DEPTH) / Math.max(1, records);
    }

    /** The expected noise and errors, in a sentence, by public facts only. */
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
