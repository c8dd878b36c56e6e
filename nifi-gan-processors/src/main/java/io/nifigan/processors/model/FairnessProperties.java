// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.model;

import io.nifigan.processors.flow.GANAttributes;
import io.nifigan.sample.fair.FairFigures;
import io.nifigan.sample.fair.Fairness;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.PropertyValue;
import org.apache.nifi.expression.ExpressionLanguageScope;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.util.StandardValidators;

/** The properties for a fair target, and the attributes that say what was reached. */
public final class FairnessProperties {
    public static final PropertyDescriptor FAIR_TARGET = new PropertyDescriptor.Builder()
            .name("Fair Target")
            .description("A column whose value must not depend on Sensitive Columns, such as a decision or an income "
                    + "class: a category of few values, or true and false. It is drawn anew in each synthetic record, "
                    + "so that its values are equally frequent in all groups of people, also where other columns "
                    + "reveal the group. All other columns stay as they are, and the model is not trained again. "
                    + "Blank leaves all columns as the model generates them.")
            .required(false)
            .addValidator(StandardValidators.NON_BLANK_VALIDATOR)
            .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
            .build();

    public static final PropertyDescriptor SENSITIVE_COLUMNS = new PropertyDescriptor.Builder()
            .name("Sensitive Columns")
            .description("The columns on which Fair Target must not depend, separated by commas, such as sex, origin. "
                    + "Of several, each combination of their values is a group. Numbers, such as an age, count in "
                    + "five bands of equal size.")
            .required(true)
            .addValidator(StandardValidators.NON_BLANK_VALIDATOR)
            .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
            .dependsOn(FAIR_TARGET)
            .build();

    private static final Pattern ATTRIBUTES = Pattern.compile("gan\\.fair\\..+");

    private FairnessProperties() {}

    /** The FlowFile without the attributes of earlier records with a fair target. */
    public static FlowFile removeAttributes(final ProcessSession session, final FlowFile flowFile) {
        return session.removeAllAttributes(flowFile, ATTRIBUTES);
    }

    /**
     * What is to be fair; null if nothing is.
     *
     * @param values each property's value, Expression Language evaluated
     * @throws IllegalArgumentException if only one of the properties has a value, or they name a column twice
     */
    public static Fairness of(final Function<PropertyDescriptor, PropertyValue> values) {
        final String target = values.apply(FAIR_TARGET).getValue();
        if (target == null || target.isBlank()) {
            return null;
        }
        final String sensitive = values.apply(SENSITIVE_COLUMNS).getValue();
        final List<String> names = sensitive == null
                ? List.of()
                : Arrays.stream(sensitive.split(","))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .toList();
        if (names.isEmpty()) {
            throw new IllegalArgumentException(
                    "Sensitive Columns is blank: name the columns on which Fair Target must not depend");
        }
        return new Fairness(target.strip(), names);
    }

    /** The attributes of FlowFiles with a fair target; empty for none. */
    public static Map<String, String> attributes(final Fairness fairness, final FairFigures figures) {
        final Map<String, String> attributes = new LinkedHashMap<>();
        if (fairness != null) {
            attributes.put(GANAttributes.FAIR_TARGET, fairness.target());
            attributes.put(GANAttributes.FAIR_SENSITIVE, String.join(", ", fairness.sensitive()));
            attributes.put(GANAttributes.FAIR_GAP, text(figures.gap()));
            attributes.put(GANAttributes.FAIR_GAP_BEFORE, text(figures.gapBefore()));
            attributes.put(GANAttributes.FAIR_DISTANCE, text(figures.distance()));
            attributes.put(GANAttributes.FAIR_DISTANCE_BEFORE, text(figures.distanceBefore()));
            attributes.put(GANAttributes.FAIR_AUC, text(figures.auc()));
            attributes.put(GANAttributes.FAIR_AUC_BEFORE, text(figures.aucBefore()));
        }
        return attributes;
    }

    private static String text(final double figure) {
        return String.format(Locale.ROOT, "%.4f", figure);
    }
}
