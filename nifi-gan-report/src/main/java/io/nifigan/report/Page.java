// SPDX-License-Identifier: Apache-2.0
package io.nifigan.report;

import io.nifigan.evaluate.result.Evaluation;
import java.util.List;
import java.util.Map;

/**
 * The complete content of a report's page; the template only lays it out.
 *
 * @param title title of the window
 * @param subject name of the evaluated rows
 * @param headline the overall verdict in a sentence
 * @param lead advice for the reader
 * @param cards the verdicts by area
 * @param notKept what of the real rows is not learnt or not kept, a sentence each; may be empty
 * @param facts numbers of rows and columns evaluated
 * @param privacy measures of privacy
 * @param attacks attacks as anonymeter defines them: name, success, control, risk, interval
 * @param similarity measures of similarity and validity
 * @param importances columns by which rows are distinguished; may be empty
 * @param usefulness measures of usefulness
 * @param subgroups measures of single categories
 * @param worst the least similar columns, worst first
 * @param others all other columns with a chart
 * @param columns all columns
 * @param pairs column pairs, worst first
 * @param matrices heat maps of column pairs
 * @param matrixNote note on columns that the heat maps leave out; null if there are none
 * @param projection text about the map of rows; null if there is no map
 * @param rules the model's rules
 * @param guarantee the privacy guarantee; null if there is none
 * @param origin the model's provenance; empty without a model
 * @param settings the model's settings
 * @param progress charts of the training
 * @param names column names of the examples
 * @param examples example synthetic rows, null for a missing value
 * @param measured descriptions of what was measured
 * @param unmeasured the parts that were not measured, with reasons
 * @param charts charts by the names that the page's elements use
 * @param evaluation the evaluation
 */
record Page(
        String title,
        String subject,
        String headline,
        String lead,
        List<Card> cards,
        List<String> notKept,
        List<Fact> facts,
        List<Measure> privacy,
        List<Group> attacks,
        List<Measure> similarity,
        List<Fact> importances,
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
        Guarantee guarantee,
        List<Fact> origin,
        List<Fact> settings,
        List<Figure> progress,
        List<String> names,
        List<List<String>> examples,
        List<String> measured,
        List<Fact> unmeasured,
        Map<String, Chart> charts,
        Evaluation evaluation) {

    /** The verdict of an area; {@code more} is a sentence on the model file, or null. */
    record Card(String area, Tone tone, String sentence, List<String> basis, String more, Tone moreTone, String link) {}

    /** A name and a value. */
    record Fact(String name, String value) {}

    /**
     * A measure as a row of a table.
     *
     * @param name the name
     * @param how a short definition
     * @param figure the value against training rows; null for none
     * @param fresh the value against held-out rows; null for none
     * @param floor what other real rows give; null for none
     * @param detail the value's interval or parts; null for none
     * @param tone the grade; null if it has none
     * @param meaning an explanation, and what would be bad
     */
    record Measure(
            String name,
            String how,
            String figure,
            String fresh,
            String floor,
            String detail,
            Tone tone,
            String meaning) {
        /** A measure against training rows only. */
        Measure(
                final String name,
                final String how,
                final String figure,
                final String detail,
                final String floor,
                final Tone tone,
                final String meaning) {
            this(name, how, figure, null, floor, detail, tone, meaning);
        }
    }

    /**
     * A column.
     *
     * @param name its name
     * @param kind its kind, and how its values are written
     * @param figure its similarity
     * @param heldOut the same for held-out rows; null if there are none
     * @param missing shares of missing values, real and synthetic
     * @param valid share of valid values
     * @param about a line with further details
     * @param chart name of its chart; null for none
     * @param spoken a description of the chart for screen readers
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

    /** A chart with its caption and a description for screen readers. */
    record Figure(String chart, String caption, String spoken) {}

    /** The measures of the rows of one category, or of one attack. */
    record Group(String name, String real, String synthetic, String shape, String heldOut) {}

    /** A rule between columns. */
    record RuleLine(String text, String real, String synthetic) {}

    /**
     * The guarantee of a private training.
     *
     * @param sentences the guarantee in sentences
     * @param taken facts that were assumed to be public
     * @param switchedOff functions that were switched off
     * @param notGuaranteed what is not guaranteed
     * @param summary the ledger, with queries of one kind combined
     * @param ledger the complete ledger
     * @param epsilon epsilon at the given delta
     * @param delta delta
     * @param rho the privacy budget spent
     */
    record Guarantee(
            List<String> sentences,
            List<String> taken,
            List<String> switchedOff,
            List<String> notGuaranteed,
            List<Spending> summary,
            List<Spending> ledger,
            String epsilon,
            String delta,
            String rho) {}

    /** A line of the ledger. */
    record Spending(String subject, String mechanism, String noise, String each, String all, String share) {}
}
