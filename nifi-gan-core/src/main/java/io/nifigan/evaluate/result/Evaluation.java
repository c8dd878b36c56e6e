// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.result;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How good synthetic rows are and what they give away: all that a report shows. {@link EvaluationJson} writes and reads
 * it.
 *
 * @param format {@value #FORMAT}
 * @param version {@value #VERSION}
 * @param settings what was asked for: bounds, target, seed, thresholds
 * @param rows how many rows were looked at
 * @param model where the rows come from; null where no model was given
 * @param columns each column, in the table's order
 * @param pairs pairs of the columns that are compared
 * @param overall means over columns and pairs
 * @param twoSample whether rows are told apart; null if not measured, as all that follow
 * @param usefulness of the target
 * @param coverage how much variety comes again
 * @param subgroups rows by categories of the target or of the columns asked for; empty where there are none
 * @param copies copies of real rows
 * @param closestRecord whether rows are nearer to training rows than to others
 * @param attacks what an attacker gets; empty if not measured
 * @param membership whether the model knows its training rows
 * @param rules the model's rules; null without a model
 * @param projection both tables on a plane
 * @param examples a few synthetic rows
 * @param verdicts what it all comes to
 * @param notMeasured what is null or empty above, and why
 */
public record Evaluation(
        String format,
        int version,
        EvaluationSettings settings,
        RowCounts rows,
        ModelOrigin model,
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
            throw new IllegalArgumentException(
                    "The evaluation is of another format or version; it must be %s %d".formatted(FORMAT, VERSION));
        }
        Objects.requireNonNull(settings, "settings");
        Objects.requireNonNull(rows, "rows");
        Objects.requireNonNull(overall, "overall");
        columns = Checks.copy("columns", columns, MAX_COLUMNS);
        pairs = Checks.copy("pairs", pairs, MAX_COLUMNS);
        subgroups = Checks.copy("subgroups", subgroups, MAX_COLUMNS);
        attacks = Checks.copy("attacks", attacks, 100);
        rules = rules == null ? null : Checks.copy("rules", rules, 1_000_000);
        verdicts = Checks.copy("verdicts", verdicts, Verdict.Area.values().length);
        notMeasured = Checks.copy("notMeasured", notMeasured, 100);
        for (final PairMeasure pair : pairs) {
            if (pair.second() >= columns.size()) {
                throw new IllegalArgumentException(
                        "A pair is of column %d of %d".formatted(pair.second(), columns.size()));
            }
        }
    }

    /** The same with the course of the model's training; as it is where no model was given. */
    public Evaluation withProgress(final List<TrainingPoint> points, final Integer bestStep) {
        return model == null
                ? this
                : new Evaluation(
                        format,
                        version,
                        settings,
                        rows,
                        model.withProgress(points, bestStep),
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
                        membership,
                        rules,
                        projection,
                        examples,
                        verdicts,
                        notMeasured);
    }

    /** The same where the tables were samples already, of so many rows. */
    public Evaluation withGiven(final int real, final int synthetic, final int heldOut) {
        return new Evaluation(
                format,
                version,
                settings,
                new RowCounts(
                        real,
                        rows.realUsed(),
                        synthetic,
                        rows.syntheticUsed(),
                        heldOut,
                        rows.heldOutUsed(),
                        rows.bound()),
                model,
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
                membership,
                rules,
                projection,
                examples,
                verdicts,
                notMeasured);
    }

    /** The verdict of an area; empty where nothing of it was measured. */
    public Optional<Verdict> verdict(final Verdict.Area area) {
        return verdicts.stream().filter(verdict -> verdict.area() == area).findFirst();
    }

    /** Why a part is null or empty; empty where it was measured. */
    public Optional<String> reason(final String part) {
        return notMeasured.stream()
                .filter(entry -> entry.part().equals(part))
                .map(NotMeasured::reason)
                .findFirst();
    }

    /**
     * The most important figures by name, in the order of the report and only those that were measured: for attributes
     * and thresholds.
     */
    @JsonIgnore
    public Map<String, Double> metrics() {
        return Metrics.of(this);
    }
}
