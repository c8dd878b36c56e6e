// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import io.nifigan.processors.record.DocumentTables;
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
import org.apache.nifi.context.PropertyContext;
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
                    keep' for a table that synthetic databases have as it is, 'shops keep none' for one that looks \
                    like a lookup table but is made anew. Blank finds them in the records: the log, the attribute \
                    gan.model.keys and the verification say which.""")
            .required(false)
            .addValidator(StandardValidators.NON_BLANK_VALIDATOR)
            .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
            .dependsOn(BatchingProperties.STRATEGY, GatheringStrategy.TABLES)
            .build();

    static final PropertyDescriptor ENTITY_COLUMN = new PropertyDescriptor.Builder()
            .name("Entity Column")
            .description("""
                    The column that says to whom or what a record belongs, such as customer_id, where the records of \
                    each are a history: visits, payments, readings. Records are then learnt each with the one before \
                    it. Several columns are separated by commas. Blank learns each record alone.""")
            .required(false)
            .addValidator(StandardValidators.NON_BLANK_VALIDATOR)
            .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
            .dependsOn(BatchingProperties.STRATEGY, GatheringStrategy.ONE, GatheringStrategy.MANY)
            .build();

    static final PropertyDescriptor ORDER_COLUMN = new PropertyDescriptor.Builder()
            .name("Order Column")
            .description("""
                    The date, time or number that puts the records of one entity in order. Blank takes the only date \
                    or time, or the one by which the records of each entity are in order already.""")
            .required(false)
            .addValidator(StandardValidators.NON_BLANK_VALIDATOR)
            .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
            .dependsOn(ENTITY_COLUMN)
            .build();

    private DatabaseProperties() {}

    static List<PropertyDescriptor> all() {
        return List.of(TABLE_NAME, TABLES, KEYS, ENTITY_COLUMN, ORDER_COLUMN);
    }

    private static GatheringStrategy strategy(final PropertyContext context) {
        return context.getProperty(BatchingProperties.STRATEGY).asAllowableValue(GatheringStrategy.class);
    }

    /** Whether arrays of records are learnt, and not left out: where the model need not go on from an earlier one. */
    static boolean takeDocuments(final ProcessContext context) {
        final GatheringStrategy strategy = strategy(context);
        final boolean compared = context.getProperty(Publication.STORE).isSet()
                && (context.getProperty(Publication.START)
                                .asAllowableValue(StartingPoint.class)
                                .continues()
                        || context.getProperty(Publication.RULE).asAllowableValue(PublicationRule.class)
                                == PublicationRule.UNLESS_WORSE);
        return !compared && (strategy == GatheringStrategy.ONE || strategy == GatheringStrategy.MANY);
    }

    /** Whether the records of entities are learnt as histories. */
    static boolean haveHistories(final PropertyContext context) {
        final GatheringStrategy strategy = strategy(context);
        return (strategy == GatheringStrategy.ONE || strategy == GatheringStrategy.MANY)
                && context.getProperty(ENTITY_COLUMN).isSet();
    }

    /** The keys of the table of histories. */
    static String historyKeys(final ProcessContext context, final FlowFile flowFile) {
        final String entity = evaluated(context, ENTITY_COLUMN, flowFile);
        if (entity.isBlank()) {
            throw new IllegalArgumentException("Entity Column is blank: its Expression Language gave nothing. "
                    + "Does the FlowFile have the attribute?");
        }
        final String order = evaluated(context, ORDER_COLUMN, flowFile);
        return "%s series %s%n%s"
                .formatted(
                        DocumentTables.HISTORY,
                        entity,
                        order.isBlank() ? "" : "%s order by %s%n".formatted(DocumentTables.HISTORY, order));
    }

    private static String evaluated(
            final ProcessContext context, final PropertyDescriptor property, final FlowFile flowFile) {
        final String value = context.getProperty(property)
                .evaluateAttributeExpressions(flowFile)
                .getValue();
        return value == null ? "" : value.strip();
    }

    /** Whether a training learns the tables of a database. */
    static boolean areUsed(final PropertyContext context) {
        return strategy(context) == GatheringStrategy.TABLES;
    }

    /** The table whose records a FlowFile holds; blank if it has no name. */
    static String table(final ProcessContext context, final FlowFile flowFile) {
        return evaluated(context, TABLE_NAME, flowFile);
    }

    /** The tables that a training waits for; empty if it does not know them. */
    static Set<String> tables(final ProcessContext context) {
        return new LinkedHashSet<>(
                TrainingProperties.list(context.getProperty(TABLES).evaluateAttributeExpressions()));
    }

    /** What is said of keys; empty if they are to be found. */
    static String keys(final ProcessContext context, final FlowFile flowFile) {
        return evaluated(context, KEYS, flowFile);
    }

    /** Settings that a training of several tables cannot follow. */
    static List<ValidationResult> validate(final ValidationContext context) {
        final List<ValidationResult> results = new ArrayList<>();
        if (!areUsed(context) && !haveHistories(context)) {
            return results;
        }
        if (PrivacyProperties.isPrivate(context.getProperty(PrivacyProperties.PRIVACY))) {
            results.add(invalid(PrivacyProperties.PRIVACY, RelationalFitter.NO_PRIVACY));
        }
        if (context.getProperty(TrainingProperties.TARGET_COLUMNS).isSet()) {
            results.add(invalid(
                    TrainingProperties.TARGET_COLUMNS,
                    "a model of a database or of histories has no target: leave it blank"));
        }
        if (context.getProperty(Publication.STORE).isSet()) {
            if (context.getProperty(Publication.START)
                    .asAllowableValue(StartingPoint.class)
                    .continues()) {
                results.add(invalid(
                        Publication.START,
                        "a model of a database or of histories starts with new networks: set it to '%s'"
                                .formatted(StartingPoint.ANEW.getValue())));
            }
            if (context.getProperty(Publication.RULE).asAllowableValue(PublicationRule.class)
                    == PublicationRule.UNLESS_WORSE) {
                results.add(invalid(
                        Publication.RULE,
                        "models of databases and histories are not compared: set it to '%s'"
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
            throw new IllegalArgumentException("Rare values and extremes of several tables, of documents and of "
                    + "histories cannot be protected: leave Minimum Occurrences and Protect Extremes at their "
                    + "defaults and ignore the columns that must not be shared, or ignore the arrays of records");
        }
        if (!List.of(RuleText.NONE).containsAll(settings.rules())) {
            throw new IllegalArgumentException("Rules cannot be given for several tables, documents or histories: "
                    + "leave Rules blank, or ignore the arrays of records");
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
