// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate;

import io.nifigan.common.RocAuc;
import io.nifigan.common.StreamSeed;
import io.nifigan.encode.Encoding;
import io.nifigan.evaluate.attack.ConfidenceIntervals;
import io.nifigan.evaluate.result.MembershipInference;
import io.nifigan.evaluate.result.ModelOrigin;
import io.nifigan.evaluate.result.RuleMeasure;
import io.nifigan.evaluate.similarity.EvaluationData;
import io.nifigan.evaluate.similarity.Texts;
import io.nifigan.model.GANModel;
import io.nifigan.model.Provenance;
import io.nifigan.partial.PartialRule;
import io.nifigan.privacy.PrivacyReport;
import io.nifigan.rule.Rule;
import io.nifigan.table.Column;
import io.nifigan.table.Table;
import io.nifigan.train.TrainingSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** The parts of an evaluation that need the model: its origin, its rules, and membership inference by its file. */
public final class ModelMeasure {
    private static final int MAX_SCORED = 5_000;
    private static final int MIN = 30;
    private static final int MAX_RULES = 1_000;

    private ModelMeasure() {}

    static ModelOrigin origin(final GANModel model) {
        final Provenance provenance = model.provenance();
        final TrainingSettings settings = model.settings();
        final Map<String, String> texts = new TreeMap<>();
        texts.put("maxSteps", String.valueOf(settings.maxSteps()));
        texts.put("timeBudget", settings.timeBudget().toString());
        texts.put("loss", settings.loss().name());
        texts.put("prior", settings.prior().name());
        texts.put("latentSize", String.valueOf(settings.latentSize()));
        texts.put("width", String.valueOf(settings.width()));
        texts.put("blocks", String.valueOf(settings.blocks()));
        texts.put("batchSize", String.valueOf(settings.batchSize()));
        texts.put("learningRate", String.valueOf(settings.learningRate()));
        texts.put("penalty", String.valueOf(settings.penalty()));
        texts.put("heldOutShare", String.valueOf(settings.heldOutShare()));
        texts.put("targets", String.join(", ", settings.targets()));
        texts.put("seed", String.valueOf(settings.seed()));
        texts.put("protectFile", String.valueOf(settings.protectFile()));
        texts.put("refined", String.valueOf(settings.refined()));
        texts.put("protection", settings.protection().toString());
        final PrivacyReport promise = model.privacy().orElse(null);
        // A private training holds out rows that were drawn from noisy tables. They are not records, so they do not
        // count.
        final int rows = promise == null ? provenance.rows() : (int) Math.min(Integer.MAX_VALUE, promise.records());
        return new ModelOrigin(
                model.id(),
                provenance.trainedAt().toString(),
                rows,
                promise == null ? provenance.heldOut() : 0,
                provenance.steps(),
                provenance.seconds(),
                provenance.versions(),
                texts,
                List.of(),
                null,
                promise);
    }

    /** Whether the model and a table have the same columns, by name, kind and order. */
    static boolean fits(final GANModel model, final Table table) {
        final List<Column> columns = model.columns();
        boolean fits = columns.size() == table.columns().size();
        for (int c = 0; fits && c < columns.size(); c++) {
            fits = columns.get(c).name().equals(table.column(c).name())
                    && columns.get(c).kind() == table.column(c).kind();
        }
        return fits;
    }

    /** The columns that a rule of the model determines. */
    static Set<Integer> determined(final GANModel model) {
        final List<Encoding> encodings = model.encoder().encodings();
        final Set<Integer> determined = new HashSet<>();
        for (int c = 0; c < encodings.size(); c++) {
            final int determinant = encodings.get(c).category(c);
            if (determinant >= 0 && determinant != c
                    || encodings.get(c).definingRule().isPresent()) {
                determined.add(c);
            }
        }
        return determined;
    }

    /** The model's rules with the numbers of rows that violate them; at most the first 1,000 rules. */
    public static List<RuleMeasure> rules(final GANModel model, final Table real, final Table synthetic) {
        final List<RuleMeasure> measures = new ArrayList<>();
        final List<Column> columns = model.columns();
        final List<Encoding> encodings = model.encoder().encodings();
        final List<Rule> rules = new ArrayList<>();
        for (int c = 0; c < encodings.size(); c++) {
            final int determinant = encodings.get(c).category(c);
            if (determinant >= 0 && determinant != c) {
                final Map<Object, Object> known = known(real, determinant, c);
                measures.add(new RuleMeasure(
                        columns.get(determinant).name() + " -> "
                                + columns.get(c).name(),
                        broken(real, determinant, c, known),
                        broken(synthetic, determinant, c, known)));
            }
            encodings.get(c).definingRule().ifPresent(rules::add);
        }
        rules.addAll(model.encoder().rules());
        for (final Rule rule : rules.subList(0, Math.min(MAX_RULES, rules.size()))) {
            final String text = rule.describe(columns);
            measures.add(
                    new RuleMeasure(Texts.brief(text), rule.broken(real), rule.broken(synthetic), rule.share() < 1));
        }
        encodings.stream()
                .flatMap(encoding -> encoding.partialRules().stream())
                .limit(MAX_RULES)
                .forEach(rule -> addPartial(measures, rule, columns, real, synthetic));
        return measures;
    }

    private static void addPartial(
            final List<RuleMeasure> measures,
            final PartialRule rule,
            final List<Column> columns,
            final Table real,
            final Table synthetic) {
        final List<String> texts = rule.describe(columns);
        for (int t = 0; t < texts.size(); t++) {
            final boolean equal = t == 0 && rule.hasEqual();
            measures.add(new RuleMeasure(
                    Texts.brief(texts.get(t)),
                    real.rows() - rule.count(real, equal),
                    synthetic.rows() - rule.count(synthetic, equal),
                    true));
        }
    }

    private static Map<Object, Object> known(final Table real, final int determinant, final int dependent) {
        final Map<Object, Object> known = new HashMap<>();
        for (int r = 0; r < real.rows(); r++) {
            known.putIfAbsent(real.value(determinant, r), real.value(dependent, r));
        }
        return known;
    }

    private static int broken(
            final Table table, final int determinant, final int dependent, final Map<Object, Object> known) {
        int broken = 0;
        for (int r = 0; r < table.rows(); r++) {
            final Object value = table.value(determinant, r);
            broken += known.containsKey(value) && !Objects.equals(known.get(value), table.value(dependent, r)) ? 1 : 0;
        }
        return broken;
    }

    /**
     * The result of membership inference; null if a table has fewer than 30 rows. The data must include held-out rows.
     */
    static MembershipInference membership(final GANModel model, final EvaluationData data) {
        final Table members = data.sample(data.real(), MAX_SCORED, StreamSeed.MEMBERSHIP_REAL);
        final Table others = data.sample(data.heldOut(), MAX_SCORED, StreamSeed.MEMBERSHIP_HELD_OUT);
        if (members.rows() < MIN || others.rows() < MIN) {
            return null;
        }
        return ModelFileAttack.aucs(model, members, others).entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(worst -> new MembershipInference(
                        worst.getKey(),
                        ConfidenceIntervals.bounded(
                                worst.getValue(),
                                ConfidenceIntervals.Z * RocAuc.error(worst.getValue(), members.rows(), others.rows())),
                        members.rows(),
                        others.rows()))
                .orElse(null);
    }
}
