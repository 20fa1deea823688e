package io.github.jepa4j.tensor.internal;

/// The inner loops, as operations on rows. A row's result does not depend on the other rows of a call, bit
/// for bit: so it does not matter how rows are shared out over threads.
public sealed interface Kernels permits ScalarKernels, VectorKernels {

    /// The system property that chooses: `scalar`, or `vector`, which is the default where the module
    /// `jdk.incubator.vector` is there.
    String PROPERTY = "jepa4j.kernels";

    /// The fastest that this JVM can run; chosen once.
    static Kernels best() {
        return KernelChoice.BEST;
    }

    /// The ones without the Vector API.
    static Kernels scalar() {
        return new ScalarKernels();
    }

    /// What it computes with, for reports: `vector (512 bits)`, `scalar`.
    String description();

    /// The number of columns computed together.
    int lanes();

    /// How many vectors of columns the next panel of a [PackedMatrix] takes, where so many are left.
    int panel(int vectorsLeft);

    /// `product = left * right`. Rows of `left` have `right.depth()` numbers, rows of `product`
    /// `right.columns()`.
    void multiply(Rows left, PackedMatrix right, Rows product);

    /// Layer normalisation (Ba, Kiros and Hinton 2016) of rows of `norm.dimension()`; `output` may be
    /// `input`.
    void normalise(LayerNorm norm, Rows input, Rows output);

    /// Pulls a gradient back through [#normalise]: replaces, in `gradient`, the derivative by the output
    /// with that by the input.
    ///
    /// @param input what was normalised
    void normaliseBack(LayerNorm norm, Rows input, Rows gradient);

    /// The gates of a GRU (Cho et al. 2014, in the form of cuDNN).
    ///
    /// @param gates   `[.., 4D]`; in: the first `3D` are `W_h h`; out: reset, update, `W_hn h + b_hn`, new
    /// @param hidden  `[.., D]`
    /// @param actions `[.., A]`
    /// @param next    `[.., D]`, out: `(1 - update) * new + update * hidden`
    void gates(GruGates gru, Rows gates, Rows hidden, Rows actions, Rows next);

    /// Pulls a gradient back through [#gates].
    ///
    /// @param gates    in: as [#gates] left them; out: the first `3D` are the derivative by `W_h h`
    /// @param gradient `[.., D]`, in: the derivative by next; out: the part of that by hidden that bypasses
    ///     `W_h`
    /// @param actions  `[.., A]`, out: the derivative by the actions
    void gatesBack(GruGates gru, Rows gates, Rows hidden, Rows gradient, Rows actions);

    /// A layer of rectified units that gets an action besides a latent: `relu(W z + V a + b)`.
    ///
    /// @param hidden  `[.., M]`; in: `W z`; out: the activations
    /// @param actions `[.., A]`
    void rectify(HiddenUnits units, Rows hidden, Rows actions);

    /// Pulls a gradient back through [#rectify].
    ///
    /// @param hidden   `[.., M]`, as [#rectify] left it
    /// @param gradient `[.., M]`, in: the derivative by the activations; out: that by `W z`
    /// @param actions  `[.., A]`, out: the derivative by the actions
    void rectifyBack(HiddenUnits units, Rows hidden, Rows gradient, Rows actions);

    /// `target[i] += source[i]` for `count` numbers of each row.
    void add(Rows source, Rows target, int count);

    /// Adds the same numbers to each row.
    void addToEach(float[] addend, Rows target);
}
