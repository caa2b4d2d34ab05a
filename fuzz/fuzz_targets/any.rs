//! One target under libFuzzer, named by `CLASSLENS_TARGET`: one program, because each takes minutes to build.

#![no_main]

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;

#[path = "../../tests/fuzz/targets/mod.rs"]
#[allow(dead_code)]
mod targets;

fuzz_target!(|input: &[u8]| {
    static TARGET: OnceLock<fn(&[u8])> = OnceLock::new();
    let run = TARGET.get_or_init(|| {
        targets::named(&std::env::var("CLASSLENS_TARGET").expect("CLASSLENS_TARGET names a target")).run
    });
    run(input);
});
