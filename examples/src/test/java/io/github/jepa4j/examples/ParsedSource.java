package io.github.jepa4j.examples;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/// A source file as the compiler reads it, before it knows what the names mean.
final class ParsedSource {

    private final Trees trees;
    private final CompilationUnitTree unit;

    private ParsedSource(Trees trees, CompilationUnitTree unit) {
        this.trees = trees;
        this.unit = unit;
    }

    static List<ParsedSource> of(List<Path> files) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            var task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            Trees trees = Trees.instance(task);
            List<ParsedSource> sources = new ArrayList<>();
            for (CompilationUnitTree unit : task.parse()) {
                sources.add(new ParsedSource(trees, unit));
            }
            return sources;
        }
    }

    Path file() {
        return Path.of(unit.getSourceFile().toUri());
    }

    /// Its name from the root.
    String name() {
        return Sources.name(file());
    }

    boolean inLibrary() {
        return Sources.inLibrary(file());
    }

    String packageName() {
        return unit.getPackageName() == null ? "" : unit.getPackageName().toString();
    }

    List<String> imports() {
        return unit.getImports().stream()
                .map(line -> line.getQualifiedIdentifier().toString())
                .toList();
    }

    boolean hasPackageAnnotation(String name) {
        return unit.getPackageAnnotations().stream()
                .anyMatch(
                        annotation -> annotation.getAnnotationType().toString().equals(name));
    }

    int lines() throws IOException {
        return (int)
                unit.getSourceFile().getCharContent(true).toString().lines().count();
    }

    /// From the first line of a tree to its last.
    int lines(Tree tree) {
        return line(trees.getSourcePositions().getEndPosition(unit, tree))
                - line(trees.getSourcePositions().getStartPosition(unit, tree))
                + 1;
    }

    private int line(long position) {
        return (int) unit.getLineMap().getLineNumber(position);
    }

    /// `file:line`, to click on.
    String place(Tree tree) {
        return name() + ":" + line(trees.getSourcePositions().getStartPosition(unit, tree));
    }

    /// Every method and constructor that somebody wrote, with the class it is of.
    void methods(BiConsumer<ClassTree, MethodTree> each) {
        new TreePathScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
                if (getCurrentPath().getParentPath().getLeaf() instanceof ClassTree owner) {
                    each.accept(owner, method);
                }
                return super.visitMethod(method, nothing);
            }
        }.scan(unit, null);
    }

    /// Every type that has a name.
    void types(BiConsumer<TreePath, ClassTree> each) {
        new TreePathScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
                if (!type.getSimpleName().isEmpty()) {
                    each.accept(getCurrentPath(), type);
                }
                return super.visitClass(type, nothing);
            }
        }.scan(unit, null);
    }

    /// Every expression in words, such as `System.out`, whatever is written around it.
    void expressions(BiConsumer<String, Tree> each) {
        new TreeScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void scan(@Nullable Tree tree, @Nullable Void nothing) {
                if (tree != null) {
                    switch (tree.getKind()) {
                        case MEMBER_SELECT, MEMBER_REFERENCE, NEW_CLASS -> each.accept(tree.toString(), tree);
                        default -> {}
                    }
                }
                return super.scan(tree, nothing);
            }
        }.scan(unit, null);
    }

    /// Every `new` of something whose name ends with "Exception", with the text literals within.
    void exceptions(BiConsumer<NewClassTree, List<String>> each) {
        new TreeScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitNewClass(NewClassTree made, @Nullable Void nothing) {
                if (made.getIdentifier().toString().endsWith("Exception")) {
                    each.accept(made, literals(made));
                }
                return super.visitNewClass(made, nothing);
            }
        }.scan(unit, null);
    }

    private static List<String> literals(Tree tree) {
        List<String> texts = new ArrayList<>();
        new TreeScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitLiteral(LiteralTree literal, @Nullable Void nothing) {
                if (literal.getValue() instanceof String text) {
                    texts.add(text);
                }
                return null;
            }
        }.scan(tree, null);
        return texts;
    }

    /// Whether a type can be named outside its package: it and all around it are public.
    static boolean isPublic(TreePath path) {
        for (TreePath at = path; at != null; at = at.getParentPath()) {
            if (at.getLeaf() instanceof ClassTree type
                    && !type.getModifiers().getFlags().contains(Modifier.PUBLIC)
                    && !inInterface(at)) {
                return false;
            }
        }
        return true;
    }

    private static boolean inInterface(TreePath path) {
        return path.getParentPath().getLeaf() instanceof ClassTree owner && owner.getKind() == Tree.Kind.INTERFACE;
    }

    @Nullable
    String comment(TreePath path) {
        return trees.getDocComment(path);
    }
}
