// SPDX-License-Identifier: Apache-2.0
package io.nifigan.services;

import io.nifigan.model.TrainedModel;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The storage behind a store. Errors are as {@link GANModelStore} documents them. */
interface ModelStorage {
    StoredModel publish(String name, TrainedModel model) throws IOException;

    void tryWriting(String name) throws IOException;

    StoredModel find(String name, long version) throws IOException;

    /** The bytes of a model file. The caller compares the checksum. */
    InputStream open(StoredModel stored) throws IOException;

    /** The names with at least one version, in alphabetical order. */
    List<String> names() throws IOException;

    /** The numbers of the versions of a name, oldest first. */
    List<Long> versions(String name) throws IOException;

    /** The pinned version; {@link ModelVersions#LATEST} if none is. */
    long pinned(String name) throws IOException;

    /** @param version exists, or is {@link ModelVersions#LATEST} to pin none */
    void pin(String name, long version) throws IOException;

    /** @param version is not pinned */
    void delete(String name, long version) throws IOException;
}
