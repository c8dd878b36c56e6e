// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.evaluate;

import io.nifigan.processors.flow.NumberRange;
import java.util.List;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.expression.ExpressionLanguageScope;

/** The thresholds that synthetic records have to meet to be accepted. */
final class GateProperties {
    static final PropertyDescriptor MINIMUM_SHAPE = threshold(
            "Minimum Shape Similarity",
            "0.85",
            "The minimum mean similarity of single columns, from 0 to 1. Good models reach 0.98, other real "
                    + "records 0.99. 0 switches this threshold off.");
    static final PropertyDescriptor MINIMUM_TREND = threshold(
            "Minimum Pair Similarity",
            "0.85",
            "The minimum mean similarity of pairs of columns, from 0 to 1. 0 switches this threshold off.");
    static final PropertyDescriptor MINIMUM_VALIDITY = threshold(
            "Minimum Validity",
            "0.95",
            "The minimum share of values, from 0 to 1, that are within the range or among the categories of the "
                    + "real records. 0 switches this threshold off.");
    static final PropertyDescriptor MINIMUM_USEFULNESS = threshold(
            "Minimum Usefulness",
            null,
            "How useful synthetic records must be to predict Target Column, from 0 to 1, in relation to real "
                    + "records: for classes the area under the ROC curve over 0.5, divided by that of real "
                    + "records. Blank sets no threshold.");
    static final PropertyDescriptor MAXIMUM_DETECTABILITY = threshold(
            "Maximum Detectability",
            null,
            "The maximum area under the ROC curve, from 0.5 to 1, of a classifier that distinguishes synthetic "
                    + "records from real ones. A strict measure, which many useful tables miss. Blank sets no "
                    + "threshold.");
    static final PropertyDescriptor MAXIMUM_COPIES = threshold(
            "Maximum Copies",
            "0.05",
            "The maximum share of synthetic records, from 0 to 1, that copy a real record exactly or nearly, "
                    + "beyond the share among real records that nobody copied. 1 switches this threshold off.");
    static final PropertyDescriptor MAXIMUM_NEARER = threshold(
            "Maximum Share Nearer To Training",
            "0.56",
            "The maximum share of synthetic records, from 0.5 to 1, that are nearer to a record of the training "
                    + "than to any held-out record. The lower end of the 95 % interval counts. 1 switches this "
                    + "threshold off.");
    static final PropertyDescriptor MAXIMUM_RISK = threshold(
            "Maximum Attack Risk",
            "0.15",
            "The maximum risk of singling out, linkability and attribute inference, from 0 to 1, beyond the same "
                    + "attack on held-out records. The lower end of the 95 % interval counts. 1 switches this "
                    + "threshold off.");
    static final PropertyDescriptor MAXIMUM_MEMBERSHIP = threshold(
            "Maximum Membership Inference",
            null,
            "The maximum area under the ROC curve, from 0.5 to 1, with which the model's discriminator "
                    + "distinguishes records of the training from others. The lower end of the 95 % interval "
                    + "counts. It matters if you share the model file, and says nothing about the synthetic "
                    + "records. Blank sets no threshold.");
    static final PropertyDescriptor UNMEASURED = new PropertyDescriptor.Builder()
            .name("Unmeasured Figures")
            .description("What a threshold does if its figure cannot be measured, such as one that needs "
                    + "held-out records.")
            .required(true)
            .allowableValues(UnmeasuredFigures.class)
            .defaultValue(UnmeasuredFigures.IGNORE)
            .build();

    private GateProperties() {}

    private static PropertyDescriptor threshold(final String name, final String value, final String description) {
        return new PropertyDescriptor.Builder()
                .name(name)
                .description(description)
                .required(false)
                .defaultValue(value)
                .addValidator(NumberRange.decimal(0, 1))
                .expressionLanguageSupported(ExpressionLanguageScope.ENVIRONMENT)
                .build();
    }

    static List<PropertyDescriptor> all() {
        return List.of(
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
