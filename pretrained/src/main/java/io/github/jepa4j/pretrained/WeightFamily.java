package io.github.jepa4j.pretrained;

/// Public weights that are named alike.
public enum WeightFamily {
    /// I-JEPA as published on Hugging Face (`facebook/ijepa_vith14_1k` and others).
    IJEPA,
    /// V-JEPA 2 as published on Hugging Face (`facebook/vjepa2-vitl-fpc64-256` and others).
    VJEPA2,
    /// V-JEPA 2 and 2.1 as first published (`vitl.pt` and others, their target encoder), put into a
    /// safetensors file.
    VJEPA2_ORIGINAL,
    /// DINOv2 as published on Hugging Face (`facebook/dinov2-small` and others).
    DINOV2,
    /// DINOv2 as first published, for `torch.hub`, put into a safetensors file.
    DINOV2_HUB,
    /// The encoder of LeWM (`quentinll/lewm-pusht` and others), its `weights.pt` put into a safetensors file. Of what
    /// else is in it, [PublishedWeights#lewmProjector] names the projector; predictor, action encoder and the
    /// predictor's projector are passed over.
    LEWM
}
