// SPDX-License-Identifier: Apache-2.0
package io.nifigan.report;

import io.nifigan.evaluate.result.Attack;
import io.nifigan.evaluate.result.ClosestRecord;
import io.nifigan.evaluate.result.ColumnMeasure;
import io.nifigan.evaluate.result.Copies;
import io.nifigan.evaluate.result.Coverage;
import io.nifigan.evaluate.result.Distribution;
import io.nifigan.evaluate.result.Evaluation;
import io.nifigan.evaluate.result.EvaluationSettings;
import io.nifigan.evaluate.result.Examples;
import io.nifigan.evaluate.result.MembershipInference;
import io.nifigan.evaluate.result.ModelOrigin;
import io.nifigan.evaluate.result.NotMeasured;
import io.nifigan.evaluate.result.Overall;
import io.nifigan.evaluate.result.PairMeasure;
import io.nifigan.evaluate.result.PredictionFairness;
import io.nifigan.evaluate.result.PrivacyTest;
import io.nifigan.evaluate.result.Projection;
import io.nifigan.evaluate.result.Rate;
import io.nifigan.evaluate.result.RowCounts;
import io.nifigan.evaluate.result.RuleMeasure;
import io.nifigan.evaluate.result.Subgroup;
import io.nifigan.evaluate.result.TrainingPoint;
import io.nifigan.evaluate.result.TwoSampleTest;
import io.nifigan.evaluate.result.Usefulness;
import io.nifigan.evaluate.result.Verdict;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.ColumnVerdict;
import io.nifigan.table.SemanticType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Invented evaluations for tests. */
final class EvaluationFixtures {
    /** Texts that do harm if they are interpreted as markup or script. */
    static final List<String> HOSTILE = List.of(
            "</script><script>document.title='taken'</script>",
            "<img src=x onerror=\"document.title='taken'\">",
            "\"'><svg onload=document.title='taken'>",
            "${7*7} {{7*7}} <!-- ",
            "]]>\u2028&lt;b&gt;",
            "{bold|rich} <b>text</b>",
            "javascript:document.title='taken'",
            "a much longer name than anyone would give to a column, without end or purpose");

    private final Random random = new Random(5);

    private EvaluationFixtures() {}

    /** An evaluation of ordinary columns with all parts. */
    static Evaluation of(final int columns) {
        return new EvaluationFixtures()
                .evaluation(columns, column -> "column_" + column, value -> "value " + value, Verdict.Grade.GOOD);
    }

    /** An evaluation with names and values that try to inject scripts. */
    static Evaluation hostile() {
        return new EvaluationFixtures()
                .evaluation(
                        12,
                        column -> HOSTILE.get(column % HOSTILE.size()) + column,
                        value -> HOSTILE.get(value % HOSTILE.size()) + value,
                        Verdict.Grade.FAIR);
    }

    /** An evaluation of a model that reveals training rows. */
    static Evaluation leaking() {
        return new EvaluationFixtures()
                .evaluation(6, column -> "column_" + column, value -> "value " + value, Verdict.Grade.POOR);
    }

    /** An evaluation in which almost nothing was measured. */
    static Evaluation bare() {
        final Evaluation full = of(3);
        return new Evaluation(
                Evaluation.FORMAT,
                Evaluation.VERSION,
                full.settings(),
                new RowCounts(30, 30, 30, 30, 0, 0, 30_000),
                null,
                List.of(full.columnVerdicts().getFirst()),
                List.of(full.columns().getFirst()),
                List.of(),
                full.overall(),
                null,
                null,
                null,
                List.of(),
                null,
                null,
                List.of(),
                List.of(),
                null,
                null,
                null,
                null,
                List.of(),
                List.of(new NotMeasured("attacks", "There are no held-out rows.")));
    }

    private Evaluation evaluation(
            final int count,
            final IntFunction<String> names,
            final IntFunction<String> values,
            final Verdict.Grade privacy) {
        final List<ColumnMeasure> columns = IntStream.range(0, count)
                .mapToObj(column -> column(names.apply(column), column, values))
                .toList();
        final List<PairMeasure> pairs = new ArrayList<>();
        for (int first = 0; first < count; first++) {
            for (int second = first + 1; second < count; second++) {
                final double strength = Math.pow(random.nextDouble(), 3);
                pairs.add(new PairMeasure(
                        first,
                        second,
                        1 - .1 * Math.pow(random.nextDouble(), 2),
                        first % 3 == 0,
                        strength,
                        Math.clamp(strength + .05 * random.nextGaussian(), 0, 1),
                        strength > .4));
            }
        }
        final double leak = privacy == Verdict.Grade.POOR ? .5 : .01;
        final List<Attack> attacks = new ArrayList<>();
        for (final Attack.Kind kind : Attack.Kind.values()) {
            final double control = .05 + .1 * random.nextDouble();
            final double success = control + leak * (1 - control);
            attacks.add(new Attack(
                    kind,
                    2_000,
                    rate(success),
                    rate(control),
                    rate(.02),
                    rate(leak),
                    kind == Attack.Kind.ATTRIBUTE_INFERENCE ? names.apply(0) : null));
        }
        final List<TrainingPoint> progress = IntStream.rangeClosed(1, 40)
                .mapToObj(i -> new TrainingPoint(
                        i * 200,
                        i * 2.,
                        1.2 + .3 / i + .01 * random.nextGaussian(),
                        1.5 - .2 / i,
                        20. / i + .5,
                        25. / i + .8))
                .toList();
        final Verdict.Grade privacyGrade = privacy;
        return new Evaluation(
                Evaluation.FORMAT,
                Evaluation.VERSION,
                EvaluationSettings.defaults().withTarget(names.apply(1)),
                new RowCounts(41_118, 30_000, 10_000, 10_000, 1_712, 1_712, 30_000),
                new ModelOrigin(
                        "4e1f0a9cb2d37765",
                        "2026-11-24T10:22:31Z",
                        17_118,
                        1_712,
                        8_000,
                        84.2,
                        Map.of("nifi-gan", "0.1.0", "DL4J", "1.0.0-M2.1"),
                        Map.of("loss", "RELATIVISTIC", "batch size", "256", "layer width", "256"),
                        progress,
                        7_600,
                        null),
                IntStream.range(0, count)
                        .mapToObj(column -> verdict(names.apply(column), column, values))
                        .toList(),
                columns,
                pairs,
                new Overall(.981, .972, .964, pairs.size() / 3, pairs.size(), .002, .9987, .991, .985, .979, .969),
                new TwoSampleTest(
                        .57,
                        .86,
                        10_000,
                        3,
                        List.of(
                                new TwoSampleTest.ColumnImportance(names.apply(2), .031),
                                new TwoSampleTest.ColumnImportance(names.apply(0), .012)),
                        .56,
                        .51),
                new Usefulness(
                        names.apply(1),
                        Usefulness.Metric.AUC,
                        .912,
                        .927,
                        .5,
                        1_712,
                        new PredictionFairness(List.of(names.apply(0)), .012, .19, .04, .33)),
                new Coverage(.94, .91, .95, .90, 2_000),
                IntStream.range(0, 4)
                        .mapToObj(group -> new Subgroup(
                                names.apply(1),
                                values.apply(group),
                                .4 / (group + 1),
                                .39 / (group + 1),
                                group == 3 ? null : .96,
                                group == 3 ? null : .97))
                        .toList(),
                new Copies(.0003 + leak / 2, .0004, .012 + leak / 2, .013, .012, .0001, .0002, 5_000),
                new ClosestRecord(rate(.5 + leak / 2), 1_712, 5_000, .31, .32, .30),
                attacks,
                Arrays.stream(PrivacyTest.Kind.values())
                        .map(kind -> new PrivacyTest(
                                kind,
                                kind == PrivacyTest.Kind.SINGLE_VALUE || kind == PrivacyTest.Kind.ATTRIBUTE_INFERENCE
                                        ? names.apply(0)
                                        : null,
                                2_000,
                                (int) (200 + 1_800 * leak),
                                1_000,
                                100,
                                .9 * leak,
                                .9 * leak - .04,
                                .9 * leak + .04,
                                leak > .1 ? 1e-9 : 1))
                        .toList(),
                new MembershipInference("discriminator", new Rate(.512, .493, .531), 1_712, 1_712),
                List.of(
                        new RuleMeasure("%s <= %s".formatted(names.apply(0), names.apply(2)), 0, 0),
                        new RuleMeasure("city -> state", 0, 3)),
                new Projection(points(1_000, 0), points(1_000, .1), .43),
                new Examples(IntStream.range(0, 8)
                        .mapToObj(row -> IntStream.range(0, count)
                                .mapToObj(column -> column == 2 && row % 3 == 0
                                        ? null
                                        : column % 3 == 1 ? values.apply(row) : Integer.toString(random.nextInt(5_000)))
                                .toList())
                        .toList()),
                List.of(
                        new Verdict(
                                Verdict.Area.FIDELITY,
                                Verdict.Grade.GOOD,
                                "Columns and pairs are distributed almost like those of other real rows.",
                                List.of(
                                        "98.1 % of columns the same (good from 95 %)",
                                        "97.2 % of pairs the same (good from 95 %)")),
                        new Verdict(
                                Verdict.Area.VALIDITY,
                                Verdict.Grade.GOOD,
                                "Nearly every value is valid.",
                                List.of("99.9 % of values valid (good from 99 %)")),
                        new Verdict(
                                Verdict.Area.USEFULNESS,
                                Verdict.Grade.GOOD,
                                "Predictions work nearly as well as with real rows.",
                                List.of("AUC .912 against .927")),
                        new Verdict(
                                Verdict.Area.PRIVACY,
                                privacyGrade,
                                privacy == Verdict.Grade.POOR
                                        ? "An attacker can find single real rows."
                                        : "No attack succeeded more often on training rows than on others.",
                                List.of("Highest risk of an attack 1.0 % (good up to 5 %)")),
                        new Verdict(
                                Verdict.Area.MODEL_PRIVACY,
                                privacyGrade,
                                "The model file reveals nothing.",
                                List.of("An AUC of 0.512"))),
                List.of());
    }

    private static ColumnVerdict verdict(final String name, final int column, final IntFunction<String> values) {
        final ColumnKind kind =
                column == 5 ? ColumnKind.IDENTIFIER : column % 3 == 1 ? ColumnKind.CATEGORY : ColumnKind.DECIMAL;
        return new ColumnVerdict(
                name,
                kind,
                kind == ColumnKind.IDENTIFIER ? SemanticType.EMAIL : null,
                kind == ColumnKind.DECIMAL ? List.of("0.00") : List.of(),
                kind == ColumnKind.DECIMAL ? List.of(values.apply(0)) : List.of(),
                new ColumnVerdict.Counts(10_000, column == 2 ? 12 : 0, 0, 0, 0, 0, 0),
                column == 4 ? .93 : 0,
                0,
                column == 1 ? SemanticType.FULL_NAME : null);
    }

    private ColumnMeasure column(final String name, final int column, final IntFunction<String> values) {
        if (column == 5) {
            return new ColumnMeasure(name, ColumnKind.IDENTIFIER, null, null, 0, 0, null, null, 10_000, 10_000, null);
        }
        final boolean category = column % 3 == 1;
        final int bars = category ? 3 + 7 * (column % 4) : 24;
        final double[] real = new double[bars];
        double sum = 0;
        for (int bar = 0; bar < bars; bar++) {
            real[bar] = category
                    ? 1. / (1 + bar)
                    : Math.exp(-Math.pow((bar - 8.) / (3 + column % 5), 2)) + .02 * random.nextDouble();
            sum += real[bar];
        }
        final double[] synthetic = new double[bars];
        double syntheticSum = 0;
        for (int bar = 0; bar < bars; bar++) {
            real[bar] /= sum;
            synthetic[bar] = Math.max(0, real[bar] * (1 + .15 * random.nextGaussian()));
            syntheticSum += synthetic[bar];
        }
        double distance = 0;
        for (int bar = 0; bar < bars; bar++) {
            synthetic[bar] /= syntheticSum;
            distance += Math.abs(real[bar] - synthetic[bar]) / 2;
        }
        final boolean date = column % 6 == 2;
        final List<Double> edges = category
                ? null
                : IntStream.rangeClosed(0, bars)
                        .mapToObj(edge -> date ? 14_000. + 200 * edge : 12.5 * edge * (1 + column))
                        .toList();
        final List<String> labels = category
                ? IntStream.range(0, bars).mapToObj(values).toList()
                : edges.stream()
                        .map(edge -> date
                                ? java.time.LocalDate.ofEpochDay(edge.longValue())
                                        .toString()
                                : Double.toString(edge))
                        .toList();
        return new ColumnMeasure(
                name,
                category ? ColumnKind.CATEGORY : date ? ColumnKind.DATE : ColumnKind.DECIMAL,
                1 - distance,
                .99,
                column % 4 == 0 ? .08 : 0,
                column % 4 == 0 ? .075 : 0,
                .999,
                .97,
                bars,
                bars,
                new Distribution(labels, edges, list(real), list(synthetic), category && bars > 10));
    }

    private static List<Double> list(final double[] values) {
        return java.util.Arrays.stream(values).boxed().toList();
    }

    private static Rate rate(final double value) {
        return new Rate(Math.min(1, value), Math.max(0, value - .015), Math.min(1, value + .015));
    }

    private List<Projection.Point> points(final int count, final double off) {
        return IntStream.range(0, count)
                .mapToObj(i -> {
                    final double side = random.nextDouble() < .3 ? 3 : 0;
                    return new Projection.Point((float) (off + side + random.nextGaussian()), (float)
                            (random.nextGaussian() * .6 + .3 * side));
                })
                .toList();
    }
}
