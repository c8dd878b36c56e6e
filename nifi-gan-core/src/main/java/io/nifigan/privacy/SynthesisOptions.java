// SPDX-License-Identifier: Apache-2.0
package io.nifigan.privacy;

/**
 * Options of the synthesis.
 *
 * @param recordsPerNoise the records in a cell of a pair for each standard deviation of its noise
 * @param minGroups the least groups of a column
 * @param maxGroups the most groups of a column
 * @param coarser the number of groups of level 2 as a share of those of level 1
 * @param minCoarse the least groups of level 2
 * @param fewGroups the most groups of a column that is favoured if no target is given
 * @param maxFavoured the most favoured columns
 * @param minRecords the least number of records that is assumed
 * @param minFitting the share of the public number of records that must fit the schema
 * @param drawsPerRecord the rows drawn for each record: more rows cost no budget, and vary less
 * @param enoughRows the number of rows up to which more rows than records are drawn
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
