// SPDX-License-Identifier: Apache-2.0
package io.nifigan.report;

import io.nifigan.evaluate.result.ModelOrigin;
import io.nifigan.evaluate.result.TrainingPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The page's facts and charts about a model's provenance and training. */
final class OriginWords {
    private static final int MAX_POINTS = 200;

    /** The model's provenance, null without a model. */
    private final ModelOrigin origin;

    OriginWords(final ModelOrigin origin) {
        this.origin = origin;
    }

    List<Page.Fact> facts() {
        if (origin == null) {
            return List.of();
        }
        return List.of(
                new Page.Fact("Model", origin.id()),
                new Page.Fact("Trained", origin.trainedAt()),
                new Page.Fact(
                        "Rows",
                        origin.privacy() == null
                                ? "%s, of which %s were held out"
                                        .formatted(Numbers.count(origin.rows()), Numbers.count(origin.heldOut()))
                                : "about %s (a noisy count)".formatted(Numbers.count(origin.rows()))),
                new Page.Fact(
                        "Training",
                        "%s steps in %s".formatted(Numbers.count(origin.steps()), Numbers.duration(origin.seconds()))),
                new Page.Fact(
                        "Software",
                        new TreeMap<>(origin.versions())
                                .entrySet().stream()
                                        .map(entry -> entry.getKey() + " " + entry.getValue())
                                        .collect(Collectors.joining(", "))));
    }

    List<Page.Fact> settings() {
        return origin == null
                ? List.of()
                : new TreeMap<>(origin.settings())
                        .entrySet().stream()
                                .map(entry -> new Page.Fact(entry.getKey(), entry.getValue()))
                                .toList();
    }

    /** Adds the charts of the training, if its progress is known. */
    List<Page.Figure> progress(final Map<String, Chart> charts) {
        final List<Page.Figure> figures = new ArrayList<>();
        if (origin == null || origin.progress().size() < 2) {
            return figures;
        }
        if (known(TrainingPoint::shapeError)) {
            charts.put(
                    "training-errors",
                    lines(
                            "columns",
                            TrainingPoint::shapeError,
                            "column pairs",
                            TrainingPoint::trendError,
                            " %",
                            false));
            figures.add(new Page.Figure(
                    "training-errors",
                    "Distance of synthetic rows from held-out rows",
                    spoken("error of columns", TrainingPoint::shapeError, " %")));
        }
        if (known(TrainingPoint::discriminatorLoss)) {
            charts.put(
                    "training-losses",
                    lines(
                            "discriminator",
                            TrainingPoint::discriminatorLoss,
                            "generator",
                            TrainingPoint::generatorLoss,
                            "",
                            true));
            figures.add(new Page.Figure(
                    "training-losses",
                    "The losses of the two networks",
                    spoken("loss of the discriminator", TrainingPoint::discriminatorLoss, "")));
        }
        return figures;
    }

    private boolean known(final Function<TrainingPoint, Double> figure) {
        return origin.progress().stream().map(figure).filter(Objects::nonNull).count() > 1;
    }

    private List<TrainingPoint> points() {
        final List<TrainingPoint> all = origin.progress();
        final int every = (all.size() + MAX_POINTS - 1) / MAX_POINTS;
        final List<TrainingPoint> some = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (i % every == 0 || i == all.size() - 1) {
                some.add(all.get(i));
            }
        }
        return some;
    }

    private Chart.Lines lines(
            final String first,
            final Function<TrainingPoint, Double> firstFigure,
            final String second,
            final Function<TrainingPoint, Double> secondFigure,
            final String unit,
            final boolean scale) {
        final List<TrainingPoint> points = points();
        return new Chart.Lines(
                points.stream().map(TrainingPoint::step).toList(),
                List.of(
                        new Chart.Lines.Series(
                                first,
                                Numbers.brief(points.stream().map(firstFigure).collect(Collectors.toList()))),
                        new Chart.Lines.Series(
                                second,
                                Numbers.brief(points.stream().map(secondFigure).collect(Collectors.toList())))),
                origin.bestStep(),
                unit,
                scale);
    }

    private String spoken(final String what, final Function<TrainingPoint, Double> figure, final String unit) {
        final List<Double> values =
                origin.progress().stream().map(figure).filter(Objects::nonNull).toList();
        final String kept = origin.bestStep() == null
                ? ""
                : " The model of step %s was kept.".formatted(Numbers.count(origin.bestStep()));
        return "Line chart: %s from %s%s at the start to %s%s at the end.%s"
                .formatted(
                        what, Numbers.decimal(values.getFirst()), unit, Numbers.decimal(values.getLast()), unit, kept);
    }
}
