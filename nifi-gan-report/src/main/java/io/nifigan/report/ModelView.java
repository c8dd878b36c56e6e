// SPDX-License-Identifier: Apache-2.0
package io.nifigan.report;

import io.nifigan.model.Fidelity;
import io.nifigan.model.GANModel;
import io.nifigan.model.Provenance;
import io.nifigan.privacy.PrivacyReport;
import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.ColumnVerdicts;
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
 * The content of a model's page.
 *
 * @param id the model's id
 * @param headline the headline
 * @param lead the text below the headline
 * @param facts its provenance
 * @param notKept what of its training rows is not learnt or not kept, a sentence each; may be empty
 * @param measures its quality
 * @param guarantee its privacy guarantee; null if there is none
 * @param columns its columns
 * @param rules its rules
 * @param settings its training settings
 */
record ModelView(
        String id,
        String headline,
        String lead,
        List<Page.Fact> facts,
        List<String> notKept,
        List<Page.Measure> measures,
        Page.Guarantee guarantee,
        List<ColumnLine> columns,
        List<String> rules,
        List<Page.Fact> settings) {
    private static final int MAX_RULES = 500;
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    /** A column: its name, kind, type in records, and whether it is learnt. */
    record ColumnLine(String name, String kind, String type, String learnt) {}

    static ModelView of(final GANModel model) {
        final long identifierCount = model.columns().stream()
                .filter(column -> column.kind() == ColumnKind.IDENTIFIER)
                .count();
        final long rows = model.privacy().map(PrivacyReport::records).orElse((long)
                model.provenance().rows());
        final String identifiers = identifierCount == 0
                ? "None of its columns is an identifier."
                : "Of its columns, %s are identifiers, which are newly generated and not learnt."
                        .formatted(Numbers.count(identifierCount));
        final String held = model.privacy().isPresent()
                ? "It was trained under differential privacy: any single record has little influence on it. "
                : "It contains no rows, but it contains the values of categories and the minimum and maximum of "
                        + "numbers. ";
        return new ModelView(
                model.id(),
                "A model that generates rows of %s columns, trained on %s%s rows"
                        .formatted(
                                Numbers.count(model.columns().size()),
                                model.privacy().isPresent() ? "about " : "",
                                Numbers.count(rows)),
                held + identifiers,
                facts(model),
                ColumnVerdicts.notKept(model.provenance().verdicts()),
                model.privacy().map(ModelView::privacyMeasures).orElseGet(() -> measures(model.fidelity())),
                GuaranteeWords.of(model.privacy().orElse(null)),
                model.columns().stream().map(ModelView::line).toList(),
                model.encoder().describeRules().stream().limit(MAX_RULES).toList(),
                settings(model.settings()));
    }

    private static List<Page.Fact> facts(final GANModel model) {
        final Provenance provenance = model.provenance();
        final List<Page.Fact> facts = new ArrayList<>();
        facts.add(new Page.Fact("Trained", DATE.format(provenance.trainedAt())));
        if (model.privacy().isEmpty()) {
            facts.add(new Page.Fact("Training rows", Numbers.count(provenance.rows())));
            facts.add(new Page.Fact("Held-out rows", Numbers.count(provenance.heldOut())));
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

    /** The privacy guarantee, shown instead of quality measures, which would reveal information about records. */
    private static List<Page.Measure> privacyMeasures(final PrivacyReport privacy) {
        return List.of(new Page.Measure(
                "Differential privacy",
                "for everything that is derived from the model",
                "ε = %s".formatted(Numbers.brief(privacy.epsilon())),
                "δ = %s".formatted(Numbers.brief(privacy.delta())),
                "%s charges in the privacy ledger"
                        .formatted(Numbers.count(privacy.charges().size())),
                privacy.secure() ? null : Tone.POOR,
                privacy.secure()
                        ? ("The model reveals no more than this about whether a person was in the records: %s. "
                                        + "Its quality was not measured on the records.")
                                .formatted(privacy.adjacency())
                        : "The noise did not come from a cryptographic source, so there is no guarantee."));
    }

    private static List<Page.Measure> measures(final Fidelity fidelity) {
        final String on = "on %s held-out rows".formatted(Numbers.count(fidelity.rows()));
        return List.of(
                new Page.Measure(
                        "Columns",
                        "mean overlap of the distributions of each column",
                        similarity(fidelity.shapeError()),
                        on,
                        similarity(fidelity.shapeErrorFloor()) + " for other real rows",
                        null,
                        "100 % means identical distributions. Even other real rows do not reach it."),
                new Page.Measure(
                        "Column pairs",
                        "mean agreement of the relations between two columns",
                        similarity(fidelity.trendError()),
                        on,
                        similarity(fidelity.trendErrorFloor()) + " for other real rows",
                        null,
                        "Shows whether relations are kept, such as between income and age, or city and country."),
                new Page.Measure(
                        "Distinguishability by the discriminator",
                        "area under the ROC curve",
                        Numbers.decimal(fidelity.auc()),
                        on,
                        "0.50 means indistinguishable, 1.00 means always distinguished",
                        null,
                        "The discriminator is the network that the generator was trained against."));
    }

    private static String similarity(final double errorInPercent) {
        return Numbers.percent(Math.max(0, 1 - errorInPercent / 100));
    }

    private static ColumnLine line(final Column column) {
        final boolean identifier = column.kind() == ColumnKind.IDENTIFIER;
        return new ColumnLine(
                column.name(),
                column.kind().name().toLowerCase(Locale.ROOT),
                column.field().type().name().toLowerCase(Locale.ROOT),
                identifier ? "no: generated as %s".formatted(column.meaning().label()) : "yes");
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
