// SPDX-License-Identifier: Apache-2.0
package io.nifigan.services;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.nifi.annotation.documentation.CapabilityDescription;
import org.apache.nifi.annotation.documentation.SeeAlso;
import org.apache.nifi.annotation.documentation.Tags;
import org.apache.nifi.annotation.lifecycle.OnEnabled;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.controller.ConfigurationContext;
import org.apache.nifi.controller.VerifiableControllerService;
import org.apache.nifi.distributed.cache.client.DistributedMapCacheClient;
import org.apache.nifi.expression.ExpressionLanguageScope;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.DataUnit;
import org.apache.nifi.processor.util.StandardValidators;

/** A model store in a map cache. */
@Tags({"gan", "synthetic", "model", "store", "version", "machine learning", "cache", "cluster", "redis"})
@CapabilityDescription("""
        Keeps the models that TrainGAN publishes in a map cache, such as NiFi's own cache server or Redis, under \
        their names and in numbered versions, so that every node of a cluster can use them. A version is published \
        completely or not at all, and never changes. The cache must not evict its entries; a model takes one or more \
        entries of at most Part Size.""")
@SeeAlso(DirectoryGANModelStore.class)
public final class CacheGANModelStore extends AbstractModelStore implements VerifiableControllerService {
    static final PropertyDescriptor CACHE = new PropertyDescriptor.Builder()
            .name("Map Cache Client")
            .description("The cache that holds the models.")
            .required(true)
            .identifiesControllerService(DistributedMapCacheClient.class)
            .build();

    static final PropertyDescriptor PART_SIZE = new PropertyDescriptor.Builder()
            .name("Part Size")
            .description("The maximum size of a cache entry; larger models are split into several. NiFi's own "
                    + "cache server accepts entries up to its Maximum Read Size, 1 MB by default; Redis "
                    + "accepts up to 512 MB.")
            .required(true)
            .defaultValue("512 KB")
            .addValidator(StandardValidators.createDataSizeBoundsValidator(1 << 10, 256 << 20))
            .expressionLanguageSupported(ExpressionLanguageScope.ENVIRONMENT)
            .build();

    private static final List<PropertyDescriptor> PROPERTIES = List.of(CACHE, PART_SIZE, VERSIONS_TO_KEEP);

    @Override
    protected List<PropertyDescriptor> getSupportedPropertyDescriptors() {
        return PROPERTIES;
    }

    /** The cache is not asked for anything here: a server that is down now may be up when it is needed. */
    @OnEnabled
    public void onEnabled(final ConfigurationContext context) {
        use(storage(context));
    }

    private static CacheModelStorage storage(final ConfigurationContext context) {
        return new CacheModelStorage(
                context.getProperty(CACHE).asControllerService(DistributedMapCacheClient.class),
                context.getProperty(PART_SIZE)
                        .evaluateAttributeExpressions()
                        .asDataSize(DataUnit.B)
                        .intValue(),
                context.getProperty(VERSIONS_TO_KEEP)
                        .evaluateAttributeExpressions()
                        .asInteger());
    }

    @Override
    public List<ConfigVerificationResult> verify(
            final ConfigurationContext context,
            final ComponentLog verificationLogger,
            final Map<String, String> variables) {
        final String step = "Ask Cache";
        try {
            storage(context).find("a-name-that-nobody-has", ModelVersions.LATEST);
            return List.of(result(step, Outcome.SUCCESSFUL, "The cache answers"));
        } catch (final NoSuchModelException e) {
            return List.of(result(step, Outcome.SUCCESSFUL, "The cache answers"));
        } catch (final IOException | RuntimeException e) {
            return List.of(result(step, Outcome.FAILED, e.getMessage()));
        }
    }
}
