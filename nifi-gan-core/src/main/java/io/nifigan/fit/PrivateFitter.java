// SPDX-License-Identifier: Apache-2.0
package io.nifigan.fit;

import io.nifigan.common.StreamSeed;
import io.nifigan.common.TimeBudget;
import io.nifigan.model.GANModel;
import io.nifigan.privacy.PrivacyException;
import io.nifigan.privacy.PrivacySettings;
import io.nifigan.privacy.PrivateSynthesis;
import io.nifigan.protect.Protection;
import io.nifigan.rule.RuleException;
import io.nifigan.rule.RuleMender;
import io.nifigan.rule.RuleText;
import io.nifigan.table.Table;
import io.nifigan.train.TrainingException;
import io.nifigan.train.TrainingListener;
import io.nifigan.train.TrainingSettings;
import io.nifigan.train.TrainingStoppedException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The fitter of a model under differential privacy: {@link PrivateSynthesis} draws rows from noisy tables, and
 * {@link ModelFitter} learns these rows. The records are not used elsewhere, so the guarantee covers the model and
 * everything made with it.
 */
public final class PrivateFitter {
    private static final Duration MIN_TIME = Duration.ofSeconds(1);

    private final TrainingSettings settings;
    private final PrivacySettings privacy;

    public PrivateFitter(final TrainingSettings settings, final PrivacySettings privacy) {
        this.settings = settings;
        this.privacy = privacy;
    }

    /**
     * Fits a model to a table.
     *
     * @param table the records, read with the columns of {@link PrivateSynthesis#columns}
     * @throws TrainingException as {@link ModelFitter#fit}, and if the settings would reveal something that is neither
     *     public nor charged
     */
    public GANModel fit(final Table table, final TrainingListener listener) throws TrainingException {
        final TimeBudget time = TimeBudget.of(settings.timeBudget());
        final PrivateSynthesis.Result drawn;
        try {
            drawn = PrivateSynthesis.synthesize(
                    table, privacy, StreamSeed.PRIVATE_ROWS.of(settings.seed()), listener.cancellation());
        } catch (final PrivacyException e) {
            throw new TrainingException(e.getMessage());
        }
        if (drawn.rows() == null) {
            throw new TrainingStoppedException();
        }
        final Table rows;
        try {
            rows = RuleMender.mend(drawn.rows(), settings.rules(), StreamSeed.PRIVATE_RULES.of(settings.seed()));
        } catch (final RuleException e) {
            throw new TrainingException(e.getMessage());
        }
        // Rules found in rows from noisy tables would hold by chance only, so only the given rules are kept.
        final List<String> rules = Stream.concat(settings.rules().stream(), Stream.of(RuleText.NONE))
                .distinct()
                .toList();
        final Duration left = time.left();
        final TrainingSettings ordinary = settings.withTimeBudget(left.compareTo(MIN_TIME) > 0 ? left : MIN_TIME)
                .withProtection(Protection.NONE)
                .withRules(rules)
                .withTargets(privacy.targets());
        return new ModelFitter(ordinary)
                .fit(rows, listener).toBuilder().privacy(drawn.report()).build();
    }
}
