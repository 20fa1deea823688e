package io.github.jepa4j.network;

import io.github.jepa4j.network.VitSpec.Extra;
import io.github.jepa4j.network.VitSpec.Size;
import java.util.Set;

/// The vision transformers of public weights, and small ones for two cores. The sizes are those of the
/// papers and of the published files; what [VitSpec#parameters] makes of them is the published total.
public final class VitSizes {

    private static final double EPSILON = 1e-6;

    /// That of the implementation with which LeWM was trained.
    private static final double LEWM_EPSILON = 1e-12;

    private static final int VIDEO_FRAMES = 64;

    private static final Size BASE = Size.of(768, 12, 12);
    private static final Size LARGE = Size.of(1024, 24, 16);
    private static final Size HUGE = Size.of(1280, 32, 16);
    private static final Size GIANT = new Size(1408, 40, 22, 6144);
    private static final Size GIGANTIC = new Size(1664, 48, 26, 8192);

    private VitSizes() {}

    /// For pictures of 32 x 32, 64 tokens.
    ///
    /// @param channels `C`
    public static VitSpec tinyImages(int channels) {
        return tiny(new PatchGrid(channels, 1, 32, 32, 1, 4), Positions.SINCOS_2D);
    }

    /// For clips of 16 frames of 32 x 32, 512 tokens.
    ///
    /// @param channels `C`
    public static VitSpec tinyClips(int channels) {
        return tiny(new PatchGrid(channels, 16, 32, 32, 2, 4), Positions.ROPE_3D_V2_1);
    }

    private static VitSpec tiny(PatchGrid grid, Positions positions) {
        return new VitSpec(grid, Size.of(128, 6, 4), positions, Set.of(), EPSILON);
    }

    /// I-JEPA (Assran et al., arXiv 2301.08243), ViT-H/14 on 224 pixels.
    public static VitSpec ijepaHuge14() {
        return ijepa(HUGE, 224, 14);
    }

    /// I-JEPA, ViT-H/16 on 448 pixels.
    public static VitSpec ijepaHuge16() {
        return ijepa(HUGE, 448, 16);
    }

    /// I-JEPA, ViT-g/16 on 224 pixels.
    public static VitSpec ijepaGiant16() {
        return ijepa(new Size(1408, 40, 16, 6144), 224, 16);
    }

    private static VitSpec ijepa(Size size, int side, int patch) {
        return new VitSpec(PatchGrid.image(side, patch), size, Positions.SINCOS_2D, Set.of(), EPSILON);
    }

    /// V-JEPA 2 (Assran et al., arXiv 2506.09985), ViT-L/16 on 64 frames of 256 pixels.
    public static VitSpec vjepa2Large() {
        return vjepa2(LARGE);
    }

    /// V-JEPA 2, ViT-H/16 on 64 frames of 256 pixels.
    public static VitSpec vjepa2Huge() {
        return vjepa2(HUGE);
    }

    /// V-JEPA 2, ViT-g/16 on 64 frames of 256 pixels.
    public static VitSpec vjepa2Giant() {
        return vjepa2(GIANT);
    }

    private static VitSpec vjepa2(Size size) {
        return new VitSpec(PatchGrid.clip(VIDEO_FRAMES, 256, 16), size, Positions.ROPE_3D_V2, Set.of(), EPSILON);
    }

    /// V-JEPA 2.1, ViT-B/16 on 64 frames of 384 pixels.
    public static VitSpec vjepa21Base() {
        return vjepa21(BASE);
    }

    /// V-JEPA 2.1, ViT-L/16 on 64 frames of 384 pixels.
    public static VitSpec vjepa21Large() {
        return vjepa21(LARGE);
    }

    /// V-JEPA 2.1, ViT-g/16 on 64 frames of 384 pixels.
    public static VitSpec vjepa21Giant() {
        return vjepa21(GIANT);
    }

    /// V-JEPA 2.1, ViT-G/16 on 64 frames of 384 pixels.
    public static VitSpec vjepa21Gigantic() {
        return vjepa21(GIGANTIC);
    }

    private static VitSpec vjepa21(Size size) {
        return new VitSpec(
                PatchGrid.clip(VIDEO_FRAMES, 384, 16), size, Positions.ROPE_3D_V2_1, Set.of(Extra.LEVELS), EPSILON);
    }

    /// DINOv2 (Oquab et al., arXiv 2304.07193), ViT-S/14 on 518 pixels.
    public static VitSpec dinov2Small() {
        return dinov2(Size.of(384, 12, 6));
    }

    /// DINOv2, ViT-B/14 on 518 pixels.
    public static VitSpec dinov2Base() {
        return dinov2(BASE);
    }

    /// DINOv2, ViT-L/14 on 518 pixels.
    public static VitSpec dinov2Large() {
        return dinov2(LARGE);
    }

    /// DINOv2, ViT-g/14 on 518 pixels, whose perceptron is gated.
    public static VitSpec dinov2Giant() {
        return dinov2(new Size(1536, 40, 24, 4096), Extra.GATED_MLP);
    }

    private static VitSpec dinov2(Size size, Extra... more) {
        Set<Extra> extras = new java.util.TreeSet<>(Set.of(more));
        extras.addAll(Set.of(Extra.CLASS_TOKEN, Extra.MASK_TOKEN, Extra.LAYER_SCALE));
        return new VitSpec(PatchGrid.image(518, 14), size, Positions.LEARNED, extras, EPSILON);
    }

    /// The encoder of LeWM: ViT-tiny/14 on 224 pixels with a class token.
    public static VitSpec lewm() {
        return new VitSpec(
                PatchGrid.image(224, 14),
                Size.of(192, 12, 3),
                Positions.LEARNED,
                Set.of(Extra.CLASS_TOKEN),
                LEWM_EPSILON);
    }
}
