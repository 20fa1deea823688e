module io.github.jepa4j.engine {
    requires static org.jspecify;
    requires transitive io.github.jepa4j.tensor;
    requires transitive org.bytedeco.pytorch;
    requires org.slf4j;

    exports io.github.jepa4j.engine;
}
