#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| tipscreen_fuzz::key_file::hold(bytes));
