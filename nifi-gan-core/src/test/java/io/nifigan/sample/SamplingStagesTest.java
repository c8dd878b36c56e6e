// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.model.GANModel;
import io.nifigan.model.TrainedModels;
import io.nifigan.sample.condition.Condition;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.sample.fair.FairTarget;
import io.nifigan.sample.fair.Fairness;
import io.nifigan.select.RakingModel;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SamplingStagesTest {
    private static final Condition GOLD = new Condition("tier", "gold");

    private static String stages(final GANModel model, final SampleSettings settings) throws SamplingException {
        try (Pipeline pipeline = SamplingStages.of(model, settings, null)) {
            return names(pipeline);
        }
    }

    private static String stages(final SampleSettings settings) throws SamplingException {
        return stages(TrainedModels.model(), settings);
    }

    @Test
    void rowsOfTheTableAreChosenAndReachItsEnds() throws SamplingException {
        assertEquals(
                "DecodeStage RuleFilter ScoreStage RejectionFilter DuplicateFilter RangeEndStage IdentifierStage",
                stages(SampleSettings.of(1)));
    }

    @Test
    void rowsUnderOneConditionAreChosenFromThoseThatMeetItAndMayRepeat() throws SamplingException {
        assertEquals(
                "DecodeStage ConditionFilter RangeFilter RuleFilter ScoreStage RejectionFilter RangeEndStage "
                        + "IdentifierStage",
                stages(SampleSettings.of(1).withConditions(List.of(GOLD))));
    }

    @Test
    void theEndsOfRowsUnderSeveralConditionsAreNotKnown() throws SamplingException {
        assertEquals(
                "DecodeStage ConditionFilter RangeFilter RuleFilter ScoreStage RejectionFilter IdentifierStage",
                stages(SampleSettings.of(1).withConditions(List.of(GOLD, new Condition("active", "true")))));
    }

    @Test
    void realRowsAreSelectedLastAndThenHaveNoEndsOfTheirOwn() throws SamplingException {
        assertEquals(
                "DecodeStage RuleFilter ScoreStage RejectionFilter DuplicateFilter RealismFilter IdentifierStage",
                stages(SampleSettings.of(1).withMinRealism(.2)));
    }

    @Test
    void atAnotherTemperatureNothingBringsTheSharesOfTheTableBack() throws SamplingException {
        assertEquals(
                "DecodeStage RuleFilter DuplicateFilter IdentifierStage",
                stages(SampleSettings.of(1).withTemperature(1.2)));
        assertEquals(
                "DecodeStage ConditionFilter RuleFilter IdentifierStage",
                stages(SampleSettings.of(1).withTemperature(1.2).withConditions(List.of(GOLD))));
    }

    @Test
    void withoutChoosingAllRowsThatKeepTheRulesAreKept() throws SamplingException {
        assertEquals(
                "DecodeStage RuleFilter DuplicateFilter RangeEndStage IdentifierStage",
                stages(SampleSettings.of(1).withChoosing(false)));
        assertEquals(
                "DecodeStage ConditionFilter RangeFilter RuleFilter RangeEndStage IdentifierStage",
                stages(SampleSettings.of(1).withChoosing(false).withConditions(List.of(GOLD))));
    }

    @Test
    void aModelWithoutRakingKeepsAllRows() throws SamplingException {
        assertEquals(
                "DecodeStage RuleFilter DuplicateFilter RangeEndStage IdentifierStage",
                stages(
                        TrainedModels.model().toBuilder()
                                .raking(RakingModel.none())
                                .build(),
                        SampleSettings.of(1)));
    }

    @Test
    void aFairTargetIsDrawnOnceRowsAreChosen() throws SamplingException {
        final GANModel model = TrainedModels.model();
        final SampleSettings settings = SampleSettings.of(1);
        final FairTarget fair = FairTargets.fit(model, new Fairness("tier", List.of("active")), settings);
        final List<Condition> onTarget = List.of(GOLD);
        assertThrows(SamplingException.class, () -> SamplingStages.of(model, settings.withConditions(onTarget), fair));
        try (Pipeline pipeline = SamplingStages.of(model, settings, fair)) {
            assertEquals(
                    "DecodeStage RuleFilter ScoreStage RejectionFilter DuplicateFilter FairStage RangeEndStage "
                            + "IdentifierStage",
                    names(pipeline));
        }
        final List<Condition> others = List.of(new Condition("active", "true"));
        try (Pipeline pipeline = SamplingStages.of(model, settings.withConditions(others), fair)) {
            assertTrue(names(pipeline).contains("RejectionFilter FairStage"), names(pipeline));
        }
    }

    private static String names(final Pipeline pipeline) {
        return pipeline.stages().stream()
                .map(stage -> stage.getClass().getSimpleName())
                .collect(Collectors.joining(" "));
    }
}
