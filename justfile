# The gate and the loops of daily work, each written once. `just` alone lists them; `.ci/run` installs
# what is missing and calls `just gate`.

set shell := ["bash", "-euo", "pipefail", "-c"]

# Where `.ci/run` installs programs that the machine lacks.
tools := justfile_directory() / "target/tools"
export PATH := tools / "bin" + ":" + env("PATH")

[private]
default:
    @just --list --unsorted

# Everything a change must pass, cheapest first.
gate: check deny msrv docs features recompute crash (hostile "10" "1") openapi python browser

# Format, and lints with warnings denied (among them uses of Rust newer than stated).
check:
    cargo fmt --check
    cargo clippy --locked --all-targets --test browser -- -D warnings

# All tests but those in a browser: the command of README.md.
test:
    #!/usr/bin/env bash
    set -euo pipefail
    command=$(sed -n 's/^\(cargo test.*\)$/\1/p' README.md | head -n 1)
    [ -n "$command" ] || { echo "README.md names no test command"; exit 1; }
    echo "$command"
    $command

# Unit tests of one stage, as in `just test-stage score`; built with no more features than it needs.
test-stage STAGE:
    #!/usr/bin/env bash
    set -euo pipefail
    grep -q '^pub mod {{STAGE}};' src/lib.rs || { echo "src/lib.rs declares no stage {{STAGE}}"; exit 1; }
    own=$(find src/{{STAGE}} src/{{STAGE}}.rs -name '*.rs' 2>/dev/null || true)
    needs=$(grep -B1 '^pub mod {{STAGE}};' src/lib.rs; grep -h 'feature = "\(search\|parquet\)"' $own || true)
    case "$needs" in
        *'"serve"'*) features=serve ;;
        *'"cli"'*) features=cli ;;
        *'"search"'* | *'"parquet"'*) features=search,parquet ;;
        *) features= ;;
    esac
    cargo test --locked --lib --no-default-features --features "$features" -- '{{STAGE}}::'

# Builds and tests each set of features (none; search,parquet; cli; all), and fails on a warning.
features: (feature-set "") (feature-set "search,parquet") (feature-set "cli") test

# Recomputes printed figures of the sample corpus from its Parquet files alone, with pandas and scipy.
recompute:
    #!/usr/bin/env bash
    set -euo pipefail
    cargo test --locked --no-run
    wheels=target/recompute
    if [ ! -d "$wheels/pandas" ]; then
        python3 -m pip install --quiet --disable-pip-version-check --only-binary :all: \
            --target "$wheels" --requirement tests/recompute/requirements.txt
    fi
    PYTHONPATH=$wheels timeout 120 python3 tests/recompute/run.py target/debug/classlens
    python3 -B corpus/codes/test_fetch.py

# Kills the program in the middle of what changes an audit, and looks at what is left.
crash:
    cargo test --locked --no-run
    timeout 600 python3 tests/crash/run.py target/debug/classlens 20

# A server under mixed load for MINUTES while its audit grows, with a table and a plot in target; not in the gate.
soak PROGRAM AUDIT MINUTES="60":
    python3 tests/soak/run.py {{PROGRAM}} {{AUDIT}} {{MINUTES}} target/soak

# Hostile input of every kind, for some seconds a target, by dice that are printed; the gate casts those of a seed.
hostile SECONDS="10" SEED="":
    CLASSLENS_FUZZ_SECONDS={{SECONDS}} {{ if SEED == "" { "" } else { "CLASSLENS_FUZZ_SEED=" + SEED } }} \
        cargo test --locked --test it -- fuzz:: --nocapture

# The same by libFuzzer, which looks for input that takes new paths: a program of its own, not in the gate.
# What it finds is in target/fuzz; `just fuzz 60 query html` runs these targets alone.
fuzz SECONDS="60" *TARGETS:
    #!/usr/bin/env bash
    set -euo pipefail
    # The flags of cargo-fuzz without a sanitizer: there is no `unsafe` of ours for one to watch.
    coverage="-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters"
    coverage="$coverage -Cllvm-args=-sanitizer-coverage-pc-table --cfg fuzzing"
    platform=$(rustc -vV | sed -n 's/^host: //p')
    export CARGO_TARGET_DIR=$PWD/fuzz/target
    RUSTFLAGS=$coverage cargo build --locked --release --manifest-path fuzz/Cargo.toml --target "$platform"
    targets=({{TARGETS}})
    [ ${#targets[@]} -gt 0 ] || targets=($(ls tests/fuzz/corpus))
    failed=()
    for target in "${targets[@]}"; do
        mkdir -p "target/fuzz/found/$target"
        echo "-- $target"
        CLASSLENS_TARGET=$target "$CARGO_TARGET_DIR/$platform/release/any" -max_total_time={{SECONDS}} -max_len=8192 \
            -timeout=20 -rss_limit_mb=4096 -print_final_stats=1 -artifact_prefix="target/fuzz/$target-" \
            "target/fuzz/found/$target" "tests/fuzz/corpus/$target" || failed+=("$target")
    done
    [ ${#failed[@]} -eq 0 ] || { echo "broken by input in target/fuzz: ${failed[*]}"; exit 1; }

# Processor time of hostile input four times as long: no input takes more than in proportion.
growth *NAME:
    cargo bench --locked --bench growth {{NAME}}

# The Python wheel: lints, a wheel of the profile for tests in an environment of its own, its tests and examples, types and stubs.
python: python-environment
    #!/usr/bin/env bash
    set -euo pipefail
    export CARGO_TARGET_DIR=$PWD/target PATH=$PWD/target/python/bin:$PATH VIRTUAL_ENV=$PWD/target/python
    (cd python && cargo fmt --check && cargo clippy --locked -- -D warnings)
    rm -rf target/wheels-test
    (cd python && maturin build --quiet --profile dev --locked --out ../target/wheels-test)
    pip install --quiet --force-reinstall --no-deps target/wheels-test/*.whl
    cd python
    timeout 600 python -m pytest
    mypy
    (cd ../target && MYPYPATH= python -m mypy.stubtest classlens._classlens --allowlist ../python/stubtest-allow.txt)

# A Spark cluster on this machine, one of its workers killed in mid-job, against the command line; after `just python`, not in the gate.
spark *FILES:
    target/python/bin/python tests/spark/standalone.py {{FILES}}

# The wheel and the source distribution as they are published, in target/wheels, with their checksums.
wheel: python-environment
    #!/usr/bin/env bash
    set -euo pipefail
    export CARGO_TARGET_DIR=$PWD/target PATH=$PWD/target/python/bin:$PATH VIRTUAL_ENV=$PWD/target/python
    cd python
    maturin build --release --locked --out ../target/wheels
    maturin sdist --out ../target/wheels
    cd ../target/wheels && sha256sum classlens-* | tee SHA256SUMS

# What is published, in target/published: wheel, source distribution, static Linux program, list of components, checksums.
release: wheel
    #!/usr/bin/env bash
    set -euo pipefail
    platform=x86_64-unknown-linux-musl
    version=$(sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml | head -n 1)
    command -v musl-gcc >/dev/null || { echo "musl-gcc is missing: install musl-tools"; exit 1; }
    rustup target list --installed | grep -qx "$platform" || rustup target add "$platform"
    cargo build --locked --profile dist --target "$platform"
    rm -rf target/published
    mkdir -p target/published
    cp target/wheels/classlens-"$version"* target/published
    cp "target/$platform/dist/classlens" "target/published/classlens-$version-x86_64-linux"
    cargo metadata --locked --format-version 1 --filter-platform "$platform" |
        python3 .ci/components.py > "target/published/classlens-$version-components.cdx.json"
    cd target/published
    if ldd "classlens-$version-x86_64-linux" 2>&1 | grep '=>'; then echo "the program is not static"; exit 1; fi
    "./classlens-$version-x86_64-linux" --version
    sha256sum classlens-* | tee SHA256SUMS

[private]
python-environment:
    #!/usr/bin/env bash
    set -euo pipefail
    [ -x target/python/bin/python ] || python3 -m venv target/python
    cmp -s python/requirements-test.txt target/python/requirements-test.txt && exit 0
    target/python/bin/pip install --quiet --disable-pip-version-check --only-binary :all: --no-binary pyspark --requirement python/requirements-test.txt
    cp python/requirements-test.txt target/python/

# Validates the document of the API against OpenAPI 3.1.
openapi:
    #!/usr/bin/env bash
    set -euo pipefail
    cargo test --locked --no-run
    wheels=target/openapi
    if [ ! -d "$wheels/openapi_spec_validator" ]; then
        python3 -m pip install --quiet --disable-pip-version-check --only-binary :all: \
            --target "$wheels" --requirement tests/openapi/requirements.txt
    fi
    PYTHONPATH=$wheels timeout 120 python3 tests/openapi/run.py target/debug/classlens

# One set of features: all its tests are built, the unit tests run. Those of what users see run with all
# features, in `test`: another run of seven minutes would show little.
[private]
feature-set SET:
    #!/usr/bin/env bash
    set -euo pipefail
    echo "-- features: {{ if SET == "" { "none" } else { SET } }}"
    build=(cargo test --locked --no-default-features --features '{{SET}}' --tests)
    "${build[@]}" --no-run 2>&1 | tee target/feature-set.log
    if grep -q '^warning' target/feature-set.log; then echo "a warning fails the gate"; exit 1; fi
    cargo test --locked --no-default-features --features '{{SET}}' --lib

# Documentation of the library with warnings denied, and the examples in it.
docs:
    RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps --lib
    cargo test --locked --doc

# Licences, sources and versions of the dependencies (deny.toml); asks no network for advisories.
deny:
    cargo-deny --locked check licenses bans sources
    cargo-deny --locked --manifest-path python/Cargo.toml --config deny.toml check licenses bans sources

# The Rust that Cargo.toml states: no dependency asks for more, and this gate, or a build of its own, is made with it.
msrv:
    #!/usr/bin/env bash
    set -euo pipefail
    stated=$(sed -n 's/^rust-version = "\(.*\)"$/\1/p' Cargo.toml)
    for manifest in Cargo.toml python/Cargo.toml; do
        cargo metadata --locked --format-version 1 --manifest-path "$manifest" | python3 .ci/rust_version.py "$stated"
    done
    if rustc --version | grep -q "^rustc $stated[. ]"; then
        echo "$(rustc --version) is the Rust that is stated: all of the gate is built with it"
        exit 0
    fi
    toolchain=$(rustup toolchain list | grep -o "^$stated[.0-9]*-[^ ]*" | head -n 1 || true)
    [ -n "$toolchain" ] || { echo "rustup has no Rust $stated: rustup toolchain install $stated"; exit 1; }
    CARGO_TARGET_DIR=target/msrv cargo "+$toolchain" check --locked --all-targets

# The pages of `classlens serve` in Chromium, one browser at a time, with axe-core for accessibility.
browser: axe
    CLASSLENS_AXE=$PWD/target/browser/package/axe.min.js \
        timeout 900 cargo test --locked --test browser -- --test-threads=1

# Takes the pictures of README.md again.
pictures: axe
    CLASSLENS_AXE=$PWD/target/browser/package/axe.min.js CLASSLENS_PICTURES=$PWD/docs/pictures \
        cargo test --locked --test browser -- --test-threads=1 pictures

[private]
axe:
    #!/usr/bin/env bash
    set -euo pipefail
    [ ! -f target/browser/package/axe.min.js ] || exit 0
    mkdir -p target/browser
    cd target/browser
    npm pack --silent axe-core@4.14.1
    tar -xzf axe-core-4.14.1.tgz package/axe.min.js
