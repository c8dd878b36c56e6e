// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench.step;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nifigan.network.NetworkShape;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class ProductsTest {
    @Test
    void productsAreMadeForAllLayersOfTheSmallestAndOfAUsualNetwork() {
        for (final NetworkShape shape : List.of(new NetworkShape(3, 2, 4, 0), new NetworkShape(9, 1, 16, 2))) {
            try (Products products = new Products(shape, 8)) {
                products.forward(8);
                products.backward(8, true);
                products.accumulate(5, true);
                products.accumulate(8, false);
                assertTrue(Double.isFinite(products.result(0)), shape::toString);
            }
        }
    }
}
