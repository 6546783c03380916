cd /tmp/w/me
for h in "" 1; do [ -n "$h" ] && export HUGE=$h || unset HUGE; echo "HUGE=$h"; 
/usr/lib/jvm/temurin-25-jdk-amd64/bin/java --enable-native-access=ALL-UNNAMED --add-modules jdk.incubator.vector -Xlog:disable -XX:+UseSerialGC -Xmx2g -cp engine/bench/target/classes:$(<build/bench/classpath) io.elanus.bench.IndexBench ~/.cache/elanus/glove-100 2 3 HNSW M=16 efConstruction=100 -- ef=64,128,256 batch=1 2>&1 | grep -o '"parameters.*\|madv.*\|seconds": [0-9.]*'; done
