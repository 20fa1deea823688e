package io.github.jepa4j.worlds;

import java.util.random.RandomGenerator;

/// The von Mises distribution around angle 0, in radians, by rejection from a wrapped Cauchy.
///
/// Source: Best and Fisher, *Efficient simulation of the von Mises distribution*, Applied Statistics 28, 1979.
final class VonMises {

    private final double concentration;
    private final double ratio;

    /// @param concentration above 0; large is narrow (the variance tends to its inverse)
    VonMises(double concentration) {
        this.concentration = concentration;
        double tau = 1 + Math.sqrt(1 + 4 * concentration * concentration);
        double rho = (tau - Math.sqrt(2 * tau)) / (2 * concentration);
        this.ratio = (1 + rho * rho) / (2 * rho);
    }

    /// An angle in [-pi, pi].
    double sample(RandomGenerator random) {
        while (true) {
            double z = Math.cos(Math.PI * random.nextDouble());
            double cosine = (1 + ratio * z) / (ratio + z);
            double c = concentration * (ratio - cosine);
            double u = 1 - random.nextDouble();
            if (c * (2 - c) > u || Math.log(c / u) + 1 >= c) {
                double angle = Math.acos(Math.clamp(cosine, -1.0, 1.0));
                return random.nextBoolean() ? angle : -angle;
            }
        }
    }
}
