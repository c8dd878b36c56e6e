// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.result;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.nifigan.table.ColumnVerdict;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The complete result of an evaluation of synthetic rows, as a report shows it. {@link EvaluationJson} writes and reads
 * it.
 *
 * @param format {@value #FORMAT}
 * @param version {@value #VERSION}
 * @param settings the settings of the evaluation
 * @param rows numbers of rows given and used
 * @param model the model that generated the rows; null if no model was given
 * @param columnVerdicts what became of each field of the real records: by the model's training, or, without a model, as
 *     their kinds were recognised here
 * @param columns measures of each column, in the table's order
 * @param pairs measures of pairs of columns
 * @param overall means over columns and pairs
 * @param twoSample whether a classifier distinguishes synthetic from real rows; null if not measured, like all that
 *     follow
 * @param usefulness the usefulness for predicting the target
 * @param coverage the part of the real variety that is reproduced
 * @param subgroups measures by category of the target or of the requested columns; may be empty
 * @param copies copies of real rows
 * @param closestRecord whether rows are nearer to training rows than to held-out rows
 * @param attacks results of attacks as defined by Giomi et al. 2022, as figures; empty if not measured
 * @param privacyTests the attacks on which the verdict on privacy rests, strongest evidence first; empty if not
 *     measured
 * @param membership whether the model reveals its training rows
 * @param rules violations of the model's rules; null without a model
 * @param projection both tables projected to two dimensions
 * @param examples a few synthetic rows
 * @param verdicts the verdict of each area
 * @param notMeasured the parts above that are null or empty, with reasons
 */
public record Evaluation(
        String format,
        int version,
        EvaluationSettings settings,
        RowCounts rows,
        ModelOrigin model,
        List<ColumnVerdict> columnVerdicts,
        List<ColumnMeasure> columns,
        List<PairMeasure> pairs,
        Overall overall,
        TwoSampleTest twoSample,
        Usefulness usefulness,
        Coverage coverage,
        List<Subgroup> subgroups,
        Copies copies,
        ClosestRecord closestRecord,
        List<Attack> attacks,
        List<PrivacyTest> privacyTests,
        MembershipInference membership,
        List<RuleMeasure> rules,
        Projection projection,
        Examples examples,
        List<Verdict> verdicts,
        List<NotMeasured> notMeasured) {
    public static final String FORMAT = "nifi-gan evaluation";
    public static final int VERSION = 1;

    private static final int MAX_COLUMNS = 10_000;

    public Evaluation {
        if (!FORMAT.equals(format) || version != VERSION) {
            throw new IllegalArgumentException("The evaluation has another format or version; it must be %s, version %d"
                    .formatted(FORMAT, VERSION));
        }
        Objects.requireNonNull(settings, "settings");
        Objects.requireNonNull(rows, "rows");
        Objects.requireNonNull(overall, "overall");
        columnVerdicts = Checks.copy("columnVerdicts", columnVerdicts, MAX_COLUMNS);
        columns = Checks.copy("columns", columns, MAX_COLUMNS);
        pairs = Checks.copy("pairs", pairs, MAX_COLUMNS);
        subgroups = Checks.copy("subgroups", subgroups, MAX_COLUMNS);
        attacks = Checks.copy("attacks", attacks, 100);
        privacyTests = Checks.copy("privacyTests", privacyTests, 2 * MAX_COLUMNS);
        rules = rules == null ? null : Checks.copy("rules", rules, 1_000_000);
        verdicts = Checks.copy("verdicts", verdicts, Verdict.Area.values().length);
        notMeasured = Checks.copy("notMeasured", notMeasured, 100);
        for (final PairMeasure pair : pairs) {
            if (pair.second() >= columns.size()) {
                throw new IllegalArgumentException(
                        "A pair refers to column %d of %d".formatted(pair.second(), columns.size()));
            }
        }
    }

    /** This evaluation with the progress of the model's training; unchanged if no model was given. */
    public Evaluation withProgress(final List<TrainingPoint> points, final Integer bestStep) {
        return model == null ? this : with(rows, model.withProgress(points, bestStep), columnVerdicts);
    }

    /** This evaluation with the given row counts, for tables that were sampled before. */
    public Evaluation withGiven(final int real, final int synthetic, final int heldOut) {
        return with(
                new RowCounts(
                        real,
                        rows.realUsed(),
                        synthetic,
                        rows.syntheticUsed(),
                        heldOut,
                        rows.heldOutUsed(),
                        rows.bound()),
                model,
                columnVerdicts);
    }

    /**
     * This evaluation with what was said of the columns when the real rows were read; unchanged if a model was given.
     */
    public Evaluation withVerdicts(final List<ColumnVerdict> ofColumns) {
        return model == null ? with(rows, null, ofColumns) : this;
    }

    private Evaluation with(final RowCounts counts, final ModelOrigin origin, final List<ColumnVerdict> ofColumns) {
        return new Evaluation(
                format,
                version,
                settings,
                counts,
                origin,
                ofColumns,
                columns,
                pairs,
                overall,
                twoSample,
                usefulness,
                coverage,
                subgroups,
                copies,
                closestRecord,
                attacks,
                privacyTests,
                membership,
                rules,
                projection,
                examples,
                verdicts,
                notMeasured);
    }

    /** The verdict of an area; empty if nothing was measured. */
    public Optional<Verdict> verdict(final Verdict.Area area) {
        return verdicts.stream().filter(verdict -> verdict.area() == area).findFirst();
    }

    /** The privacy test with the worst grade, and among these the strongest evidence; empty if none was made. */
    public Optional<PrivacyTest> strongestTest() {
        return privacyTests.stream().max(settings.thresholds().byGrade());
    }

    /** The reason why a part is null or empty; empty if it was measured. */
    public Optional<String> reason(final String part) {
        return notMeasured.stream()
                .filter(entry -> entry.part().equals(part))
                .map(NotMeasured::reason)
                .findFirst();
    }

    /** The main measured values by name, in the order of the report, for attributes and thresholds. */
    @JsonIgnore
    public Map<String, Double> metrics() {
        return Metrics.of(this);
    }
}
