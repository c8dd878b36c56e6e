// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.evaluate;

import io.nifigan.processors.flow.NumberRange;
import java.util.List;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.expression.ExpressionLanguageScope;

/** The thresholds of the gate. */
final class GateProperties {
    static final PropertyDescriptor LEAST_SHAPE = threshold("Least Shape Similarity", "0.85",
            "The least mean similarity of single columns, from 0 to 1, of records that pass. Good models come to 0.98, other real records to 0.99.");
    static final PropertyDescriptor LEAST_TREND = threshold("Least Pair Similarity", "0.85",
            "The least mean similarity of pairs of columns, from 0 to 1, of records that pass.");
    static final PropertyDescriptor LEAST_VALIDITY = threshold("Least Validity", "0.95",
            "The least share of values, from 0 to 1, that are within the real range or one of the real categories, of records that pass.");
    static final PropertyDescriptor LEAST_USEFULNESS = threshold("Least Usefulness", null,
            "The least part of what real records are worth for learning Target Column, from 0 to 1, of records that pass: for classes the area under the ROC curve over 0.5, compared "
                    + "with that of real records. Blank does not ask for any.");
    static final PropertyDescriptor MOST_DETECTABLE = threshold("Most Detectable", null,
            "The greatest area under the ROC curve, from 0.5 to 1, that a classifier may reach that tells synthetic records from real ones. A strict measure, which many useful tables "
                    + "fail. Blank does not ask for any.");
    static final PropertyDescriptor MOST_COPIES = threshold("Most Copies", "0.05",
            "The greatest share of exact or near copies of real records, from 0 to 1, beyond that among real records that nobody copied.");
    static final PropertyDescriptor MOST_NEARER = threshold("Most Near To Training", "0.56",
            "The greatest share of synthetic records, from 0.5 to 1, that are nearer to a record that was learnt than to any held-out one. The lower end of its 95 % interval counts.");
    static final PropertyDescriptor MOST_RISK = threshold("Most Attack Risk", "0.15",
            "The greatest risk of an attack, from 0 to 1: singling out, linkability, attribute inference, each beyond what it gets from held-out records. The lower end of its 95 % "
                    + "interval counts.");
    static final PropertyDescriptor MOST_MEMBERSHIP = threshold("Most Membership", null,
            "The greatest area under the ROC curve, from 0.5 to 1, by which the model's own discriminator may tell what it has learnt; the lower end of its "
                    + "95 % interval counts. It matters where the model file is given away, and says nothing of the records. Blank does not ask for any.");
    static final PropertyDescriptor UNMEASURED = new PropertyDescriptor.Builder().name("Unmeasured Figures")
            .description("What becomes of records where a threshold is set whose figure cannot be measured, such as one that takes held-out records.")
            .required(true).allowableValues(UnmeasuredFigures.class).defaultValue(UnmeasuredFigures.IGNORE).build();

    private GateProperties() {
    }

    private static PropertyDescriptor threshold(final String name, final String value, final String description) {
        return new PropertyDescriptor.Builder().name(name).description(description).required(false).defaultValue(value).addValidator(NumberRange.decimal(0, 1))
                .expressionLanguageSupported(ExpressionLanguageScope.ENVIRONMENT).build();
    }

    static List<PropertyDescriptor> all() {
        return List.of(LEAST_SHAPE, LEAST_TREND, LEAST_VALIDITY, LEAST_USEFULNESS, MOST_DETECTABLE, MOST_COPIES, MOST_NEARER, MOST_RISK,
                MOST_MEMBERSHIP, UNMEASURED);
    }
}
