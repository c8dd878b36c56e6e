// SPDX-License-Identifier: Apache-2.0
package io.nifigan.services;

import io.nifigan.model.InvalidModelException;
import io.nifigan.model.TrainedModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.nifi.annotation.lifecycle.OnDisabled;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.controller.AbstractControllerService;
import org.apache.nifi.expression.ExpressionLanguageScope;
import org.apache.nifi.processor.util.StandardValidators;

/** Base class of the stores: checks names and checksums, and shares loaded models. */
abstract class AbstractModelStore extends AbstractControllerService implements GANModelStore {
    static final PropertyDescriptor VERSIONS_TO_KEEP = new PropertyDescriptor.Builder()
            .name("Versions To Keep")
            .description("The number of versions of each model to keep; when a version is published, the oldest "
                    + "ones are deleted. Keep as many as you may want to go back, and those that processors "
                    + "use by their number. A pinned version is never deleted.")
            .required(true)
            .defaultValue("5")
            .addValidator(StandardValidators.createLongValidator(1, 10_000, true))
            .expressionLanguageSupported(ExpressionLanguageScope.ENVIRONMENT)
            .build();

    private volatile ModelStorage storage;

    /** Called when the service is enabled. */
    void use(final ModelStorage enabled) {
        storage = enabled;
    }

    @OnDisabled
    public void onDisabled() {
        storage = null;
    }

    private ModelStorage storage() throws ModelStoreException {
        final ModelStorage current = storage;
        if (current == null) {
            throw new ModelStoreException("The model store is not enabled: enable the controller service", null);
        }
        return current;
    }

    @Override
    public StoredModel publish(final String name, final TrainedModel model) throws IOException {
        final StoredModel stored = storage().publish(ModelNames.check(name), model);
        getLogger().info("Published {}", stored.describe());
        return stored;
    }

    @Override
    public void tryWriting(final String name) throws IOException {
        storage().tryWriting(ModelNames.check(name));
    }

    @Override
    public StoredModel find(final String name, final long version) throws IOException {
        return storage().find(ModelNames.check(name), version);
    }

    @Override
    public TrainedModel load(final StoredModel stored) throws IOException {
        final ModelStorage current = storage();
        return SharedModels.get(stored.checksum(), () -> {
            getLogger().info("Loading {}", stored.describe());
            return read(current, stored);
        });
    }

    @Override
    public List<String> names() throws IOException {
        return storage().names();
    }

    @Override
    public List<Long> versions(final String name) throws IOException {
        return storage().versions(ModelNames.check(name));
    }

    @Override
    public long pinned(final String name) throws IOException {
        return storage().pinned(ModelNames.check(name));
    }

    @Override
    public void pin(final String name, final long version) throws IOException {
        final String checked = ModelNames.check(name);
        if (version != ModelVersions.LATEST) {
            storage().find(checked, version);
        }
        storage().pin(checked, version);
    }

    @Override
    public void delete(final String name, final long version) throws IOException {
        final String checked = ModelNames.check(name);
        if (storage().pinned(checked) == version) {
            throw new IllegalArgumentException(
                    ("Version %d of the model '%s' is pinned, so processors use it: unpin it, or pin another version, "
                                    + "before you delete it")
                            .formatted(version, checked));
        }
        storage().delete(checked, version);
        getLogger().info("Deleted {} version {}", checked, version);
    }

    private static TrainedModel read(final ModelStorage storage, final StoredModel stored) throws IOException {
        try (InputStream in = storage.open(stored)) {
            return ModelChecksum.read(in, stored);
        } catch (final InvalidModelException | NoSuchModelException | ModelStoreException e) {
            throw e;
        } catch (final UncheckedIOException e) {
            throw e.getCause();
        } catch (final IOException e) {
            throw new ModelStoreException("%s cannot be read: %s".formatted(stored.describe(), e.getMessage()), e);
        }
    }

    static ConfigVerificationResult result(final String step, final Outcome outcome, final String explanation) {
        return new ConfigVerificationResult.Builder()
                .verificationStepName(step)
                .outcome(outcome)
                .explanation(explanation)
                .build();
    }
}
