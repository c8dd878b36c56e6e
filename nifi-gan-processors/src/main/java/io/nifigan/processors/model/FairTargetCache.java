// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.model;

import io.nifigan.model.GANModel;
import io.nifigan.sample.FairTargets;
import io.nifigan.sample.SampleSettings;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.sample.fair.FairTarget;
import io.nifigan.sample.fair.Fairness;
import java.util.LinkedHashMap;
import java.util.Map;

/** The last fair targets, shared by concurrent tasks: to fit one takes some seconds. */
public final class FairTargetCache {
    private static final int REMEMBERED = 2;

    private record Key(GANModel model, Fairness fairness, double minRealism, double temperature) {}

    private final Map<Key, FairTarget> targets = new LinkedHashMap<>(4, .75F, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(final Map.Entry<Key, FairTarget> eldest) {
            return size() > REMEMBERED;
        }
    };

    /**
     * The fair target of a model, which is fitted at the first call.
     *
     * @param fairness what is to be fair; null for nothing
     * @return null where nothing is to be fair
     * @throws SamplingException if the model has no such column, or a column cannot be a target or sensitive
     */
    public synchronized FairTarget of(final GANModel model, final Fairness fairness, final SampleSettings settings)
            throws SamplingException {
        if (fairness == null) {
            return null;
        }
        final Key key = new Key(model, fairness, settings.minRealism(), settings.temperature());
        FairTarget target = targets.get(key);
        if (target == null) {
            target = FairTargets.fit(model, fairness, settings);
            targets.put(key, target);
        }
        return target;
    }

    /** Forgets all targets, and with them their models. */
    public synchronized void clear() {
        targets.clear();
    }
}
