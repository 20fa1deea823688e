package io.github.jepa4j.cli;

import io.github.jepa4j.pretraining.FeatureModel;
import io.github.jepa4j.pretraining.PublicWeights;
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
                        + " read is skipped and told of. Started again after it was cut off, it goes on: what is done is"
                        + " kept in a folder beside the file, FILE.part, until all is. Where that is of another model, of"
                        + " other files or options, it is refused; --force begins anew.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  jepa4j embed --model runs/eyes --data photos.zip --out features.safetensors",
            "  jepa4j embed --model runs/eyes --data photos/ --out features.csv --force",
            "  jepa4j embed --model dinov2/ --size 224 --data photos.zip --out features.safetensors",
            "  jepa4j embed --model vjepa2/ --frames 1 --data photos.zip --out features.safetensors"
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

    @Option(
            names = "--force",
            description = "Replace the file if it is there, and begin anew where FILE.part is of something else.")
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
        MediaFiles media = data.files(model);
        try (OpenFiles files = media.open(model.spec(), select)) {
            file.refuseTooMuch(files);
            String hash = PublicWeights.hash(data.modelFile());
            EmbedJob job = EmbedJob.of(media, select, files, hash, model.spec());
            try (EmbedParts parts = EmbedParts.open(EmbedParts.beside(out), job, force, main.console())) {
                Embedding.Result result =
                        new Embedding(Embedding.Eyes.of(model), media, files, parts, main.console()).result();
                files.remarks().forEach(main.console()::remark);
                Material.tellSkipped(result.report(), main.console());
                file.write(result, data.modelFile());
                parts.discard();
                print(result, model.dimension());
            }
        }
        return Main.DONE;
    }

    private void print(Embedding.Result result, int dimension) {
        var figures = new Figures(
                out, result.names().size(), dimension, result.report().skipped().size());
        output.print(
                main.console(),
                figures,
                _ -> main.console()
                        .out()
                        .printf(
                                Locale.ROOT,
                                "%,d features of each of %,d files are in %s (%,d skipped)%n",
                                figures.dimension(),
                                figures.files(),
                                figures.out(),
                                figures.skipped()));
    }
}
