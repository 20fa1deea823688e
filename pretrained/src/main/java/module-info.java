module io.github.jepa4j.pretrained {
    requires static org.jspecify;
    requires transitive io.github.jepa4j.network;
    requires transitive io.github.jepa4j.perception;

    exports io.github.jepa4j.pretrained;
}
