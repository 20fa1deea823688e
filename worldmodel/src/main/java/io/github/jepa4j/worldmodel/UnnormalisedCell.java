package io.github.jepa4j.worldmodel;

import io.github.jepa4j.tensor.internal.Kernels;
import io.github.jepa4j.tensor.internal.LayerNorm;
import io.github.jepa4j.tensor.internal.Rows;

/// A step that ends where another's normalisation would begin.
record UnnormalisedCell(ResidualCell cell) implements Cell {

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
        if (raw.values() == next.values() && raw.offset() == next.offset()) {
            return;
        }
        for (int row = 0; row < next.count(); row++) {
            System.arraycopy(raw.values(), raw.begin(row), next.values(), next.begin(row), dimension());
        }
    }

    @Override
    public void normaliseBack(Rows raw, Rows gradient) {}

    @Override
    public int dimension() {
        return cell.dimension();
    }

    @Override
    public int actions() {
        return cell.actions();
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
        cell.activate(scratch, latents, actions, next);
    }

    @Override
    public void activateBack(Rows scratch, Rows back, Rows latents, Rows gradient, Rows actions) {
        cell.activateBack(scratch, back, latents, gradient, actions);
    }

    @Override
    public void multiplyBack(Rows back, Rows gradient) {
        cell.multiplyBack(back, gradient);
    }
}
