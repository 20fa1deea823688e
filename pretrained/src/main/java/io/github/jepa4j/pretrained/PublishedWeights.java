package io.github.jepa4j.pretrained;

import io.github.jepa4j.network.AttentivePooler;
import io.github.jepa4j.network.MaskedPredictorSpec;
import io.github.jepa4j.network.PatchGrid;
import io.github.jepa4j.network.VitSpec;
import io.github.jepa4j.network.VitSpec.Extra;
import io.github.jepa4j.pretrained.FamilyNames.Block;
import io.github.jepa4j.pretrained.WeightNames.Published;
import java.util.List;
import java.util.Set;

/// The names of published weights for our networks, family by family. Where theirs has a matrix for each of
/// query, key and value and ours one for all, the three follow one another.
public final class PublishedWeights {

    private static final int LEVELS = 4;

    private PublishedWeights() {}

    /// Where the parameters of a [io.github.jepa4j.network.VisionTransformer] are found. A table of positions that
    /// was published for pictures of another size is brought to the spec's by [PositionTable].
    ///
    /// @param prefix that it was made with
    /// @throws IllegalArgumentException when the family has no such transformer
    public static WeightNames encoder(WeightFamily family, VitSpec spec, String prefix) {
        FamilyNames theirs = FamilyNames.of(family);
        check(family, theirs, spec);
        int width = spec.size().width();
        var names = new WeightNames("%s of %s".formatted(family, spec.size()), theirs.prefixes(), theirs.others());
        addPatch(
                names,
                prefix + ".patch",
                theirs.patch(),
                spec,
                theirs.video() ? spec.grid().tubelet() : 0);
        if (spec.has(Extra.LEVELS)) {
            addPatch(names, prefix + ".patch_image", "patch_embed_img.proj", spec, 1);
            names.add(prefix + ".modality.image", List.of(new Published("img_mod_embed", shape(1, 1, width))));
            names.add(prefix + ".modality.clip", List.of(new Published("video_mod_embed", shape(1, 1, width))));
        }
        if (spec.has(Extra.CLASS_TOKEN)) {
            names.add(prefix + ".class_token", List.of(new Published(theirs.classToken(), shape(1, 1, width))));
        }
        if (spec.has(Extra.MASK_TOKEN)) {
            names.add(prefix + ".mask_token", List.of(new Published(theirs.maskToken(), shape(1, width))));
        }
        if (!theirs.positions().isEmpty()) {
            int rows = spec.grid().tokens() + (spec.has(Extra.CLASS_TOKEN) ? 1 : 0);
            names.addTable(
                    prefix + ".positions", new Published(theirs.positions(), shape(1, rows, width)), spec.grid());
        }
        addBlocks(names, prefix, theirs.block(), spec.size(), spec.extras());
        if (spec.has(Extra.LEVELS)) {
            for (int level = 0; level < LEVELS; level++) {
                addPair(names, prefix + ".norm." + level, "norms_block." + level, width);
            }
        } else {
            addPair(names, prefix + ".norm", theirs.norm(), width);
        }
        return names;
    }

    /// Where the parameters of V-JEPA 2's [io.github.jepa4j.network.MaskedPredictor] are found, as
    /// published on Hugging Face.
    ///
    /// @param prefix that it was made with
    public static WeightNames vjepa2Predictor(MaskedPredictorSpec spec, String prefix) {
        int width = spec.size().width();
        var names = new WeightNames(
                "the predictor of V-JEPA 2 of %s".formatted(spec.size()),
                List.of("predictor.", "vjepa2.predictor."),
                List.of("encoder.", "vjepa2.encoder.", "pooler.", "classifier."));
        addLinear(names, prefix + ".input", "embeddings.predictor_embeddings", spec.encoderWidth(), width);
        names.add(
                prefix + ".mask_tokens",
                List.of(new Published("embeddings.mask_tokens", shape(spec.maskTokens(), 1, 1, width))));
        addBlocks(names, prefix, FamilyNames.of(WeightFamily.VJEPA2).block(), spec.size(), Set.of());
        addPair(names, prefix + ".norm", "layernorm", width);
        addLinear(names, prefix + ".output", "proj", width, spec.encoderWidth());
        return names;
    }

    /// Where the parameters of V-JEPA 2's [AttentivePooler] are found, as published on Hugging Face with
    /// its classifiers.
    ///
    /// @param prefix that it was made with
    public static WeightNames vjepa2Pooler(AttentivePooler.Spec spec, String prefix) {
        int width = spec.width();
        var names = new WeightNames(
                "the pooler of V-JEPA 2 of %s".formatted(spec), List.of("pooler."), List.of("vjepa2.", "classifier."));
        names.add(prefix + ".queries", List.of(new Published("query_tokens", shape(1, spec.queries(), width))));
        if (spec.blocks() > 0) {
            String at = "self_attn.";
            Block block = new Block(
                    "self_attention_layers.",
                    "layer_norm1",
                    List.of(at + "q_proj", at + "k_proj", at + "v_proj"),
                    at + "out_proj",
                    "",
                    "layer_norm2",
                    FamilyNames.Perceptron.plain("mlp.fc1", "mlp.fc2"),
                    "");
            var size = new VitSpec.Size(width, spec.blocks(), spec.heads(), spec.mlpWidth());
            addBlocks(names, prefix, block, size, Set.of());
        }
        String ours = prefix + ".cross";
        String theirs = "cross_attention_layer.";
        addPair(names, ours + ".norm1", theirs + "layer_norm1", width);
        addJoined(names, ours + ".attention.query", List.of(theirs + "cross_attn.q_proj"), width, width);
        addJoined(
                names,
                ours + ".attention.key_value",
                List.of(theirs + "cross_attn.k_proj", theirs + "cross_attn.v_proj"),
                width,
                2 * width);
        addPair(names, ours + ".norm2", theirs + "layer_norm2", width);
        addLinear(names, ours + ".mlp.first", theirs + "mlp.fc1", width, spec.mlpWidth());
        addLinear(names, ours + ".mlp.second", theirs + "mlp.fc2", spec.mlpWidth(), width);
        return names;
    }

    /// Where LeWM's projector is found, a [io.github.jepa4j.network.Projector#ofGelu] that makes of the encoder's class
    /// token the latent that LeWM plans in: its parameters, and the running statistics of its normalisation, which
    /// are among our buffers.
    ///
    /// @param width  of the class token and of the latent
    /// @param hidden units between
    /// @param prefix that it was made with
    public static WeightNames lewmProjector(int width, int hidden, String prefix) {
        var names = new WeightNames(
                "the projector of LeWM of width %d with %d hidden units".formatted(width, hidden),
                List.of("projector."),
                // the last counts batches, which tells nothing
                List.of("encoder.", "predictor.", "action_encoder.", "pred_proj.", "net.1.num_batches_tracked"));
        addLinear(names, prefix + ".0", "net.0", width, hidden);
        String norm = prefix + ".0.norm";
        addPair(names, norm, "net.1", hidden);
        names.add(norm + ".running_mean", List.of(new Published("net.1.running_mean", shape(hidden))));
        names.add(norm + ".running_var", List.of(new Published("net.1.running_var", shape(hidden))));
        addLinear(names, prefix + ".1", "net.3", hidden, width);
        return names;
    }

    private static void check(WeightFamily family, FamilyNames theirs, VitSpec spec) {
        boolean fits = spec.has(Extra.CLASS_TOKEN) == !theirs.classToken().isEmpty()
                && spec.has(Extra.MASK_TOKEN) == !theirs.maskToken().isEmpty()
                && (spec.grid().tubelet() == 1 || theirs.video())
                && spec.has(Extra.LAYER_SCALE) == (family == WeightFamily.DINOV2 || family == WeightFamily.DINOV2_HUB)
                && (!spec.has(Extra.GATED_MLP) || spec.has(Extra.LAYER_SCALE))
                && (!spec.has(Extra.LEVELS) || family == WeightFamily.VJEPA2_ORIGINAL);
        if (!fits || isTable(spec) != !theirs.positions().isEmpty()) {
            throw new IllegalArgumentException(
                    "The family %s has no transformer with positions %s and extras %s.\nMaybe take one of VitSizes."
                            .formatted(family, spec.positions(), spec.extras()));
        }
    }

    private static boolean isTable(VitSpec spec) {
        return switch (spec.positions()) {
            case SINCOS_2D, LEARNED -> true;
            case ROPE_3D_V2, ROPE_3D_V2_1 -> false;
        };
    }

    /// @param tubelet of theirs; 0 where patches have no axis of time
    private static void addPatch(WeightNames names, String ours, String theirs, VitSpec spec, int tubelet) {
        PatchGrid grid = spec.grid();
        int width = spec.size().width();
        int[] shape = tubelet == 0
                ? shape(width, grid.channels(), grid.patch(), grid.patch())
                : shape(width, grid.channels(), tubelet, grid.patch(), grid.patch());
        names.add(ours + ".weight", List.of(new Published(theirs + ".weight", shape)));
        names.add(ours + ".bias", List.of(new Published(theirs + ".bias", shape(width))));
    }

    private static void addBlocks(WeightNames names, String ours, Block theirs, VitSpec.Size size, Set<Extra> extras) {
        int width = size.width();
        boolean gated = extras.contains(Extra.GATED_MLP);
        boolean scaled = extras.contains(Extra.LAYER_SCALE);
        for (int i = 0; i < size.layers(); i++) {
            String at = theirs.at() + i + ".";
            String block = ours + ".block." + i;
            addPair(names, block + ".norm1", at + theirs.norm1(), width);
            List<String> qkv = theirs.qkv().stream().map(name -> at + name).toList();
            addJoined(names, block + ".attention.qkv", qkv, width, 3 * width);
            addLinear(names, block + ".attention.output", at + theirs.output(), width, width);
            if (scaled) {
                names.add(block + ".scale1", List.of(new Published(at + theirs.scale1(), shape(width))));
                names.add(block + ".scale2", List.of(new Published(at + theirs.scale2(), shape(width))));
            }
            addPair(names, block + ".norm2", at + theirs.norm2(), width);
            int hidden = gated ? 2 * size.mlpWidth() : size.mlpWidth();
            String first = gated ? theirs.mlp().gatedFirst() : theirs.mlp().first();
            String second = gated ? theirs.mlp().gatedSecond() : theirs.mlp().second();
            addLinear(names, block + ".mlp.first", at + first, width, hidden);
            addLinear(names, block + ".mlp.second", at + second, size.mlpWidth(), width);
        }
    }

    /// Matrices that follow one another, each with its bias.
    private static void addJoined(WeightNames names, String ours, List<String> theirs, int in, int out) {
        int each = out / theirs.size();
        names.add(
                ours + ".weight",
                theirs.stream()
                        .map(name -> new Published(name + ".weight", shape(each, in)))
                        .toList());
        names.add(
                ours + ".bias",
                theirs.stream()
                        .map(name -> new Published(name + ".bias", shape(each)))
                        .toList());
    }

    private static void addLinear(WeightNames names, String ours, String theirs, int in, int out) {
        names.add(ours + ".weight", List.of(new Published(theirs + ".weight", shape(out, in))));
        names.add(ours + ".bias", List.of(new Published(theirs + ".bias", shape(out))));
    }

    private static void addPair(WeightNames names, String ours, String theirs, int width) {
        names.add(ours + ".weight", List.of(new Published(theirs + ".weight", shape(width))));
        names.add(ours + ".bias", List.of(new Published(theirs + ".bias", shape(width))));
    }

    private static int[] shape(int... sizes) {
        return sizes;
    }
}
