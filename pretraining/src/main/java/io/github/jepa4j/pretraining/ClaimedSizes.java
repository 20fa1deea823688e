package io.github.jepa4j.pretraining;

import io.github.jepa4j.network.FrameSpec;
import io.github.jepa4j.network.Parameters;
import io.github.jepa4j.network.PatchGrid;
import io.github.jepa4j.network.ResNetSpec;
import io.github.jepa4j.network.SymbolImageSpec;
import io.github.jepa4j.network.VisionSpec;
import io.github.jepa4j.network.VitSpec;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.tensor.StoredTensors;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a model's file holds, held against the sizes that its metadata claim, before a network of such
/// sizes is made: a file of a few bytes can claim any. Looked at are the tensors from which all sizes of a
/// network follow; all of them are compared when they are loaded.
///
/// @param shapes of the file's tensors, by name
record ClaimedSizes(Map<String, int[]> shapes) {

    /// Numbers of a picture or clip, and of what its widest layer makes of it; no shape of a tensor bounds
    /// them. The largest published transformer makes 26 million of the largest clips that it was published
    /// for.
    private static final double MOST = 1 << 28;

    static ClaimedSizes of(SafeTensors file) {
        Map<String, int[]> shapes = new LinkedHashMap<>();
        file.tensors().forEach((name, tensor) -> shapes.put(name, tensor.shape()));
        return new ClaimedSizes(shapes);
    }

    static ClaimedSizes of(StoredTensors stored) {
        Map<String, int[]> shapes = new LinkedHashMap<>();
        stored.descriptions().forEach((name, description) -> shapes.put(name, description.shape()));
        return new ClaimedSizes(shapes);
    }

    /// Parameters that will be loaded: none is made that the file does not have.
    Parameters toBeLoaded() {
        return Parameters.toBeLoaded(new Seed(0), name -> {
            shape(name);
            return false;
        });
    }

    /// @param prefix of the backbone's names
    /// @throws IllegalArgumentException where the file does not hold a backbone of these sizes
    void check(String prefix, VisionSpec spec) {
        switch (spec) {
            case ResNetSpec resNet -> checkMaps(prefix, resNet);
            case VitSpec vit -> {
                checkSeen(vit);
                check(prefix + ".patch.weight", vit.size().width(), vit.grid().patchValues());
                if (vit.frames() == 1) {
                    check(prefix + ".positions", vit.grid().tokens(), vit.size().width());
                }
                checkBlocks(prefix, vit.size());
            }
            case SymbolImageSpec symbols -> {
                double pixels = (double) symbols.frames() * symbols.channels() * symbols.rows() * symbols.columns();
                checkSeen(pixels, pixels);
                check(prefix + ".embedding", symbols.symbols().symbols(), symbols.dimension());
                check(prefix + ".places", symbols.symbols().length(), symbols.dimension());
                checkBlocks(prefix, symbols.size());
            }
        }
    }

    private void checkMaps(String prefix, ResNetSpec spec) {
        double widest = 0;
        for (int s = 0; s < spec.widths().length; s++) {
            double places = (double) (spec.rows() / spec.stemPatch() >> s) * (spec.columns() / spec.stemPatch() >> s);
            widest = Math.max(widest, places * spec.widths()[s]);
        }
        checkSeen((double) spec.channels() * spec.rows() * spec.columns(), widest);
        int kernel = spec.stemPatch() == 1 ? 3 : spec.stemPatch();
        check(prefix + ".stem.weight", spec.widths()[0], spec.channels(), kernel, kernel);
        for (int s = 0; s < spec.widths().length; s++) {
            int width = spec.widths()[s];
            check("%s.stage.%d.block.0.conv2.weight".formatted(prefix, s), width, width, 3, 3);
        }
    }

    private void checkBlocks(String prefix, VitSpec.Size size) {
        check(prefix + ".block.0.attention.qkv.weight", 3L * size.width(), size.width());
        check(prefix + ".block.0.mlp.first.weight", size.mlpWidth(), size.width());
    }

    /// @throws IllegalArgumentException where the file does not hold networks of these sizes
    void check(FrameSpec spec) {
        long width = spec.width();
        long memory = spec.memory();
        checkSeen(
                (double) spec.channels() * spec.rows() * spec.columns(),
                (double) spec.placeRows() * spec.placeColumns() * (width + memory));
        check("encoder.0.weight", width, spec.channels(), 5, 5);
        check("encoder.1.weight", 2 * width, width, 3, 3);
        check("predictor.memory.input.weight", 3 * memory, width, 3, 3);
        check("predictor.hidden.weight", memory, memory, 3, 3);
    }

    /// @param spec of the network that sees two frames
    /// @throws IllegalArgumentException where the file does not hold networks of these sizes
    void check(PairJepaConfig config, ResNetSpec spec) {
        checkMaps("encoder", spec);
        long places = (long) spec.dimension() * spec.lastRows() * spec.lastColumns();
        check("encoder.squeeze.0.weight", config.latent(), places);
        check("predictor.hidden.0.weight", config.hidden(), config.latent());
        check("expander.1.weight", 2L * config.expander(), 2L * config.expander());
    }

    /// @param prefix of the transformer's names
    /// @param spec   of the transformer that the adapters are beside
    /// @throws IllegalArgumentException where the file does not hold adapters of this rank
    void checkAdapters(String prefix, VitSpec spec, int rank) {
        Limits.check(
                "Its rank",
                rank,
                rank >= 1 && rank <= FineTuningConfig.MOST_RANK,
                "from 1 to " + FineTuningConfig.MOST_RANK);
        long width = spec.size().width();
        for (int i = 0; i < spec.size().layers(); i++) {
            String attention = "%s.block.%d.attention.".formatted(prefix, i);
            check(attention + "qkv.lora.down", rank, width);
            check(attention + "qkv.lora.up", 3 * width, rank);
            check(attention + "output.lora.down", rank, width);
            check(attention + "output.lora.up", width, rank);
        }
    }

    /// Refuses what no memory would hold, where a transformer can see any size.
    static void checkSeen(VitSpec spec) {
        PatchGrid grid = spec.grid();
        checkSeen(
                (double) grid.frames() * grid.channels() * grid.rows() * grid.columns(),
                (double) grid.times()
                        * grid.tokenRows()
                        * grid.tokenColumns()
                        * spec.size().width());
    }

    private static void checkSeen(double pixels, double widest) {
        if (pixels > MOST || widest > MOST) {
            throw new IllegalArgumentException(
                    "It says that it sees %.0f numbers at once, and makes %.0f of them; at most %.0f can be.\nMaybe the file is damaged, or a smaller size or fewer frames were meant."
                            .formatted(pixels, widest, MOST));
        }
    }

    /// @throws IllegalArgumentException where there is no tensor of this name, or it has another shape
    void check(String name, long... wanted) {
        int[] found = shape(name);
        if (!Arrays.equals(Arrays.stream(found).asLongStream().toArray(), wanted)) {
            throw new IllegalArgumentException(
                    "The tensor %s has shape %s, but for the sizes that it says %s was expected.\nMaybe the file is damaged."
                            .formatted(name, Arrays.toString(found), Arrays.toString(wanted)));
        }
    }

    private int[] shape(String name) {
        int[] shape = shapes.get(name);
        if (shape == null) {
            throw new IllegalArgumentException(
                    "The tensor %s is missing.\nMaybe the file is damaged, or was written by another version."
                            .formatted(name));
        }
        return shape;
    }
}
