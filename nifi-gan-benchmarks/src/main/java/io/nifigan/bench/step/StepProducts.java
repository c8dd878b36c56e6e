// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench.step;

import java.util.ArrayList;
import java.util.List;

/** The matrix products of a step on one thread. */
public final class StepProducts implements AutoCloseable {
    private final StepSetup setup;
    final Products generator;
    final Products discriminator;

    StepProducts(final StepSetup setup) {
        this.setup = setup;
        this.generator = new Products(setup.generatorShape(), StepSetup.MICRO_BATCH);
        this.discriminator = new Products(setup.discriminatorShape(), 2 * StepSetup.MICRO_BATCH);
    }

    /**
     * A product of a step.
     *
     * @param network "generator" or "discriminator"
     * @param shape the product's shape
     */
    public record Product(String network, MatrixProduct shape) {
        /** The components, separated by spaces. */
        public String text() {
            return network + " " + shape.text();
        }
    }

    /** The products of a step with the given sizes, in order. */
    public static List<Product> list(final int batch, final int width, final int blocks) {
        final List<Product> list = new ArrayList<>();
        try (StepProducts products = new StepProducts(StepSetup.of(batch, width, blocks, 1))) {
            products.generator.setListener(shape -> list.add(new Product("generator", shape)));
            products.discriminator.setListener(shape -> list.add(new Product("discriminator", shape)));
            products.step();
        }
        return list;
    }

    private void step() {
        for (int t = 0; t < setup.microBatches(); t++) {
            microBatch(setup.rowsOf(t));
        }
    }

    /**
     * Computes the products of a micro-batch with the given number of generated rows and the same number of real rows.
     */
    void microBatch(final int rows) {
        generator.forward(rows);
        discriminator.forward(2 * rows);
        discriminator.backward(2 * rows, true);
        discriminator.accumulate(2 * rows, true);
        generator.backward(rows, false);
        generator.accumulate(rows, false);
    }

    @Override
    public void close() {
        generator.close();
        discriminator.close();
    }
}
