// SPDX-License-Identifier: Apache-2.0
package io.nifigan.services;

import io.nifigan.model.GANModel;
import java.io.IOException;
import org.apache.nifi.controller.ControllerService;

/**
 * Keeps trained models under names, in numbered versions that never change. TrainGAN publishes to it; the other
 * processors take the latest version or a certain one from it.
 */
public interface GANModelStore extends ControllerService {
    /**
     * Publishes a model as the next version of a name: it is there wholly or not at all. Older versions than the store
     * is to keep go.
     *
     * @throws ModelStoreException where the store cannot be reached or written to
     * @throws IOException where the model cannot be published for a reason that waiting does not mend, such as a name
     *     that is none
     */
    StoredModel publish(String name, GANModel model) throws IOException;

    /**
     * Tries whether a model of this name could be published now: it would be a pity to learn that after the training.
     * Leaves nothing behind.
     *
     * @throws ModelStoreException where the store cannot be reached or written to
     * @throws IOException where the name is none
     */
    void tryWriting(String name) throws IOException;

    /**
     * Looks up a version; cheap enough to be done for each FlowFile.
     *
     * @param version as {@link ModelVersions#parse} reads it
     * @throws NoSuchModelException where there is none of that name or version
     * @throws ModelStoreException where the store cannot be reached or read
     */
    StoredModel find(String name, long version) throws IOException;

    /**
     * The model itself: one copy for all who use it in this JVM. Its checksum is verified.
     *
     * @throws NoSuchModelException where the store has removed the version since it was looked up
     * @throws ModelStoreException where the store cannot be reached or read
     * @throws io.nifigan.model.InvalidModelException where what is stored is not what was published, or no model
     */
    GANModel load(StoredModel stored) throws IOException;
}
