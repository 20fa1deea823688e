package io.github.jepa4j.worldmodel;

import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Further predictors of a trained model, of the same sizes as its own but learned from other seeds: where
/// enough was learned all of them imagine the same, where it was not they part. They imagine the latents of
/// the model's encoder, whose normalisation they share, and are kept in its file.
///
/// | in a model file                       | what                                                  |
/// |---------------------------------------|-------------------------------------------------------|
/// | metadata `ensemble.members`           | how many, `N`, at least 1                             |
/// | `ensemble.n.predictor.…`, `n` below `N` | each weight of a member, named and shaped as the model's |
///
/// Source: Lakshminarayanan, Pritzel and Blundell, *Simple and scalable predictive uncertainty estimation
/// using deep ensembles*, 2017. Differs from it: a member tells one latent rather than a distribution of
/// them, so that only what was not learned makes members part, and chance in the world does not. How
/// members are learned stands at `EnsembleTrainer` in module `learning`.
///
/// Immutable, and safe to use from many threads.
public final class Ensemble {

    /// What the names of its tensors begin with.
    public static final String PREFIX = "ensemble.";

    private static final String COUNT = PREFIX + "members";
    private static final String PREDICTOR = "predictor.";

    private final List<Member> members;
    private final List<WorldModel> models;

    /// @param weights by name, as the model's own
    private record Member(LatentPredictor predictor, Map<String, Tensor> weights) {

        static Member of(SafeTensors model, int number, Map<String, Tensor> weights) {
            Map<String, Tensor> own = FilePart.only(weights, List.of(PREDICTOR));
            try {
                return new Member(JepaModel.predictor(FilePart.beside(model, own)), own);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "Member %d of the ensemble cannot be used: %s\nMaybe learn the ensemble again: jepa4j ensemble --help."
                                .formatted(
                                        number,
                                        String.valueOf(e.getMessage())
                                                .lines()
                                                .findFirst()
                                                .orElse("")),
                        e);
            }
        }
    }

    private Ensemble(List<Member> members) {
        this.members = List.copyOf(members);
        this.models = members.stream()
                .<WorldModel>map(member -> new ImaginedOnce(member.predictor()))
                .toList();
    }

    /// The ensemble of a model.
    ///
    /// @param model   its file, in memory
    /// @param weights of each member, at least one, named as the model's own; what is of no predictor is
    ///     left out
    /// @throws IllegalArgumentException when there is no member, or a weight is missing, has another shape
    ///     than the model's, or is not finite
    public static Ensemble of(SafeTensors model, List<Map<String, Tensor>> weights) {
        if (weights.isEmpty()) {
            throw new IllegalArgumentException(
                    "An ensemble of no member makes no sense; there must be at least 1.\nMaybe the number of members is 0.");
        }
        List<Member> members = new ArrayList<>();
        for (Map<String, Tensor> one : weights) {
            members.add(Member.of(model, members.size(), one));
        }
        return new Ensemble(members);
    }

    /// The one that a model file in memory holds.
    ///
    /// @throws IllegalArgumentException when it holds none, or it cannot be used
    public static Ensemble of(SafeTensors file) {
        String count = file.metadata().get(COUNT);
        if (count == null || !count.matches("[1-9][0-9]{0,5}")) {
            throw new IllegalArgumentException(
                    "The file's metadata say %s = %s; it must be the number of members, at least 1.\nMaybe learn an ensemble first: jepa4j ensemble --help."
                            .formatted(COUNT, count == null ? "nothing" : count));
        }
        List<Member> members = new ArrayList<>();
        while (members.size() < Integer.parseInt(count)) {
            int number = members.size();
            members.add(Member.of(file, number, FilePart.tensors(file.tensors(), PREFIX + number + ".")));
        }
        return new Ensemble(members);
    }

    /// Whether a model file in memory holds one.
    public static boolean in(SafeTensors file) {
        return file.metadata().containsKey(COUNT);
    }

    /// The members, at least one, each [ImaginedOnce]; the model's own predictor is not among them.
    public List<WorldModel> members() {
        return models;
    }

    /// A model file with this one in place of the one it had; all else stays.
    ///
    /// @param provenance written beside it, each key after [#PREFIX]
    public SafeTensors in(SafeTensors file, Map<String, String> provenance) {
        Map<String, Tensor> tensors = new TreeMap<>();
        for (int n = 0; n < members.size(); n++) {
            String own = n + ".";
            members.get(n).weights().forEach((name, tensor) -> tensors.put(own + name, tensor));
        }
        Map<String, String> metadata = new TreeMap<>(provenance);
        metadata.put(COUNT.substring(PREFIX.length()), Integer.toString(members.size()));
        return FilePart.replaced(file, PREFIX, tensors, metadata);
    }

    @Override
    public String toString() {
        return "Ensemble[%d of %s]"
                .formatted(members.size(), members.getFirst().predictor().spec());
    }
}
