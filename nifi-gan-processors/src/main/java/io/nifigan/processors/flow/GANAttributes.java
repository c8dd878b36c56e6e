// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.flow;

/** Names of the FlowFile attributes that the processors read and write. */
public final class GANAttributes {
    /** Why a FlowFile went to failure. */
    public static final String ERROR = "gan.error";

    /** What is done, or was done, to a model of a store. */
    public static final String ACTION = "gan.action";

    public static final String MODEL_ID = "gan.model.id";
    /** The name under which a store has the model. */
    public static final String MODEL_NAME = "gan.model.name";
    /** The model's version in the store, from 1. */
    public static final String MODEL_VERSION = "gan.model.version";
    /** Why the model could not be published. */
    public static final String PUBLISH_ERROR = "gan.publish.error";
    /** Why the model was not published: by how much it is worse. */
    public static final String PUBLISH_SKIPPED = "gan.publish.skipped";
    /** The id of the model that was the latest before. */
    public static final String EARLIER_ID = "gan.earlier.id";

    public static final String EARLIER_VERSION = "gan.earlier.version";
    /** How far that model's records are from the held-out ones of the new training. */
    public static final String EARLIER_SHAPE_ERROR = "gan.earlier.shape.error";

    public static final String EARLIER_TREND_ERROR = "gan.earlier.trend.error";
    public static final String LEARNT = "gan.learnt";
    public static final String MODEL_ROWS = "gan.model.rows";
    public static final String MODEL_STEPS = "gan.model.steps";
    public static final String MODEL_SECONDS = "gan.model.seconds";
    public static final String MODEL_SEED = "gan.model.seed";
    /** The tables of a model of a database, parents first; separated by commas. */
    public static final String MODEL_TABLES = "gan.model.tables";
    /** The keys of a database, as a line for each table, semicolons between. */
    public static final String MODEL_KEYS = "gan.model.keys";
    /** The table whose records a FlowFile holds. */
    public static final String TABLE = "gan.table";
    /** The number of that table, from 0, parents before their children. */
    public static final String TABLE_ORDER = "gan.table.order";

    public static final String MODEL_COLUMNS = "gan.model.columns";
    /** Names of the identifiers, which are not learnt; separated by commas. */
    public static final String MODEL_IDENTIFIERS = "gan.model.identifiers";
    /** The meanings of the identifiers: {@code fname=given name,card=credit card}. */
    public static final String MODEL_MEANINGS = "gan.model.identifiers.meanings";
    /** What became of each column: {@code income: decimal; fname: given name, not learnt: made anew}. */
    public static final String COLUMN_VERDICTS = "gan.columns.verdicts";
    /** What a user should know about the columns before the model's records are used. */
    public static final String COLUMN_WARNINGS = "gan.columns.warnings";
    /** What ended the training. */
    public static final String TRAINING_ENDED = "gan.training.ended";
    /** The step of the model's networks: the last one, or with Stop Without Improvement the best. */
    public static final String TRAINING_KEPT = "gan.training.kept.step";
    /** Problems of the training that were handled, and what was left out. */
    public static final String TRAINING_NOTES = "gan.training.notes";
    /** The FlowFile that is trained on, or the first of many. */
    public static final String TRAINING_ID = "gan.training.id";

    public static final String PROGRESS_STEP = "gan.progress.step";
    public static final String PROGRESS_PERCENT = "gan.progress.percent";
    public static final String SHAPE_ERROR = "gan.fidelity.shape.error";
    public static final String SHAPE_FLOOR = "gan.fidelity.shape.floor";
    public static final String TREND_ERROR = "gan.fidelity.trend.error";
    public static final String TREND_FLOOR = "gan.fidelity.trend.floor";
    public static final String AUC = "gan.fidelity.auc";
    public static final String FIDELITY_ROWS = "gan.fidelity.rows";
    public static final String EPSILON = "gan.privacy.epsilon";
    public static final String DELTA = "gan.privacy.delta";
    public static final String SEED = "gan.seed";
    /** The conditions that the records meet, as {@code column: condition}, semicolons between. */
    public static final String CONDITIONS = "gan.conditions";

    public static final String TEMPERATURE = "gan.temperature";
    /** The column whose value does not depend on the sensitive ones. */
    public static final String FAIR_TARGET = "gan.fair.target";
    /** The sensitive columns, separated by commas. */
    public static final String FAIR_SENSITIVE = "gan.fair.sensitive";
    /** The largest difference between the mean scores of two groups; what it was without fairness. */
    public static final String FAIR_GAP = "gan.fair.gap";

    public static final String FAIR_GAP_BEFORE = "gan.fair.gap.before";
    /** The largest distance between the scores' distributions of two groups; what it was without fairness. */
    public static final String FAIR_DISTANCE = "gan.fair.distance";

    public static final String FAIR_DISTANCE_BEFORE = "gan.fair.distance.before";
    /** How well the target can be foretold; how well without fairness. */
    public static final String FAIR_AUC = "gan.fair.auc";

    public static final String FAIR_AUC_BEFORE = "gan.fair.auc.before";
    public static final String MEAN_PROBABILITY = "gan.probability.mean";
    /** How many records hold a value that the model does not know. */
    public static final String UNUSUAL = "gan.unusual.records";

    public static final String MISSING = "gan.missing.records";
    /** How many synthetic records were added to real ones. */
    public static final String ADDED = "gan.added.records";
    /** How many records had missing values filled in. */
    public static final String COMPLETED = "gan.completed.records";
    /** How many missing values were filled in. */
    public static final String COMPLETED_VALUES = "gan.completed.values";

    /** How many records were asked for, if a stop ended the request before. */
    public static final String REQUESTED = "gan.records.requested";

    public static final String RECORD_COUNT = "record.count";
    public static final String FRAGMENT_ID = "fragment.identifier";
    public static final String FRAGMENT_INDEX = "fragment.index";
    public static final String FRAGMENT_COUNT = "fragment.count";
    /** The role of a FlowFile in an evaluation: {@code real}, {@code synthetic}, {@code held-out} or {@code model}. */
    public static final String ROLE = "gan.role";
    /** The prefix of the figures of an evaluation. */
    public static final String REPORT_PREFIX = "gan.report.";
    /** The attack that shows most about training records. */
    public static final String REPORT_PRIVACY_ATTACK = "gan.report.privacy.attack";
    /** The column that it attacks. */
    public static final String REPORT_PRIVACY_COLUMN = "gan.report.privacy.column";
    /** Which minimum verdicts and thresholds of an evaluation are missed; empty if none is. */
    public static final String REPORT_MISSED = "gan.report.missed";
    /** Minimum verdicts and thresholds whose figures could not be measured. */
    public static final String REPORT_UNCHECKED = "gan.report.unchecked";

    private GANAttributes() {}
}
