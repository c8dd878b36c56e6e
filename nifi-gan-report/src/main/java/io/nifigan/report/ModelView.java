// SPDX-License-Identifier: Apache-2.0
package io.nifigan.report;

import io.nifigan.model.Fidelity;
import io.nifigan.model.GANModel;
import io.nifigan.model.Provenance;
import io.nifigan.privacy.PrivacyReport;
import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.train.TrainingSettings;
import java.lang.reflect.RecordComponent;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a model is, in the words of its page.
 *
 * @param id its name
 * @param headline what it makes
 * @param lead what to do with it
 * @param facts where it comes from
 * @param measures its quality
 * @param promise what its training promises; null where nothing is promised
 * @param columns what its rows are
 * @param rules what they keep
 * @param settings how it was trained
 */
record ModelView(
        String id,
        String headline,
        String lead,
        List<Page.Fact> facts,
        List<Page.Measure> measures,
        Page.Promise promise,
        List<ColumnLine> columns,
        List<String> rules,
        List<Page.Fact> settings) {
    private static final int MAX_RULES = 500;
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    /** A column: its kind, its field's type, and what is learnt of it. */
    record ColumnLine(String name, String kind, String type, String learnt) {}

    static ModelView of(final GANModel model) {
        final long made = model.columns().stream()
                .filter(column -> column.kind() == ColumnKind.IDENTIFIER)
                .count();
        final long rows = model.privacy().map(PrivacyReport::records).orElse((long)
                model.provenance().rows());
        final String identifiers = made == 0
                ? "None of its columns is an identifier."
                : "Of its columns, %s are identifiers: made up, and not learnt.".formatted(Numbers.count(made));
        final String held = model.privacy().isPresent()
                ? "It was trained privately: whether any one record was there makes little difference " + "to it. "
                : "It holds no row, but it does hold the values of categories and the least and "
                        + "greatest numbers. ";
        return new ModelView(
                model.id(),
                "A model that makes rows of %s columns, learnt from %s%s rows"
                        .formatted(
                                Numbers.count(model.columns().size()),
                                model.privacy().isPresent() ? "about " : "",
                                Numbers.count(rows)),
                held + identifiers,
                facts(model),
                model.privacy().map(ModelView::promise).orElseGet(() -> measures(model.fidelity())),
                PromiseWords.of(model.privacy().orElse(null)),
                model.columns().stream().map(ModelView::line).toList(),
                model.encoder().describeRules().stream().limit(MAX_RULES).toList(),
                settings(model.settings()));
    }

    private static List<Page.Fact> facts(final GANModel model) {
        final Provenance provenance = model.provenance();
        final List<Page.Fact> facts = new ArrayList<>();
        facts.add(new Page.Fact("Trained", DATE.format(provenance.trainedAt())));
        if (model.privacy().isEmpty()) {
            facts.add(new Page.Fact("On rows", Numbers.count(provenance.rows())));
            facts.add(new Page.Fact("Of these held out", Numbers.count(provenance.heldOut())));
        }
        facts.add(new Page.Fact(
                "Training",
                "%s steps, %s".formatted(Numbers.count(provenance.steps()), Numbers.duration(provenance.seconds()))));
        facts.add(new Page.Fact(
                "Software",
                new TreeMap<>(provenance.versions())
                        .entrySet().stream()
                                .map(entry -> entry.getKey() + " " + entry.getValue())
                                .collect(Collectors.joining(", "))));
        return facts;
    }

    /** A private model has no figures of its quality, since they would tell of records; it has its promise. */
    private static List<Page.Measure> promise(final PrivacyReport privacy) {
        return List.of(new Page.Measure(
                "Differential privacy",
                "of everything that is derived from the model",
                "ε = %s".formatted(Numbers.brief(privacy.epsilon())),
                "δ = %s".formatted(Numbers.brief(privacy.delta())),
                "%s charges in its ledger"
                        .formatted(Numbers.count(privacy.charges().size())),
                privacy.secure() ? null : Tone.POOR,
                privacy.secure()
                        ? ("Nobody can tell by it, beyond this, whether somebody was in the records: %s. How "
                                        + "good it is was not measured on them.")
                                .formatted(privacy.adjacency())
                        : "The noise did not come from a cryptographic source: nothing is promised."));
    }

    private static List<Page.Measure> measures(final Fidelity fidelity) {
        final String on = "on %s held-out rows".formatted(Numbers.count(fidelity.rows()));
        return List.of(
                new Page.Measure(
                        "Columns",
                        "how much of each column's distribution is the same, on average",
                        same(fidelity.shapeError()),
                        on,
                        same(fidelity.shapeErrorFloor()) + " for other real rows",
                        null,
                        "100 % means the same distribution. Other real rows do not reach it either."),
                new Page.Measure(
                        "Pairs of columns",
                        "how much of what two columns have to do with each other is the same",
                        same(fidelity.trendError()),
                        on,
                        same(fidelity.trendErrorFloor()) + " for other real rows",
                        null,
                        "Whether income still goes with age, and city with country."),
                new Page.Measure(
                        "Told apart by the discriminator",
                        "area under the ROC curve",
                        Numbers.decimal(fidelity.auc()),
                        on,
                        "0.50 is a coin's toss, 1.00 is always",
                        null,
                        "The network that the generator was trained against."));
    }

    private static String same(final double errorInPercent) {
        return Numbers.percent(Math.max(0, 1 - errorInPercent / 100));
    }

    private static ColumnLine line(final Column column) {
        final boolean identifier = column.kind() == ColumnKind.IDENTIFIER;
        return new ColumnLine(
                column.name(),
                column.kind().name().toLowerCase(Locale.ROOT),
                column.field().type().name().toLowerCase(Locale.ROOT),
                identifier ? "no: made up as %s".formatted(column.meaning().label()) : "yes");
    }

    private static List<Page.Fact> settings(final TrainingSettings settings) {
        final List<Page.Fact> facts = new ArrayList<>();
        for (final RecordComponent component : TrainingSettings.class.getRecordComponents()) {
            try {
                facts.add(new Page.Fact(
                        component
                                .getName()
                                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                                .toLowerCase(Locale.ROOT),
                        String.valueOf(component.getAccessor().invoke(settings))));
            } catch (final ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        return facts;
    }
}
