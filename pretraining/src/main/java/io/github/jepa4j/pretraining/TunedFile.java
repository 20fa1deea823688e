package io.github.jepa4j.pretraining;

import io.github.jepa4j.network.LowRankAdapter;
import io.github.jepa4j.network.PatchGrid;
import io.github.jepa4j.network.VitSpec;
import io.github.jepa4j.pretrained.Recognised;
import io.github.jepa4j.pretrained.WeightNames;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.StoredTensors;
import io.github.jepa4j.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a fine-tuning leaves: of all weights a file with their published names, which whatever reads those weights
/// reads too; of adapters the adapters alone, and which weights they belong to. Beside them the classifier.
///
/// @param weights    that it began with
/// @param classes    the names of what the classifier tells apart
/// @param provenance how it was made
record TunedFile(PublicWeights weights, List<String> classes, Map<String, String> provenance) {

    /// All weights, under their published names.
    static final String WHOLE = "jepa4j-finetuned/1";

    /// Adapters alone.
    static final String ADAPTERS = "jepa4j-adapters/1";

    /// Says the format where `format` must say what other programs want to read there.
    static final String OURS = "jepa4j.format";

    private static final String CLASS = "class.";

    /// The classifier's parameters, and their names in a file.
    private static final Map<String, String> CLASSIFIER =
            Map.of("classifier.0.weight", "classifier.weight", "classifier.0.bias", "classifier.bias");

    /// The format that a file's metadata says; empty where it says none of ours.
    static String format(Map<String, String> metadata) {
        return metadata.getOrDefault(OURS, metadata.getOrDefault("format", ""));
    }

    void write(Path file, TunedNetworks networks) throws IOException {
        Map<String, String> metadata = new TreeMap<>(provenance);
        metadata.putAll(sizes(networks.shape()));
        metadata.put("weights", weights.hash());
        metadata.put("weights_path", weights.path().toAbsolutePath().normalize().toString());
        for (int c = 0; c < classes.size(); c++) {
            metadata.put(CLASS + c, classes.get(c));
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        if (networks.shape().rank() == 0) {
            metadata.put(OURS, WHOLE);
            metadata.put("format", "pt");
            tensors.putAll(recognised()
                    .names(TunedNetworks.ENCODER)
                    .toPublished(networks.parameters().copy(), recognised().prefix()));
        } else {
            metadata.put("format", ADAPTERS);
            tensors.putAll(networks.parameters().copy(LowRankAdapter::isAdapter));
        }
        networks.parameters()
                .copy(CLASSIFIER::containsKey)
                .forEach((name, tensor) -> tensors.put(CLASSIFIER.getOrDefault(name, name), tensor));
        new SafeTensors(tensors, metadata).write(file);
    }

    private Recognised recognised() {
        return weights.recognised();
    }

    private Map<String, String> sizes(TunedNetworks.Shape shape) {
        VitSpec spec = shape.spec();
        Map<String, String> sizes = new TreeMap<>();
        sizes.put("family", recognised().family().name());
        sizes.put("heads", Integer.toString(spec.size().heads()));
        sizes.put("frames", Integer.toString(spec.frames()));
        sizes.put("rows", Integer.toString(spec.rows()));
        sizes.put("columns", Integer.toString(spec.columns()));
        if (shape.rank() > 0) {
            sizes.put("rank", Integer.toString(shape.rank()));
            sizes.put("alpha", Double.toString(shape.alpha()));
        }
        return sizes;
    }

    /// Whose weights they are, on the size that was learned on.
    ///
    /// @param stored   the weights themselves
    /// @param metadata of the fine-tuning
    static Recognised recognised(StoredTensors stored, Map<String, String> metadata) {
        Recognised recognised = Recognised.of(stored.descriptions(), VisionMetadata.number(metadata, "heads"));
        PatchGrid grid = recognised.spec().grid();
        return recognised.on(new PatchGrid(
                grid.channels(),
                VisionMetadata.number(metadata, "frames"),
                VisionMetadata.number(metadata, "rows"),
                VisionMetadata.number(metadata, "columns"),
                grid.tubelet(),
                grid.patch()));
    }

    /// The names of what the classifier tells apart.
    static List<String> classes(Map<String, String> metadata) {
        List<String> classes = new ArrayList<>();
        while (metadata.containsKey(CLASS + classes.size())) {
            classes.add(metadata.getOrDefault(CLASS + classes.size(), ""));
        }
        return List.copyOf(classes);
    }

    /// Loads what a fine-tuning of all weights has left.
    ///
    /// @throws IllegalArgumentException where something is missing or does not fit
    static TunedNetworks whole(StoredTensors stored) throws IOException {
        Map<String, String> metadata = stored.metadata();
        Recognised recognised = recognised(stored, metadata);
        WeightNames names = recognised.names(TunedNetworks.ENCODER).asTheyAre();
        names.check(stored.descriptions());
        checkClassifier(stored, recognised, metadata);
        TunedNetworks networks = begin(recognised, metadata, 0, 1);
        names.load(stored, networks.parameters());
        loadClassifier(stored, networks);
        return networks;
    }

    /// Loads adapters beside the weights that they belong to.
    ///
    /// @throws IllegalArgumentException where something is missing, too much, or does not fit
    static TunedNetworks adapted(StoredTensors stored, Path weights) throws IOException {
        Map<String, String> metadata = stored.metadata();
        int rank = VisionMetadata.number(metadata, "rank");
        double alpha = VisionMetadata.fraction(metadata, "alpha");
        try (StoredTensors base = StoredTensors.open(weights)) {
            Recognised recognised = recognised(base, metadata);
            recognised.names(TunedNetworks.ENCODER).check(base.descriptions());
            ClaimedSizes.of(stored).checkAdapters(TunedNetworks.ENCODER, recognised.spec(), rank);
            checkClassifier(stored, recognised, metadata);
            TunedNetworks networks = begin(recognised, metadata, rank, alpha);
            recognised.names(TunedNetworks.ENCODER).load(base, networks.parameters());
            networks.parameters().load(stored.read(LowRankAdapter::isAdapter), LowRankAdapter::isAdapter);
            loadClassifier(stored, networks);
            requireNoOthers(stored, networks);
            return networks;
        }
    }

    /// Before it is made: classes are named in the metadata, as many as there is room for.
    private static void checkClassifier(StoredTensors stored, Recognised recognised, Map<String, String> metadata) {
        ClaimedSizes.checkSeen(recognised.spec());
        int classes = classes(metadata).size();
        if (classes > 0) {
            ClaimedSizes.of(stored)
                    .check("classifier.weight", classes, recognised.spec().dimension());
        }
    }

    private static TunedNetworks begin(Recognised recognised, Map<String, String> metadata, int rank, double alpha) {
        var shape = new TunedNetworks.Shape(
                recognised.spec(), rank, alpha, classes(metadata).size());
        return TunedNetworks.begin(shape, new io.github.jepa4j.tensor.Seed(0));
    }

    private static void loadClassifier(StoredTensors stored, TunedNetworks networks) throws IOException {
        Map<String, Tensor> found = stored.read(CLASSIFIER::containsValue);
        Map<String, Tensor> ours = new TreeMap<>();
        CLASSIFIER.forEach((name, theirs) -> {
            Tensor tensor = found.get(theirs);
            if (tensor != null) {
                ours.put(name, tensor);
            }
        });
        networks.parameters().load(ours, CLASSIFIER::containsKey);
    }

    private static void requireNoOthers(StoredTensors stored, TunedNetworks networks) {
        for (String name : stored.descriptions().keySet()) {
            if (!CLASSIFIER.containsValue(name)
                    && !networks.parameters().shapes().containsKey(name)) {
                throw new IllegalArgumentException(
                        "It has a tensor %s, which adapters of its sizes do not.\nMaybe the file is damaged."
                                .formatted(name));
            }
        }
    }
}
