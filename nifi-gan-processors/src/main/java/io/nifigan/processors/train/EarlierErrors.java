// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.train;

import io.nifigan.processors.flow.GANAttributes;
import io.nifigan.services.StoredModel;
import java.util.Locale;
import java.util.Map;

/**
 * How far the latest model's records are from the held-out ones of a new training.
 *
 * @param shape error of single columns, in percent
 * @param trend error of pairs of columns, in percent
 */
record EarlierErrors(double shape, double trend) {
    /** The attributes of the new model's FlowFile. */
    Map<String, String> attributes(final StoredModel latest) {
        return Map.of(
                GANAttributes.EARLIER_ID,
                latest.modelId(),
                GANAttributes.EARLIER_VERSION,
                Long.toString(latest.version()),
                GANAttributes.EARLIER_SHAPE_ERROR,
                rounded(shape),
                GANAttributes.EARLIER_TREND_ERROR,
                rounded(trend));
    }

    private static String rounded(final double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
