// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

/** The loss functions of both networks, for a real row with the score r and a generated row with the score f. */
public enum Loss {
    /**
     * Each generated row is compared with a real one: L_D = softplus(-(r - f)), L_G = softplus(-(f - r))
     * (Jolicoeur-Martineau 2019; Huang et al., "The GAN is dead; long live the GAN!", 2024).
     */
    RELATIVISTIC {
        @Override
        double discriminator(final double real, final double generated) {
            return softplus(generated - real);
        }

        @Override
        double generator(final double real, final double generated) {
            return softplus(real - generated);
        }

        @Override
        double discriminatorByReal(final double real, final double generated) {
            return -sigmoid(generated - real);
        }

        @Override
        double discriminatorByGenerated(final double real, final double generated) {
            return sigmoid(generated - real);
        }

        @Override
        double generatorByGenerated(final double real, final double generated) {
            return -sigmoid(real - generated);
        }
    },

    /** L_D = -log D(r) - log(1 - D(f)), L_G = -log D(f), D = sigmoid of the score (Goodfellow et al. 2014). */
    CLASSIC {
        @Override
        double discriminator(final double real, final double generated) {
            return softplus(-real) + softplus(generated);
        }

        @Override
        double generator(final double real, final double generated) {
            return softplus(-generated);
        }

        @Override
        double discriminatorByReal(final double real, final double generated) {
            return -sigmoid(-real);
        }

        @Override
        double discriminatorByGenerated(final double real, final double generated) {
            return sigmoid(generated);
        }

        @Override
        double generatorByGenerated(final double real, final double generated) {
            return -sigmoid(-generated);
        }
    };

    /** The discriminator's loss L_D. */
    abstract double discriminator(double real, double generated);

    /** The generator's loss L_G. */
    abstract double generator(double real, double generated);

    /** dL_D / dr. */
    abstract double discriminatorByReal(double real, double generated);

    /** dL_D / df. */
    abstract double discriminatorByGenerated(double real, double generated);

    /** dL_G / df. */
    abstract double generatorByGenerated(double real, double generated);

    private static double sigmoid(final double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static double softplus(final double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }
}
