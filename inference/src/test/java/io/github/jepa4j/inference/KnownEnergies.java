package io.github.jepa4j.inference;

/// Energies whose minima are known.
enum KnownEnergies implements Energy {

    /// `(x^2 - 1)^2 + y^2`: minima of 0 at `(±1, 0)`, a saddle at 0.
    DOUBLE_WELL {
        @Override
        public double valueAndGradient(double[] point, double[] gradient) {
            double gap = point[0] * point[0] - 1;
            gradient[0] = 4 * point[0] * gap;
            gradient[1] = 2 * point[1];
            return gap * gap + point[1] * point[1];
        }
    },

    /// `(x^2 - 1)^2 + x / 5 + y^2`: the left well is the deeper.
    TILTED_WELL {
        @Override
        public double valueAndGradient(double[] point, double[] gradient) {
            double value = DOUBLE_WELL.valueAndGradient(point, gradient);
            gradient[0] += 0.2;
            return value + 0.2 * point[0];
        }
    },

    /// Himmelblau, *Applied Nonlinear Programming*, 1972: four minima of 0.
    HIMMELBLAU {
        @Override
        public double valueAndGradient(double[] point, double[] gradient) {
            double a = point[0] * point[0] + point[1] - 11;
            double b = point[0] + point[1] * point[1] - 7;
            gradient[0] = 4 * point[0] * a + 2 * b;
            gradient[1] = 2 * a + 4 * point[1] * b;
            return a * a + b * b;
        }
    },

    /// Rastrigin, 1974: a minimum near every pair of whole numbers.
    RASTRIGIN {
        @Override
        public double valueAndGradient(double[] point, double[] gradient) {
            double value = 20;
            for (int i = 0; i < 2; i++) {
                value += point[i] * point[i] - 10 * Math.cos(2 * Math.PI * point[i]);
                gradient[i] = 2 * point[i] + 20 * Math.PI * Math.sin(2 * Math.PI * point[i]);
            }
            return value;
        }
    },

    /// `x - ln x + y^2` for `x > 0`, elsewhere meaningless: a minimum of 1 at `(1, 0)`.
    HALF_PLANE {
        @Override
        public double valueAndGradient(double[] point, double[] gradient) {
            gradient[0] = 1 - 1 / point[0];
            gradient[1] = 2 * point[1];
            return point[0] - Math.log(point[0]) + point[1] * point[1];
        }
    };

    @Override
    public int dimension() {
        return 2;
    }
}
