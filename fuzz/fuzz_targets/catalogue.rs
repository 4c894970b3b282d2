#![no_main]

libfuzzer_sys::fuzz_target!(init: tipscreen_fuzz::prepare(), |bytes: &[u8]| tipscreen_fuzz::catalogue::hold(bytes));
