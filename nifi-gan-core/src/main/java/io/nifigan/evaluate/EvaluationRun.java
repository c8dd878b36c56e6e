// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate;

import io.nifigan.evaluate.attack.ClosestRecordMeasure;
import io.nifigan.evaluate.attack.InferenceAttack;
import io.nifigan.evaluate.attack.LinkabilityAttack;
import io.nifigan.evaluate.attack.Measured;
import io.nifigan.evaluate.attack.PrivacyTests;
import io.nifigan.evaluate.attack.SinglingOutAttack;
import io.nifigan.evaluate.result.Attack;
import io.nifigan.evaluate.result.ClosestRecord;
import io.nifigan.evaluate.result.ColumnMeasure;
import io.nifigan.evaluate.result.Copies;
import io.nifigan.evaluate.result.Coverage;
import io.nifigan.evaluate.result.Evaluation;
import io.nifigan.evaluate.result.EvaluationSettings;
import io.nifigan.evaluate.result.Examples;
import io.nifigan.evaluate.result.MembershipInference;
import io.nifigan.evaluate.result.NotMeasured;
import io.nifigan.evaluate.result.Overall;
import io.nifigan.evaluate.result.PairMeasure;
import io.nifigan.evaluate.result.PrivacyTest;
import io.nifigan.evaluate.result.Projection;
import io.nifigan.evaluate.result.RowCounts;
import io.nifigan.evaluate.result.RuleMeasure;
import io.nifigan.evaluate.result.Subgroup;
import io.nifigan.evaluate.result.TwoSampleTest;
import io.nifigan.evaluate.result.Usefulness;
import io.nifigan.evaluate.result.Verdict;
import io.nifigan.evaluate.similarity.ColumnGaps;
import io.nifigan.evaluate.similarity.ColumnMeasures;
import io.nifigan.evaluate.similarity.ColumnPairs;
import io.nifigan.evaluate.similarity.CopyMeasure;
import io.nifigan.evaluate.similarity.CoverageMeasure;
import io.nifigan.evaluate.similarity.EvaluationData;
import io.nifigan.evaluate.similarity.PairSimilarity;
import io.nifigan.evaluate.similarity.PrincipalComponents;
import io.nifigan.evaluate.similarity.TargetChoice;
import io.nifigan.evaluate.similarity.Texts;
import io.nifigan.evaluate.similarity.TwoSampleMeasure;
import io.nifigan.evaluate.similarity.UsefulnessMeasure;
import io.nifigan.model.GANModel;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.ColumnVerdicts;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** A single evaluation run: it computes every measure and records why a measure is missing. */
final class EvaluationRun {
    private static final String NO_COLUMNS =
            "Every column is an identifier. Identifiers are newly generated and not compared";
    private static final String NO_HELD_OUT =
            "No held-out rows were given. This measure needs real rows that the model was not trained on";
    private static final String FEW_ROWS = "There are too few rows: each table needs at least 30";
    /** Minimum number of rows of each table for attacks. */
    static final int MIN_ROWS = 30;

    private final EvaluationData data;
    private final RowCounts rows;
    private final int target;
    private final int[] groups;
    private final int[] sensitive;
    private final GANModel model;
    private final List<NotMeasured> notMeasured = new ArrayList<>();

    EvaluationRun(
            final EvaluationData data,
            final RowCounts rows,
            final int target,
            final int[] groups,
            final int[] sensitive,
            final GANModel model) {
        this.data = data;
        this.rows = rows;
        this.target = target;
        this.groups = groups;
        this.sensitive = sensitive;
        this.model = model;
    }

    /** Records why a part is missing, and returns null in its place. */
    private <T> T skip(final String part, final String reason) {
        notMeasured.add(new NotMeasured(part, reason));
        return null;
    }

    private <T> T orSkip(final String part, final T measured, final String reason) {
        return measured == null ? skip(part, reason) : measured;
    }

    private boolean compares() {
        return data.compared().length > 0;
    }

    Evaluation measure() {
        final EvaluationSettings settings = data.settings();
        final List<ColumnMeasure> columns = new ColumnMeasures(data).all();
        final List<PairMeasure> pairs = pairs(data.real(), data.synthetic());
        final Overall overall = overall(columns, pairs);
        final TwoSampleTest twoSample = !compares()
                ? skip("twoSample", NO_COLUMNS)
                : orSkip("twoSample", TwoSampleMeasure.measure(data), FEW_ROWS);
        final Usefulness usefulness = usefulness();
        final Coverage coverage = !compares() ? skip("coverage", NO_COLUMNS) : CoverageMeasure.measure(data, columns);
        final List<Subgroup> subgroups = subgroups();
        final Copies copies = !compares() ? skip("copies", NO_COLUMNS) : CopyMeasure.measure(data);
        final ClosestRecord closest = !compares()
                ? skip("closestRecord", NO_COLUMNS)
                : data.heldOut() == null
                        ? skip("closestRecord", NO_HELD_OUT)
                        : orSkip("closestRecord", ClosestRecordMeasure.measure(data), FEW_ROWS);
        final boolean fits = model != null && ModelMeasure.fits(model, data.real());
        final List<Measured> measured = attacks();
        final List<PrivacyTest> tests = privacyTests(measured, fits);
        final MembershipInference membership = membership(fits);
        final List<RuleMeasure> rules = model == null
                ? skip("rules", "No model was given; the rules come from the model")
                : !fits
                        ? skip("rules", "The columns of the model and of the rows differ")
                        : ModelMeasure.rules(model, data.real(), data.synthetic());
        final Projection projection = !compares()
                ? skip("projection", NO_COLUMNS)
                : orSkip("projection", PrincipalComponents.of(data), "Every column has a single value");
        if (model == null) {
            skip("model", "No model was given");
        }
        final List<Verdict> verdicts = Stream.of(
                        Verdicts.fidelity(
                                settings.thresholds(), overall, ColumnGaps.of(data, columns, pairs), twoSample),
                        Verdicts.validity(
                                settings.thresholds(),
                                columns,
                                rules,
                                data.synthetic().rows()),
                        Verdicts.usefulness(settings.thresholds(), usefulness),
                        compares()
                                ? Verdicts.privacy(settings.thresholds(), copies, tests, data.heldOut() != null)
                                : null,
                        Verdicts.model(settings.thresholds(), membership))
                .filter(Objects::nonNull)
                .toList();
        return new Evaluation(
                Evaluation.FORMAT,
                Evaluation.VERSION,
                settings,
                rows,
                model == null ? null : ModelMeasure.origin(model),
                model == null
                        ? ColumnVerdicts.of(data.real().columns())
                        : model.provenance().verdicts(),
                columns,
                pairs,
                overall,
                twoSample,
                usefulness,
                coverage,
                subgroups,
                copies,
                closest,
                measured.stream().map(Measured::figure).toList(),
                tests,
                membership,
                rules,
                projection,
                new Examples(Texts.rows(data.synthetic(), settings.examples())),
                verdicts,
                notMeasured);
    }

    private List<PairMeasure> pairs(final Table real, final Table other) {
        final PairSimilarity similarity = new PairSimilarity(real, other, data.compared());
        final int[][] pairs = ColumnPairs.of(data.compared());
        final PairMeasure[] measures = new PairMeasure[pairs.length];
        data.workers().run(member -> {
            for (int i = member; i < pairs.length; i += data.workers().size()) {
                measures[i] = similarity.measure(pairs[i][0], pairs[i][1]);
            }
        });
        return List.of(measures);
    }

    private static <T> Double mean(final List<T> parts, final ToDoubleFunction<T> figure) {
        final OptionalDouble mean = parts.stream().mapToDouble(figure).average();
        return mean.isPresent() ? (Double) mean.getAsDouble() : null;
    }

    private Overall overall(final List<ColumnMeasure> columns, final List<PairMeasure> pairs) {
        final List<ColumnMeasure> compared =
                Arrays.stream(data.compared()).mapToObj(columns::get).toList();
        final List<PairMeasure> associated =
                pairs.stream().filter(PairMeasure::associated).toList();
        final boolean heldOut = data.heldOut() != null;
        if (!compares()) {
            skip("overall", NO_COLUMNS);
        }
        return new Overall(
                mean(compared, ColumnMeasure::similarity),
                mean(pairs, PairMeasure::similarity),
                mean(associated, PairMeasure::similarity),
                associated.size(),
                (int) Math.min(Integer.MAX_VALUE, ColumnPairs.count(data.compared())),
                mean(columns, column -> Math.abs(column.missingReal() - column.missingSynthetic())),
                mean(
                        compared.stream()
                                .filter(column -> column.validity() != null)
                                .toList(),
                        ColumnMeasure::validity),
                heldOut ? mean(compared, ColumnMeasure::similarityHeldOut) : null,
                heldOut ? mean(pairs(data.real(), data.heldOut()), PairMeasure::similarity) : null,
                heldOut ? ColumnMeasures.mean(data.heldOut(), data.synthetic(), data.compared()) : null,
                heldOut ? mean(pairs(data.heldOut(), data.synthetic()), PairMeasure::similarity) : null);
    }

    private Usefulness usefulness() {
        final String part = "usefulness";
        if (target >= 0 && data.real().column(target).kind() == ColumnKind.IDENTIFIER) {
            return skip(part, "The target column is an identifier, which cannot be predicted");
        }
        if (data.heldOut() == null) {
            return skip(part, NO_HELD_OUT);
        }
        final TargetChoice choice = target >= 0 ? new TargetChoice(target, 1) : TargetChoice.of(data);
        if (choice.column() < 0) {
            return skip(
                    part,
                    "No target column was named, and no column is a category of few values, with enough rows to "
                            + "predict it");
        }
        if (!Usefulness.isForetold(choice.auc())) {
            return skip(
                    part,
                    ("No target column was named, and no category can be foretold from the other columns: the best is "
                                    + "'%s', for which trees that learn from real rows reach an AUC of %.2f only")
                            .formatted(data.real().column(choice.column()).name(), choice.auc()));
        }
        final Usefulness measured = UsefulnessMeasure.measure(data, choice.column(), sensitive);
        if (measured != null && !measured.isForetold()) {
            skip(
                    part,
                    ("'%s' cannot be foretold from the other columns, from real rows either, so there is no "
                                    + "verdict. Name another target column, or none")
                            .formatted(measured.target()));
        }
        return orSkip(
                part,
                measured,
                "Each table needs at least 30 rows with a target value, the target needs at least two values, and "
                        + "there must be another column to predict it from");
    }

    private List<Subgroup> subgroups() {
        final List<Subgroup> all = new ArrayList<>();
        for (final int column : groups) {
            final ColumnKind kind = data.real().column(column).kind();
            if (kind == ColumnKind.CATEGORY || kind == ColumnKind.BOOLEAN) {
                all.addAll(new ColumnMeasures(data).groups(column));
            }
        }
        return all.isEmpty()
                ? skipList(
                        "subgroups",
                        groups.length == 0
                                ? "No target column and no column for subgroups was named"
                                : "The columns for subgroups have no category with at least 30 rows")
                : all;
    }

    private <T> List<T> skipList(final String part, final String reason) {
        skip(part, reason);
        return List.of();
    }

    private List<Measured> attacks() {
        if (!compares()) {
            return skipList("attacks", NO_COLUMNS);
        }
        if (Math.min(data.real().rows(), data.synthetic().rows()) < MIN_ROWS
                || data.heldOut() != null && data.heldOut().rows() < MIN_ROWS) {
            return skipList("attacks", FEW_ROWS);
        }
        final List<Measured> attacks = new ArrayList<>();
        for (final Attack.Kind kind :
                List.of(Attack.Kind.SINGLING_OUT_UNIVARIATE, Attack.Kind.SINGLING_OUT_MULTIVARIATE)) {
            final Attack attack = SinglingOutAttack.measure(data, kind);
            if (attack == null) {
                skip(
                        "attacks." + kind,
                        "Fewer than 20 values, or combinations of values, occur in exactly one synthetic row, so "
                                + "the attack has too few guesses");
            } else {
                attacks.add(new Measured(attack, null));
            }
        }
        final Measured linkability = LinkabilityAttack.measure(data);
        if (linkability == null) {
            skip("attacks." + Attack.Kind.LINKABILITY, "There is only one column");
        } else {
            attacks.add(linkability);
        }
        attacks.addAll(InferenceAttack.measure(data));
        return attacks;
    }

    private List<PrivacyTest> privacyTests(final List<Measured> measured, final boolean fits) {
        for (final NotMeasured entry : List.copyOf(notMeasured)) {
            if ("attacks".equals(entry.part())) {
                return skipList("privacyTests", entry.reason());
            }
        }
        if (data.heldOut() == null) {
            return skipList("privacyTests", NO_HELD_OUT);
        }
        final List<PrivacyTest> tests =
                PrivacyTests.measure(data, measured, fits ? ModelMeasure.determined(model) : Set.of());
        return tests.isEmpty() ? skipList("privacyTests", "There are too few rows for a significant result") : tests;
    }

    private MembershipInference membership(final boolean fits) {
        final String part = "membership";
        if (model == null) {
            return skip(part, "No model was given; the attack needs its file");
        }
        if (!fits) {
            return skip(part, "The columns of the model and of the rows differ");
        }
        return data.heldOut() == null
                ? skip(part, NO_HELD_OUT)
                : orSkip(part, ModelMeasure.membership(model, data), FEW_ROWS);
    }
}
