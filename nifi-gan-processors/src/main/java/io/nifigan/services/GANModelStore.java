// SPDX-License-Identifier: Apache-2.0
package io.nifigan.services;

import io.nifigan.model.TrainedModel;
import java.io.IOException;
import java.util.List;
import org.apache.nifi.controller.ControllerService;

/**
 * Keeps trained models under names, in numbered versions that never change. TrainGAN publishes to it; the other
 * processors take the latest version or a certain one from it.
 */
public interface GANModelStore extends ControllerService {
    /**
     * Publishes a model as the next version of a name, completely or not at all. Versions beyond those to keep are
     * deleted, except the pinned one.
     *
     * @throws ModelStoreException if the store cannot be reached or written to
     * @throws IOException if waiting does not help, for example because the name is invalid
     */
    StoredModel publish(String name, TrainedModel model) throws IOException;

    /**
     * Tests whether a model of this name could be published now, so that no training is wasted. Leaves nothing behind.
     *
     * @throws ModelStoreException if the store cannot be reached or written to
     * @throws IOException if the name is invalid
     */
    void tryWriting(String name) throws IOException;

    /**
     * Looks up a version. It is cheap enough for each FlowFile.
     *
     * @param version as {@link ModelVersions#parse} reads it; {@link ModelVersions#LATEST} gives the pinned version, or
     *     the newest if none is pinned
     * @throws NoSuchModelException if there is no model of that name or version
     * @throws ModelStoreException if the store cannot be reached or read
     */
    StoredModel find(String name, long version) throws IOException;

    /**
     * The model itself: one copy for all who use it in this JVM. Its checksum is verified.
     *
     * @throws NoSuchModelException if the store has removed the version since it was looked up
     * @throws ModelStoreException if the store cannot be reached or read
     * @throws io.nifigan.model.InvalidModelException if the stored file is not what was published, or not a model
     */
    TrainedModel load(StoredModel stored) throws IOException;

    /**
     * The names under which there are models, in alphabetical order.
     *
     * @throws ModelStoreException if the store cannot be reached or read
     */
    List<String> names() throws IOException;

    /**
     * The numbers of all versions of a name, oldest first; empty if there are none.
     *
     * @throws ModelStoreException if the store cannot be reached or read
     */
    List<Long> versions(String name) throws IOException;

    /**
     * The pinned version of a name; {@link ModelVersions#LATEST} if none is pinned.
     *
     * @throws ModelStoreException if the store cannot be reached or read
     */
    long pinned(String name) throws IOException;

    /**
     * Pins a version: it is what the latest version is until another one is pinned, or none, and it is not deleted.
     *
     * @param version {@link ModelVersions#LATEST} pins none
     * @throws NoSuchModelException if there is no such version
     * @throws ModelStoreException if the store cannot be reached or written to
     */
    void pin(String name, long version) throws IOException;

    /**
     * Deletes a version. Its number is not given to another one.
     *
     * @throws NoSuchModelException if there is no such version
     * @throws IllegalArgumentException if it is the pinned version
     * @throws ModelStoreException if the store cannot be reached or written to
     */
    void delete(String name, long version) throws IOException;
}
