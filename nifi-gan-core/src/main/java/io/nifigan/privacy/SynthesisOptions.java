// SPDX-License-Identifier: Apache-2.0
package io.nifigan.privacy;

/**
 * How rows are drawn from noisy tables.
 *
 * @param recordsPerNoise records that a cell of a pair has for each standard deviation of its noise
 * @param minGroups groups of a column, at least
 * @param maxGroups groups of a column, at most
 * @param coarser groups of level 2 for one of level 1
 * @param minCoarse groups of level 2, at least
 * @param fewGroups groups up to which a column is favoured where no target is given
 * @param maxFavoured columns that are favoured so
 * @param minRecords records below which nothing is learnt
 * @param minFitting of the public number of records, the share that must fit the schema
 * @param drawsPerRecord rows for each record: rows cost nothing, and of more of them single columns and pairs vary less
 * @param enoughRows rows beyond which there need not be more than records
 */
record SynthesisOptions(
        double recordsPerNoise,
        int minGroups,
        int maxGroups,
        double coarser,
        int minCoarse,
        int fewGroups,
        int maxFavoured,
        int minRecords,
        double minFitting,
        int drawsPerRecord,
        int enoughRows) {
    /** Chosen on MAGIC and Online Shoppers, as docs/privacy.md says. */
    static final SynthesisOptions DEFAULT = new SynthesisOptions(3, 4, 20, .6, 3, 3, 3, 20, .5, 2, 30_000);
}
