// SPDX-License-Identifier: Apache-2.0
package io.nifigan.services;

import io.nifigan.model.TrainedModel;
import java.io.IOException;
import java.io.InputStream;

/** The storage behind a store. Errors are as {@link GANModelStore} documents them. */
interface ModelStorage {
    StoredModel publish(String name, TrainedModel model) throws IOException;

    void tryWriting(String name) throws IOException;

    StoredModel find(String name, long version) throws IOException;

    /** The bytes of a model file. The caller compares the checksum. */
    InputStream open(StoredModel stored) throws IOException;
}
