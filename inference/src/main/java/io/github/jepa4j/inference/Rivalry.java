package io.github.jepa4j.inference;

import java.util.Arrays;
import java.util.List;

/// Goes from one answer to another, as people see a drawing of two readings first one way and then the other. What is
/// believed makes tired: its energy is raised, slowly, by up to the fatigue, while that of what is not believed falls
/// back. When another answer is lower than the present one by more than the inertia, it is gone over to.
///
/// For each answer `k` with the energy `E_k` and a tiredness `a_k` from 0 to 1, in each step:
///
/// ```
/// a_k  <-  a_k + (b_k - a_k) / slowness,    b_k = 1 where k is believed, else 0
/// go over from i to j, where  E_j + fatigue a_j + inertia  <  E_i + fatigue a_i,  to the lowest
/// ```
///
/// Two answers of equal energy take turns of `2 slowness artanh(inertia / fatigue)` steps, for a slowness
/// of many steps; unequal ones of turns of unequal length, the better believed for longer. One that is
/// better than all others by the fatigue less the inertia is believed for good.
///
/// Source: Laing and Chow, *A spiking neuron model for binocular rivalry*, Journal of Computational Neuroscience 12,
/// 2002, whose reduced model has two populations that inhibit each other and adapt slowly. Differs from it: the two
/// populations are any number of minima, all or nothing; the inhibition is the inertia; nothing is random.
///
/// @param energies of the answers, `[M]`, at least one, all finite
/// @param fatigue  by how much the energy of what is long believed is raised, above 0
/// @param inertia  how much lower another answer must be to be gone over to, at least 0
/// @param slowness steps in which tiredness goes about two thirds of its way, at least 1
public record Rivalry(double[] energies, double fatigue, double inertia, double slowness) {

    /// What is believed, and how tired of each answer one is. All there is to remember.
    ///
    /// @param believed  which answer, from 0
    /// @param tiredness of each, `[M]`, from 0 to 1
    public record State(int believed, double[] tiredness) {

        @Override
        public boolean equals(Object other) {
            return other instanceof State that && believed == that.believed && Arrays.equals(tiredness, that.tiredness);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(tiredness) + believed;
        }
    }

    public Rivalry {
        energies = energies.clone();
        if (energies.length == 0 || !Arrays.stream(energies).allMatch(Double::isFinite)) {
            throw new IllegalArgumentException(
                    "The energies of the answers are %s; there must be at least 1, all finite.\nMaybe no minimum was found."
                            .formatted(Arrays.toString(energies)));
        }
        require("fatigue", fatigue, fatigue > 0, "above 0");
        require("inertia", inertia, inertia >= 0, "at least 0");
        require("slowness", slowness, slowness >= 1, "at least 1");
    }

    /// Between minima that were found, in their order.
    public static Rivalry between(List<Minimum> minima, double fatigue, double inertia, double slowness) {
        return new Rivalry(minima.stream().mapToDouble(Minimum::energy).toArray(), fatigue, inertia, slowness);
    }

    /// Fresh, and believing the best answer, the first of several.
    public State fresh() {
        double[] tiredness = new double[energies.length];
        return new State(lowest(tiredness), tiredness);
    }

    /// What is believed a step later.
    ///
    /// @param state of a rivalry between as many answers
    public State step(State state) {
        if (state.tiredness().length != energies.length || wrong(state.believed())) {
            throw new IllegalArgumentException(
                    "The state is tired of %d answers and believes answer %d, but there are %d.\nMaybe it is of another rivalry."
                            .formatted(state.tiredness().length, state.believed(), energies.length));
        }
        double[] tiredness = state.tiredness().clone();
        for (int k = 0; k < tiredness.length; k++) {
            double towards = k == state.believed() ? 1 : 0;
            tiredness[k] += (towards - tiredness[k]) / slowness;
        }
        int best = lowest(tiredness);
        boolean over = raised(best, tiredness) + inertia < raised(state.believed(), tiredness);
        return new State(over ? best : state.believed(), tiredness);
    }

    /// The energies of the answers as tiredness has raised them, `[M]`.
    public double[] raised(State state) {
        double[] raised = new double[energies.length];
        Arrays.setAll(raised, k -> raised(k, state.tiredness()));
        return raised;
    }

    private boolean wrong(int answer) {
        return answer < 0 || answer >= energies.length;
    }

    private double raised(int k, double[] tiredness) {
        return energies[k] + fatigue * tiredness[k];
    }

    private int lowest(double[] tiredness) {
        int lowest = 0;
        for (int k = 1; k < tiredness.length; k++) {
            lowest = raised(k, tiredness) < raised(lowest, tiredness) ? k : lowest;
        }
        return lowest;
    }

    private static void require(String name, double value, boolean right, String expected) {
        if (!right || Double.isInfinite(value)) {
            throw new IllegalArgumentException(
                    "The %s of a rivalry is %s; it must be finite and %s.\nMaybe the unit was mistaken."
                            .formatted(name, value, expected));
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Rivalry that
                && Arrays.equals(energies, that.energies)
                && fatigue == that.fatigue
                && inertia == that.inertia
                && slowness == that.slowness;
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(energies) + Double.hashCode(fatigue);
    }
}
