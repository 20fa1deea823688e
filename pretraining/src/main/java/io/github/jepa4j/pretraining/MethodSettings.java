package io.github.jepa4j.pretraining;

import io.github.jepa4j.configuration.Configuration;
import java.util.List;

/// The coefficients of each method; only those of the method that is trained have an effect.
///
/// @param vicreg      see [Vicreg]
/// @param barlowTwins see [BarlowTwins]
/// @param sigreg      see [Sigreg]
/// @param wmse        see [Wmse]
/// @param mmcr        see [Mmcr]
/// @param codingRate  see [CodingRate]
/// @param simclr      see [SimClr]
/// @param byol        see [Byol]
/// @param simsiam     see [SimSiam]
/// @param dino        see [Dino]
/// @param ijepa       see [IJepa]
/// @param vjepa       see [VJepa]
/// @param denoising   see [DenoisingAutoencoder]
/// @param masked      see [MaskedAutoencoder]
/// @param prediction  see [MaskedAutoencoder#prediction]
/// @param filling     see [MaskedConvolutionalAutoencoder]
public record MethodSettings(
        Vicreg vicreg,
        BarlowTwins barlowTwins,
        Sigreg sigreg,
        Wmse wmse,
        Mmcr mmcr,
        CodingRate codingRate,
        SimClr simclr,
        Byol byol,
        SimSiam simsiam,
        Dino dino,
        IJepa ijepa,
        VJepa vjepa,
        DenoisingAutoencoder denoising,
        MaskedAutoencoder masked,
        MaskedAutoencoder prediction,
        MaskedConvolutionalAutoencoder filling) {

    /// As published, scaled down for two cores as each of them says.
    public static MethodSettings defaults() {
        return new MethodSettings(
                Vicreg.defaults(),
                BarlowTwins.defaults(),
                Sigreg.defaults(),
                Wmse.defaults(),
                Mmcr.defaults(),
                CodingRate.defaults(),
                SimClr.defaults(),
                Byol.defaults(),
                SimSiam.defaults(),
                Dino.defaults(),
                IJepa.defaults(),
                VJepa.defaults(),
                DenoisingAutoencoder.defaults(),
                MaskedAutoencoder.defaults(),
                MaskedAutoencoder.prediction(),
                MaskedConvolutionalAutoencoder.defaults());
    }

    /// The same, but for the moving averages of I-JEPA and V-JEPA, which follow within tens of updates. The
    /// published ones follow within hundreds or thousands: little of a training there, most of one here. After some
    /// hundred updates, on images and clips that judged nothing else, a linear probe finds more in features so.
    static MethodSettings small() {
        return Configuration.override(defaults(), List.of("ijepa.momentum=0.95", "vjepa.momentum=0.95"));
    }
}
