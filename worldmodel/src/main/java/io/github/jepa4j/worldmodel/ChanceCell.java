package io.github.jepa4j.worldmodel;

import io.github.jepa4j.tensor.internal.Kernels;
import io.github.jepa4j.tensor.internal.LayerNorm;
import io.github.jepa4j.tensor.internal.Rows;

/// A step whose latent variable is chosen by one more action axis, nature's: which value it takes there.
/// What is pulled back goes through the value that was chosen; no gradient goes through the choice.
///
/// @param cell    whose actions are `A` of ours, then `N`, a one where the variable's value is
/// @param chances of the values
record ChanceCell(Cell cell, Chances chances) implements Cell {

    /// On nature's axis: the value that is most likely there.
    static final float LIKELIEST = -1;

    /// On nature's axis: this value, however likely. Less than 1, and at least 0, it is where in the cumulated
    /// probabilities the value lies: drawn uniformly, values come as often as they are likely.
    static float given(int value) {
        return 1 + value;
    }

    @Override
    public Kernels kernels() {
        return cell.kernels();
    }

    @Override
    public LayerNorm norm() {
        return cell.norm();
    }

    @Override
    public void normalise(Rows raw, Rows next) {
        cell.normalise(raw, next);
    }

    @Override
    public void normaliseBack(Rows raw, Rows gradient) {
        cell.normaliseBack(raw, gradient);
    }

    @Override
    public int dimension() {
        return cell.dimension();
    }

    /// Nature's is the last.
    @Override
    public int actions() {
        return chances.actions() + 1;
    }

    @Override
    public int scratch() {
        return cell.scratch();
    }

    @Override
    public int back() {
        return cell.back();
    }

    @Override
    public int products() {
        return cell.products();
    }

    @Override
    public void multiply(Rows latents, Rows scratch) {
        cell.multiply(latents, scratch);
    }

    @Override
    public void activate(Rows scratch, Rows latents, Rows actions, Rows next) {
        cell.activate(scratch, latents, chosen(latents, actions), next);
    }

    /// Ours, then a one among `N` zeros.
    private Rows chosen(Rows latents, Rows actions) {
        int own = chances.actions();
        int width = own + chances.values();
        Rows likely = chances.of(latents, actions);
        Rows chosen = Rows.dense(new float[actions.count() * width], width);
        for (int row = 0; row < actions.count(); row++) {
            int from = actions.begin(row);
            int to = chosen.begin(row);
            System.arraycopy(actions.values(), from, chosen.values(), to, own);
            int value = value(likely.values(), likely.begin(row), actions.values()[from + own]);
            chosen.values()[to + own + value] = 1;
        }
        return chosen;
    }

    /// Which value the variable takes.
    ///
    /// @param likely how likely each is, from `begin` on
    /// @param nature what its axis says
    int value(float[] likely, int begin, float nature) {
        if (nature >= 1) {
            return (int) nature - 1;
        }
        return nature < 0 ? likeliest(likely, begin) : drawn(likely, begin, nature);
    }

    private int likeliest(float[] likely, int begin) {
        int best = 0;
        for (int value = 1; value < chances.values(); value++) {
            best = likely[begin + value] > likely[begin + best] ? value : best;
        }
        return best;
    }

    /// The last where rounding leaves the sum below it.
    private int drawn(float[] likely, int begin, float nature) {
        int value = 0;
        float sum = likely[begin];
        while (sum <= nature && value < chances.values() - 1) {
            value++;
            sum += likely[begin + value];
        }
        return value;
    }

    @Override
    public void activateBack(Rows scratch, Rows back, Rows latents, Rows gradient, Rows actions) {
        int own = chances.actions();
        int width = own + chances.values();
        Rows chosen = Rows.dense(new float[actions.count() * width], width);
        cell.activateBack(scratch, back, latents, gradient, chosen);
        for (int row = 0; row < actions.count(); row++) {
            System.arraycopy(chosen.values(), chosen.begin(row), actions.values(), actions.begin(row), own);
        }
    }

    @Override
    public void multiplyBack(Rows back, Rows gradient) {
        cell.multiplyBack(back, gradient);
    }
}
