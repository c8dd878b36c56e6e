// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.augment;

import io.nifigan.augment.DonorPool;
import io.nifigan.model.GANModel;
import io.nifigan.sample.condition.SamplingException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The donor pools of the last models, shared by concurrent tasks. */
final class DonorPools {
    private static final int REMEMBERED = 2;

    private final Map<GANModel, DonorPool> pools = new LinkedHashMap<>(4, .75F, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(final Map.Entry<GANModel, DonorPool> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** The pool of a model; it is made at the first call. */
    synchronized DonorPool of(final GANModel model) throws SamplingException {
        DonorPool pool = pools.get(model);
        if (pool == null) {
            pool = DonorPool.of(model);
            pools.put(model, pool);
        }
        return pool;
    }

    synchronized void clear() {
        pools.clear();
    }
}
