package io.github.jepa4j.cli;

import io.github.jepa4j.pretraining.FeatureModel;
import io.github.jepa4j.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// `jepa4j embed`: what a model that has learned to see makes of one's own files.
@Command(
        name = "embed",
        header = "Write a model's features of images or videos.",
        description =
                "Brings each file to the model's size and writes its features, in the order of the names. A file that cannot be"
                        + " read is skipped and told of.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  jepa4j embed --model runs/eyes --data photos.zip --out features.safetensors",
            "  jepa4j embed --model runs/eyes --data photos/ --out features.csv --force",
            "  jepa4j embed --model dinov2/ --size 224 --data photos.zip --out features.safetensors"
        })
final class EmbedCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Main main;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final DataOptions data = new DataOptions();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description =
                    "Where to: .safetensors (features [N, D]; names and labels in the metadata, as JSON arrays) or .csv (name, then the features).")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path out;

    @Option(names = "--select", paramLabel = "PREFIX", description = "Only of those whose names begin so.")
    private String select = "";

    @Option(names = "--force", description = "Replace the file if it is there.")
    private boolean force;

    /// What an embedding came to.
    ///
    /// @param out       the file
    /// @param files     how many have features, `N`
    /// @param dimension `D`
    /// @param skipped   how many could not be read
    record Figures(Path out, int files, int dimension, int skipped) {}

    @Override
    public Integer call() throws IOException {
        FeatureFile file = FeatureFile.at(out, force);
        FeatureModel model = data.model();
        Material material = data.files(model).read(model.spec(), select, main.console());
        Material.tellSkipped(material.report(), main.console());
        Tensor features = Features.of(model, material.clips(), main.console());
        file.write(material, features, data.modelFile());
        int skipped = material.report().skipped().size();
        output.print(
                main.console(),
                new Figures(out, material.clips().size(), model.dimension(), skipped),
                figures -> main.console()
                        .out()
                        .printf(
                                Locale.ROOT,
                                "%,d features of each of %,d files are in %s (%,d skipped)%n",
                                figures.dimension(),
                                figures.files(),
                                figures.out(),
                                figures.skipped()));
        return Main.DONE;
    }
}
