// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.evaluate;

import io.nifigan.processors.flow.NumberRange;
import java.util.List;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.expression.ExpressionLanguageScope;

/** The verdicts and thresholds that synthetic records have to meet to be accepted. */
final class GateProperties {
    static final PropertyDescriptor MINIMUM_VERDICT = verdict(
            "Minimum Verdict",
            "The minimum verdict of the report on similarity, validity and usefulness, each of which counts. Fair "
                    + "rejects shuffled or foreign columns and absent classes, and accepts other real records. "
                    + "Usefulness counts if Target Column is set.");
    static final PropertyDescriptor MINIMUM_PRIVACY_VERDICT = verdict(
            "Minimum Privacy Verdict",
            "The minimum verdict of the report on the privacy of the records. Fair rejects copies and records of "
                    + "models that memorise. Good also rejects a few copies among other records. Chance makes the "
                    + "verdict on records that reveal nobody worse than good in at most one of a hundred reports; "
                    + "without held-out records it is never good.");
    static final PropertyDescriptor MINIMUM_SHAPE = threshold(
            "Minimum Shape Similarity",
            "The minimum mean similarity of single columns, from 0 to 1. Good models reach 0.98, other real "
                    + "records 0.99. Blank sets no threshold.");
    static final PropertyDescriptor MINIMUM_TREND = threshold(
            "Minimum Pair Similarity",
            "The minimum mean similarity of pairs of columns, from 0 to 1. Blank sets no threshold.");
    static final PropertyDescriptor MINIMUM_VALIDITY = threshold(
            "Minimum Validity",
            "The minimum share of values, from 0 to 1, that are within the range or among the categories of the "
                    + "real records. Blank sets no threshold.");
    static final PropertyDescriptor MINIMUM_USEFULNESS = threshold(
            "Minimum Usefulness",
            "How useful synthetic records must be to predict Target Column, from 0 to 1, in relation to real "
                    + "records: for classes the area under the ROC curve over 0.5, divided by that of real "
                    + "records. Blank sets no threshold.");
    static final PropertyDescriptor MAXIMUM_DETECTABILITY = threshold(
            "Maximum Detectability",
            "The maximum area under the ROC curve, from 0.5 to 1, of a classifier that distinguishes synthetic "
                    + "records from real ones. A strict measure, which many useful tables miss. Blank sets no "
                    + "threshold.");
    static final PropertyDescriptor MAXIMUM_COPIES = threshold(
            "Maximum Copies",
            "The maximum share of synthetic records, from 0 to 1, that copy a real record exactly or nearly, "
                    + "beyond the share among real records that nobody copied. Blank sets no threshold.");
    static final PropertyDescriptor MAXIMUM_NEARER = threshold(
            "Maximum Share Nearer To Training",
            "The maximum share of synthetic records, from 0.5 to 1, that are nearer to a record of the training "
                    + "than to any held-out record. The lower end of the 95 % interval counts. Blank sets no "
                    + "threshold.");
    static final PropertyDescriptor MAXIMUM_RISK = threshold(
            "Maximum Attack Risk",
            "How much more often singling out, linkability or attribute inference may succeed on records of the "
                    + "training than on held-out records, as a difference of success rates from 0 to 1. As in the "
                    + "verdict on privacy, a difference that chance explains is 0. Blank sets no threshold.");
    static final PropertyDescriptor MAXIMUM_MEMBERSHIP = threshold(
            "Maximum Membership Inference",
            "The maximum area under the ROC curve, from 0.5 to 1, with which a part of the model file "
                    + "distinguishes records of the training from others. The lower end of the 95 % interval "
                    + "counts. It matters if you share the model file, and says nothing about the synthetic "
                    + "records. Blank sets no threshold.");
    static final PropertyDescriptor UNMEASURED = new PropertyDescriptor.Builder()
            .name("Unmeasured Figures")
            .description("What a threshold or minimum verdict does if its figure cannot be measured, such as one "
                    + "that needs held-out records.")
            .required(true)
            .allowableValues(UnmeasuredFigures.class)
            .defaultValue(UnmeasuredFigures.IGNORE)
            .build();

    private GateProperties() {}

    private static PropertyDescriptor verdict(final String name, final String description) {
        return new PropertyDescriptor.Builder()
                .name(name)
                .description(description)
                .required(true)
                .allowableValues(MinimumVerdict.class)
                .defaultValue(MinimumVerdict.FAIR)
                .build();
    }

    private static PropertyDescriptor threshold(final String name, final String description) {
        return new PropertyDescriptor.Builder()
                .name(name)
                .description(description)
                .required(false)
                .addValidator(NumberRange.decimal(0, 1))
                .expressionLanguageSupported(ExpressionLanguageScope.ENVIRONMENT)
                .build();
    }

    static List<PropertyDescriptor> all() {
        return List.of(
                MINIMUM_VERDICT,
                MINIMUM_PRIVACY_VERDICT,
                MINIMUM_SHAPE,
                MINIMUM_TREND,
                MINIMUM_VALIDITY,
                MINIMUM_USEFULNESS,
                MAXIMUM_DETECTABILITY,
                MAXIMUM_COPIES,
                MAXIMUM_NEARER,
                MAXIMUM_RISK,
                MAXIMUM_MEMBERSHIP,
                UNMEASURED);
    }
}
