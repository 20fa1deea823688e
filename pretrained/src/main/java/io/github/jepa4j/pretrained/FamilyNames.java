package io.github.jepa4j.pretrained;

import java.util.List;

/// How a family of published weights calls the parts of a vision transformer.
///
/// @param prefixes   what all names may begin with; which one, is told by the patch embedding's name
/// @param others     beginnings of names, after the prefix or in place of it, that belong to other networks
/// @param video      whether patches have an axis of time
/// @param patch      the patch embedding
/// @param classToken the class token; empty where there is none
/// @param maskToken  the mask token; empty where there is none
/// @param positions  the table of positions; empty where there is none
/// @param block      the names within a block
/// @param norm       the last normalisation
record FamilyNames(
        List<String> prefixes,
        List<String> others,
        boolean video,
        String patch,
        String classToken,
        String maskToken,
        String positions,
        Block block,
        String norm) {

    /// The names within a block.
    ///
    /// @param at  before its number
    /// @param qkv one name, or those of query, key and value
    record Block(
            String at,
            String norm1,
            List<String> qkv,
            String output,
            String scale1,
            String norm2,
            Perceptron mlp,
            String scale2) {}

    /// The layers of a block's perceptron, and of one that is gated.
    record Perceptron(String first, String second, String gatedFirst, String gatedSecond) {

        static Perceptron plain(String first, String second) {
            return new Perceptron(first, second, first, second);
        }
    }

    private static final String EMBEDDINGS = "embeddings.";
    private static final List<String> ATTENTION =
            List.of("attention.attention.query", "attention.attention.key", "attention.attention.value");

    private static final Block HUGGING_FACE_VIT = new Block(
            "encoder.layer.",
            "layernorm_before",
            ATTENTION,
            "attention.output.dense",
            "",
            "layernorm_after",
            Perceptron.plain("intermediate.dense", "output.dense"),
            "");

    private static final Block TIMM = new Block(
            "blocks.",
            "norm1",
            List.of("attn.qkv"),
            "attn.proj",
            "ls1.gamma",
            "norm2",
            new Perceptron("mlp.fc1", "mlp.fc2", "mlp.w12", "mlp.w3"),
            "ls2.gamma");

    private static final FamilyNames IJEPA = new FamilyNames(
            List.of("", "ijepa."),
            List.of("classifier."),
            false,
            EMBEDDINGS + "patch_embeddings.projection",
            "",
            "",
            EMBEDDINGS + "position_embeddings",
            HUGGING_FACE_VIT,
            "layernorm");

    private static final FamilyNames LEWM = new FamilyNames(
            List.of("encoder."),
            List.of("predictor.", "action_encoder.", "projector.", "pred_proj.", "classifier."),
            false,
            EMBEDDINGS + "patch_embeddings.projection",
            EMBEDDINGS + "cls_token",
            "",
            EMBEDDINGS + "position_embeddings",
            HUGGING_FACE_VIT,
            "layernorm");

    private static final FamilyNames DINOV2 = new FamilyNames(
            List.of("", "dinov2."),
            List.of("classifier."),
            false,
            EMBEDDINGS + "patch_embeddings.projection",
            EMBEDDINGS + "cls_token",
            EMBEDDINGS + "mask_token",
            EMBEDDINGS + "position_embeddings",
            new Block(
                    "encoder.layer.",
                    "norm1",
                    ATTENTION,
                    "attention.output.dense",
                    "layer_scale1.lambda1",
                    "norm2",
                    new Perceptron("mlp.fc1", "mlp.fc2", "mlp.weights_in", "mlp.weights_out"),
                    "layer_scale2.lambda1"),
            "layernorm");

    private static final FamilyNames DINOV2_HUB = new FamilyNames(
            List.of(""),
            List.of("classifier."),
            false,
            "patch_embed.proj",
            "cls_token",
            "mask_token",
            "pos_embed",
            TIMM,
            "norm");

    private static final FamilyNames VJEPA2 = new FamilyNames(
            List.of("encoder.", "vjepa2.encoder."),
            List.of("predictor.", "vjepa2.predictor.", "pooler.", "classifier."),
            true,
            EMBEDDINGS + "patch_embeddings.proj",
            "",
            "",
            "",
            new Block(
                    "layer.",
                    "norm1",
                    List.of("attention.query", "attention.key", "attention.value"),
                    "attention.proj",
                    "",
                    "norm2",
                    Perceptron.plain("mlp.fc1", "mlp.fc2"),
                    ""),
            "layernorm");

    private static final FamilyNames VJEPA2_ORIGINAL = new FamilyNames(
            List.of("module.backbone.", "backbone.", "module.", ""),
            List.of("pos_embed", "classifier."), // the first of no use: positions are rotated
            true,
            "patch_embed.proj",
            "",
            "",
            "",
            TIMM,
            "norm");

    static FamilyNames of(WeightFamily family) {
        return switch (family) {
            case IJEPA -> IJEPA;
            case LEWM -> LEWM;
            case DINOV2 -> DINOV2;
            case DINOV2_HUB -> DINOV2_HUB;
            case VJEPA2 -> VJEPA2;
            case VJEPA2_ORIGINAL -> VJEPA2_ORIGINAL;
        };
    }
}
