// SPDX-License-Identifier: Apache-2.0
package io.nifigan.report;

import io.nifigan.evaluate.result.Evaluation;
import java.util.List;
import java.util.Map;

/**
 * All that the template writes, in words already: it chooses nothing and computes nothing.
 *
 * @param title of the window
 * @param subject what was looked at, on top of the page
 * @param headline the verdict in a sentence
 * @param lead what to make of it
 * @param cards the verdict of each area
 * @param facts how many rows, columns and so on the verdict rests on
 * @param privacy measures of what the rows give away
 * @param attacks attacks that have no line of their own among the measures: name, success, control, risk, interval
 * @param likeness measures of how like the rows are
 * @param telling by which columns rows are told apart; empty where that is not known
 * @param usefulness measures of what the rows are good for
 * @param subgroups rows of single categories
 * @param worst the least alike columns, worst first
 * @param others all other columns with a chart
 * @param columns a row for each column
 * @param pairs a row for each pair, worst first
 * @param matrices of pairs, with their captions
 * @param matrixNote what the heat maps leave out; null where nothing
 * @param projection words under the map of rows; null where there is none
 * @param rules a row for each rule
 * @param promise what a private training promises; null where nothing is promised
 * @param origin where the model comes from; empty without a model
 * @param settings its settings
 * @param progress charts of its training
 * @param names of the columns of the examples
 * @param examples a few synthetic rows, null for a missing value
 * @param measured what was measured
 * @param unmeasured what was not, and why
 * @param charts by the names that the page's elements have
 * @param evaluation what it is all made of
 */
record Page(
        String title,
        String subject,
        String headline,
        String lead,
        List<Card> cards,
        List<Fact> facts,
        List<Measure> privacy,
        List<Group> attacks,
        List<Measure> likeness,
        List<Fact> telling,
        List<Measure> usefulness,
        List<Group> subgroups,
        List<Column> worst,
        List<Column> others,
        List<Column> columns,
        List<Pair> pairs,
        List<Figure> matrices,
        String matrixNote,
        String projection,
        List<RuleLine> rules,
        Promise promise,
        List<Fact> origin,
        List<Fact> settings,
        List<Figure> progress,
        List<String> names,
        List<List<String>> examples,
        List<String> measured,
        List<Fact> unmeasured,
        Map<String, Chart> charts,
        Evaluation evaluation) {

    /** An area's verdict; more is what there is to say of the model file, or null. */
    record Card(String area, Tone tone, String sentence, List<String> basis, String more, Tone moreTone, String link) {}

    /** A name and what belongs to it. */
    record Fact(String name, String value) {}

    /**
     * A measure in a table.
     *
     * @param name what is measured
     * @param how the definition, short
     * @param figure what came out
     * @param detail its interval or parts; null where there is nothing to add
     * @param beside what to compare it with; null where there is nothing
     * @param tone how it came out; null where there is no good or bad
     * @param meaning what it means and what would be bad
     */
    record Measure(String name, String how, String figure, String detail, String beside, Tone tone, String meaning) {}

    /**
     * A column.
     *
     * @param name its name
     * @param kind what it is
     * @param figure its similarity
     * @param heldOut the same of held-out rows; null where there are none
     * @param missing shares of missing values, real and synthetic
     * @param valid share of valid values
     * @param about the rest in a line
     * @param chart name of its chart; null where it has none
     * @param spoken the chart in a sentence
     * @param bars the chart as a table: label, real, synthetic
     */
    record Column(
            String name,
            String kind,
            String figure,
            String heldOut,
            String missing,
            String valid,
            String about,
            String chart,
            String spoken,
            List<List<String>> bars) {}

    /** A pair of columns. */
    record Pair(String first, String second, String similarity, String real, String synthetic) {}

    /** A chart with its caption and its description for those who do not see it. */
    record Figure(String chart, String caption, String spoken) {}

    /** Rows of one category. */
    record Group(String name, String real, String synthetic, String shape, String heldOut) {}

    /** A rule between columns. */
    record RuleLine(String text, String real, String synthetic) {}

    /**
     * What a private training promises.
     *
     * @param sentences to sign
     * @param taken what was taken for public
     * @param switchedOff what was not done
     * @param notPromised what stays open
     * @param summary the ledger, questions of a kind together
     * @param ledger all of it
     * @param epsilon with delta
     * @param delta the chance that it fails
     * @param rho what was spent
     */
    record Promise(
            List<String> sentences,
            List<String> taken,
            List<String> switchedOff,
            List<String> notPromised,
            List<Spending> summary,
            List<Spending> ledger,
            String epsilon,
            String delta,
            String rho) {}

    /** A line of the ledger. */
    record Spending(String subject, String mechanism, String noise, String each, String all, String share) {}
}
