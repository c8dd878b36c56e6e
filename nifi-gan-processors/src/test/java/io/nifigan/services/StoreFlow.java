// SPDX-License-Identifier: Apache-2.0
package io.nifigan.services;

import io.nifigan.processors.Customers;
import io.nifigan.processors.Flow;
import io.nifigan.processors.train.TrainGAN;
import java.nio.file.Path;
import org.apache.nifi.controller.ControllerService;
import org.apache.nifi.processor.Processor;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.TestRunner;

/** Processors that have a store, and the stores. */
final class StoreFlow {
    private StoreFlow() {}

    static DirectoryGANModelStore directory(final TestRunner runner, final Path folder) throws InitializationException {
        final DirectoryGANModelStore store = new DirectoryGANModelStore();
        runner.addControllerService("store", store);
        runner.setProperty(store, DirectoryGANModelStore.DIRECTORY, folder.toString());
        use(runner, store);
        return store;
    }

    /** A store in a cache, with parts so small that a model has several. */
    static CacheGANModelStore cache(final TestRunner runner, final MapCache cache) throws InitializationException {
        final CacheGANModelStore store = new CacheGANModelStore();
        runner.addControllerService("cache", cache);
        runner.enableControllerService(cache);
        runner.addControllerService("store", store);
        runner.setProperty(store, CacheGANModelStore.CACHE, "cache");
        runner.setProperty(store, CacheGANModelStore.PART_SIZE, "16 KB");
        use(runner, store);
        return store;
    }

    private static void use(final TestRunner runner, final ControllerService store) {
        runner.enableControllerService(store);
        runner.setProperty("Model Store", "store");
    }

    /** Trains in a moment, and publishes under the name in the attribute "table". */
    static TestRunner trainer() {
        final TestRunner runner = Flow.runner(new TrainGAN());
        Flow.csvReader(runner);
        Flow.set(runner, Customers.QUICK);
        runner.setProperty("Model Name", "${table}");
        return runner;
    }

    /** Takes the model "customers" from the store, unless an attribute names another. */
    static TestRunner consumer(final Processor processor) {
        final TestRunner runner = Flow.runner(processor);
        runner.setProperty("Model Source", "Model Store");
        runner.setProperty("Model Name", "${table:replaceNull('customers')}");
        Flow.jsonWriter(runner);
        return runner;
    }
}
