package io.github.jepa4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The rules of the house that neither the compiler nor its plugins hold. An exception is listed here by
/// name, with its reason; one that is no longer needed fails too.
class HouseRulesTest {

    private static final int MOST_LINES_OF_A_FILE = 400;
    private static final int MOST_LINES_OF_A_METHOD = 40;
    private static final int MOST_LINES_OF_A_KERNEL = 60;
    private static final int MOST_PARAMETERS = 5;
    private static final int MOST_PARAMETERS_OF_A_KERNEL = 11;

    /// Inner loops are longer, since what is split over methods does not stay in registers; and take arrays
    /// with their offsets as they are, since a record for each call would have to be made in the loop
    /// around them.
    private static final Pattern KERNELS = Pattern.compile("tensor/.*/internal/.*|perception/.*/Convolution\\.java");

    private static final String UNROLLED =
            "unrolled by hand: a variable for each sum, or the compiler leaves them in memory";

    private static final Map<String, String> LONG_METHODS = Map.of(
            "tensor/VectorProduct.java rows8By3", UNROLLED,
            "tensor/VectorProduct.java rows8By2", UNROLLED,
            "tensor/VectorProduct.java rows8By1", UNROLLED,
            "tensor/ScalarKernels.java block", UNROLLED);

    private static final Map<String, String> MANY_PARAMETERS =
            Map.of("network/Conv2d.java <init>", "the sizes by which the layer is known");

    private static final Map<String, String> CLOCKS_AND_PRINTS =
            Map.of("learning/JepaTrainer.java System::nanoTime", "Clock.system() is where the clock is passed in from");

    /// A message's last line, as it is written in the source: after a line break, without another one.
    private static final Pattern LAST_LINE = Pattern.compile("(\n|%n|^)Maybe ((?!%n)[^\n])+$");

    private static final Map<String, String> MESSAGES = Map.of(
            "evaluation/EvaluationJournal.java IOException",
            "a part of the message made in the same file",
            "configuration/ConfigurationException.java ConfigurationException",
            "puts key and line before a message that has it",
            "cli/Main.java ParameterException",
            "the handler adds where to find help",
            "configuration/Binder.java ConfigurationException",
            "passes on what a record said, with its Maybe",
            "configuration/Scalars.java ArithmeticException",
            "caught in the same file",
            "data/StoreFile.java IllegalArgumentException",
            "caught in the same file, which adds the Maybe",
            "readout/Readouts.java IllegalArgumentException",
            "puts the file's name before a message that has it",
            "worldmodel/JepaModel.java IllegalArgumentException",
            "puts the file's name before a message that has it",
            "pretraining/VisionMetadata.java IOException",
            "puts the file's name before a message that has it");

    /// The modules in which the training engine may be seen.
    private static final Set<String> ENGINE_MODULES =
            Set.of("engine", "network", "pretrained", "probe", "learning", "pretraining", "bench");

    private static final Pattern FORBIDDEN = Pattern.compile("System\\.(out|err|in|nanoTime|currentTimeMillis|exit)"
            + "|System::(nanoTime|currentTimeMillis)|Math\\.random|new (java\\.util\\.)?Random\\(.*"
            + "|(Instant|LocalDateTime|ZonedDateTime)\\.now|ThreadLocalRandom\\.current|UUID\\.randomUUID");

    private static List<ParsedSource> main = List.of();

    @BeforeAll
    static void parse() throws IOException {
        main = ParsedSource.of(Sources.files("main"));
        assertThat(main).hasSizeGreaterThan(100);
    }

    @Test
    void filesAreShort() throws IOException {
        Found found = new Found(Map.of());
        List<ParsedSource> all = new ArrayList<>(main);
        all.addAll(ParsedSource.of(Sources.files("test")));
        for (ParsedSource source : all) {
            if (source.lines() > MOST_LINES_OF_A_FILE) {
                found.add(source.name(), source.lines() + " lines");
            }
        }
        found.none();
    }

    @Test
    void methodsAreShort() {
        Found found = new Found(LONG_METHODS);
        for (ParsedSource source : main) {
            int most = isKernel(source) ? MOST_LINES_OF_A_KERNEL : MOST_LINES_OF_A_METHOD;
            source.methods((owner, method) -> {
                if (source.lines(method) > most) {
                    found.add(
                            key(source, method),
                            source.place(method) + " has " + source.lines(method) + " lines, more than " + most);
                }
            });
        }
        found.none();
    }

    @Test
    void methodsHaveFewParametersAndConstructorsTooUnlessTheyAreRecords() {
        Found found = new Found(MANY_PARAMETERS);
        for (ParsedSource source : main) {
            source.methods((owner, method) -> {
                boolean ofRecord = owner.getKind() == Tree.Kind.RECORD && method.getReturnType() == null;
                int parameters = method.getParameters().size();
                int most = isKernel(source) ? MOST_PARAMETERS_OF_A_KERNEL : MOST_PARAMETERS;
                if (parameters > most && !ofRecord) {
                    found.add(key(source, method), source.place(method) + " has " + parameters + " parameters");
                }
            });
        }
        found.none();
    }

    @Test
    void librariesNeitherPrintNorTellTheTimeNorDrawNumbersOfTheirOwn() {
        Found found = new Found(CLOCKS_AND_PRINTS);
        for (ParsedSource source : main) {
            if (source.inLibrary()) {
                source.expressions((words, tree) -> {
                    if (FORBIDDEN.matcher(words).matches()) {
                        found.add(shortName(source) + " " + words, source.place(tree) + ": " + words);
                    }
                });
            }
        }
        found.none();
    }

    @Test
    void everyPublicTypeSaysWhatItIs() {
        Found found = new Found(Map.of());
        for (ParsedSource source : main) {
            source.types((path, type) -> {
                String comment = source.comment(path);
                if (ParsedSource.isPublic(path) && (comment == null || comment.isBlank())) {
                    found.add(source.name() + " " + type.getSimpleName(), source.place(type) + " has no comment");
                }
            });
        }
        found.none();
    }

    @Test
    void theEngineIsSeenOnlyWhereItTrains() {
        Found found = new Found(Map.of());
        for (ParsedSource source : main) {
            if (!ENGINE_MODULES.contains(source.name().split("/", 2)[0])) {
                source.expressions((words, tree) -> {
                    if (words.startsWith("org.bytedeco.")) {
                        found.add(source.name(), source.place(tree) + ": " + words);
                    }
                });
            }
        }
        found.none();
    }

    @Test
    void packagesDoNotUseEachOtherInCircles() {
        Map<String, Set<String>> uses = new TreeMap<>();
        for (ParsedSource source : main) {
            Set<String> used = uses.computeIfAbsent(source.packageName(), _ -> new TreeSet<>());
            source.imports().stream()
                    .map(HouseRulesTest::packageOf)
                    .filter(name -> name.startsWith("io.github.jepa4j.") && !name.equals(source.packageName()))
                    .forEach(used::add);
        }
        // What uses nothing that is left goes, until nothing goes any more: what stays is a circle.
        while (uses.values().removeIf(used -> disjoint(used, uses.keySet()))) {}
        assertThat(uses).isEmpty();
    }

    @Test
    void everyPackageSaysThatNothingInItIsNull() {
        Set<String> packages = new TreeSet<>();
        Set<String> marked = new TreeSet<>();
        for (ParsedSource source : main) {
            packages.add(source.packageName());
            if (source.hasPackageAnnotation("NullMarked")) {
                marked.add(source.packageName());
            }
        }
        packages.remove(""); // module-info
        assertThat(marked).isEqualTo(packages);
    }

    @Test
    void messagesEndWithWhatMayBeWrong() {
        Found found = new Found(MESSAGES);
        for (ParsedSource source : main) {
            source.exceptions((made, texts) -> {
                if (!texts.isEmpty()
                        && texts.stream()
                                .noneMatch(text -> LAST_LINE.matcher(text).find())) {
                    found.add(shortName(source) + " " + made.getIdentifier(), source.place(made) + ": " + texts);
                }
            });
        }
        found.none();
    }

    /// An assertion that others can describe with `as` is an `AbstractAssert`, and a list that is made when it is
    /// looked at is an `AbstractList`: neither AssertJ nor Java offers another way.
    @Test
    void nothingIsInheritedButExceptionsAndWhatAssertionsMustBe() {
        Found found = new Found(Map.of());
        for (ParsedSource source : main) {
            source.types((path, type) -> {
                Tree parent = type.getExtendsClause();
                if (parent != null
                        && !parent.toString().matches(".*(Exception|Error)|AbstractAssert<.*>|AbstractList<.*>")) {
                    found.add(source.name(), source.place(type) + " extends " + parent);
                }
            });
        }
        found.none();
    }

    private static boolean isKernel(ParsedSource source) {
        return KERNELS.matcher(source.name()).matches();
    }

    private static String key(ParsedSource source, MethodTree method) {
        return shortName(source) + " " + method.getName();
    }

    /// `module/File.java`.
    private static String shortName(ParsedSource source) {
        String name = source.name();
        return name.substring(0, name.indexOf('/')) + name.substring(name.lastIndexOf('/'));
    }

    /// The package that an import is from: its words up to the first that begins with a capital.
    private static String packageOf(String imported) {
        return imported.replaceFirst("\\.[A-Z*].*", "");
    }

    private static boolean disjoint(Set<String> used, Set<String> left) {
        return used.stream().noneMatch(left::contains);
    }

    /// What breaks a rule, less what may.
    private static final class Found {

        private final Map<String, String> exceptions;
        private final Set<String> used = new TreeSet<>();
        private final List<String> breaches = new ArrayList<>();

        /// @param exceptions what may break the rule, and why
        Found(Map<String, String> exceptions) {
            this.exceptions = exceptions;
        }

        void add(String key, String what) {
            if (exceptions.containsKey(key)) {
                used.add(key);
            } else {
                breaches.add(what + "   [" + key + "]");
            }
        }

        void none() {
            assertThat(breaches).isEmpty();
            assertThat(used).as("exceptions that are needed").isEqualTo(new TreeSet<>(exceptions.keySet()));
        }
    }
}
