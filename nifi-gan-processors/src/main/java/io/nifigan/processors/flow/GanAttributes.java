// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.flow;

/** Names of the flow file attributes that the processors read and write. */
public final class GanAttributes {
    /** Why a flow file went to failure. */
    public static final String ERROR = "gan.error";
    public static final String MODEL_ID = "gan.model.id";
    public static final String MODEL_ROWS = "gan.model.rows";
    public static final String MODEL_STEPS = "gan.model.steps";
    public static final String MODEL_SECONDS = "gan.model.seconds";
    public static final String MODEL_SEED = "gan.model.seed";
    public static final String MODEL_COLUMNS = "gan.model.columns";
    /** Names of the columns that are made anew in the same shape, not learnt; separated by commas. */
    public static final String MODEL_IDENTIFIERS = "gan.model.identifiers";
    /** What these columns are: {@code fname=given name,card=credit card}. */
    public static final String MODEL_MEANINGS = "gan.model.identifiers.meanings";
    public static final String SHAPE_ERROR = "gan.fidelity.shape.error";
    public static final String SHAPE_FLOOR = "gan.fidelity.shape.floor";
    public static final String TREND_ERROR = "gan.fidelity.trend.error";
    public static final String TREND_FLOOR = "gan.fidelity.trend.floor";
    public static final String AUC = "gan.fidelity.auc";
    public static final String FIDELITY_ROWS = "gan.fidelity.rows";
    public static final String SEED = "gan.seed";
    /** The conditions that the records meet, as {@code column: condition}, semicolons between. */
    public static final String CONDITIONS = "gan.conditions";
    public static final String TEMPERATURE = "gan.temperature";
    public static final String MEAN_PROBABILITY = "gan.probability.mean";
    /** How many records hold a value that the model cannot place. */
    public static final String UNUSUAL = "gan.unusual.records";
    /** How many synthetic records were added to real ones. */
    public static final String ADDED = "gan.added.records";
    /** How many records had missing values filled in. */
    public static final String COMPLETED = "gan.completed.records";
    /** How many missing values were filled in. */
    public static final String COMPLETED_VALUES = "gan.completed.values";
    public static final String RECORD_COUNT = "record.count";
    public static final String FRAGMENT_ID = "fragment.identifier";
    public static final String FRAGMENT_INDEX = "fragment.index";
    public static final String FRAGMENT_COUNT = "fragment.count";
    /** What a flow file holds, for those that need several kinds together: {@code real}, {@code synthetic}, {@code held-out} or {@code model}. */
    public static final String ROLE = "gan.role";
    /** Before the name of each figure of an evaluation. */
    public static final String REPORT_PREFIX = "gan.report.";
    /** Why an evaluation's gate did not let records pass; empty where it did. */
    public static final String REPORT_FAILED = "gan.report.failed";
    /** Thresholds whose figures could not be measured. */
    public static final String REPORT_UNCHECKED = "gan.report.unchecked";

    private GanAttributes() {
    }
}
