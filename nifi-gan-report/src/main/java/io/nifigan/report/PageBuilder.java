// SPDX-License-Identifier: Apache-2.0
package io.nifigan.report;

import io.nifigan.evaluate.result.ColumnMeasure;
import io.nifigan.evaluate.result.Distribution;
import io.nifigan.evaluate.result.Evaluation;
import io.nifigan.evaluate.result.NotMeasured;
import io.nifigan.evaluate.result.PairMeasure;
import io.nifigan.evaluate.result.Projection;
import io.nifigan.evaluate.result.RowCounts;
import io.nifigan.table.ColumnVerdict;
import io.nifigan.table.ColumnVerdicts;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A builder of the page of an evaluation: texts, tables and charts. */
final class PageBuilder {
    private static final int WORST = 10;
    /** More charts would make the page too large; the most similar columns are left out. */
    private static final int MAX_COLUMN_CHARTS = 60;

    private static final int MAX_PAIRS = 300;
    private static final int MAX_COLUMNS = 1_000;
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final Evaluation evaluation;
    private final String subject;
    private final Instant madeAt;
    private final Map<String, Chart> charts = new LinkedHashMap<>();
    /** What became of a column, by its name. */
    private final Map<String, String> verdicts;

    PageBuilder(final Evaluation evaluation, final String subject, final Instant madeAt) {
        this.evaluation = evaluation;
        this.subject = subject;
        this.madeAt = madeAt;
        this.verdicts = evaluation.columnVerdicts().stream()
                .collect(Collectors.toMap(ColumnVerdict::name, ColumnVerdict::sentence, (first, second) -> first));
    }

    Page build() {
        final VerdictWords verdict = new VerdictWords(evaluation);
        final PrivacyWords privacy = new PrivacyWords(evaluation);
        final SimilarityWords similarity = new SimilarityWords(evaluation);
        final OriginWords origin = new OriginWords(evaluation.model());
        if (!evaluation.attacks().isEmpty()) {
            charts.put("attacks", privacy.chart());
        }
        final List<ColumnMeasure> ordered = evaluation.columns().stream()
                .sorted(Comparator.comparingDouble(column -> column.similarity() == null ? 2 : column.similarity()))
                .toList();
        final List<Page.Column> columns =
                ordered.stream().limit(MAX_COLUMNS).map(this::column).toList();
        final List<Page.Column> drawn =
                columns.stream().filter(column -> column.chart() != null).toList();
        final int[] matrixColumns = ColumnCharts.matrixColumns(evaluation);
        final List<Page.Figure> matrices = matrices(matrixColumns);
        final String projection = projection();
        final List<Page.Figure> progress = origin.progress(charts);
        return new Page(
                "Synthetic data report",
                subject,
                verdict.headline(),
                verdict.lead(),
                verdict.cards(),
                ColumnVerdicts.notKept(evaluation.columnVerdicts()),
                facts(),
                privacy.measures(),
                privacy.risks(),
                similarity.measures(),
                similarity.importances(),
                similarity.usefulness(),
                similarity.subgroups(),
                drawn.subList(0, Math.min(WORST, drawn.size())),
                drawn.subList(Math.min(WORST, drawn.size()), drawn.size()),
                columns,
                pairs(),
                matrices,
                matrixNote(matrixColumns.length),
                projection,
                similarity.rules(),
                GuaranteeWords.of(
                        evaluation.model() == null ? null : evaluation.model().privacy()),
                origin.facts(),
                origin.settings(),
                progress,
                evaluation.columns().stream().map(ColumnMeasure::name).toList(),
                evaluation.examples() == null
                        ? List.of()
                        : evaluation.examples().rows(),
                verdict.measured(),
                unmeasured(),
                charts,
                evaluation);
    }

    private List<Page.Fact> facts() {
        final RowCounts rows = evaluation.rows();
        final List<Page.Fact> facts = new ArrayList<>();
        facts.add(new Page.Fact("Real rows", used(rows.realUsed(), rows.realGiven())));
        facts.add(new Page.Fact("Synthetic rows", used(rows.syntheticUsed(), rows.syntheticGiven())));
        facts.add(new Page.Fact(
                "Held-out real rows",
                rows.heldOutGiven() == 0 ? "none" : used(rows.heldOutUsed(), rows.heldOutGiven())));
        facts.add(new Page.Fact("Columns", Numbers.count(evaluation.columns().size())));
        facts.add(new Page.Fact("Created", DATE.format(madeAt)));
        if (evaluation.model() != null) {
            facts.add(new Page.Fact("Model", evaluation.model().id()));
        }
        return facts;
    }

    private static String used(final int used, final int given) {
        return used == given ? Numbers.count(used) : "%s of %s".formatted(Numbers.count(used), Numbers.count(given));
    }

    private Page.Column column(final ColumnMeasure column) {
        final Distribution shares = column.distribution();
        final boolean drawn = shares != null
                && !shares.real().isEmpty()
                && column.similarity() != null
                && charts.size() < MAX_COLUMN_CHARTS + 1;
        final String chart = drawn ? "column-" + charts.size() : null;
        final List<List<String>> bars = new ArrayList<>();
        if (drawn) {
            charts.put(chart, ColumnCharts.distribution(column));
            final List<String> labels = Bars.labels(column);
            for (int bar = 0; bar < shares.real().size(); bar++) {
                bars.add(List.of(
                        labels.get(bar),
                        Numbers.percent(shares.real().get(bar)),
                        Numbers.percent(shares.synthetic().get(bar))));
            }
        }
        final String kind = column.kind().name().toLowerCase(Locale.ROOT);
        final String figure = column.similarity() == null ? "not compared" : Numbers.percent(column.similarity());
        final String missing = column.missingReal() == 0 && column.missingSynthetic() == 0
                ? "none"
                : "%s, %s".formatted(Numbers.percent(column.missingReal()), Numbers.percent(column.missingSynthetic()));
        return new Page.Column(
                column.name(),
                verdicts.getOrDefault(column.name(), kind),
                figure,
                column.similarityHeldOut() == null ? null : Numbers.percent(column.similarityHeldOut()),
                missing,
                Numbers.percent(column.validity()),
                about(column, kind),
                chart,
                spoken(column, figure),
                bars);
    }

    private static String about(final ColumnMeasure column, final String kind) {
        final StringBuilder about = new StringBuilder(kind);
        if (column.similarityHeldOut() != null) {
            about.append(" · floor ").append(Numbers.percent(column.similarityHeldOut()));
        }
        if (column.missingReal() > 0 || column.missingSynthetic() > 0) {
            about.append(" · missing ")
                    .append(Numbers.percent(column.missingReal()))
                    .append(" real, ")
                    .append(Numbers.percent(column.missingSynthetic()))
                    .append(" synthetic");
        }
        final double others = column.distribution() == null ? 0 : ColumnCharts.crowdedOut(column.distribution());
        if (others > 0) {
            about.append(" · most frequent values; all others have ").append(Numbers.percent(others));
        }
        return about.toString();
    }

    /** A description of the chart: the similarity, and the bar at which real and synthetic rows differ most. */
    private static String spoken(final ColumnMeasure column, final String figure) {
        final Distribution shares = column.distribution();
        if (shares == null || shares.real().isEmpty()) {
            return "";
        }
        int farthest = 0;
        for (int bar = 1; bar < shares.real().size(); bar++) {
            if (Math.abs(shares.real().get(bar) - shares.synthetic().get(bar))
                    > Math.abs(shares.real().get(farthest) - shares.synthetic().get(farthest))) {
                farthest = bar;
            }
        }
        final String where = Bars.labels(column).get(farthest);
        return ("Distribution of %s: %s overlap. Largest difference at %s: %s of the real rows, %s of the "
                        + "synthetic rows.")
                .formatted(
                        column.name(),
                        figure,
                        where,
                        Numbers.percent(shares.real().get(farthest)),
                        Numbers.percent(shares.synthetic().get(farthest)));
    }

    private List<Page.Pair> pairs() {
        return evaluation.pairs().stream()
                .sorted(Comparator.comparingDouble(PairMeasure::similarity))
                .limit(MAX_PAIRS)
                .map(pair -> new Page.Pair(
                        evaluation.columns().get(pair.first()).name(),
                        evaluation.columns().get(pair.second()).name(),
                        Numbers.percent(pair.similarity()),
                        Numbers.decimal(pair.strengthReal()),
                        Numbers.decimal(pair.strengthSynthetic())))
                .toList();
    }

    private List<Page.Figure> matrices(final int[] columns) {
        if (columns.length < 2) {
            return List.of();
        }
        final List<Chart.Matrix> maps = ColumnCharts.matrices(evaluation, columns);
        charts.put("pairs-real", maps.get(0));
        charts.put("pairs-synthetic", maps.get(1));
        charts.put("pairs-difference", maps.get(2));
        final String size = "%d by %d columns".formatted(columns.length, columns.length);
        return List.of(
                new Page.Figure(
                        "pairs-real",
                        "Real: strength of association between columns",
                        "Heat map of %s: strength of association of each pair in the real rows.".formatted(size)),
                new Page.Figure(
                        "pairs-synthetic",
                        "Synthetic: should look like the map of real rows",
                        "Heat map of %s: strength of association of each pair in the synthetic rows.".formatted(size)),
                new Page.Figure(
                        "pairs-difference",
                        "Difference: the strongest colour is %s"
                                .formatted(Numbers.percent(maps.get(2).max())),
                        ("Heat map of %s: difference of each pair, at most %s. The table below lists the least "
                                        + "similar pairs.")
                                .formatted(size, Numbers.percent(maps.get(2).max()))));
    }

    private String matrixNote(final int shown) {
        final long compared = evaluation.columns().stream()
                .filter(column -> column.similarity() != null)
                .count();
        return shown < compared
                ? "The maps show the %d columns with the least similar pairs, of %s."
                        .formatted(shown, Numbers.count(compared))
                : null;
    }

    private String projection() {
        final Projection projection = evaluation.projection();
        if (projection == null || projection.real().isEmpty()) {
            return null;
        }
        charts.put("projection", new Chart.Points(points(projection.real()), points(projection.synthetic())));
        return ("%s real and %s synthetic rows, projected to the two directions in which the real rows vary "
                        + "most (%s of their variance).")
                .formatted(
                        Numbers.count(projection.real().size()),
                        Numbers.count(projection.synthetic().size()),
                        Numbers.percent(projection.explained()));
    }

    private static List<double[]> points(final List<Projection.Point> points) {
        return points.stream()
                .map(point -> new double[] {Numbers.brief(point.x()), Numbers.brief(point.y())})
                .toList();
    }

    private List<Page.Fact> unmeasured() {
        return evaluation.notMeasured().stream()
                .map(entry -> new Page.Fact(name(entry), entry.reason()))
                .toList();
    }

    private static String name(final NotMeasured entry) {
        return switch (entry.part()) {
            case "twoSample" -> "Distinguishability";
            case "usefulness" -> "Usefulness for a target";
            case "coverage" -> "Variety";
            case "subgroups" -> "Subgroups";
            case "copies" -> "Copies";
            case "closestRecord" -> "Distance to the closest record";
            case "attacks" -> "Attacks";
            case "membership" -> "Membership inference";
            case "rules" -> "Rules between columns";
            case "projection" -> "Map of rows";
            case "examples" -> "Example rows";
            default -> entry.part();
        };
    }
}
