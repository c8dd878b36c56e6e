// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.model;

import io.nifigan.model.GanModel;

/**
 * A model and what its source said of its version.
 *
 * @param model   the model
 * @param version what tells this content of the source from a later one
 */
record LoadedModel(GanModel model, ModelVersion version) {
}
