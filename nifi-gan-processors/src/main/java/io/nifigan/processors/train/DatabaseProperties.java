// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import io.nifigan.protect.Protection;
import io.nifigan.relational.RelationalFitter;
import io.nifigan.rule.RuleText;
import io.nifigan.train.TrainingSettings;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.ValidationContext;
import org.apache.nifi.components.ValidationResult;
import org.apache.nifi.expression.ExpressionLanguageScope;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.util.StandardValidators;

/** The properties for the tables of a database. */
final class DatabaseProperties {
    static final PropertyDescriptor TABLE_NAME = new PropertyDescriptor.Builder()
            .name("Table Name")
            .description("""
                    The name of the table whose records a FlowFile holds. ListDatabaseTables writes it to \
                    'db.table.name', and ExecuteSQLRecord leaves it there.""")
            .required(true)
            .defaultValue("${db.table.name}")
            .addValidator(StandardValidators.NON_BLANK_VALIDATOR)
            .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
            .dependsOn(BatchingProperties.STRATEGY, GatheringStrategy.TABLES)
            .build();

    static final PropertyDescriptor TABLES = new PropertyDescriptor.Builder()
            .name("Tables")
            .description("""
                    The names of all tables, separated by commas. The training starts as soon as each is there: with \
                    one FlowFile, or with all fragments of one query. Blank waits for Maximum Wait, and learns what \
                    is there then.""")
            .required(false)
            .addValidator(StandardValidators.NON_BLANK_VALIDATOR)
            .expressionLanguageSupported(ExpressionLanguageScope.ENVIRONMENT)
            .dependsOn(BatchingProperties.STRATEGY, GatheringStrategy.TABLES)
            .build();

    static final PropertyDescriptor KEYS = new PropertyDescriptor.Builder()
            .name("Keys")
            .description("""
                    The keys of the tables, one per line: 'orders.customer_id -> customers.id' for a foreign key, \
                    'customers key id' for a primary one, 'orders order by date' for what puts the rows of one \
                    customer in order, 'lines once order_id, number' for columns that no two rows share, 'countries \
                    keep' for a table that synthetic databases have as it is. Blank finds them in the records: the \
                    log, the attribute gan.model.keys and the verification say which.""")
            .required(false)
            .addValidator(StandardValidators.NON_BLANK_VALIDATOR)
            .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
            .dependsOn(BatchingProperties.STRATEGY, GatheringStrategy.TABLES)
            .build();

    private DatabaseProperties() {}

    static List<PropertyDescriptor> all() {
        return List.of(TABLE_NAME, TABLES, KEYS);
    }

    /** Whether a training learns the tables of a database. */
    static boolean areUsed(final ProcessContext context) {
        return context.getProperty(BatchingProperties.STRATEGY).asAllowableValue(GatheringStrategy.class)
                == GatheringStrategy.TABLES;
    }

    /** The table whose records a FlowFile holds; blank if it has no name. */
    static String table(final ProcessContext context, final FlowFile flowFile) {
        final String name = context.getProperty(TABLE_NAME)
                .evaluateAttributeExpressions(flowFile)
                .getValue();
        return name == null ? "" : name.strip();
    }

    /** The tables that a training waits for; empty if it does not know them. */
    static Set<String> tables(final ProcessContext context) {
        return new LinkedHashSet<>(
                TrainingProperties.list(context.getProperty(TABLES).evaluateAttributeExpressions()));
    }

    /** What is said of keys; empty if they are to be found. */
    static String keys(final ProcessContext context, final FlowFile flowFile) {
        final String keys =
                context.getProperty(KEYS).evaluateAttributeExpressions(flowFile).getValue();
        return keys == null ? "" : keys;
    }

    /** Settings that a training of several tables cannot follow. */
    static List<ValidationResult> validate(final ValidationContext context) {
        final List<ValidationResult> results = new ArrayList<>();
        if (context.getProperty(BatchingProperties.STRATEGY).asAllowableValue(GatheringStrategy.class)
                != GatheringStrategy.TABLES) {
            return results;
        }
        if (PrivacyProperties.isPrivate(context.getProperty(PrivacyProperties.PRIVACY))) {
            results.add(invalid(PrivacyProperties.PRIVACY, RelationalFitter.NO_PRIVACY));
        }
        if (context.getProperty(TrainingProperties.TARGET_COLUMNS).isSet()) {
            results.add(invalid(
                    TrainingProperties.TARGET_COLUMNS, "a model of several tables has no target: leave it blank"));
        }
        if (context.getProperty(Publication.STORE).isSet()) {
            if (context.getProperty(Publication.START)
                    .asAllowableValue(StartingPoint.class)
                    .continues()) {
                results.add(invalid(
                        Publication.START,
                        "a model of several tables starts with new networks: set it to '%s'"
                                .formatted(StartingPoint.ANEW.getValue())));
            }
            if (context.getProperty(Publication.RULE).asAllowableValue(PublicationRule.class)
                    == PublicationRule.UNLESS_WORSE) {
                results.add(invalid(
                        Publication.RULE,
                        "models of several tables are not compared: set it to '%s'"
                                .formatted(PublicationRule.ALWAYS.getValue())));
            }
        }
        return results;
    }

    /**
     * Refuses settings of which a training of several tables would keep only a part.
     *
     * @throws IllegalArgumentException with the setting
     */
    static void check(final TrainingSettings settings) {
        if (!settings.protection().equals(Protection.NONE)) {
            throw new IllegalArgumentException("Rare values and extremes of several tables cannot be protected: leave "
                    + "Minimum Occurrences and Protect Extremes at their defaults, and ignore the columns that must "
                    + "not be shared");
        }
        if (!List.of(RuleText.NONE).containsAll(settings.rules())) {
            throw new IllegalArgumentException("Rules cannot be given for several tables: leave Rules blank");
        }
    }

    private static ValidationResult invalid(final PropertyDescriptor property, final String why) {
        return new ValidationResult.Builder()
                .subject(property.getName())
                .valid(false)
                .explanation(why)
                .build();
    }
}
